"""What stands on each slip, from the dossier and the journal line it documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from hoso.base import clock
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import VersionRecord
from hoso.dossiers.models import Channel, Dossier, Entry
from hoso.filing.clock import clock_of
from hoso.filing.models import Component, SupplementRequest
from hoso.law.states import State


def lookup_url(dossier: Dossier) -> str:
    """Where anyone sees the state of the dossier by its code."""
    return f"{settings.HOSO_BASE_URL}/tra-cuu/{dossier.code or dossier.receipt_number}"


def receipt(dossier: Dossier, entry: Entry) -> dict[str, Any]:
    """Form 01: receipt and appointment, with the calculation of the due date line by line."""
    version = catalogue.version(dossier.version_id)
    running = clock_of(dossier)
    if running is None:
        raise ValueError("a dossier without a time limit has no appointment")
    return {
        "desk": dossier.receiver.name,
        "channel": Channel(dossier.channel).label,
        "components": [_received(version, row) for row in _current(dossier)],
        "sets": 1,
        "time_limit": limit_words(running.limit.value, running.limit.unit.label.vi),
        "received_at": dossier.submitted_at,
        "due_at": running.due.due_at,
        "calculation": [
            {"label": str(n), "value": line.vi} for n, line in enumerate(running.due.explanation, start=1)
        ],
        "return_place": "Tài khoản điện tử của người nộp",
        "lookup_url": lookup_url(dossier),
    }


def limit_words(value: int, unit: str) -> str:
    """``7 ngày làm việc``; 0 working days are the same day."""
    return "Trong ngày" if value == 0 else f"{value} {unit}"


def _current(dossier: Dossier) -> list[Component]:
    rows = Component.objects.filter(dossier=dossier, current=True).select_related("paper")
    return list(rows.order_by("added_at", "id"))


def _received(version: VersionRecord, row: Component) -> dict[str, Any]:
    electronic = 1 if row.paper_id else 0
    return {
        "name": version.component(row.key).name.vi,
        "originals": 0 if electronic else 1,
        "certified_copies": 0,
        "plain_copies": 0,
        "electronic": electronic,
    }


def e_receipt(dossier: Dossier, entry: Entry) -> dict[str, Any]:
    """Confirmation of the electronic receipt: the instant, the files, how to prove it without us."""
    version = catalogue.version(dossier.version_id)
    files = [
        {
            "name": row.paper.file_name,
            "component": version.component(row.key).name.vi,
            "size": f"{max(1, row.paper.size // 1024)} kB",
            "sha256": row.paper.sha256,
        }
        for row in _current(dossier)
        if row.paper
    ]
    return {
        "filing_code": dossier.receipt_number,
        "applicant_name": dossier.owner_name,
        "received_at": dossier.submitted_at,
        "files": files,
        "ledger_leaf": entry.leaf.leaf_hash,
        "proof_steps": [
            "Tải tệp biên nhận (đuôi .json) trong tài khoản của bạn và giữ lại.",
            "Chạy: hoso verify-receipt <tệp biên nhận> trên bất kỳ máy nào, không cần mạng.",
            "Chương trình cho biết hồ sơ đã được tiếp nhận lúc nào và gồm những tệp nào.",
        ],
        "lookup_url": lookup_url(dossier),
    }


def supplement_request(dossier: Dossier, entry: Entry) -> dict[str, Any]:
    """Form 02: everything that is missing, at once."""
    asked = SupplementRequest.objects.filter(dossier=dossier, asked_at=entry.at).latest("number")
    answer_by = datetime.combine(asked.answer_by, datetime.min.time(), tzinfo=clock.VIETNAM).replace(hour=17)
    return {
        "desk": dossier.receiver.name,
        "items": [{"name": one["name"], "quantity": "1", "reason": one["what"]} for one in asked.items],
        "reason": asked.reason,
        "answer_by": answer_by,
        "effect_on_clock": "Thời hạn giải quyết tạm dừng từ lúc lập phiếu này đến khi nhận được bổ sung đầy đủ.",
        "officer_name": entry.actor_name,
        "officer_phone": "–",
        "lookup_url": lookup_url(dossier),
    }


def refusal(dossier: Dossier, entry: Entry) -> dict[str, Any]:
    """Form 03: refusal to accept, with the article."""
    facts = entry.facts
    return {
        "desk": dossier.receiver.name,
        "submitted_at": dossier.submitted_at,
        "reasons": [facts["reason"]],
        "articles": [facts["article"]],
        "what_to_do": facts["what_to_do"],
        "complaint": "Nếu không đồng ý, bạn có quyền khiếu nại hoặc khởi kiện theo quy định của pháp luật.",
        "help_contact": dossier.receiver.name,
    }


def stop_notice(dossier: Dossier, entry: Entry) -> dict[str, Any]:
    """Form 05: the processing stops, at the owner's wish or by the agency."""
    own_wish = entry.verb == "filing.withdraw"
    return {
        "received_at": dossier.submitted_at,
        "requested_by": entry.actor_name,
        "requested_at": entry.at,
        "stage": State(entry.state_from).label.vi,
        "reason": entry.facts["reason"],
        "articles": ["Mẫu số 05, Thông tư 03/2025/TT-VPCP"],
        "fee_settlement": "Không phát sinh",
        "papers_returned": "Bản điện tử vẫn ở trong tài khoản của người nộp"
        if own_wish
        else "Giấy tờ điện tử vẫn thuộc về người nộp",
        "contact": dossier.receiver.name,
    }


def apology(dossier: Dossier, entry: Entry) -> dict[str, Any]:
    """Form 04: apology and the new date."""
    facts = entry.facts
    return {
        "received_at": dossier.submitted_at,
        "due_at": datetime.fromisoformat(facts["due_before"]),
        "stage": State(entry.state_from).label.vi,
        "reason": facts["reason"],
        "new_due_at": entry.due_at,
        "contact": dossier.receiver.name,
    }


CONTENTS = {
    "e_receipt": e_receipt,
    "receipt": receipt,
    "supplement_request": supplement_request,
    "refusal": refusal,
    "stop_notice": stop_notice,
    "apology": apology,
}
