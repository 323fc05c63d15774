"""The certifier's desk: what stands against an original is said with its article; the register, its print, its lock."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from tests import stage

from hoso.base import clock
from hoso.certification.registers import COPIES, next_number
from hoso.dossiers.models import Channel
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.intake import actions as intake
from hoso.papers.records import Owner
from hoso.parties.models import Account
from hoso.processing import actions as processing
from hoso.processing import queries as processed

pytestmark = pytest.mark.django_db


def at(username: str) -> Client:
    client = Client()
    account = Account.objects.get(username=username)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def proposed() -> UUID:
    """A request for a certified copy that waits for the certifier."""
    desk, owner = stage.who("motcua"), Owner(stage.who("nguoidan").person_id, None)
    draft = filing.open_draft("2.000815", stage.COMMUNE, by=desk, channel=Channel.DIRECT, for_owner=owner)
    known = filed.draft(draft, by=desk).answers
    filing.save_draft(draft, {**known, "ten_giay_to": "Bằng trung cấp", "so_trang": "1"}, by=desk)
    intake.digitise_into_draft(draft, "ban-chinh", [("bằng.jpg", stage.small_scan())], by=desk)
    dossier = filing.submit(draft, by=desk)
    intake.judge(dossier, by=desk)
    intake.accept(dossier, by=desk)
    processing.assign(dossier, stage.who("thuly").account_id, by=stage.who("thuly"))
    processing.propose(dossier, "grant", by=stage.who("thuly"))
    return dossier


def test_a_ground_against_the_original_becomes_the_words_of_the_refusal(proposed: UUID) -> None:
    signer, address = at("lanhdao"), f"/quay/ho-so/{proposed}/doi-chieu"
    shown = signer.get(address).content.decode()
    assert "Bằng trung cấp" in shown
    assert "Khoản 5 Điều 22 Nghị định 23/2015/NĐ-CP" in shown
    sent = {
        "name": "Bằng trung cấp",
        "ground": ["altered", "secret", "no-such-ground"],
        "page": ["1", "x", "99"],
    }
    assert signer.post(address, sent).status_code == 302
    (original,) = processed.originals(proposed)
    assert [one.value for one in original.comparison.grounds] == ["altered", "secret"]
    assert original.comparison.compared == {1}
    refused = signer.post(f"/quay/ho-so/{proposed}/ky", {"proposal": str(_proposal(proposed))})
    assert refused.status_code == 422
    assert "tẩy xóa" in refused.content.decode()
    from hoso.results import actions as results

    results.rework(proposed, "Không chứng thực được", by=stage.who("lanhdao"))
    page = at("thuly").get(f"/quay/ho-so/{proposed}/trinh?kq=deny").content.decode()
    assert "tẩy xóa" in page
    assert "Khoản 1 Điều 22" in page


def _proposal(dossier: UUID) -> UUID:
    return next(one.id for one in processed.proposals_of(dossier) if one.sent_back_at is None)


def test_without_a_name_nothing_is_noted_and_what_was_ticked_is_kept(proposed: UUID) -> None:
    answer = at("lanhdao").post(f"/quay/ho-so/{proposed}/doi-chieu", {"name": " ", "page": "1"})
    assert answer.status_code == 422
    assert 'value="1" checked' in answer.content.decode()
    assert processed.originals(proposed)[0].comparison is None


@pytest.mark.parametrize(("username", "status"), [("thuly", 403), ("lanhdao.ca", 404), ("nguoidan", 403)])
def test_only_the_certifier_of_this_agency_comes_to_the_page(
    proposed: UUID, username: str, status: int
) -> None:
    address = f"/quay/ho-so/{proposed}/doi-chieu"
    assert at(username).get(address).status_code == status
    assert at(username).post(address, {"name": "Bằng", "page": "1"}).status_code == status


def test_the_register_is_read_printed_and_locked_when_its_year_is_over() -> None:
    year = clock.civil_day(clock.now()).year
    for one in (year - 1, year):
        next_number(stage.COMMUNE, COPIES, one)
    records = at("vanthu")
    here = f"/quay/so-chung-thuc/?so=SCT/BS&nam={year - 1}"
    assert f"Khóa sổ năm {year - 1}" in records.get(here).content.decode()
    assert "Khóa sổ năm" not in records.get(f"/quay/so-chung-thuc/?nam={year}").content.decode()
    assert "Khóa sổ năm" not in at("motcua").get(here).content.decode()
    assert at("motcua").post("/quay/so-chung-thuc/khoa", {"so": COPIES, "nam": year - 1}).status_code == 403
    assert records.post("/quay/so-chung-thuc/khoa", {"so": COPIES, "nam": year - 1}).status_code == 302
    assert "Đã khóa sổ" in records.get(here).content.decode()
    assert records.post("/quay/so-chung-thuc/khoa", {"so": COPIES, "nam": year}).status_code == 422
    printed = records.get(f"/quay/so-chung-thuc/in.pdf?so=SCT/BS&nam={year}")
    assert b"".join(printed.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "query", ["so=khong-co&nam=abcd", "nam=99999", "nam=0000&q=%00", "so=BS/SG&nam=2026&q=%25"]
)
def test_strange_questions_to_the_register_are_answered_calmly(query: str) -> None:
    assert at("vanthu").get(f"/quay/so-chung-thuc/?{query}").status_code in {200, 422}


def test_a_machine_compares_through_the_same_verb(proposed: UUID) -> None:
    paper = processed.originals(proposed)[0].paper.id
    address = f"/api/v1/dossiers/{proposed}/originals/{paper}/compare"
    sent = {"name": "Bằng", "pages": [1], "grounds": []}
    assert at("thuly").post(address, sent, content_type="application/json").status_code == 403
    wrong = at("lanhdao").post(address, {**sent, "grounds": ["none"]}, content_type="application/json")
    assert wrong.status_code == 422
    assert at("lanhdao").post(address, sent, content_type="application/json").status_code == 200
    assert processed.originals(proposed)[0].ready
