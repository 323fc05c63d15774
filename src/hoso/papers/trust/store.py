"""Whom this installation believes today: the directory's files, ruled by the version two administrators made.

Until a first version is confirmed the demonstration believes the anchors in its directory; a real
installation believes nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from asn1crypto import x509
from django.conf import settings

from hoso.base import clock
from hoso.papers.models import RevocationAnswer, TrustAnchor, TrustProposal, TrustVersion
from hoso.seal.errors import TrustDirectoryInvalid
from hoso.seal.subjects import Subject
from hoso.seal.trust import Anchor, AnchorScope, TrustStore


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """One anchor of a version. ``sha256`` is the fingerprint of its certificate."""

    scope: str
    sha256: str
    name: str
    valid_to: datetime
    demonstration: bool


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of the trust store; ``until`` is None for the one in force."""

    number: int
    sha256: str
    members: tuple[MemberRecord, ...]
    in_force_from: datetime
    until: datetime | None
    proposed_by: str
    confirmed_by: str
    reason: str
    document_number: str


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A change that waits for a second person, or what became of it."""

    id: Any
    action: str
    member: MemberRecord
    reason: str
    document_number: str
    proposed_by: str
    proposed_by_id: Any
    proposed_at: datetime
    outcome: str
    decided_by: str
    decided_at: datetime | None
    decision_reason: str


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """What an authority answered (``ocsp`` or ``crl``), and how long it may be used."""

    kind: str
    url: str
    valid_from: datetime
    valid_until: datetime


@lru_cache(maxsize=4)
def _store_at(directory: str, _newest: float, production: bool, ruled: bool) -> TrustStore:  # noqa: FBT001  cache key
    return TrustStore.load(Path(directory), production=production, anchors_required=not ruled)


def store_of_directory(*, ruled: bool = False) -> TrustStore:
    """What lies in the trust directory, read again when it changes. ``ruled``: it may be without anchors."""
    directory = Path(settings.HOSO_TRUST)
    parts = [directory / name for name in ("anchors", "authorities", "crl")]
    newest = max(
        (file.stat().st_mtime for part in parts if part.is_dir() for file in part.rglob("*")), default=0.0
    )
    return _store_at(str(directory), newest, not settings.HOSO_DEMONSTRATION, ruled)


def trust_store(at: datetime | None = None) -> TrustStore:
    """The store in force at an instant (now): anchors of the version, authorities and lists of the directory.

    Its version reads ``3-<hash>``: the number two administrators made, and the hash of exactly this content.
    Raises ``TrustDirectoryInvalid`` when no version exists and the directory has no anchor.
    """
    version = _in_force(at or clock.now())
    if version is None:
        return store_before_versions()
    held = store_of_directory(ruled=True)
    anchors = _anchors(version)
    return replace(held, anchors=anchors, version=f"{version.number}-{version.sha256[:8]}{held.version[:8]}")


def store_before_versions() -> TrustStore:
    """The store as long as no version exists, also where no database was prepared yet: the directory's.

    Raises ``TrustDirectoryInvalid``.
    """
    held = store_of_directory()
    return held if settings.HOSO_DEMONSTRATION else replace(held, anchors=(), version=f"0-{held.version}")


def _in_force(at: datetime) -> TrustVersion | None:
    return TrustVersion.objects.filter(in_force_from__lte=at).order_by("-number").first()


def _anchors(version: TrustVersion) -> tuple[Anchor, ...]:
    marks = [(one["scope"], one["sha256"]) for one in version.members]
    held = {row.sha256: row for row in TrustAnchor.objects.filter(sha256__in=[mark for _, mark in marks])}
    return tuple(
        Anchor(cast("AnchorScope", scope), x509.Certificate.load(bytes(held[mark].certificate)))
        for scope, mark in marks
    )


def versions() -> tuple[VersionRecord, ...]:
    """All versions, the one in force first."""
    rows = list(
        TrustVersion.objects.select_related("proposal", "proposed_by", "confirmed_by").order_by("-number")
    )
    named = {row.sha256: row for row in TrustAnchor.objects.all()}
    ends: list[datetime | None] = [None, *(row.in_force_from for row in rows)]
    return tuple(
        VersionRecord(
            row.number,
            row.sha256,
            tuple(_member(one["scope"], named[one["sha256"]]) for one in row.members),
            row.in_force_from,
            until,
            row.proposed_by.display_name,
            row.confirmed_by.display_name,
            row.proposal.reason,
            row.proposal.document_number,
        )
        for row, until in zip(rows, ends, strict=False)
    )


def proposals() -> tuple[ProposalRecord, ...]:
    """The latest hundred proposals, those that wait first."""
    rows = TrustProposal.objects.select_related("anchor", "proposed_by", "decided_by").order_by(
        "-proposed_at"
    )
    made = [
        ProposalRecord(
            row.id,
            row.action,
            _member(row.scope, row.anchor),
            row.reason,
            row.document_number,
            row.proposed_by.display_name,
            row.proposed_by_id,
            row.proposed_at,
            row.outcome,
            row.decided_by.display_name if row.decided_by else "",
            row.decided_at,
            row.decision_reason,
        )
        for row in rows[:100]
    ]
    return tuple(sorted(made, key=lambda one: bool(one.outcome)))


def version_name() -> str:
    """The version every verdict names now; ``empty`` when there is no store at all."""
    try:
        return trust_store().version
    except TrustDirectoryInvalid:
        return "empty"


def answers_on_record() -> tuple[AnswerRecord, ...]:
    """The latest fifty answers of authorities about revocation."""
    rows = RevocationAnswer.objects.order_by("-fetched_at")[:50]
    return tuple(AnswerRecord(row.kind, row.url, row.valid_from, row.valid_until) for row in rows)


def members_in_force() -> tuple[MemberRecord, ...]:
    """The anchors believed now, whether a version or the directory says so; none without a store."""
    try:
        return tuple(member_of(one) for one in trust_store().anchors)
    except TrustDirectoryInvalid:
        return ()


def member_of(anchor: Anchor) -> MemberRecord:
    """An anchor as its readers see it."""
    return MemberRecord(
        anchor.scope,
        anchor.certificate.sha256.hex(),
        Subject.of(anchor.certificate).name,
        anchor.certificate.not_valid_after,
        anchor.demonstration,
    )


def _member(scope: str, row: TrustAnchor) -> MemberRecord:
    return member_of(Anchor(cast("AnchorScope", scope), x509.Certificate.load(bytes(row.certificate))))
