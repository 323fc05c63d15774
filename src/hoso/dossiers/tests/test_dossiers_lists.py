"""Lists and searches answer from indexes, and answer right."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest
from django.db import connection

from hoso.dossiers import queries
from hoso.dossiers.models import Dossier
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.intake import queries as desk
from hoso.parties.actors import Actor
from hoso.parties.queries import account_actor

pytestmark = pytest.mark.django_db
ANSWERS: Mapping[str, object] = {
    "giay_to_tuy_than_loai": "can_cuoc",
    "quan_he": "chinh_minh",
    "uy_quyen": "khong",
    "loai_su_kien": "khai_sinh",
    "noi_dang_ky": "Ủy ban nhân dân xã Thượng Lâm",
    "quyen_so": "01/1992",
    "ngay_dang_ky": "20/04/1992",
    "so_luong_ban_sao": "1",
    "muc_dich": "Làm hồ sơ xin việc",
}


@pytest.fixture
def officer() -> Actor:
    return account_actor("motcua")


def filed_dossier(officer: Actor, number: str = "45") -> UUID:
    citizen = account_actor("nguoidan")
    draft = filing.open_draft("2.000635", str(officer.agency_id), by=citizen)
    known = filed.draft(draft, by=citizen).answers
    filing.save_draft(draft, {**known, **ANSWERS, "so_dang_ky": number}, by=citizen)
    return filing.submit(draft, by=citizen)


@pytest.mark.parametrize("words", ["Nguyễn Thị Hoa", "nguyen thi hoa", "thi hoa", "THỊ  HO", "hoa", 'hoa"*'])
def test_an_owner_is_found_by_syllables_with_or_without_accents(officer: Actor, words: str) -> None:
    dossier = filed_dossier(officer)
    assert [row.id for row in queries.search(officer.agency_path, words)] == [dossier]


@pytest.mark.parametrize("words", ["", " ", "a", "hoa thi", "guyen thi", "hoan", "-- OR 1", '"', "&|!:*"])
def test_other_words_find_nobody(officer: Actor, words: str) -> None:
    filed_dossier(officer)
    assert queries.search(officer.agency_path, words) == ()


def test_a_receipt_number_finds_its_dossier_in_its_own_agency_only(officer: Actor) -> None:
    dossier = filed_dossier(officer)
    number = queries.search(officer.agency_path, "hoa")[0].receipt_number
    assert [row.id for row in queries.search(officer.agency_path, number.lower())] == [dossier]
    assert queries.search(account_actor("motcua.tinh").agency_path, number) == ()


def test_a_corrected_name_is_found_and_the_old_one_is_not(officer: Actor) -> None:
    dossier = filed_dossier(officer)
    Dossier.objects.filter(id=dossier).update(folded_owner="nguyen thi hue")
    assert [row.id for row in queries.search(officer.agency_path, "thi hue")] == [dossier]
    assert queries.search(officer.agency_path, "thi hoa") == ()


def test_pages_of_the_queue_join_without_a_gap_and_without_a_repetition(officer: Actor) -> None:
    dossiers = [filed_dossier(officer, str(number)) for number in range(3)]
    Dossier.objects.update(submitted_at=Dossier.objects.values_list("submitted_at", flat=True)[0])
    first = queries.queue(officer.agency_path, desk.QUEUES["new"], size=2)
    second = queries.queue(officer.agency_path, desk.QUEUES["new"], size=2, after=first.after)
    assert [row.id for row in (*first.rows, *second.rows)] == sorted(dossiers)
    assert second.after is None


def test_a_page_of_the_queue_is_one_statement_on_its_index(
    officer: Actor, django_assert_num_queries: object
) -> None:
    filed_dossier(officer)
    desk.queue(officer)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(desk.queue(officer).rows) == 1
    if connection.vendor == "sqlite":
        plan = Dossier.objects.filter(
            receiver_id__in=[officer.agency_id], state__in=["submitted"], ended_at__isnull=True
        ).order_by("submitted_at", "id").explain()  # fmt: skip
        assert "USING INDEX queue" in plan
        assert "TEMP B-TREE" not in plan
