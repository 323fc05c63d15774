"""A dossier's whole day at the desks, through the forms alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from hoso.base import outbox
from hoso.parties.queries import account_actor
from hoso.results import queries as results

pytestmark = pytest.mark.django_db
BIRTH, COPY = "1.001193", "2.000635"


def test_a_birth_registration_goes_from_the_queue_to_the_returned_result(day: Any) -> None:
    day.file(BIRTH)
    assert day.record.receipt_number in day.at("motcua").get("/quay/tiep-nhan/").content.decode()
    day.digitise()
    day.press("motcua", "ket-luan")
    assert "Mọi thành phần đã hợp lệ" in day.see("motcua")
    day.press("motcua", "tiep-nhan")
    assert day.state == "accepted"

    day.press("thuly", "phan-cong", officer=str(account_actor("thuly").account_id))
    for step in re.findall(r'name="step" value="([^"]+)"', day.see("thuly")):
        day.press("thuly", "buoc", step=step, note="đã kiểm tra")
    day.propose()
    draft = re.search(r'name="proposal" value="([^"]+)"', day.see("lanhdao", "ky"))
    assert draft
    day.press("lanhdao", "ky", proposal=draft[1])
    day.press("vanthu", "phat-hanh")
    assert day.state == "issued"
    assert results.results_of(day.dossier_id)[-1].paper.verdict == "TOTAL_PASSED"

    ready = day.at("motcua").get("/quay/tiep-nhan/?muc=ready").content.decode()
    assert day.record.reference in ready
    day.press("motcua", "tra-ket-qua", how="desk")
    assert day.state == "returned"
    told = day.see("motcua")
    assert "Ký quyết định" in told
    assert "Trả kết quả" in told


def test_a_proposal_is_sent_back_and_proposed_again(day: Any) -> None:
    day.at_work()
    assert 'value="45"' in day.see("thuly", "trinh"), (
        "the applicant's own answer stands in the officer's form"
    )
    day.propose()
    assert day.send("lanhdao", "tra-lai", reason=" ").status_code == 422
    day.press("lanhdao", "tra-lai", reason="Ghi rõ quyển sổ")
    assert "Ghi rõ quyển sổ" in day.see("thuly")
    day.propose()
    assert day.state == "proposed"


def test_what_is_proposed_is_what_was_looked_at(day: Any) -> None:
    day.at_work()
    entries = dict(day.story(COPY).entries)
    first = day.send("thuly", "trinh", step="look", **entries).content.decode()
    mark = re.search(r'name="seen" value="([^"]+)"', first)
    assert mark
    again = day.send("thuly", "trinh", step="propose", seen=mark[1], **{**entries, "so_theo_so": "46"})
    assert again.status_code == 200
    assert "Nội dung đã thay đổi sau lần xem trước" in again.content.decode()
    assert day.state == "in_process"


def test_an_entry_that_will_not_do_is_marked_in_place_and_kept(day: Any) -> None:
    day.at_work()
    wrong = {**day.story(COPY).entries, "ngay_theo_so": "31/02/1992"}
    answer = day.send("thuly", "trinh", step="look", **wrong)
    assert answer.status_code == 422
    assert "Không phải ngày có thật" in answer.content.decode()
    assert 'value="31/02/1992"' in answer.content.decode()


def test_a_denial_is_proposed_with_its_articles(day: Any) -> None:
    day.at_work()
    assert day.send("thuly", "trinh", outcome="deny", step="look").status_code == 422
    day.propose(outcome="deny", reason="Không có trong sổ", articles="Điều 64 Luật Hộ tịch")
    assert day.state == "proposed"


def test_several_are_signed_and_issued_with_one_confirmation(day: Any) -> None:
    day.at_work()
    day.propose()
    signer, records = day.at("lanhdao"), day.at("vanthu")
    pick = f"{day.dossier_id}:{day.record.seq}"
    assert str(day.dossier_id) in signer.get("/quay/ky/").content.decode()
    assert "Ký số 1 quyết định" in signer.post("/quay/ky/", {"pick": pick}).content.decode()
    ordered = signer.post("/quay/ky/", {"pick": pick, "sure": "1"})
    assert "xong 0 trên 1" in signer.get(ordered["Location"]).content.decode()
    outbox.drain()
    assert "xong 1 trên 1" in signer.get(ordered["Location"]).content.decode()
    again = signer.post("/quay/ky/", {"pick": pick, "sure": "1"})
    outbox.drain()
    told = signer.get(again["Location"]).content.decode()
    assert "hoso-checks__item--bad" in told, "the second time tells why it was not signed"
    assert signer.post(again["Location"], {"do": "stop"}).status_code == 409, "nothing is left to stop"
    assert "Đóng dấu và phát hành 1 kết quả" in records.post("/quay/van-thu/", {"all": "1"}).content.decode()
    pick = f"{day.dossier_id}:{day.record.seq}"
    sealed = records.post("/quay/van-thu/", {"pick": pick, "sure": "1"})
    outbox.drain()
    assert "xong 1 trên 1" in records.get(sealed["Location"]).content.decode()
    assert day.state == "issued"
    assert signer.post("/quay/ky/", {}).status_code == 422
