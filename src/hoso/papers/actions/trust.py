"""Changing whom this installation believes: one administrator proposes, another one confirms or refuses."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from uuid import UUID

from asn1crypto import x509
from django.conf import settings
from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.law.text import Text
from hoso.papers.models import TrustAnchor, TrustProposal, TrustVersion
from hoso.papers.trust.store import trust_store
from hoso.parties.actors import Actor, require
from hoso.seal.errors import TrustDirectoryInvalid
from hoso.seal.subjects import is_demonstration
from hoso.seal.trust import SCOPES, root_certificate

LARGEST = 64 * 1024
_SHORT = Text("Hãy ghi rõ lý do.", "Say why.")
_NUMBER = Text("Hãy ghi số, ký hiệu văn bản làm căn cứ.", "Give the number of the document it rests on.")
_SCOPE = Text("Hãy chọn phạm vi tin cậy.", "Choose a scope of trust.")
_DEMONSTRATION = Text(
    "Chứng thư trình diễn không có giá trị trong hệ thống thật.",
    "A demonstration certificate counts for nothing in a real installation.",
)
_THERE = Text(
    "Gốc này đang có trong kho với đúng phạm vi đó.", "This root is in the store already, in that scope."
)
_NOT_THERE = Text("Gốc này không còn trong kho.", "This root is not in the store any more.")
_NO_PROPOSAL = Text("Không có đề nghị này.", "There is no such proposal.")
_DECIDED = Text("Đề nghị này đã được xử lý.", "This proposal has been decided already.")
_OVERTAKEN = Text(
    "Kho tin cậy vừa có phiên bản mới. Hãy xem lại rồi xác nhận lần nữa.",
    "The trust store has just got a new version. Look at it and confirm once more.",
)
_SAME_PERSON = Text(
    "Người đề nghị không được tự xác nhận hay bác đề nghị của mình: phải là một quản trị viên khác.",
    "Whoever proposed a change cannot decide on it: another administrator must.",
)


def propose_anchor(certificate: bytes, *, scope: str, reason: str, document_number: str, by: Actor) -> UUID:
    """Propose to believe a root (DER or PEM) in a scope. Nothing changes until another person confirms.

    Raises ``Invalid`` for what is no root certificate, is out of its time, or is believed already.
    """
    require(by, "papers.propose_trust")
    wrong = _wrong(reason, document_number)
    if scope not in SCOPES:
        wrong["scope"] = _SCOPE
    held: x509.Certificate | None = None
    try:
        held = root_certificate(certificate[: LARGEST + 1], clock.now())
    except TrustDirectoryInvalid as fault:
        wrong["certificate"] = fault.text
    if (
        held is not None
        and not settings.HOSO_DEMONSTRATION
        and (scope == "demonstration" or is_demonstration(held))
    ):
        wrong["certificate"] = _DEMONSTRATION
    if held is not None and [scope, held.sha256.hex()] in _members():
        wrong["certificate"] = _THERE
    if wrong or held is None:
        raise Invalid(next(iter(wrong.values())), wrong)
    return _propose("add", scope, held, reason, document_number, by)


def propose_removal(sha256: str, *, scope: str, reason: str, document_number: str, by: Actor) -> UUID:
    """Propose to believe a root no longer. Raises ``Invalid``, or ``Conflict`` when it is not believed now."""
    require(by, "papers.propose_trust")
    wrong = _wrong(reason, document_number)
    if wrong:
        raise Invalid(next(iter(wrong.values())), wrong)
    found = next(
        (
            one
            for one in trust_store().anchors
            if one.scope == scope and one.certificate.sha256.hex() == sha256
        ),
        None,
    )
    if found is None:
        raise Conflict(_NOT_THERE)
    return _propose("remove", scope, found.certificate, reason, document_number, by)


def confirm(proposal_id: UUID, *, by: Actor) -> int:
    """Put a proposal of somebody else into force: the number of the new version.

    Raises ``NotFound``, or ``Conflict`` when it was decided, is one's own, or does not fit the store any more.
    """
    require(by, "papers.confirm_trust")
    try:
        with transaction.atomic():
            return _confirmed(_waiting(proposal_id, by), by)
    except IntegrityError as overtaken:  # two confirmations at once: only one can have the next number
        raise Conflict(_OVERTAKEN) from overtaken


def _confirmed(proposal: TrustProposal, by: Actor) -> int:
    last = TrustVersion.objects.order_by("-number").first()  # before the members: who is overtaken collides
    now = max(clock.now(), last.in_force_from) if last else clock.now()
    members = _members(now)
    entry = [proposal.scope, proposal.anchor_id]
    if (entry in members) is (proposal.action == "add"):
        raise Conflict(_THERE if proposal.action == "add" else _NOT_THERE)
    for anchor in trust_store(now).anchors:
        _keep(anchor.certificate)
    members = [*members, entry] if proposal.action == "add" else [one for one in members if one != entry]
    _decide(proposal, "confirmed", "", by)
    version = TrustVersion.objects.create(
        number=last.number + 1 if last else 1,
        sha256=hashlib.sha256(json.dumps(sorted(members)).encode()).hexdigest(),
        members=[{"scope": scope, "sha256": mark} for scope, mark in sorted(members)],
        in_force_from=now,
        proposal=proposal,
        proposed_by_id=proposal.proposed_by_id,
        confirmed_by_id=by.account_id,
    )
    return version.number


def refuse(proposal_id: UUID, reason: str, *, by: Actor) -> None:
    """Turn down a proposal of somebody else, with a reason. Raises as ``confirm`` does."""
    require(by, "papers.confirm_trust")
    if len(reason.strip()) < 3:
        raise Invalid(_SHORT, {"reason": _SHORT})
    with transaction.atomic():
        _decide(_waiting(proposal_id, by), "refused", reason, by)


def _wrong(reason: str, document_number: str) -> dict[str, Text]:
    wrong = {}
    if len(reason.strip()) < 3:
        wrong["reason"] = _SHORT
    if not document_number.strip():
        wrong["document_number"] = _NUMBER
    return wrong


def _members(at: datetime | None = None) -> list[list[str]]:
    return [[one.scope, one.certificate.sha256.hex()] for one in trust_store(at).anchors]


def _keep(certificate: x509.Certificate) -> TrustAnchor:
    row, _ = TrustAnchor.objects.get_or_create(
        sha256=certificate.sha256.hex(),
        defaults={
            "certificate": certificate.dump(),
            "name": certificate.subject.human_friendly[:1000],
            "valid_from": certificate.not_valid_before,
            "valid_to": certificate.not_valid_after,
            "added_at": clock.now(),
        },
    )
    return row


def _propose(
    action: str, scope: str, certificate: x509.Certificate, reason: str, document_number: str, by: Actor
) -> UUID:
    with transaction.atomic():
        made = TrustProposal.objects.create(
            action=action,
            scope=scope,
            anchor=_keep(certificate),
            reason=reason.strip()[:2000],
            document_number=document_number.strip()[:100],
            proposed_by_id=by.account_id,
            proposed_at=clock.now(),
        )
    return made.id


def _waiting(proposal_id: UUID, by: Actor) -> TrustProposal:
    proposal = TrustProposal.objects.select_for_update().filter(id=proposal_id).first()
    if proposal is None:
        raise NotFound(_NO_PROPOSAL)
    if proposal.outcome:
        raise Conflict(_DECIDED)
    if proposal.proposed_by_id == by.account_id:
        raise Conflict(_SAME_PERSON)
    return proposal


def _decide(proposal: TrustProposal, outcome: str, reason: str, by: Actor) -> None:
    proposal.outcome, proposal.decision_reason = outcome, reason.strip()[:2000]
    proposal.decided_by_id, proposal.decided_at = by.account_id, clock.now()
    proposal.save(update_fields=["outcome", "decision_reason", "decided_by", "decided_at"])
