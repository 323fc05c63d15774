"""What anyone sees without an account."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from asn1crypto import tsp
from django.test import Client

from hoso.base import clock
from hoso.dossiers import queries as dossiers
from hoso.dossiers.notary import sequence
from hoso.parties.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client()


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_the_front_page_offers_search_tracking_and_verification(visitor: Client) -> None:
    page = text(visitor.get("/"))
    assert 'action="/thu-tuc/"' in page
    assert 'action="/tra-cuu"' in page
    assert "/kiem-tra" in page
    assert "Thủ tục đăng ký khai sinh" in page


def test_the_language_switch_turns_the_whole_page(visitor: Client) -> None:
    visitor.post("/screens/language", {"language": "en", "next": "/"})
    page = text(visitor.get("/thu-tuc/1.001193"))
    assert 'lang="en"' in page
    assert "File online" in page
    assert "Nộp hồ sơ trực tuyến" not in page


def test_a_search_without_accents_finds_the_procedure(visitor: Client) -> None:
    page = text(visitor.get("/thu-tuc/", {"q": "khai sinh"}))
    assert "1.001193" in page
    assert "1.001193" in text(visitor.get("/thu-tuc/", {"q": "DANG KY KHAI SINH"}))


def test_a_search_that_only_fits_prepared_procedures_shows_those_and_says_so(visitor: Client) -> None:
    page = text(visitor.get("/thu-tuc/", {"q": "ket hon"}))
    assert "Đang hoàn thiện" in page
    assert "Chưa có thủ tục nào nộp được" in page


def test_a_search_for_nothing_known_gives_advice(visitor: Client) -> None:
    assert "Không tìm thấy thủ tục nào" in text(visitor.get("/thu-tuc/", {"q": "xyzzy qwerty"}))


def test_a_search_is_shown_back_as_text_never_as_markup(visitor: Client) -> None:
    page = text(visitor.get("/thu-tuc/", {"q": '"><script>alert(1)</script>'}))
    assert "<script>alert(1)" not in page


def test_the_procedure_page_says_who_how_long_how_much_and_why_online(visitor: Client) -> None:
    page = text(visitor.get("/thu-tuc/1.001193"))
    for words in ("Công dân Việt Nam", "1 ngày làm việc", "Không thu phí", "Giấy khai sinh", "Trực tuyến toàn trình",
                  "163/QĐ-BTP", "Giấy chứng sinh", "Có thể thay bằng", "Thông tư số 03/2023/TT-BTP"):  # fmt: skip
        assert words in page, words


def test_a_procedure_that_is_being_prepared_names_what_is_missing(visitor: Client) -> None:
    page = text(visitor.get("/thu-tuc/1.004946"))
    assert "đang hoàn thiện" in page
    assert "Chưa có hình thức nộp hồ sơ." in page
    assert "Nộp hồ sơ trực tuyến" not in page


def test_an_unknown_procedure_is_not_found(visitor: Client) -> None:
    assert visitor.get("/thu-tuc/9.999999").status_code == 404
    assert visitor.get("/thu-tuc/" + "9" * 500).status_code == 404


def test_the_wall_notice_is_a_pdf_made_once(visitor: Client) -> None:
    first = visitor.get("/thu-tuc/1.001193/niem-yet.pdf")
    bytes_of = b"".join(first.streaming_content)
    assert bytes_of.startswith(b"%PDF-")
    assert b"".join(visitor.get("/thu-tuc/1.001193/niem-yet.pdf").streaming_content) == bytes_of
    assert visitor.get("/thu-tuc/1.004946/niem-yet.pdf").status_code == 409


def test_tracking_shows_state_and_due_date_and_nobody(visitor: Client, filed: UUID) -> None:
    record = dossiers.dossier(filed, by=SYSTEM)
    answer = visitor.get("/tra-cuu", {"ma": record.receipt_number.lower()})
    page = text(visitor.get(answer["Location"]))
    assert record.receipt_number in page
    assert "Mới đăng ký" in page
    assert "Nguyễn Thị Hoa" not in page
    assert "008192000001" not in page


@pytest.mark.parametrize("code", ["H26.12-261122-9999", "%3Cscript%3E", "x" * 400, "..%2F..%2Fetc"])
def test_an_unknown_code_gets_advice(visitor: Client, code: str) -> None:
    answer = visitor.get(f"/tra-cuu/{code}")
    assert answer.status_code == 404
    assert "<script>" not in text(answer)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"", "Tệp trống"),
        ("a.pdf", b"MZ\x90" + b"\0" * 500, "chưa kiểm tra chữ ký được"),
        ("a.pdf", b"%PDF-1.7\n" + b"x" * 500, "hỏng"),
        ("<img src=x>.pdf", b"hello", "chưa kiểm tra chữ ký được"),
    ],
)
def test_any_file_gets_a_sentence_never_an_error(visitor: Client, name: str, data: bytes, words: str) -> None:
    upload = io.BytesIO(data)
    upload.name = name
    answer = visitor.post("/kiem-tra", {"file": upload})
    page = text(answer)
    if data:
        assert answer.status_code == 200
        assert words in page
        assert "<img src=x>" not in page
    else:
        assert answer.status_code in {200, 422}


def test_asking_to_verify_nothing_says_what_to_do(visitor: Client) -> None:
    answer = visitor.post("/kiem-tra")
    assert answer.status_code == 422
    assert "Hãy chọn một tệp đã ký số" in text(answer)


def test_a_token_that_was_never_issued_warns_of_a_forgery(visitor: Client) -> None:
    answer = visitor.get("/kiem-tra/KQ-AAAA-BBBB-CCCC")
    assert answer.status_code == 404
    assert "có thể là giả" in text(answer)


def test_the_ledger_shows_its_key_and_latest_checkpoint(visitor: Client, filed: UUID) -> None:
    sequence(clock.now())
    assert "so-cai" in text(visitor.get("/so-cai"))
    note = text(visitor.get("/so-cai/checkpoint"))
    assert note.splitlines()[0].endswith("/so-cai")


def test_the_demonstration_answers_time_stamp_questions(visitor: Client) -> None:
    question = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": b"\1" * 32},
            "nonce": 7,
            "cert_req": True,
        }
    )
    answer = visitor.post("/trust/tsa", question.dump(), content_type="application/timestamp-query")
    assert answer["Content-Type"] == "application/timestamp-reply"
    assert tsp.TimeStampResp.load(answer.content)["status"]["status"].native == "granted"
    assert (
        visitor.post("/trust/tsa", b"x" * 100_000, content_type="application/timestamp-query").status_code
        == 413
    )


def test_revocation_lists_are_published_and_only_those(visitor: Client) -> None:
    assert visitor.get("/trust/crl/public-issuing.crl")["Content-Type"] == "application/pkix-crl"
    assert visitor.get("/trust/crl/nobody.crl").status_code == 404
    assert visitor.get("/trust/crl/..%2Fkeys%2Ftimestamp.crl").status_code == 404
    assert (
        visitor.post("/trust/ocsp/public-root", b"", content_type="application/ocsp-request").status_code
        == 404
    )


def test_the_etsi_report_on_a_file_is_given_as_a_download(visitor: Client) -> None:
    upload = io.BytesIO(b"hello")
    upload.name = "<thu>.bin"
    answer = visitor.post("/kiem-tra", {"file": upload, "do": "xml"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"http://uri.etsi.org/19102/v1.2.1#" in answer.content
    assert b"mainindication:indeterminate" in answer.content
