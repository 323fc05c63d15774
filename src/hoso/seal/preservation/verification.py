"""Check an evidence record with nothing but the file, the data and whom one trusts (RFC 4998 section 5.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from asn1crypto import cms
from pyhanko.sign.validation import generic_cms

from hoso.seal.trust import TrustStore
from hoso.seal.verdict.trusting import Truster

from . import wording
from .digests import DIGESTS, digests_of
from .lifetimes import lifetime
from .records import ArchiveTimeStamp, EvidenceRecord, RecordUnreadable, read
from .renewal import over_sequence, over_token
from .report import NamedCheck, Outcome, RecordReport
from .tokens import TokenFacts, evidence_in, facts_of, soundly_signed
from .tree import root_of

DataObject = bytes | Path | BinaryIO
Hashes = Mapping[str, bytes]
_SKEW = timedelta(minutes=5)


def verify_record(
    data: bytes, objects: Mapping[str, DataObject], trust: TrustStore, *, now: datetime
) -> RecordReport:
    """The report on a record and its data objects by name; always a report. ``now`` is aware.

    Raises ``OSError`` when a data object cannot be read. Nothing is fetched; the revocation data is what the
    tokens carry and ``trust`` holds.
    """
    try:
        record = read(data)
    except RecordUnreadable as fault:
        return _closed([NamedCheck("format", "", fault.text, "failed")], None)
    wanted = {chain[0].algorithm for chain in record.chains} & set(DIGESTS)
    hashes = {name: digests_of(one, wanted) for name, one in objects.items()}
    return verify_hashes(record, hashes, trust, now=now)


def verify_hashes(
    record: EvidenceRecord, hashes: Mapping[str, Hashes], trust: TrustStore, *, now: datetime
) -> RecordReport:
    """The same for data objects whose hashes are known, by name and algorithm."""
    checks = [wording.check("format", "", "ok")]
    used = [one.algorithm for chain in record.chains for one in chain]
    known = all(one in record.algorithms and one in DIGESTS for one in used)
    checks.append(wording.check("algorithms", "", "ok" if known else "failed"))
    if not known:
        return _closed(checks, None)
    checks += _data_checks(record, hashes)
    stamps = [
        _Stamp(f"{c}.{s}", stamp, _facts(stamp.token))
        for c, chain in enumerate(record.chains, 1)
        for s, stamp in enumerate(chain, 1)
    ]
    checks += [found for one in stamps for found in _stamp_checks(one)]
    checks += _link_checks(record)
    checks += _order_checks(stamps, now)
    if all(one.facts for one in stamps):
        checks += _trust_checks(record, stamps, trust, now)
    first = stamps[0].facts
    return _closed(checks, first.time if first else None)


@dataclass(frozen=True, slots=True)
class _Stamp:
    place: str
    stamp: ArchiveTimeStamp
    facts: TokenFacts | None
    """None when the token cannot be read or its signature does not hold."""


def _facts(token: bytes) -> TokenFacts | None:
    try:
        return facts_of(token) if soundly_signed(token) else None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a malformed token is a broken one, whatever the engine calls it
        return None


def _stamp_checks(one: _Stamp) -> list[NamedCheck]:
    if one.facts is None:
        return [wording.check("token", one.place, "failed")]
    stamp, facts = one.stamp, one.facts
    root = root_of(stamp.lists, stamp.algorithm) if stamp.lists else None
    leads = facts.algorithm == stamp.algorithm and root in {None, facts.imprint}
    return [wording.check("token", one.place, "ok"), wording.check("tree", one.place, _said(leads))]


def _data_checks(record: EvidenceRecord, hashes: Mapping[str, Hashes]) -> list[NamedCheck]:
    """Sections 4.3 steps 1 and 2, and 5.3 step 3 for each later chain; the group check of both."""
    if not hashes:
        return [wording.check("data", "", "unknown")]
    checks: list[NamedCheck] = []
    for number, chain in enumerate(record.chains):
        algorithm, first = chain[0].algorithm, first_list(chain[0])
        parts = [one[algorithm] for one in hashes.values()]
        wanted: Sequence[bytes] = parts
        if number:
            wanted = over_sequence(parts, record.sequence_before(number), algorithm)
        kind = "rehash" if number else "data"
        checks += [
            wording.check(kind, f"{number + 1}.1 {name}", _said(value in first))
            for name, value in zip(hashes, wanted, strict=True)
        ]
        if len(hashes) > 1:
            checks.append(wording.check("group", f"{number + 1}.1", _said(set(first) == set(wanted))))
    return checks


def first_list(stamp: ArchiveTimeStamp) -> tuple[bytes, ...]:
    """The hashes among which the data object must be; without a tree, the hash that was stamped itself."""
    if stamp.lists:
        return stamp.lists[0]
    try:
        return (facts_of(stamp.token).imprint,)
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()


def _link_checks(record: EvidenceRecord) -> list[NamedCheck]:
    """Section 5.3 step 2: within a chain each stamp covers the one before, all with one algorithm."""
    checks = []
    for c, chain in enumerate(record.chains, 1):
        for s, (before, after) in enumerate(pairwise(chain), 2):
            covered = over_token(before.token, before.algorithm) in first_list(after)
            checks.append(
                wording.check("chain", f"{c}.{s}", _said(covered and before.algorithm == after.algorithm))
            )
    return checks


def _order_checks(stamps: Sequence[_Stamp], now: datetime) -> list[NamedCheck]:
    checks, latest = [], None
    for one in stamps:
        if one.facts is None:
            continue
        time = one.facts.time
        late = (latest is None or time >= latest) and time <= now + _SKEW
        checks.append(wording.check("order", one.place, _said(late), time.isoformat()))
        latest = time
    return checks


def _trust_checks(
    record: EvidenceRecord, stamps: Sequence[_Stamp], trust: TrustStore, now: datetime
) -> list[NamedCheck]:
    """Each stamp must be trusted when the next was made, the last one now; so must its algorithms."""
    truster = Truster(trust, evidence_in([one.stamp.token for one in stamps]))
    checks: list[NamedCheck] = []
    at, proven = now, False
    for one in reversed(stamps):
        found, reliable = _trusted(one, truster, at, proven=proven)
        checks = [found, _lifetime(one, at), *checks]
        assert one.facts is not None
        at, proven = (one.facts.time, True) if reliable else (at, proven)
    for number, chain in enumerate(record.chains, 1):
        following = next((one for one in stamps if one.place == f"{number + 1}.1"), None)
        until = following.facts.time if following and following.facts else now
        aged = until.date() > lifetime(chain[0].algorithm).until
        detail = f"{chain[0].algorithm}, {lifetime(chain[0].algorithm).until.isoformat()}"
        checks.append(wording.check("lifetime", str(number), "unknown" if aged else "ok", detail))
    return checks


def _trusted(one: _Stamp, truster: Truster, at: datetime, *, proven: bool) -> tuple[NamedCheck, bool]:
    signed = cms.ContentInfo.load(one.stamp.token)["content"]
    held = generic_cms.extract_certs_for_validation(signed)
    finding = truster.judge(held.signer_cert, tuple(held.other_certs), at, "timestamp", proven=proven)
    detail = "" if finding.reason is None else finding.reason.code
    outcome: Outcome = "ok" if finding.trusted else "unknown"
    return wording.check("trust", one.place, outcome, detail), finding.trusted


def _lifetime(one: _Stamp, at: datetime) -> NamedCheck:
    facts = one.facts
    assert facts is not None
    until = min(lifetime(facts.key, facts.bits).until, lifetime(facts.digest).until)
    detail = f"{facts.key} {facts.bits}, {facts.digest}, {until.isoformat()}"
    return wording.check("lifetime", one.place, "unknown" if at.date() > until else "ok", detail)


def _closed(checks: list[NamedCheck], at: datetime | None) -> RecordReport:
    verdict = RecordReport(tuple(checks), wording.sentence("INDETERMINATE", at), at).verdict
    return RecordReport(tuple(checks), wording.sentence(verdict, at), at)


def _said(good: bool) -> Outcome:  # noqa: FBT001  reads as a word
    return "ok" if good else "failed"
