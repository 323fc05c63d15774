"""A call that is turned away hears why, in its language, and nothing else happens."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from hoso.api.entrance import tokens
from hoso.api.models import ApiToken
from hoso.api.tests.test_api_journey import STORY, filed
from hoso.base import clock
from hoso.parties.actors import SYSTEM
from hoso.parties.demonstration import COMMUNE
from hoso.parties.models import Account

NOWHERE = "00000000-0000-7000-8000-000000000000"
DRAFT = {"procedure": STORY.procedure, "receiver": COMMUNE}


def told(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content[:500]
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = json.loads(answer.content)
    assert body["status"] == status
    assert body["type"].endswith(body["code"])
    assert body["instance"].startswith("urn:uuid:")
    return body


@pytest.mark.django_db
def test_without_a_key_there_is_a_401_that_says_what_to_send() -> None:
    answer = Client().get("/api/v1/me")
    assert "Bearer" in told(answer, 401)["detail"]
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.django_db
def test_an_unknown_address_and_a_wrong_method_get_problem_documents() -> None:
    assert told(Client().get("/api/v1/nothing/here"), 404)["code"] == "not-found"
    assert told(Client().get("/api/v2/procedures"), 404)["code"] == "not-found"
    answer = Client().delete("/api/v1/procedures")
    assert told(answer, 405)["code"] == "method-not-allowed"
    assert answer.headers["Allow"] == "GET"


@pytest.mark.django_db
def test_the_words_follow_accept_language_and_are_vietnamese_without_it() -> None:
    vietnamese = told(Client().get("/api/v1/track/H00"), 404)
    english = told(Client().get("/api/v1/track/H00", headers={"Accept-Language": "en"}), 404)
    assert vietnamese["detail"].startswith("Không tìm thấy")
    assert english["detail"].startswith("There is no")


def test_a_body_that_is_no_json_or_of_another_type_is_told_apart(calling: Callable[..., Any]) -> None:
    citizen = calling("nguoidan")

    def post(data: bytes | str, media: str = "application/json") -> Any:
        return citizen.client.post("/api/v1/drafts", data, content_type=media, headers=citizen.head)

    assert told(post("{"), 400)["code"] == "malformed"
    assert told(post('{"procedure": NaN}'), 400)["code"] == "malformed"
    assert told(post('{"procedure": "a\\u0000", "receiver": "b"}'), 400)["code"] == "malformed"
    assert told(post('{"procedure": "\\ud800", "receiver": "b"}'), 400)["code"] == "malformed"
    assert told(post("<a/>", "application/xml"), 415)["code"] == "unsupported-media-type"
    assert told(post(b'{"procedure": "' + b"x" * 6_000_000), 413)["code"] == "too-large"


def test_fields_of_the_wrong_shape_are_named(calling: Callable[..., Any]) -> None:
    citizen = calling("nguoidan")
    body = citizen.send("/drafts", {"procedure": STORY.procedure, "channel": "pigeon"}, 422)
    assert {one["field"] for one in body["errors"]} == {"receiver", "channel"}


def test_a_strangers_dossier_draft_and_paper_are_not_found(calling: Callable[..., Any]) -> None:
    owner, stranger = calling("nguoidan"), calling("nongdan")
    dossier = filed(owner)
    path = f"/dossiers/{dossier['id']}"
    paper = owner.get(path)["components"][0]["paper"]["id"]
    for there in (path, f"{path}/timeline", f"{path}/receipt", f"{path}/results", f"/papers/{paper}/file"):
        assert stranger.get(there, 404)["code"] == "not-found"
    assert stranger.send(f"{path}/withdraw", {"reason": "x"}, 404)["code"] == "not-found"
    draft = owner.send("/drafts", DRAFT, 201)
    assert stranger.get(f"/drafts/{draft['id']}", 404)["code"] == "not-found"
    unknown, hidden = stranger.get(f"/dossiers/{NOWHERE}", 404), stranger.get(path, 404)
    assert unknown["detail"] == hidden["detail"], "what is hidden answers like what does not exist"


def test_a_stale_call_is_a_conflict_whichever_way_it_says_what_it_saw(calling: Callable[..., Any]) -> None:
    owner, desk = calling("nguoidan"), calling("motcua")
    path = f"/dossiers/{filed(owner)['id']}"
    desk.send(f"{path}/judge")
    assert desk.send(f"{path}/judge", {"expect_seq": 1}, 409)["code"] == "conflict"
    assert desk.send(f"{path}/judge", {}, 409, **{"If-Match": '"1"'})["code"] == "conflict"
    wrong = desk.send(f"{path}/judge", {}, 422, **{"If-Match": "yesterday"})
    assert wrong["errors"][0]["field"] == "If-Match"
    answer = desk.client.get(f"/api/v1{path}", headers=desk.head)
    assert answer.headers["ETag"] == '"2"'
    desk.send(f"{path}/judge", {}, 200, **{"If-Match": answer.headers["ETag"]})


def test_a_role_without_the_duty_is_told_so(calling: Callable[..., Any]) -> None:
    citizen = calling("nguoidan")
    assert citizen.get("/intake/queue", 403)["code"] == "not-allowed"
    assert citizen.get("/worklists/mine", 403)["code"] == "not-allowed"
    assert citizen.get("/dossiers/search", 403, words="Hoa")["code"] == "not-allowed"
    assert calling("motcua").get("/dossiers", 403)["code"] == "not-allowed"


def test_a_file_that_is_no_paper_is_refused_with_what_to_do(calling: Callable[..., Any]) -> None:
    citizen = calling("nguoidan")
    draft = citizen.send("/drafts", DRAFT, 201)
    there = f"/drafts/{draft['id']}/components/giay-chung-sinh/papers"
    exe = SimpleUploadedFile("../../đơn.pdf", b"MZ\x90\x00" + b"\x00" * 2000, "application/pdf")
    assert citizen.upload(there, 422, file=exe)["detail"]
    assert citizen.upload(there, 422)["errors"][0]["field"] == "file"
    wrong_slot = f"/drafts/{draft['id']}/components/khong-co/papers"
    assert citizen.upload(wrong_slot, 422, file=exe)["code"] == "invalid"


@pytest.mark.django_db
def test_any_bytes_to_verify_end_in_a_report() -> None:
    for data in (b"junk", b"%PDF-1.7\n%%EOF", b"MZ" * 500):
        file = SimpleUploadedFile("x.pdf", data)
        answer = Client().post("/api/v1/verify", {"file": file})
        assert answer.status_code == 200
        body = json.loads(answer.content)
        assert body["report"]["verdict"] != "TOTAL_PASSED"
        assert body["issued"] is None


def test_a_read_only_key_reads_and_is_turned_away_from_writing(calling: Callable[..., Any]) -> None:
    reader = calling("nguoidan", read_only=True)
    assert reader.get("/me")["username"] == "nguoidan"
    assert reader.send("/drafts", DRAFT, 403)["code"] == "not-allowed"
    assert reader.get("/drafts")["items"] == []


def test_a_key_that_ended_was_revoked_or_is_unknown_opens_nothing(calling: Callable[..., Any]) -> None:
    citizen = calling("nguoidan")
    row = ApiToken.objects.get()
    assert citizen.head["Authorization"] not in {f"Bearer {row.sha256}", ""}
    ApiToken.objects.update(expires_at=clock.now())
    citizen.get("/me", 401)
    other = calling("nguoidan")
    other.get("/me")
    tokens.revoke(ApiToken.objects.order_by("-created_at")[0].id, by=SYSTEM)
    other.get("/me", 401)
    other.head = {"Authorization": "Bearer hoso_guess"}
    other.get("/me", 401)


@pytest.mark.django_db
def test_the_session_of_the_pages_opens_the_api_and_writes_only_with_its_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="nguoidan"), "django.contrib.auth.backends.ModelBackend")
    assert json.loads(client.get("/api/v1/me").content)["username"] == "nguoidan"
    body = json.dumps(DRAFT)
    answer = client.post("/api/v1/drafts", body, content_type="application/json")
    assert "CSRF" in told(answer, 403)["detail"]
    client.cookies["csrftoken"] = "a" * 32
    head = {"X-CSRFToken": "a" * 32}
    answer = client.post("/api/v1/drafts", body, content_type="application/json", headers=head)
    assert answer.status_code == 201, answer.content


def test_keys_are_made_and_ended_from_a_session_never_with_a_key(calling: Callable[..., Any]) -> None:
    with_key = calling("nguoidan")
    with_key.send("/tokens", {"name": "x"}, 401)
    client = Client()
    client.force_login(Account.objects.get(username="nguoidan"), "django.contrib.auth.backends.ModelBackend")
    made = client.post("/api/v1/tokens", json.dumps({"name": "kế toán"}), content_type="application/json")
    assert made.status_code == 201
    token = json.loads(made.content)
    head = {"Authorization": f"Bearer {token['token']}"}
    assert Client().get("/api/v1/me", headers=head).status_code == 200
    listed = json.loads(client.get("/api/v1/tokens").content)["items"]
    assert all("token" not in one for one in listed)
    assert client.delete(f"/api/v1/tokens/{token['id']}").status_code == 204
    assert Client().get("/api/v1/me", headers=head).status_code == 401


def test_a_failure_of_ours_tells_a_code_and_no_inside(
    calling: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hoso.catalogue import queries

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(queries, "catalogue_search", broken)
    body = calling("nguoidan").get("/catalogue", 500)
    assert body["instance"] in body["detail"]
    assert "secret" not in json.dumps(body)


@pytest.mark.django_db
def test_the_page_to_try_the_api_is_closed_to_visitors_outside_a_demonstration() -> None:
    assert Client().get("/api/v1/docs").status_code == 200
    with override_settings(HOSO_DEMONSTRATION=False):
        told(Client().get("/api/v1/docs"), 401)
        assert Client().get("/api/v1/openapi.json").status_code == 200
