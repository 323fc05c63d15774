"""Versions compared word by word; what a new or an abolished one means for drafts."""

from datetime import date
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from hoso.base.errors import NotFound
from hoso.catalogue import shelf
from hoso.catalogue.actions import abolish, draft_version, import_procedures, publish
from hoso.catalogue.comparing import comparison, draft_standing
from hoso.catalogue.demonstration import seed
from hoso.catalogue.lives import lives
from hoso.catalogue.models import ProcedureVersion
from hoso.catalogue.spec.changes import changes_between
from hoso.catalogue.spec.compose import Doubts, compose
from hoso.catalogue.spec.words import MOST_WORDS, word_pieces
from hoso.law.roles import Role
from hoso.law.versions import Change, DraftStanding
from hoso.parties.actors import Actor

ADMIN = Actor(None, "Trần Thị Danh Mục", frozenset({Role.CATALOGUE_ADMIN}))
RECORDS = {one["code"]: one for one in shelf.procedures()}
BIRTH = "1.001193"
TEXTS = [
    "",
    "Tờ khai đăng ký khai sinh theo mẫu",
    "Tờ khai điện tử  đăng ký khai sinh, theo mẫu số 02.",
    "15 ngày làm việc\nkể từ ngày nhận đủ hồ sơ",
    "từ " * (MOST_WORDS + 5) + "cuối",
]


@pytest.mark.parametrize(("before", "after"), permutations(TEXTS, 2))
def test_the_pieces_make_both_texts_again(before: str, after: str) -> None:
    pieces = word_pieces(before, after)
    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "gone") == after


def test_only_the_changed_words_are_marked() -> None:
    pieces = word_pieces("Bản sao giấy chứng sinh", "Bản điện tử giấy chứng sinh")
    assert [one.text for one in pieces if one.kind != "same"] == ["sao", "điện tử"]


def test_a_paper_put_in_front_does_not_make_all_others_differ() -> None:
    older: dict[str, Any] = RECORDS[BIRTH]
    paper = {**older["components"][0], "name": "Giấy hoàn toàn khác", "originals": 1, "official_code": None}
    newer = {**older, "components": [{**paper, "entry": "paper"}, *older["components"]]}
    specs = [compose(one, None, Doubts(BIRTH)) for one in (older, newer)]
    assert [(one.field, one.after) for one in changes_between(*specs)] == [
        ("component", "Giấy hoàn toàn khác")
    ]


def _two_versions() -> tuple[UUID, UUID]:
    import_procedures([RECORDS[BIRTH]], by=ADMIN, curations=shelf.curations())
    first = publish(ProcedureVersion.objects.get(state="draft").id, by=ADMIN).id
    official = {**RECORDS[BIRTH], "name": RECORDS[BIRTH]["name"] + " (sửa đổi)"}
    second = draft_version(BIRTH, official, curation=shelf.curations()[BIRTH], by=ADMIN).id
    return first, second


@pytest.mark.django_db
def test_a_draft_is_offered_the_new_version_and_told_of_an_abolition() -> None:
    first, second = _two_versions()
    assert draft_standing(first, date(2026, 9, 1)) is DraftStanding.CURRENT
    publish(second, effective_from=date(2026, 10, 1), change=Change.SUPPLEMENTED, by=ADMIN)
    assert draft_standing(first, date(2026, 9, 30)) is DraftStanding.CURRENT
    assert draft_standing(first, date(2026, 10, 1)) is DraftStanding.MAY_MOVE
    abolish(second, on=date(2026, 11, 1), decision="12/QĐ-BTP", by=ADMIN)
    assert draft_standing(first, date(2026, 11, 1)) is DraftStanding.ABOLISHED
    assert "vẫn còn" in DraftStanding.ABOLISHED.text.vi
    newest, oldest = lives(BIRTH)
    assert (newest.change, newest.abolition, oldest.change) == ("supplemented", "12/QĐ-BTP", "issued")
    with pytest.raises(NotFound):
        draft_standing(uuid4())


@pytest.mark.django_db
def test_two_versions_are_compared_by_number() -> None:
    _two_versions()
    found = comparison(BIRTH, 1, 2)
    assert [(one.field, one.after.endswith("(sửa đổi)")) for one in found.changes] == [("name", True)]
    assert comparison(BIRTH, 2, 1).changes[0].before == found.changes[0].after
    assert comparison(BIRTH, 1, 1).changes == ()
    with pytest.raises(NotFound):
        comparison(BIRTH, 1, 9)


@pytest.mark.django_db
def test_preparing_the_demonstration_again_leaves_a_draft_of_a_person_alone() -> None:
    _first, second = _two_versions()
    seed(ADMIN)
    draft = ProcedureVersion.objects.get(id=second)
    assert (draft.state, draft.spec["name"].endswith("(sửa đổi)")) == ("draft", True)
