"""Filing step by step: drafts, papers, completeness, signing, the receipt."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client

from hoso.base.errors import Conflict
from hoso.dossiers import queries as dossiers
from hoso.filing import actions
from hoso.filing import queries as filing
from hoso.parties.actors import SYSTEM, Actor
from hoso.portal.tests.conftest import BIRTH, COMMUNE, filled, picture
from hoso.seal.demonstration.citizen_service import SigningService
from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE

pytestmark = pytest.mark.django_db


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def upload(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def posted(draft_id: UUID, by: Actor, **changes: str) -> dict[str, str]:
    """What a browser sends for the whole form of a birth registration."""
    draft = filing.draft(draft_id, by=by)
    flat = {**draft.answers, **BIRTH.answers, "version": str(draft.revision)}
    return {key: str(value) for key, value in flat.items()} | changes


def test_the_desk_of_ones_own_commune_is_chosen_already(citizen: Client) -> None:
    page = text(citizen.get("/ho-so/moi/1.001193"))
    assert f'value="{COMMUNE}" selected' in page


def test_a_procedure_with_one_desk_asks_for_no_choice(citizen: Client) -> None:
    page = text(citizen.get("/ho-so/moi/3.000333"))
    assert "<select" not in page
    answer = citizen.post(
        "/ho-so/moi/3.000333", {"receiver": page.split('name="receiver" value="')[1].split('"')[0]}
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith("/nop/")


def test_a_place_that_does_not_receive_it_is_refused_in_words(citizen: Client) -> None:
    answer = citizen.post("/ho-so/moi/1.001193", {"receiver": "no-such-desk"})
    assert answer.status_code == 422
    assert "không tiếp nhận thủ tục này" in text(answer)


def test_nothing_can_be_filed_for_a_procedure_that_is_being_prepared(citizen: Client) -> None:
    assert citizen.get("/ho-so/moi/1.004946").status_code == 422


def test_the_form_is_filled_in_from_the_profile_and_says_so(citizen: Client, draft: UUID) -> None:
    page = text(citizen.get(f"/nop/{draft}/"))
    assert 'value="Nguyễn Thị Hoa"' in page
    assert "Điền sẵn từ hồ sơ của bạn" in page
    assert "chưa nộp" in page


def test_conditional_questions_carry_their_condition(citizen: Client, hoa: Actor) -> None:
    draft = actions.open_draft("1.001193", COMMUNE, by=hoa)
    page = text(citizen.get(f"/nop/{draft}/"))
    question = page.split('data-when="de_nghi_cap_ban_sao"')[1].split("</div>")[0]
    assert 'data-when-values="co"' in question
    assert 'name="so_luong_ban_sao"' in page
    answers = {"de_nghi_cap_ban_sao": "khong", "so_luong_ban_sao": "không phải số"}
    assert "Chỉ viết số nguyên" not in text(citizen.post(f"/nop/{draft}/", {**answers, "act": "next"}))


def test_typing_is_kept_and_the_line_says_not_yet_filed(citizen: Client, draft: UUID, hoa: Actor) -> None:
    answer = citizen.post(f"/nop/{draft}/luu", posted(draft, hoa, dan_toc="Dao"))
    assert answer.status_code == 200
    assert answer.json()["text"].endswith("chưa nộp")
    assert answer.json()["version"] == 1
    assert filing.draft(draft, by=hoa).answers["dan_toc"] == "Dao"


def test_another_window_with_older_answers_does_not_overwrite(
    citizen: Client, draft: UUID, hoa: Actor
) -> None:
    stale = posted(draft, hoa)
    citizen.post(f"/nop/{draft}/luu", posted(draft, hoa, dan_toc="Dao"))
    late = citizen.post(f"/nop/{draft}/luu", stale)
    assert late.status_code == 409
    assert "cửa sổ khác" in late.json()["text"]
    assert citizen.post(f"/nop/{draft}/", stale).status_code == 409
    assert filing.draft(draft, by=hoa).answers["dan_toc"] == "Dao"


def test_going_on_with_gaps_lists_every_gap_with_a_link(citizen: Client, draft: UUID) -> None:
    answer = citizen.post(f"/nop/{draft}/", {"version": "0", "act": "next"})
    page = text(answer)
    assert answer.status_code == 422
    assert 'href="#id_ho_ten_nguoi_duoc_khai_sinh"' in page
    assert 'href="#id_gioi_tinh_0"' in page
    assert page.count("Mục này bắt buộc.") > 8


def test_a_complete_form_goes_on_to_the_papers(citizen: Client, draft: UUID, hoa: Actor) -> None:
    answer = citizen.post(f"/nop/{draft}/", posted(draft, hoa, act="next"))
    assert answer["Location"] == f"/nop/{draft}/giay-to"


def test_markup_and_five_hundred_letters_stay_text(citizen: Client, draft: UUID, hoa: Actor) -> None:
    bad = "<script>alert(1)</script>" + "Nguyễn" * 80
    answer = citizen.post(f"/nop/{draft}/", posted(draft, hoa, act="next", ho_ten_nguoi_duoc_khai_sinh=bad))
    assert answer.status_code == 422
    assert "<script>alert" not in text(answer)
    assert "ký tự" in text(answer)


def test_a_day_before_the_calendar_is_named_at_its_field(citizen: Client, draft: UUID, hoa: Actor) -> None:
    changes = {"act": "next", "ngay_sinh_nguoi_duoc_khai_sinh": "01/01/0001"}
    assert "không nhận trước năm 1800" in text(citizen.post(f"/nop/{draft}/", posted(draft, hoa, **changes)))


def test_rows_are_added_and_removed_without_javascript(citizen: Client, hoa: Actor) -> None:
    draft = actions.open_draft("1.004222", COMMUNE, by=hoa)
    page = text(citizen.post(f"/nop/{draft}/", {"act": "add:thanh_vien", "thanh_vien-rows": "0"}))
    assert 'name="thanh_vien-rows" value="1"' in page
    name = page.split('name="thanh_vien-0-')[1].split('"')[0]
    row = {"thanh_vien-rows": "1", f"thanh_vien-0-{name}": "Ma Văn An", "act": "add:thanh_vien"}
    page = text(citizen.post(f"/nop/{draft}/", row))
    assert 'name="thanh_vien-rows" value="2"' in page
    assert filing.draft(draft, by=hoa).answers["thanh_vien"] == [{name: "Ma Văn An"}]
    gone = {**row, "thanh_vien-rows": "2", "act": "remove:thanh_vien:0"}
    assert "Ma Văn An" not in text(citizen.post(f"/nop/{draft}/", gone))
    assert not filing.draft(draft, by=hoa).answers.get("thanh_vien")


def test_a_paper_is_taken_shown_and_taken_out_again(citizen: Client, draft: UUID, hoa: Actor) -> None:
    filled(draft, hoa)
    page = text(citizen.get(f"/nop/{draft}/giay-to"))
    paper = filing.draft(draft, by=hoa).papers[0].paper
    assert "giấy chứng sinh.jpg" in page
    assert f"/giay-to/{paper.id}/trang/1.webp" in page
    assert "Tối đa 20 MB" in page
    citizen.post(f"/nop/{draft}/giay-to/bo/{paper.id}", {"component": "giay-chung-sinh"})
    assert not filing.draft(draft, by=hoa).papers


@pytest.mark.parametrize(
    ("data", "name", "words", "status"),
    [
        (b"MZ\x90\x00" + b"\0" * 2000, "giấy.pdf", "chương trình", 422),
        (b"\xff" * (21 * 1024 * 1024), "to.jpg", "lớn hơn 20 MB", 413),
        (b"%PDF-1.7\nnothing", "hỏng.pdf", "", 422),
        (b"", "rỗng.pdf", "", 422),
        (b"hello", "../../../etc/passwd\x00.txt", "", 422),
    ],
)
def test_a_file_we_cannot_take_is_refused_at_its_block(
    citizen: Client, draft: UUID, hoa: Actor, data: bytes, name: str, words: str, status: int
) -> None:
    actions.save_draft(draft, BIRTH.answers, by=hoa)
    answer = citizen.post(f"/nop/{draft}/giay-to/giay-chung-sinh/them", {"file": upload(data, name)})
    page = text(answer)
    assert answer.status_code == status
    assert words in page
    assert 'id="file-giay-chung-sinh-error"' in page
    assert not filing.draft(draft, by=hoa).papers


def test_pressing_upload_without_a_file_says_what_to_do(citizen: Client, draft: UUID) -> None:
    assert "Hãy chọn một tệp" in text(citizen.post(f"/nop/{draft}/giay-to/giay-chung-sinh/them"))
    assert (
        citizen.post(f"/nop/{draft}/giay-to/no-such/them", {"file": upload(picture(), "a.jpg")}).status_code
        == 422
    )


def test_the_check_lists_everything_missing_at_once(citizen: Client, draft: UUID) -> None:
    page = text(citizen.get(f"/nop/{draft}/kiem-tra"))
    assert f"/nop/{draft}/giay-to#component-giay-chung-sinh" in page or "Quan hệ" in page
    assert f"/nop/{draft}/?sua=1#id_ho_ten_nguoi_duoc_khai_sinh" in page


def test_filing_asks_for_the_declaration_first(citizen: Client, ready: UUID) -> None:
    answer = citizen.post(f"/nop/{ready}/nop", {"revision": "1"})
    assert answer.status_code == 422
    assert "cam kết" in text(answer)


def test_filing_twice_gives_one_dossier_and_one_receipt(citizen: Client, ready: UUID, hoa: Actor) -> None:
    revision = str(filing.draft(ready, by=hoa).revision)
    first = citizen.post(f"/nop/{ready}/nop", {"revision": revision, "consent": "yes"})
    second = citizen.post(f"/nop/{ready}/nop", {"revision": revision, "consent": "yes"})
    assert first["Location"] == second["Location"]
    page = text(citizen.get(first["Location"]))
    assert "Thời hạn tính từ thời điểm này" in page
    assert "BN-" in page


def test_filing_from_a_stale_page_is_a_conflict_and_files_nothing(
    citizen: Client, ready: UUID, hoa: Actor
) -> None:
    answer = citizen.post(f"/nop/{ready}/nop", {"revision": "0", "consent": "yes"})
    assert answer.status_code == 409
    assert not dossiers.of_owner(hoa).rows


def test_an_incomplete_draft_is_not_filed(citizen: Client, draft: UUID, hoa: Actor) -> None:
    answer = citizen.post(f"/nop/{draft}/nop", {"revision": "0", "consent": "yes"})
    assert answer.status_code == 422
    assert not dossiers.of_owner(hoa).rows


def test_a_draft_of_another_person_does_not_exist(stranger: Client, ready: UUID) -> None:
    for path in ("", "giay-to", "kiem-tra", "to-khai.pdf"):
        assert stranger.get(f"/nop/{ready}/{path}").status_code == 404, path
    for path in ("", "luu", "nop", "bo", "ky/chuan-bi", "ky/hoan-tat", "giay-to/giay-chung-sinh/them"):
        sent = stranger.post(f"/nop/{ready}/{path}", {"consent": "yes", "file": upload(picture(), "a.jpg")})
        assert sent.status_code in {404, 422}, path
    assert filing.draft(ready, by=_hoa()).papers


def _hoa() -> Actor:
    from hoso.parties.queries import account_actor

    return account_actor("nguoidan")


def test_the_receipt_can_be_taken_along_in_both_forms(citizen: Client, filed: UUID) -> None:
    file = citizen.get(f"/ho-so/{filed}/bien-nhan.json")
    assert file["Content-Disposition"].startswith('attachment; filename="bien-nhan-BN-')
    assert "promise" in json.loads(file.content)
    slip = citizen.get(f"/ho-so/{filed}/bien-nhan.pdf")
    data = b"".join(citizen.get(slip["Location"]).streaming_content)
    assert data.startswith(b"%PDF-")
    assert "Ủy ban nhân dân xã Thượng Lâm" in text(citizen.post("/kiem-tra", {"file": upload(data, "a.pdf")}))


def service() -> SigningService:
    return SigningService(Path(settings.HOSO_TRUST) / "keys")


def prepare(client: Client, draft: UUID, user: str = "citizen-nguoidan") -> object:
    held = service().certificate(user)
    body = {"certificate": held["certificate"], "chain": held["chain"]}
    return client.post(f"/nop/{draft}/ky/chuan-bi", body, content_type="application/json")


def sign(client: Client, draft: UUID, ready: dict[str, str]) -> object:
    made = service().sign(
        "citizen-nguoidan",
        DEMONSTRATION_PASSPHRASE,
        base64.b64decode(ready["attributes"]),
        ready["digest_algorithm"],
    )
    body = {"session": ready["session"], "signature": base64.b64encode(made).decode()}
    return client.post(f"/nop/{draft}/ky/hoan-tat", body, content_type="application/json")


def test_the_form_is_signed_with_a_key_the_server_never_sees(
    citizen: Client, extract_draft: UUID, hoa: Actor
) -> None:
    ready = prepare(citizen, extract_draft).json()  # type: ignore[attr-defined]
    assert sign(citizen, extract_draft, ready).status_code == 200  # type: ignore[attr-defined]
    laid = filing.draft(extract_draft, by=hoa).papers[0]
    assert laid.signed_form
    assert laid.paper.verdict == "TOTAL_PASSED"
    assert laid.paper.report["signatures"][0]["signer"]["name"] == "Nguyễn Thị Hoa"
    again = sign(citizen, extract_draft, ready)
    assert again.status_code == 409  # type: ignore[attr-defined]
    dossier = actions.submit(extract_draft, by=hoa)
    assert filing.components_of(dossier)[0].paper.id == laid.paper.id


def test_a_signature_over_anything_else_is_refused_and_uses_the_session_up(
    citizen: Client, extract_draft: UUID
) -> None:
    ready = prepare(citizen, extract_draft).json()  # type: ignore[attr-defined]
    forged = {"session": ready["session"], "signature": base64.b64encode(b"0" * 70).decode()}
    address = f"/nop/{extract_draft}/ky/hoan-tat"
    assert citizen.post(address, forged, content_type="application/json").status_code == 422
    assert sign(citizen, extract_draft, ready).status_code == 409  # type: ignore[attr-defined]


def test_answers_changed_after_preparing_do_not_take_the_signature(
    citizen: Client, extract_draft: UUID, hoa: Actor
) -> None:
    ready = prepare(citizen, extract_draft).json()  # type: ignore[attr-defined]
    answers = filing.draft(extract_draft, by=hoa).answers
    actions.save_draft(extract_draft, {**answers, "muc_dich": "Việc khác"}, by=hoa)
    assert sign(citizen, extract_draft, ready).status_code == 409  # type: ignore[attr-defined]
    assert not filing.draft(extract_draft, by=hoa).papers


def test_a_certificate_of_another_person_cannot_sign_my_form(citizen: Client, extract_draft: UUID) -> None:
    answer = prepare(citizen, extract_draft, "citizen-nongdan")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "số định danh của bạn" in answer.json()["text"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"certificate": 5}', '{"certificate": "AAAA", "chain": "x"}']
)
def test_junk_instead_of_a_certificate_gets_a_sentence(
    citizen: Client, extract_draft: UUID, body: str
) -> None:
    answer = citizen.post(f"/nop/{extract_draft}/ky/chuan-bi", body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["text"]
    end = {"session": str(uuid4()), "signature": "AAAA"}
    assert (
        citizen.post(f"/nop/{extract_draft}/ky/hoan-tat", end, content_type="application/json").status_code
        == 404
    )


def test_a_form_signed_elsewhere_must_be_the_form_we_gave_out(
    citizen: Client, extract_draft: UUID, hoa: Actor
) -> None:
    given = citizen.get(f"/nop/{extract_draft}/to-khai.pdf").content
    signed = _signed_elsewhere(given)
    address = f"/nop/{extract_draft}/to-khai-da-ky"
    assert "chưa có chữ ký số" in text(citizen.post(address, {"file": upload(given + b"\n", "to.pdf")}))
    other = _signed_elsewhere(actions.unsigned_form(_another(hoa), by=hoa).pdf)
    assert "không phải tờ khai vừa tải xuống" in text(
        citizen.post(address, {"file": upload(other, "to.pdf")})
    )
    assert citizen.post(address, {"file": upload(signed, "to.pdf")}).status_code == 302
    assert filing.draft(extract_draft, by=hoa).papers[0].signed_form


def _another(by: Actor) -> UUID:
    made = actions.open_draft("2.000635", COMMUNE, by=by)
    answers = {**filing.draft(made, by=by).answers, **_extract()}
    actions.save_draft(made, answers, by=by)
    return made


def _extract() -> dict[str, object]:
    from hoso.portal.tests.conftest import EXTRACT

    return {**EXTRACT.answers, "muc_dich": "Việc khác"}


def _signed_elsewhere(pdf: bytes) -> bytes:
    from hoso.base import clock
    from hoso.seal.keys import SigningKey
    from hoso.seal.sign import seal

    key = SigningKey.load(
        Path(settings.HOSO_TRUST) / "keys" / "citizen-nguoidan.p12", DEMONSTRATION_PASSPHRASE
    )
    return seal(pdf, key, field_name="Elsewhere", now=clock.now(), level="B-B")


def test_a_draft_can_be_put_away(citizen: Client, draft: UUID, hoa: Actor) -> None:
    citizen.post(f"/nop/{draft}/bo")
    with pytest.raises(Conflict):
        filing.draft(draft, by=hoa)
    assert dossiers.of_owner(SYSTEM).rows == ()
