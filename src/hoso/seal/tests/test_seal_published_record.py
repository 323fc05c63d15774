"""A record that another implementation made with a real authority: both kinds of renewal hold here too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hoso.seal.preservation import records
from hoso.seal.preservation.tokens import evidence_in
from hoso.seal.preservation.verification import verify_record
from hoso.seal.trust import Anchor, TrustStore

from . import rfc4998_checker

PUBLISHED = Path(__file__).parent / "published"
MADE = datetime(2022, 8, 19, 14, 0, 42, 700_000, tzinfo=UTC)
RECORD, DATA = (PUBLISHED / "renewed-and-rehashed.ers").read_bytes(), (PUBLISHED / "data.bin").read_bytes()


@pytest.fixture(scope="module")
def authority() -> TrustStore:
    """The authority's own root, which its tokens carry: enough for a test, never for trust."""
    held = evidence_in([records.read(RECORD).chains[0][0].token]).certificates
    root = next(one for one in held if one.subject == one.issuer)
    return TrustStore("published", (Anchor("public", root),), (), ())


def test_stamp_renewal_and_hash_tree_renewal_of_another_implementation_hold(authority: TrustStore) -> None:
    report = verify_record(RECORD, {"data": DATA}, authority, now=MADE + timedelta(minutes=10))
    assert report.verdict == "TOTAL_PASSED", [one.text.en for one in report.checks]
    assert report.proven_at == MADE
    assert {"data", "chain", "rehash"} <= {one.name for one in report.checks}
    assert rfc4998_checker.check(RECORD, [DATA]) == ""


def test_its_revocation_evidence_grows_old_and_that_is_said(authority: TrustStore) -> None:
    report = verify_record(RECORD, {"data": DATA}, authority, now=MADE + timedelta(days=1))
    assert report.verdict == "INDETERMINATE"
    assert {one.name for one in report.checks if one.outcome == "unknown"} == {"trust"}


def test_other_data_and_every_altered_part_are_refused(authority: TrustStore) -> None:
    now = MADE + timedelta(minutes=10)
    assert verify_record(RECORD, {"data": DATA + b" "}, authority, now=now).verdict == "TOTAL_FAILED"
    last = len(records.read(RECORD).chains[-1][-1].token)
    for place in range(60, len(RECORD) - last, 601):
        changed = bytearray(RECORD)
        changed[place] ^= 1
        assert verify_record(bytes(changed), {"data": DATA}, authority, now=now).verdict == "TOTAL_FAILED", (
            place
        )


def test_it_is_written_again_byte_for_byte() -> None:
    assert records.written(records.read(RECORD).chains) == RECORD
