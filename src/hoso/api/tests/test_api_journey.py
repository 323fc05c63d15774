"""A birth is registered by machines alone: from the catalogue to a result that verifies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoso.base import clock, outbox
from hoso.cli.journey.play import photo
from hoso.cli.journey.stories import STORIES
from hoso.dossiers.notary import sequence
from hoso.ledger.verification import verify_receipt
from hoso.parties.demonstration import COMMUNE

STORY = STORIES[0]
COMPONENT, LINES = next(iter(STORY.papers.items()))


def picture(name: str = "giay-chung-sinh.jpg", *, phone: bool = True) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(LINES, phone=phone), "image/jpeg")


def filed(citizen: Any) -> dict[str, Any]:
    draft = citizen.send("/drafts", {"procedure": STORY.procedure, "receiver": COMMUNE}, 201)
    assert draft["answers"], "what is known of the person is filled in"
    refused = citizen.send(f"/drafts/{draft['id']}/submit", {}, 422)
    assert "ho_ten_nguoi_duoc_khai_sinh" in {one["field"] for one in refused["errors"]}
    answers = {**draft["answers"], **STORY.answers}
    saved = citizen.send(
        f"/drafts/{draft['id']}/answers", {"answers": answers, "expect_revision": 0}, method="put"
    )
    assert saved["fields"] == {}
    missing = citizen.get(f"/drafts/{draft['id']}/completeness")
    assert [one["key"] for one in missing["missing"]] == [COMPONENT]
    paper = citizen.upload(f"/drafts/{draft['id']}/components/{COMPONENT}/papers", file=picture())
    assert paper["media_type"] == "image/jpeg"
    assert citizen.get(f"/drafts/{draft['id']}/completeness")["complete"]
    key = {"Idempotency-Key": "one"}
    dossier: dict[str, Any] = citizen.send(f"/drafts/{draft['id']}/submit", {}, **key)
    assert citizen.send(f"/drafts/{draft['id']}/submit", {}, **key)["id"] == dossier["id"]
    return dossier


def test_a_dossier_goes_its_whole_way_through_http_only(calling: Callable[..., Any]) -> None:
    citizen, desk, officer, signer, records = (
        calling(name) for name in ("nguoidan", "motcua", "thuly", "lanhdao", "vanthu")
    )
    found = citizen.get("/procedures", search="khai sinh")["items"]
    assert STORY.procedure in {one["code"] for one in found}
    here = filed(citizen)
    path = f"/dossiers/{here['id']}"
    assert here["state"] == "submitted"
    assert [one["id"] for one in citizen.get("/dossiers")["items"]] == [here["id"]]

    assert here["id"] in {one["id"] for one in desk.get("/intake/queue")["items"]}
    accepted = taken_in(desk, path)
    assert accepted["code"].startswith("H")
    assert citizen.get(f"/track/{accepted['code']}")["state"] == "accepted"

    assert here["id"] in {one["id"] for one in officer.get("/worklists/unassigned")["items"]}
    officer.send(f"{path}/assign", {"expect_seq": accepted["seq"]})
    detail = officer.get(path)
    assert detail["clock"]["explanation"], "the due date explains itself"
    supplemented(officer, citizen, path)
    for step in officer.get(path)["work"]["steps"]:
        if step["step"]["role"] == "case_officer":
            officer.send(f"{path}/steps/{step['step']['key']}/complete", {})
    officer.send(f"{path}/propose", {"outcome": "grant", "entries": STORY.entries}, 201)
    proposal = signer.get(path)["work"]["proposals"][0]
    assert citizen.get(f"/papers/{proposal['document']['id']}", 404)["code"] == "not-found"
    signer.send(f"{path}/decide", {"proposal_id": proposal["id"]})
    assert records.send(f"{path}/issue")["state"] == "issued"
    assert citizen.send(f"{path}/return", {"how": "account"})["state"] == "returned"
    outcome_is_provable(citizen, path)


def taken_in(desk: Any, path: str) -> dict[str, Any]:
    refused = desk.send(f"{path}/accept", {}, 422)
    assert refused["code"] == "refused"
    assert refused["reasons"][0]["citation"]
    assert not desk.get(f"{path}/obstacles")["ok"]
    component = next(one for one in desk.get(path)["components"] if one["key"] == COMPONENT)
    made = desk.send(f"{path}/components/{component['id']}/digitise", None, 201)
    assert made["verdict"] == "TOTAL_PASSED"
    judged = desk.send(f"{path}/judge")
    answer: dict[str, Any] = desk.send(f"{path}/accept", {"expect_seq": judged["seq"]})
    return answer


def supplemented(officer: Any, citizen: Any, path: str) -> None:
    wanted = {"component": COMPONENT, "what": "Ảnh mờ ở góc phải"}
    body: dict[str, Any] = {"items": [wanted], "reason": "Không đọc được"}
    again = officer.send(f"{path}/request-supplement", body, 422)  # it was judged valid: not without a ground
    assert again["code"] == "refused"
    wanted |= {"override": "unreadable", "legal_basis": "Điều 8 Thông tư 01/2023/TT-VPCP"}
    empty = officer.send(f"{path}/request-supplement", {"items": [], "reason": ""}, 422)
    assert {one["field"] for one in empty["errors"]} == {"items", "reason"}
    paused = officer.send(f"{path}/request-supplement", body)
    assert paused["state"] == "awaiting_supplement"
    assert citizen.get(path)["clock"]["paused_since"]
    back = citizen.upload(
        f"{path}/supplement",
        200,
        words="Tôi gửi lại bản rõ hơn.",
        components=[COMPONENT],
        files=[picture("lai.jpg", phone=False)],
        expect_seq=paused["seq"],
    )
    assert back["state"] == "in_process"
    too_early = officer.send(f"{path}/propose", {"outcome": "grant", "entries": STORY.entries}, 422)
    assert too_early["code"] == "refused"  # what the supplement brought has not been judged yet
    added = next(one for one in officer.get(path)["components"] if one["key"] == COMPONENT)
    officer.send(f"{path}/components/{added['id']}/digitise", None, 201)
    officer.send(f"{path}/judge")


def outcome_is_provable(citizen: Any, path: str) -> None:
    outbox.drain()
    sequence(clock.now())
    result = citizen.get(f"{path}/results")["items"][0]
    pdf = citizen.get(f"/papers/{result['paper']['id']}/file")
    checked = citizen.upload("/verify", 200, file=SimpleUploadedFile("kq.pdf", pdf, "application/pdf"))
    assert checked["report"]["verdict"] == "TOTAL_PASSED"
    assert checked["issued"]["code"] == result["code"]
    assert citizen.get(f"/verify/{result['lookup']}")["sha256"] == checked["sha256"]
    lines = citizen.get(f"{path}/timeline")["items"]
    assert lines[0]["verb"] == "filing.submit"
    assert lines[-1]["verb"] == "results.return_result"
    assert all(line["facts"] is None for line in lines), "an owner sees what happened, not the inside"
    held = citizen.get("/holdings")["items"]
    assert result["code"] in {one["code"] for one in held}
    receipt = citizen.client.get(f"/api/v1{path}/receipt", headers=citizen.head)
    assert receipt.headers["Content-Type"] == "application/vnd.hoso.receipt+json"
    assert verify_receipt(receipt.content, trusted_keys=None).coherent
