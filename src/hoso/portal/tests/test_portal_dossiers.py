"""My dossiers, my papers, and what happens to those of others."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import pytest
from django.test import Client

from hoso.base import clock, outbox
from hoso.cli.journey.stories import STORIES
from hoso.dossiers import queries as dossiers
from hoso.filing import actions as filing_actions
from hoso.filing import queries as filing
from hoso.filing.requests import Wanted
from hoso.followup.queries import feedback_of
from hoso.holdings import queries as holdings
from hoso.intake import actions as intake
from hoso.law.periods import reporting_year
from hoso.law.states import State
from hoso.oversight.queries import figures
from hoso.oversight.scope import scope_for, span_of
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.models import Account, Person
from hoso.parties.queries import account_actor
from hoso.portal.tests.conftest import COMMUNE, EXTRACT, picture, signed_in_as
from hoso.processing import actions as processing
from hoso.processing import queries as worked
from hoso.results import actions as results
from hoso.results import queries as issued
from hoso.scan.samples.paper import jpeg, scanned
from hoso.scan.samples.paper import page as page_of

pytestmark = pytest.mark.django_db

RECORD = next(story for story in STORIES if story.procedure == "3.000333")


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def seq(dossier_id: UUID) -> str:
    return str(dossiers.dossier(dossier_id, by=SYSTEM).seq)


def solved(dossier_id: UUID) -> UUID:
    """The dossier through all hands of the commune, to its issued result."""
    desk, officer = account_actor("motcua"), account_actor("thuly")
    intake.judge(dossier_id, by=desk)
    intake.accept(dossier_id, by=desk)
    processing.assign(dossier_id, officer.account_id, by=officer)
    for state in worked.steps_of(dossier_id):
        if state.step.role == "case_officer":
            processing.complete_step(dossier_id, state.step.key, by=officer)
    processing.propose(dossier_id, "grant", by=officer, entries=EXTRACT.entries)
    results.decide(dossier_id, by=account_actor("lanhdao"))
    results.issue(dossier_id, by=account_actor("vanthu"))
    return dossier_id


def asked(dossier_id: UUID) -> None:
    desk = account_actor("motcua")
    intake.judge(dossier_id, by=desk)
    wanted = [Wanted("giay-to-tuy-than", "Giấy tờ tùy thân", "Ảnh mờ, <b>chụp lại</b>")]
    intake.request_completion(dossier_id, wanted, "Không đọc được số", by=desk)


def test_my_list_shows_drafts_and_dossiers_each_with_its_state(
    citizen: Client, filed: UUID, draft: UUID
) -> None:
    page = text(citizen.get("/ho-so/"))
    assert f"/nop/{draft}/" in page
    assert f"/ho-so/{filed}" in page
    assert "Mới đăng ký" in page


def test_a_dossier_shows_its_due_date_line_by_line_and_its_story(citizen: Client, filed: UUID) -> None:
    page = text(citizen.get(f"/ho-so/{filed}"))
    assert "Cách tính từng dòng" in page
    assert "Hồ sơ đã nộp. Thời hạn tính từ lúc này" in page


def test_a_dossier_of_another_person_does_not_exist_in_any_way(stranger: Client, filed: UUID) -> None:
    for path in ("", "/bien-nhan", "/bien-nhan.json", "/bien-nhan.pdf"):
        assert stranger.get(f"/ho-so/{filed}{path}").status_code == 404, path
    for path, data in (
        ("/rut", {"reason": "x"}),
        ("/bo-sung", {"words": "x"}),
        ("/danh-gia", {"stars": "5"}),
    ):
        assert stranger.post(f"/ho-so/{filed}{path}", {**data, "seq": seq(filed)}).status_code == 404, path
    paper = filing.components_of(filed)[0].paper
    assert paper
    assert stranger.get(f"/giay-to/{paper.id}").status_code == 404
    assert stranger.get(f"/giay-to/{paper.id}/trang/1.webp").status_code == 404
    assert stranger.get(f"/ho-so/{uuid4()}").status_code == 404
    assert dossiers.dossier(filed, by=SYSTEM).state is State.SUBMITTED


def test_a_visitor_is_sent_to_sign_in(filed: UUID) -> None:
    for path in (f"/ho-so/{filed}", "/ho-so/", "/kho/", f"/giay-to/{uuid4()}"):
        assert Client().get(path)["Location"].startswith("/vao?next=")


def test_withdrawing_needs_a_reason_and_then_ends_the_dossier(citizen: Client, filed: UUID) -> None:
    answer = citizen.post(f"/ho-so/{filed}/rut", {"reason": " ", "seq": seq(filed)})
    assert answer.status_code == 422
    assert "Hãy cho biết lý do" in text(answer)
    citizen.post(f"/ho-so/{filed}/rut", {"reason": "Tôi nộp nhầm", "seq": seq(filed)})
    page = text(citizen.get(f"/ho-so/{filed}"))
    assert "Công dân yêu cầu rút hồ sơ" in page
    assert "Tôi nộp nhầm" in page


def test_a_stale_page_changes_nothing_and_says_so(citizen: Client, filed: UUID) -> None:
    old = seq(filed)
    intake.judge(filed, by=account_actor("motcua"))
    for stale in (old, "", "x", "99999999999"):
        answer = citizen.post(f"/ho-so/{filed}/rut", {"reason": "Tôi đổi ý", "seq": stale})
        assert answer.status_code == 409, stale
    assert dossiers.dossier(filed, by=SYSTEM).state is State.SUBMITTED


def test_what_is_asked_stands_on_top_and_can_be_answered_there(citizen: Client, filed: UUID) -> None:
    asked(filed)
    page = text(citizen.get(f"/ho-so/{filed}"))
    assert "Cần bạn bổ sung" in page
    assert "&lt;b&gt;chụp lại&lt;/b&gt;" in page
    empty = citizen.post(f"/ho-so/{filed}/bo-sung", {"words": "", "seq": seq(filed)})
    assert empty.status_code == 422
    file = io.BytesIO(picture())
    file.name = "căn cước.jpg"
    done = citizen.post(
        f"/ho-so/{filed}/bo-sung", {"file-0": file, "words": "Tôi gửi lại", "seq": seq(filed)}
    )
    assert done.status_code == 302
    assert "Tôi gửi lại" in text(citizen.get(f"/ho-so/{filed}"))
    assert any(one.key == "giay-to-tuy-than" for one in filing.components_of(filed))


def test_a_bad_file_in_a_supplement_keeps_the_words_typed(citizen: Client, filed: UUID) -> None:
    asked(filed)
    file = io.BytesIO(b"MZ\x90" + b"\0" * 900)
    file.name = "can-cuoc.pdf"
    answer = citizen.post(
        f"/ho-so/{filed}/bo-sung", {"file-0": file, "words": "Xin gửi lại ạ", "seq": seq(filed)}
    )
    assert answer.status_code == 422
    assert "Xin gửi lại ạ</textarea>" in text(answer)
    assert dossiers.dossier(filed, by=SYSTEM).state is State.AWAITING_COMPLETION


def test_internal_notes_stay_inside(citizen: Client, filed: UUID) -> None:
    solved(filed)
    page = text(citizen.get(f"/ho-so/{filed}"))
    assert "Quan Văn Mẫu" not in page.split("Diễn biến")[1].split("Giấy tờ đã nộp")[0]
    assert "Ủy ban nhân dân xã Thượng Lâm" in page


def test_the_result_is_downloaded_verified_and_found_by_its_code(citizen: Client, filed: UUID) -> None:
    solved(filed)
    page = text(citizen.get(f"/ho-so/{filed}"))
    result = issued.results_of(filed, issued_only=True)[0]
    assert f"/giay-to/{result.paper.id}" in page
    answer = citizen.get(f"/giay-to/{result.paper.id}")
    data = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    visitor = Client()
    file = io.BytesIO(data)
    file.name = "kq.pdf"
    verified = text(visitor.post("/kiem-tra", {"file": file}))
    assert "đúng là bản chúng tôi đã cấp" in verified
    assert "Chẩu Văn Mẫu" in verified
    looked_up = text(visitor.get(f"/kiem-tra/{result.lookup.lower()}"))
    assert result.code in looked_up
    assert "Nguyễn Thị Hoa" not in looked_up
    assert "008192000001" not in looked_up
    file = io.BytesIO(data + b" ")
    file.name = "kq.pdf"
    assert "khác với tệp chúng tôi đã cấp" in text(visitor.post(f"/kiem-tra/{result.lookup}", {"file": file}))


def test_a_result_joins_my_papers_with_who_read_it(citizen: Client, filed: UUID, hoa: Actor) -> None:
    solved(filed)
    held = holdings.own(hoa, on=clock.civil_day(clock.now()))
    page = text(citizen.get("/kho/"))
    assert held
    assert held[0].title in page
    signed_in_as("motcua").get(f"/giay-to/{held[0].paper_id}")
    assert "Hoàng Thị Mẫu" in text(citizen.get("/kho/"))


def test_a_result_that_is_not_issued_cannot_be_read(citizen: Client, filed: UUID) -> None:
    desk, officer = account_actor("motcua"), account_actor("thuly")
    intake.judge(filed, by=desk)
    intake.accept(filed, by=desk)
    processing.assign(filed, officer.account_id, by=officer)
    for state in worked.steps_of(filed):
        if state.step.role == "case_officer":
            processing.complete_step(filed, state.step.key, by=officer)
    processing.propose(filed, "grant", by=officer, entries=EXTRACT.entries)
    results.decide(filed, by=account_actor("lanhdao"))
    paper = issued.results_of(filed)[0].paper
    assert citizen.get(f"/giay-to/{paper.id}").status_code == 404
    assert str(paper.id) not in text(citizen.get(f"/ho-so/{filed}"))


def test_a_page_picture_is_drawn_once_and_only_for_pages_there_are(citizen: Client, filed: UUID) -> None:
    paper = filing.components_of(filed)[0].paper
    assert paper
    first = citizen.get(f"/giay-to/{paper.id}/trang/1.webp")
    assert first["Content-Type"] == "image/webp"
    assert first.content[:4] == b"RIFF"
    assert citizen.get(f"/giay-to/{paper.id}/trang/1.webp").content == first.content
    for number in (0, 2, 99999):
        assert citizen.get(f"/giay-to/{paper.id}/trang/{number}.webp").status_code == 404


def test_feedback_is_told_once_when_it_is_over(citizen: Client, filed: UUID) -> None:
    early = citizen.post(f"/ho-so/{filed}/danh-gia", {"stars": "5", "seq": seq(filed)})
    assert early.status_code == 409
    solved(filed)
    nothing = citizen.post(f"/ho-so/{filed}/danh-gia", {"words": "Chậm quá", "seq": seq(filed)})
    assert nothing.status_code == 422
    assert "từ 1 đến 5" in text(nothing)
    assert "Chậm quá" in text(nothing), "what was typed stays"
    told = {"stars": "2", "words": "Vẫn chậm", "seq": seq(filed)}
    assert citizen.post(f"/ho-so/{filed}/danh-gia", told).status_code == 302
    kept = feedback_of(filed)
    assert kept
    assert kept.stars == 2
    assert dossiers.timeline(filed)[-1].verb == "followup.feedback"
    again = citizen.post(f"/ho-so/{filed}/danh-gia", {"stars": "5", "seq": seq(filed)})
    assert again.status_code == 409


def test_who_is_asked_for_paper_says_so_at_once_and_it_is_counted(citizen: Client, filed: UUID) -> None:
    page = f"/ho-so/{filed}/bi-doi-giay"
    assert "Tôi bị yêu cầu nộp lại bản giấy" in text(citizen.get(f"/ho-so/{filed}"))
    silent = citizen.post(page, {"what": " ", "seq": seq(filed)})
    assert silent.status_code == 422
    assert "ai yêu cầu" in text(silent)
    said = {"what": "Ông Mẫu đòi bản giấy giấy chứng sinh, sáng nay", "seq": seq(filed)}
    assert citizen.post(page, said).status_code == 302
    assert citizen.post(page, said).status_code == 409, "a second click says nothing twice"
    assert dossiers.timeline(filed)[-1].facts["reported"].startswith("Ông Mẫu")
    assert "Ông Mẫu" in text(citizen.get(f"/ho-so/{filed}"))
    now = clock.now()
    counted = figures(scope_for(account_actor("giamsat")), span_of(reporting_year(now.year), now)).total
    assert counted["told_of_paper"] == 1


def test_messages_reach_the_account_and_lead_to_the_dossier(citizen: Client, filed: UUID) -> None:
    outbox.drain()
    page = text(citizen.get("/ho-so/"))
    assert "Thời hạn giải quyết được tính từ thời điểm này" in page


def test_long_names_and_markup_in_a_name_are_only_letters(hoa: Actor) -> None:
    name = "<script>x</script>" + "Nguyễn" * 60
    Person.objects.filter(id=hoa.person_id).update(full_name=name)
    Account.objects.filter(id=hoa.account_id).update(display_name=name)
    client = signed_in_as("nguoidan")
    draft = filing_actions.open_draft("1.001193", COMMUNE, by=account_actor("nguoidan"))
    for path in ("/", "/ho-so/", f"/nop/{draft}/", f"/nop/{draft}/kiem-tra"):
        page = text(client.get(path))
        assert "&lt;script&gt;x" in page, path
        assert "<script>x" not in page, path


def test_a_paper_accepted_once_is_offered_and_laid_in_with_one_click(
    citizen: Client, stranger: Client, hoa: Actor
) -> None:
    desk = account_actor(RECORD.cast.desk)
    ready = filing_actions.open_draft(RECORD.procedure, str(desk.agency_id), by=hoa)
    filing_actions.save_draft(ready, {**filing.draft(ready, by=hoa).answers, **RECORD.answers}, by=hoa)
    card = io.BytesIO(jpeg(scanned(page_of(RECORD.papers["giay-to-tuy-than"]))))
    filing_actions.attach(ready, "giay-to-tuy-than", card, "can-cuoc.jpg", by=hoa)
    first = filing_actions.submit(ready, by=hoa)
    for one in filing.components_of(first):
        if one.paper and one.paper.media_type != "application/pdf":
            intake.digitise(first, one.id, by=desk)
    intake.judge(first, by=desk)
    intake.accept(first, by=desk)
    again = filing_actions.open_draft(RECORD.procedure, str(desk.agency_id), by=hoa)
    page = text(citizen.get(f"/nop/{again}/giay-to"))
    assert "Dùng bản đã có" in page
    assert "Bạn đã có giấy này" in text(citizen.get(f"/thu-tuc/{RECORD.procedure}"))
    assert "Bạn đã có giấy này" not in text(stranger.get(f"/thu-tuc/{RECORD.procedure}"))
    holding = page.split('name="holding" value="')[1].split('"')[0]
    address = f"/nop/{again}/giay-to/giay-to-tuy-than/da-co"
    assert citizen.post(address, {"holding": "x"}).status_code == 422
    assert citizen.post(address, {"holding": holding}).status_code == 302
    laid = filing.draft(again, by=hoa).papers
    assert [(one.component, one.from_holdings) for one in laid] == [("giay-to-tuy-than", True)]
