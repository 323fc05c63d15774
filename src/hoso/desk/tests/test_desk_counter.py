"""The counter: a person comes with paper and leaves with a receipt."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from hoso.dossiers import queries as dossiers
from hoso.filing import queries as filed
from hoso.parties import queries as parties
from hoso.parties.queries import account_actor

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
CARD = "001099000123||Trần Văn Thẻ|05061999|Nam|Số 1, phố Mẫu, Hà Nội|01012022"


def draft_for(day: Any, code: str, person: UUID) -> str:
    opened = day.at("motcua").post("/quay/quay-moi/thu-tuc", {"person": str(person), "code": code})
    assert opened.status_code == 302
    return str(opened["Location"])


def hoa() -> UUID:
    return parties.person_by_personal_id("008192000001").id


def test_a_card_is_read_and_its_holder_registered_once(day: Any) -> None:
    desk = day.at("motcua")
    read = desk.post("/quay/quay-moi/", {"do": "card", "qr": CARD}).content.decode()
    assert 'value="Trần Văn Thẻ"' in read
    assert 'value="05/06/1999"' in read
    person = {
        "full_name": "Trần Văn Thẻ",
        "personal_id": "001099000123",
        "born_on": "05/06/1999",
        "sex": "male",
    }
    made = desk.post("/quay/quay-moi/", person)
    assert made.status_code == 302
    assert "/quay/quay-moi/thu-tuc?person=" in made["Location"]
    again = desk.post("/quay/quay-moi/", person)
    assert again.status_code == 409
    assert "Chọn người này" in again.content.decode()
    known = desk.post("/quay/quay-moi/", {"do": "card", "qr": CARD})
    assert known["Location"] == made["Location"]


def test_what_is_no_card_is_said_and_a_wrong_number_is_marked(day: Any) -> None:
    desk = day.at("motcua")
    assert desk.post("/quay/quay-moi/", {"do": "card", "qr": "xin chào"}).status_code == 422
    answer = desk.post("/quay/quay-moi/", {"full_name": "Người Mới", "personal_id": "12"})
    assert answer.status_code == 422
    assert 'value="Người Mới"' in answer.content.decode()


def test_a_person_is_found_and_a_procedure_without_accents(day: Any) -> None:
    desk = day.at("motcua")
    assert "008192000001" in desk.get("/quay/quay-moi/", {"q": "nguyen thi hoa"}).content.decode()
    rows = desk.get("/quay/quay-moi/thu-tuc", {"person": str(hoa()), "q": "khai sinh"}).content.decode()
    assert 'value="1.001193"' in rows
    assert desk.get("/quay/quay-moi/thu-tuc").status_code == 404
    wrong = desk.post("/quay/quay-moi/thu-tuc", {"person": str(hoa()), "code": "9.999999"})
    assert wrong.status_code == 422


def test_paper_at_the_counter_becomes_an_accepted_dossier_with_a_receipt(day: Any) -> None:
    desk = day.at("motcua")
    page = draft_for(day, BIRTH, hoa())
    draft = UUID(page.rstrip("/").rpartition("/")[2])
    slot = f"{page}giay-to/giay-chung-sinh"
    assert desk.post(slot, {}).status_code == 422
    shown = desk.post(slot, {"files": [day.upload()]})
    assert shown.status_code == 302
    laid = filed.draft(draft, by=account_actor("motcua")).papers[0]
    assert laid.paper.verdict == "TOTAL_PASSED", "signed by the officer on the spot"
    assert desk.post(slot, {"do": "detach", "paper": str(laid.paper.id)}).status_code == 302
    desk.post(slot, {"photo": day.upload()})

    answers = {**filed.draft(draft, by=account_actor("motcua")).answers, **day.story(BIRTH).answers}
    incomplete = {**answers, "ho_ten_nguoi_duoc_khai_sinh": ""}
    stopped = desk.post(page, {**incomplete, "do": "file", "version": revision(desk.get(page))})
    assert stopped.status_code == 422
    assert "Mục này bắt buộc" in stopped.content.decode()
    filed_now = desk.post(page, {**answers, "do": "file", "version": revision(stopped)})
    assert filed_now.status_code == 302
    assert "/quay/quay/xong/" in filed_now["Location"]
    done = desk.get(filed_now["Location"]).content.decode()
    assert re.search(r"H\d\d\.[\d.]+-\d{6}-\d{4}", done)
    assert "mẫu 01" in done
    day.dossier_id = UUID(filed_now["Location"].rpartition("/")[2])
    assert day.state == "accepted"
    filed_line = dossiers.timeline(day.dossier_id)[0]
    scanned = next(one for one in filed_line.facts["components"] if one["key"] == "giay-chung-sinh")
    assert scanned["digitised_by"] == account_actor("motcua").name
    assert "số hóa, ký số tại chỗ" in desk.get(f"/quay/ho-so/{day.dossier_id}").content.decode()
    assert desk.get(page).status_code == 409, "a filed draft is closed"


def test_a_paper_that_cannot_be_digitised_has_a_reason_of_the_closed_list(day: Any) -> None:
    page = draft_for(day, BIRTH, hoa())
    slot = f"{page}giay-to/giay-chung-sinh"
    assert day.at("motcua").post(slot, {"do": "exempt", "reason": "lười"}).status_code == 422
    assert day.at("motcua").post(slot, {"do": "exempt", "reason": "nature"}).status_code == 302
    assert "Không thể số hóa do đặc thù" in day.at("motcua").get(page).content.decode()


def test_answers_are_saved_and_an_older_window_gets_409(day: Any) -> None:
    desk = day.at("motcua")
    page = draft_for(day, BIRTH, hoa())
    old = revision(desk.get(page))
    saved = desk.post(page, {"dan_toc": "Tày", "do": "save", "version": old})
    assert saved.status_code == 200
    assert 'value="Tày"' in saved.content.decode()
    assert desk.post(page, {"dan_toc": "Kinh", "do": "save", "version": old}).status_code == 409
    kept = desk.post(f"{page}luu", {"dan_toc": "Dao", "version": revision(saved)})
    assert "chưa nộp" in kept.json()["text"]
    assert desk.post(f"{page}luu", {"dan_toc": "Kinh", "version": old}).status_code == 409
    assert 'value="Dao"' in desk.get(page).content.decode()


def test_a_draft_belongs_to_the_counter_that_opened_it(day: Any) -> None:
    page = draft_for(day, BIRTH, hoa())
    assert day.at("motcua.tinh").get(page).status_code == 404
    assert day.at("motcua").post(f"{page}bo").status_code == 302
    assert day.at("motcua").get(page).status_code == 409


def revision(answer: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert found
    return found[1]
