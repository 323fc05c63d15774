"""The register: one series a book, unit and year; a line can never be changed; a locked book gives no number."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from hoso.certification.actions import certify, give_out, lock, note_comparison, number_of
from hoso.certification.models import Certification, Comparison, GivenCopy, Register
from hoso.certification.queries import (
    books,
    certification_numbered,
    certification_of,
    comparison_of,
    copy_under,
    register,
)
from hoso.certification.registers import COPIES, RESULTS, next_number
from hoso.law.copies import NotCertifiable
from hoso.papers.digitising import digitise
from hoso.papers.records import Owner, PaperRecord

pytestmark = pytest.mark.django_db


def original(*, shown: bool = True) -> PaperRecord:
    owner = Owner(stage.who("nguoidan").person_id, None)
    if shown:
        files = [("bằng.jpg", stage.small_scan())]
        return digitise(files, kind="k", title="Bằng", owner=owner, by=stage.who("motcua"))
    from hoso.filing import queries as filed

    return filed.components_of(stage.submitted())[0].paper


def compared(paper: PaperRecord, by: str = "lanhdao", **found: object) -> PaperRecord:
    facts = {"name": "Bằng tốt nghiệp", "number": "TC 7", "compared": {1}, **found}
    note_comparison(stage.COMMUNE, paper, by=stage.who(by), now=clock.now(), **facts)
    return paper


def enter(paper: PaperRecord, by: str = "lanhdao", requested_by: str = "Hoa") -> Certification:
    return certify(
        stage.COMMUNE, paper, requested_by=requested_by, dossier_code="X", by=stage.who(by), now=clock.now()
    )


def this_year() -> int:
    return clock.civil_day(clock.now()).year


def test_numbers_run_from_one_by_agency_book_and_year() -> None:
    assert [next_number(stage.COMMUNE, COPIES, 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number(stage.COMMUNE, RESULTS, 2026) == 1
    assert next_number(stage.COMMUNE, COPIES, 2027) == 1
    assert next_number("tq-police", COPIES, 2026) == 1


def test_a_rollback_gives_the_number_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        _fail_after_a_number()
    assert not Register.objects.exists()
    assert next_number(stage.COMMUNE, COPIES, 2026) == 1


def _fail_after_a_number() -> None:
    assert next_number(stage.COMMUNE, COPIES, 2026) == 1
    raise RuntimeError


def test_a_line_names_original_certifier_and_number_and_is_append_only() -> None:
    paper = compared(original())
    line = enter(paper)
    assert number_of(line) == f"1/{this_year()}-SCT/BS"
    assert certification_of(paper.id).id == line.id
    assert certification_numbered(stage.COMMUNE, number_of(line)).id == line.id
    give_out(
        stage.COMMUNE, paper, requested_by="Hoa", dossier_code="X", by=stage.who("vanthu"), now=clock.now()
    )
    for change in (
        lambda: Certification.objects.update(requested_by="khác"),
        lambda: Certification.objects.all().delete(),
        lambda: Comparison.objects.update(pages=9),
        lambda: GivenCopy.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_what_was_not_shown_at_the_counter_is_not_certified_and_takes_no_number() -> None:
    with pytest.raises(Refused) as refusal:
        enter(original(shown=False))
    assert refusal.value.verdict.reasons[0].code == "original-not-shown"
    assert not Register.objects.exists()


def test_nobody_certifies_what_he_has_not_compared_himself_on_every_page() -> None:
    paper = original()
    for found in ({}, {"compared": set()}, {"compared": {2, 99, -1}}):
        if found:
            compared(paper, **found)
        with pytest.raises(Refused) as refusal:
            enter(paper)
        assert refusal.value.verdict.reasons[0].source == "nd23-2015:20"
    assert not Register.objects.exists()
    compared(paper)
    assert enter(paper).number == 1


@pytest.mark.parametrize("ground", list(NotCertifiable))
def test_a_ground_of_the_closed_list_refuses_with_its_clause_until_compared_anew(
    ground: NotCertifiable,
) -> None:
    paper = compared(original(), grounds={ground})
    with pytest.raises(Refused) as refusal:
        enter(paper)
    (reason,) = refusal.value.verdict.reasons
    assert (reason.code, reason.source) == (ground.value, ground.source)
    assert comparison_of(paper.id).grounds == (ground,)
    compared(paper)
    assert enter(paper).number == 1


@pytest.mark.parametrize("name", ["", "  "])
def test_an_original_without_a_name_is_not_noted(name: str) -> None:
    with pytest.raises(Invalid):
        compared(original(), name=name)
    assert not Comparison.objects.exists()


@pytest.mark.parametrize("username", ["motcua", "thuly", "vanthu", "thutruong", "nguoidan", "lanhdao.ca"])
def test_only_the_competent_officer_of_this_agency_compares_and_certifies(username: str) -> None:
    paper = original(shown=False)
    with pytest.raises(NotAllowed):
        enter(paper, username)
    with pytest.raises(NotAllowed):
        compared(paper, username)


def test_a_locked_book_gives_no_number_and_is_locked_once() -> None:
    year, records = this_year() - 1, stage.who("vanthu")
    assert next_number(stage.COMMUNE, COPIES, year) == 1
    lock(COPIES, year, by=records)
    with pytest.raises(Conflict):
        next_number(stage.COMMUNE, COPIES, year)
    assert (books(COPIES, by=records)[0].last, books(COPIES, by=records)[0].locked_by) == (1, records.name)
    with pytest.raises(Refused):
        lock(COPIES, year, by=records)
    assert next_number(stage.COMMUNE, COPIES, year + 1) == 1
    with pytest.raises(Refused):
        lock(COPIES, year + 1, by=records)  # the year still runs
    with pytest.raises(NotFound):
        lock(COPIES, year - 5, by=records)


@pytest.mark.parametrize("username", ["motcua", "thuly", "lanhdao", "nguoidan", "giamsat", "quantri"])
def test_only_records_officer_and_head_lock_a_book(username: str) -> None:
    next_number(stage.COMMUNE, COPIES, this_year() - 1)
    with pytest.raises(NotAllowed):
        lock(COPIES, this_year() - 1, by=stage.who(username))


def test_the_register_lists_the_newest_first_and_is_searched_by_number_name_and_requester() -> None:
    one, two = compared(original()), compared(original(), name="Sổ hộ khẩu")
    enter(one, requested_by="Hoa"), enter(two, requested_by="Thí")
    reader = stage.who("vanthu")
    lines = register(COPIES, this_year(), by=reader)
    assert [line.title for line in lines] == ["Sổ hộ khẩu", "Bằng tốt nghiệp"]
    assert lines[0].original_number == "TC 7"
    for words, found in (("hộ khẩu", 1), ("Hoa", 1), ("2", 1), ("1/2026-SCT/BS", 1), ("không có", 0)):
        assert len(register(COPIES, this_year(), by=reader, text=words)) == found, words
    assert register(COPIES, this_year(), by=stage.who("vanthu.ca")) == ()
    with pytest.raises(NotAllowed):
        register(COPIES, this_year(), by=stage.who("nguoidan"))


def test_a_copy_is_known_again_by_its_bytes() -> None:
    paper = compared(original())
    assert copy_under(paper.sha256) is None
    entry = {
        "register": "Sổ đăng ký khai sinh 1992",
        "number": "45",
        "entered_on": "1992-04-20",
        "agency": "UBND",
    }
    give_out(
        stage.COMMUNE,
        paper,
        entry=entry,
        requested_by="Hoa",
        dossier_code="X",
        by=stage.who("vanthu"),
        now=clock.now(),
    )
    found = copy_under(paper.sha256)
    assert found.entry == "số 45, Sổ đăng ký khai sinh 1992, ngày 20/04/1992, UBND"
    assert found.certification_no == ""
