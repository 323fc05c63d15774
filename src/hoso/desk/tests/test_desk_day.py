"""A dossier's whole day at the desks, through the forms alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from hoso.cli.journey.stories import STORIES
from hoso.dossiers import queries as dossiers
from hoso.filing import queries as filed
from hoso.parties.actors import SYSTEM
from hoso.parties.queries import account_actor
from hoso.results import queries as results

Desk = Callable[[str], Client]
BIRTH = next(story for story in STORIES if story.procedure == "1.001193")
pytestmark = pytest.mark.django_db


def test_a_birth_registration_goes_from_the_queue_to_the_returned_result(at_desk: Desk, birth: UUID) -> None:
    desk, officer = at_desk("motcua"), at_desk("thuly")
    assert dossiers.dossier(birth, by=SYSTEM).receipt_number in text_of(desk.get("/quay/tiep-nhan/"))
    digitise_all(desk, birth)
    press(desk, birth, "ket-luan")
    assert "Mọi thành phần đã hợp lệ" in text_of(desk.get(address(birth)))
    press(desk, birth, "tiep-nhan")
    assert state(birth) == "accepted"

    me = str(account_actor("thuly").account_id)
    press(officer, birth, "phan-cong", officer=me)
    for step in re.findall(r'name="step" value="([^"]+)"', text_of(officer.get(address(birth)))):
        press(officer, birth, "buoc", step=step, note="đã kiểm tra")
    propose(officer, birth)
    assert state(birth) == "proposed"

    signer, records = at_desk("lanhdao"), at_desk("vanthu")
    sign = text_of(signer.get(f"{address(birth)}/ky"))
    draft = re.search(r'name="proposal" value="([^"]+)"', sign)
    assert draft
    press(signer, birth, "ky", proposal=draft[1])
    press(records, birth, "phat-hanh")
    assert state(birth) == "issued"
    assert results.results_of(birth)[-1].paper.verdict == "TOTAL_PASSED"

    assert dossiers.dossier(birth, by=SYSTEM).reference in text_of(desk.get("/quay/tiep-nhan/?muc=ready"))
    press(desk, birth, "tra-ket-qua", how="desk")
    assert state(birth) == "returned"
    told = text_of(desk.get(address(birth)))
    assert "Ký quyết định" in told
    assert "Trả kết quả" in told


def test_a_proposal_is_sent_back_and_proposed_again(at_desk: Desk, copy_asked: UUID) -> None:
    worked_on(at_desk, copy_asked)
    officer, signer = at_desk("thuly"), at_desk("lanhdao")
    story = next(one for one in STORIES if one.procedure == "2.000635")
    page = text_of(officer.get(f"{address(copy_asked)}/trinh"))
    assert 'value="45"' in page, "the applicant's own answer stands in the officer's form"
    propose(officer, copy_asked, **story.entries)
    bare = signer.post(f"{address(copy_asked)}/tra-lai", {"seq": seq(copy_asked), "reason": " "})
    assert bare.status_code == 422
    assert "Hãy ghi nội dung cần sửa" in text_of(bare)
    press(signer, copy_asked, "tra-lai", reason="Ghi rõ quyển sổ")
    assert "Ghi rõ quyển sổ" in text_of(officer.get(address(copy_asked)))
    propose(officer, copy_asked, **story.entries)
    assert state(copy_asked) == "proposed"


def test_what_is_proposed_is_what_was_looked_at(at_desk: Desk, birth: UUID) -> None:
    worked_on(at_desk, birth)
    officer = at_desk("thuly")
    first = officer.post(f"{address(birth)}/trinh", {"seq": seq(birth), "step": "look", **BIRTH.entries})
    mark = re.search(r'name="seen" value="([^"]+)"', text_of(first))
    assert mark
    changed = {**BIRTH.entries, "vao_so": "Số 18, quyển 01/2026"}
    again = officer.post(
        f"{address(birth)}/trinh", {"seq": seq(birth), "step": "propose", "seen": mark[1], **changed}
    )
    assert again.status_code == 200
    assert "Nội dung đã thay đổi sau lần xem trước" in text_of(again)
    assert state(birth) == "in_process"


def test_an_entry_that_will_not_do_is_marked_in_place(at_desk: Desk, birth: UUID) -> None:
    worked_on(at_desk, birth)
    wrong = {**BIRTH.entries, "so_dinh_danh_duoc_cap": "12"}
    answer = at_desk("thuly").post(f"{address(birth)}/trinh", {"seq": seq(birth), "step": "look", **wrong})
    assert answer.status_code == 422
    assert "đúng 12 chữ số" in text_of(answer)
    assert 'value="12"' in text_of(answer)


def test_a_denial_is_proposed_with_its_articles(at_desk: Desk, copy_asked: UUID) -> None:
    worked_on(at_desk, copy_asked)
    officer = at_desk("thuly")
    empty = officer.post(
        f"{address(copy_asked)}/trinh", {"seq": seq(copy_asked), "outcome": "deny", "step": "look"}
    )
    assert empty.status_code == 422
    propose(officer, copy_asked, outcome="deny", reason="Không có trong sổ", articles="Điều 64 Luật Hộ tịch")
    assert state(copy_asked) == "proposed"


def test_several_are_signed_and_issued_with_one_confirmation(at_desk: Desk, copy_asked: UUID) -> None:
    worked_on(at_desk, copy_asked)
    story = next(one for one in STORIES if one.procedure == "2.000635")
    propose(at_desk("thuly"), copy_asked, **story.entries)
    signer, records = at_desk("lanhdao"), at_desk("vanthu")
    pick = f"{copy_asked}:{seq(copy_asked)}"
    assert str(copy_asked) in text_of(signer.get("/quay/ky/"))
    assert "Ký số 1 quyết định" in text_of(signer.post("/quay/ky/", {"pick": pick}))
    assert "Đã ký" in text_of(signer.post("/quay/ky/", {"pick": pick, "sure": "1"}))
    stale = text_of(signer.post("/quay/ky/", {"pick": pick, "sure": "1"}))
    assert "hoso-checks__item--bad" in stale, "the second time tells why it was not signed"
    done = records.post("/quay/van-thu/", {"pick": f"{copy_asked}:{seq(copy_asked)}", "sure": "1"})
    assert "Đã phát hành" in text_of(done)
    assert state(copy_asked) == "issued"
    assert signer.post("/quay/ky/", {}).status_code == 422


def digitise_all(desk: Client, dossier_id: UUID) -> None:
    for one in filed.components_of(dossier_id):
        if one.paper and one.paper.media_type != "application/pdf":
            press(desk, dossier_id, f"so-hoa/{one.id}", own="1")


def worked_on(at_desk: Desk, dossier_id: UUID) -> None:
    desk = at_desk("motcua")
    digitise_all(desk, dossier_id)
    press(desk, dossier_id, "ket-luan")
    press(desk, dossier_id, "tiep-nhan")
    press(at_desk("thuly"), dossier_id, "phan-cong", officer=str(account_actor("thuly").account_id))


def propose(officer: Client, dossier_id: UUID, **given: str) -> None:
    entries = given or dict(BIRTH.entries)
    looked = officer.post(f"{address(dossier_id)}/trinh", {"seq": seq(dossier_id), "step": "look", **entries})
    mark = re.search(r'name="seen" value="([^"]+)"', text_of(looked))
    assert looked.status_code == 200 and mark, text_of(looked)
    assert "data:image/webp;base64," in text_of(looked)
    press(officer, dossier_id, "trinh", step="propose", seen=mark[1], **entries)


def press(client: Client, dossier_id: UUID, verb: str, **sent: str) -> None:
    answer = client.post(f"{address(dossier_id)}/{verb}", {"seq": seq(dossier_id), "send": "1", **sent})
    assert answer.status_code == 302, plain(answer)


def address(dossier_id: UUID) -> str:
    return f"/quay/ho-so/{dossier_id}"


def seq(dossier_id: UUID) -> int:
    return dossiers.dossier(dossier_id, by=SYSTEM).seq


def state(dossier_id: UUID) -> str:
    return dossiers.dossier(dossier_id, by=SYSTEM).state.value


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def plain(answer: HttpResponse) -> str:
    main = text_of(answer).partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))[:2000]
