"""Every rule names its source, every source is on the shelf, and no seed article is left without a rule."""

import re

import pytest

from hoso.law import shelf
from hoso.law.citations import SOURCES, cite, implemented_by, public_callables, sources_of
from hoso.law.duties import DUTIES
from hoso.law.lifecycle import TRANSITIONS
from hoso.law.rulesets import RULE_SETS

NAMED = dict(public_callables())
RULES = sorted(name for name in NAMED if not name.startswith("hoso.law.text."))  # a sentence is no rule


@pytest.mark.parametrize("name", RULES)
def test_every_public_function_names_sources_that_are_on_the_shelf(name: str) -> None:
    keys = sources_of(NAMED[name])
    assert keys, f"{name} has no Source: line"
    assert set(keys) <= set(SOURCES)


def test_every_table_row_and_parameter_rests_on_the_shelf() -> None:
    keys = {row.source for row in (*TRANSITIONS, *DUTIES)}
    keys |= {value.source for rules in RULE_SETS for value in rules.parameters().values()}
    assert keys <= set(SOURCES)


def test_the_five_seeds_are_on_the_shelf_and_none_of_their_articles_lacks_a_function() -> None:
    assert {entry.seed for entry in SOURCES.values() if entry.seed} == {"S0", "S1", "S2", "S3", "S4"}
    assert [entry.key for entry in shelf.unimplemented_seed_articles()] == []


def test_articles_that_only_oblige_people_say_so_and_are_few() -> None:
    outside = shelf.outside_articles()
    assert all(entry.outside and entry.outside.vi for entry in outside)
    assert not {entry.key for entry in outside} & set(implemented_by())
    assert len(outside) <= 5


def test_an_article_without_a_function_is_found() -> None:
    held = set(implemented_by()) - {"hn-directive:1b"}
    assert {e.key for e in shelf.unimplemented_seed_articles(held)} == {"hn-directive:1b", "hn-news:2"}


def test_a_citation_reads_as_it_is_printed() -> None:
    assert cite("nd61-2018:17") == "Điều 17 Nghị định 61/2018/NĐ-CP"
    assert cite("hn-directive:2b").startswith("Điểm 2.b Chỉ thị về việc sử dụng hồ sơ điện tử")
    with pytest.raises(KeyError):
        cite("nd61-2018:999")


def test_replaced_texts_point_to_documents_on_the_shelf_and_keys_are_well_formed() -> None:
    documents = {key.split(":")[0] for key in SOURCES}
    for entry in SOURCES.values():
        assert entry.replaced_by is None or entry.replaced_by in documents
        assert entry.restates is None or entry.restates in SOURCES
        assert re.fullmatch(r"[a-z0-9-]+:[a-z0-9.-]+", entry.key)
        assert entry.title.vi
        assert entry.title.en


def test_the_page_finds_an_article_with_its_functions_and_verbs() -> None:
    (line,) = shelf.rules("hn-directive:1b")
    assert "hoso.law.reuse.may_request_paper" in line.functions
    assert any("intake.accept" in line.verbs for line in shelf.rules("nd61-2018:17"))
    assert shelf.rules("không-có-từ-này") == ()


def test_the_printed_shelf_marks_what_is_unconfirmed_and_ends_with_the_seeds() -> None:
    lines = list(shelf.printed())
    assert any("R2025.clock_policy" in line and "unconfirmed" in line for line in lines)
    assert "Seed articles without a function: 0" in lines
