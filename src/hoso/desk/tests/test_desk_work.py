"""Worklists, opinions, a supplement in processing, a new date, a stop; looking at papers; finding a dossier."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hoso.base import clock
from hoso.desk.processing import LISTS
from hoso.filing import queries as filed
from hoso.parties.demonstration import POLICE
from hoso.processing import queries as processing

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"


def test_every_worklist_opens_and_holds_what_its_name_says(day: Any) -> None:
    day.at_work()
    lists = {kind: day.at("thuly").get("/quay/viec/", {"muc": kind}) for kind, _label in LISTS}
    assert all(answer.status_code == 200 for answer in lists.values())
    found = {kind for kind, answer in lists.items() if day.address() in answer.content.decode()}
    assert found >= {"mine", "unit"}
    assert not found & {"unassigned", "proposed", "decided", "overdue"}
    assert day.address() in day.at("thuly").get("/quay/viec/", {"muc": "x"}).content.decode()


def test_an_opinion_is_asked_of_another_agency_and_given_there(day: Any) -> None:
    day.at_work()
    assert "Công an" in day.at("thuly").get(day.address("xin-y-kien"), {"q": "cong an tinh"}).content.decode()
    by = f"{clock.civil_day(clock.now()) + timedelta(days=2):%d/%m/%Y}"
    asked = {"q": "cong an tinh", "agency": POLICE, "question": "Có tiền án không?", "answer_by": by}
    assert day.send("thuly", "xin-y-kien", **{**asked, "answer_by": "01/01/2020"}).status_code == 422
    assert day.at("thuly.ca").get(day.address()).status_code == 404
    day.press("thuly", "xin-y-kien", **asked)
    waiting = day.at("thuly.ca").get("/quay/y-kien/").content.decode()
    assert "Có tiền án không?" in waiting
    opinion = processing.opinions_of(day.dossier_id)[0]
    page = f"/quay/y-kien/{opinion.id}"
    assert day.at("thuly.ca").get(page).status_code == 200
    assert day.at("motcua").get(page).status_code == 403
    assert day.at("thuly.ca").post(page, {"answer": ""}).status_code == 422
    assert day.at("thuly.ca").post(page, {"answer": "Không có"}).status_code == 302
    assert "Không có" in day.see("thuly")
    assert day.at("thuly.ca").get(page).status_code == 404, "answered questions wait no more"


def test_a_supplement_pauses_the_clock_until_the_owner_answers_at_the_counter(day: Any) -> None:
    day.at_work(BIRTH)
    asked = {"tick-giay-chung-sinh": "on", "what-giay-chung-sinh": "Rõ hơn", "reason": "Mờ"}
    assert day.send("thuly", "bo-sung", **asked).status_code == 422  # judged valid: not without a ground
    ground = {"override-giay-chung-sinh": "unreadable", "basis-giay-chung-sinh": "Điều 8 Thông tư 01/2023"}
    day.press("thuly", "bo-sung", **asked, **ground)
    assert day.state == "awaiting_supplement"
    assert "chờ đến ngày" in day.see("thuly")
    empty = day.send("motcua", "nhan-bo-sung")
    assert empty.status_code == 422
    day.press("motcua", "nhan-bo-sung", words="Con tôi sinh ngày 02/11")
    assert day.state == "in_process"
    assert filed.requests_of(day.dossier_id)[0].answered_at is not None


def test_the_head_gives_a_new_date_once_and_may_stop(day: Any) -> None:
    day.at_work()
    sunday = "29/11/2026"
    refused = day.send("thutruong", "hen-lai", new_due_on=sunday, reason="Chờ xác minh")
    assert refused.status_code == 422
    assert day.send("thuly", "dung", reason="x").status_code == 403
    day.press("thutruong", "dung", reason="Người nộp qua đời")
    assert day.state == "stopped"
    assert "Người nộp qua đời" in day.see("thutruong")
    assert day.send("thutruong", "dung", reason="nữa").status_code == 409


def test_the_paper_looked_at_is_one_of_this_dossier(day: Any) -> None:
    day.file(BIRTH)
    other = filed.components_of(day.dossier_id)[0].paper.id
    first = day.dossier_id
    day.file(BIRTH, noi_sinh="Bệnh viện huyện")
    assert day.at("motcua").get(day.address(), {"giay": str(other)}).status_code == 404
    assert day.at("motcua").get(day.address(), {"giay": "../etc/passwd"}).status_code == 404
    day.dossier_id = first
    page = day.at("motcua").get(day.address(), {"giay": str(other), "trang": "99"})
    assert page.status_code == 200
    assert f"/giay-to/{other}" in page.content.decode()


def test_a_dossier_is_found_by_code_and_by_name_without_accents(day: Any) -> None:
    day.accepted()
    desk = day.at("thuly")
    assert desk.get("/quay/tim", {"q": day.record.code.lower()})["Location"] == day.address()
    assert day.address() in desk.get("/quay/tim", {"q": "nguyen thi hoa"}).content.decode()
    assert "Không tìm thấy hồ sơ nào" in desk.get("/quay/tim", {"q": "%_'\\\x00"}).content.decode()


def test_the_page_speaks_english_when_asked(day: Any) -> None:
    day.file()
    client = day.at("motcua")
    client.cookies["hoso_language"] = "en"
    assert "Judge the dossier" in client.get(day.address()).content.decode()
