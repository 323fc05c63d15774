"""What a desk refuses, and how: the wrong person, the wrong moment, a stale page, a strange agency."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hoso.filing import queries as filed
from hoso.parties.queries import account_actor

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
RECORD = "3.000333"
LISTS = (
    "/quay/",
    "/quay/tiep-nhan/",
    "/quay/quay-moi/",
    "/quay/viec/",
    "/quay/ky/",
    "/quay/van-thu/",
    "/quay/tim",
)


@pytest.mark.parametrize("path", LISTS)
def test_a_visitor_signs_in_first_and_a_citizen_may_not_come_in(day: Any, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/vao?next={path}"
    assert day.at("nguoidan").get(path).status_code == 403


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("thuly", "/quay/tiep-nhan/"),
        ("lanhdao", "/quay/quay-moi/"),
        ("motcua", "/quay/viec/"),
        ("thuly", "/quay/ky/"),
        ("lanhdao", "/quay/van-thu/"),
        ("vanthu", "/quay/y-kien/"),
        ("danhmuc", "/quay/tim"),
    ],
)
def test_a_role_without_the_duty_is_told_whose_it_is(day: Any, username: str, path: str) -> None:
    answer = day.at(username).get(path)
    assert answer.status_code == 403
    assert "Mục này dành cho" in answer.content.decode()


def test_every_role_has_a_home_that_opens_its_lists(day: Any) -> None:
    day.accepted()
    home = day.at("thutruong").get("/quay/").content.decode()
    assert "/quay/viec/?muc=unassigned" in home
    assert "Chưa phân công" in home
    assert "không xử lý hồ sơ" in day.at("giamsat").get("/quay/").content.decode()


def test_the_dossier_of_another_agency_is_not_found(day: Any) -> None:
    day.file()
    assert day.at("thuly.ca").get(day.address()).status_code == 404
    assert day.at("motcua.tinh").get(day.address()).status_code == 404
    assert day.send("motcua.tinh", "tiep-nhan").status_code == 404
    found = day.at("motcua.tinh").get("/quay/tim", {"q": day.record.receipt_number})
    assert str(day.dossier_id) not in found.content.decode()


def test_the_second_of_two_officers_gets_409_and_a_way_back(day: Any) -> None:
    day.file()
    seen = day.record.seq
    day.press("motcua", "ket-luan", seq=seen)
    late = day.send("motcua", "tiep-nhan", seq=seen)
    assert late.status_code == 409
    assert day.address() in late.content.decode()
    assert day.state == "submitted"


def test_accepting_before_judging_shows_everything_in_the_way(day: Any) -> None:
    day.file(BIRTH)
    answer = day.send("motcua", "tiep-nhan")
    assert answer.status_code == 422
    assert "Chưa kết luận giấy tờ này" in answer.content.decode()
    day.press("motcua", "ket-luan")
    unsigned = day.send("motcua", "tiep-nhan")
    assert unsigned.status_code == 422
    assert "Giấy chứng sinh" in unsigned.content.decode()
    assert "Chỉ thị" in unsigned.content.decode(), "the refusal names its source"


def test_an_officer_settles_a_doubt_with_a_ground_and_never_without(day: Any) -> None:
    day.file(BIRTH)
    day.press("motcua", "ket-luan")
    doubtful = next(one for one in filed.components_of(day.dossier_id) if one.validity != "valid")
    name = f"settle-{doubtful.id}"
    assert name in day.see("motcua")
    bare = day.send("motcua", "ket-luan", **{name: "valid"})
    assert bare.status_code == 422
    assert "Hãy ghi căn cứ" in bare.content.decode()
    day.press("motcua", "ket-luan", **{name: "valid", f"ground-{doubtful.id}": "Đã đối chiếu bản chính"})
    assert "Đã đối chiếu bản chính" in day.see("motcua")
    day.press("motcua", "tiep-nhan")


def test_refusing_needs_an_article_and_advice(day: Any) -> None:
    day.file()
    reason = "Không thuộc thẩm quyền"
    bare = day.send("motcua", "tu-choi", reason=reason, article="other", what_to_do="Nộp tại Công an xã")
    assert bare.status_code == 422
    assert "Hãy ghi điều khoản" in bare.content.decode()
    assert reason in bare.content.decode(), "what was typed is kept"
    day.press("motcua", "tu-choi", reason=reason, article="nd61-2018:17", what_to_do="Nộp tại Công an xã")
    assert day.state == "refused"
    assert "Điều 17 Nghị định 61/2018/NĐ-CP" in day.see("motcua")


def test_the_request_lists_every_component_and_is_sent_once(day: Any) -> None:
    day.file(BIRTH)
    page = day.see("motcua", "hoan-thien")
    assert "tick-giay-chung-sinh" in page
    assert "tick-to-khai" in page
    asked = {
        "tick-giay-chung-sinh": "on",
        "what-giay-chung-sinh": "Ảnh mờ",
        "reason": "Không đọc được tên mẹ",
    }
    letter = day.at("motcua").post(day.address("hoan-thien"), {"seq": day.record.seq, "look": "1", **asked})
    assert "Người nộp sẽ đọc" in letter.content.decode()
    assert day.state == "submitted", "a preview sends nothing"
    assert day.send("motcua", "hoan-thien", reason="Không đọc được").status_code == 422
    day.press("motcua", "hoan-thien", **asked)
    assert day.state == "awaiting_completion"
    day.press("motcua", "nhan-bo-sung", **{"files-giay-chung-sinh": day.upload(), "words": ""})
    assert day.state == "submitted"
    again = day.send("motcua", "hoan-thien", **asked)
    assert again.status_code == 422
    assert "Chỉ được hướng dẫn một lần" in again.content.decode()


def test_what_is_held_is_not_asked_again_without_a_named_ground(day: Any) -> None:
    day.accepted(RECORD)
    held = day.dossier_id
    day.file(RECORD, muc_dich="Xin việc làm")
    assert "Đã có bản điện tử hợp lệ" in day.see(day.desk)
    asked = {"tick-giay-to-tuy-than": "on", "what-giay-to-tuy-than": "Nộp bản chính", "reason": "Thiếu"}
    refused = day.send(day.desk, "hoan-thien", **asked)
    assert refused.status_code == 422
    assert "Hãy dùng bản này, không yêu cầu nộp lại" in refused.content.decode()
    asked["override-giay-to-tuy-than"] = "suspected_forgery"
    assert "phải ghi rõ văn bản" in day.send(day.desk, "hoan-thien", **asked).content.decode()
    asked["basis-giay-to-tuy-than"] = "Điều 7 Nghị định 23/2015/NĐ-CP"
    day.press(day.desk, "hoan-thien", **asked)
    assert "Yêu cầu dù đã có bản điện tử" in day.see(day.desk)
    assert held != day.dossier_id


def test_the_held_paper_is_used_with_one_click(day: Any) -> None:
    day.accepted(RECORD)
    day.file(RECORD, muc_dich="Xin việc làm")
    page = day.see(day.desk)
    address = page.partition("/dung-ban-da-co/")[2].partition('"')[0]
    day.press(day.desk, f"dung-ban-da-co/{address}")
    assert "dùng lại bản đã có" in day.see(day.desk)
    day.press(day.desk, "ket-luan")
    day.press(day.desk, "tiep-nhan")
    assert day.state == "accepted"


def test_the_birth_notice_of_one_child_is_not_offered_for_the_next(day: Any) -> None:
    day.accepted(BIRTH)
    day.file(BIRTH, ho_ten_nguoi_duoc_khai_sinh="Ma Nguyễn Bình Minh")
    assert "Đã có bản điện tử hợp lệ" not in day.see("motcua")


def test_a_file_that_is_no_paper_is_refused_with_what_to_do(day: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    day.file(BIRTH)
    one = next(one for one in filed.components_of(day.dossier_id) if one.key == "giay-chung-sinh")
    program = SimpleUploadedFile("anh.pdf", b"MZ" + b"\0" * 500, "application/pdf")
    answer = day.send("motcua", f"so-hoa/{one.id}", files=program)
    assert answer.status_code == 422
    assert day.send("motcua", f"so-hoa/{one.id}").status_code == 422
    day.press("motcua", f"so-hoa/{one.id}", files=[day.upload("1.jpg"), day.upload("2.jpg")])
    assert "số trang: 2" in day.see("motcua")


def test_only_the_head_assigns_to_others_and_a_second_assignment_is_stale(day: Any) -> None:
    day.accepted()
    assert account_actor("thutruong").name not in day.see("thuly", "phan-cong").partition("<main")[2]
    seen = day.record.seq
    day.press("thutruong", "phan-cong", officer=str(account_actor("thuly").account_id))
    late = day.send("thuly", "phan-cong", seq=seen, officer=str(account_actor("thuly").account_id))
    assert late.status_code == 409
    assert day.at("lanhdao").get(day.address("ky")).status_code == 409, "nothing was proposed yet"
    assert day.send("lanhdao", "chuyen", officer="x").status_code == 403
