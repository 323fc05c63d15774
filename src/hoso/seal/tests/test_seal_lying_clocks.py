"""A time-stamping authority that lies about time, and clocks that are off, are findings."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal, with_document_timestamp
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.report import Report
from hoso.seal.verify import verify_here


@pytest.fixture
def at(hierarchy: Hierarchy, now: datetime):
    """A time stamper whose clock is off by so many days."""
    return lambda days: LocalTimestamper(hierarchy.timestamp_authority, lambda: now + timedelta(days=days))


def signed(base: bytes, officer: SigningKey, trust: TrustStore, now: datetime, timestamper: object) -> bytes:
    return seal(
        base, officer, field_name="A", now=now, timestamper=timestamper, level="B-LT", trust=trust  # type: ignore[arg-type]
    )  # fmt: skip


def codes(report: Report) -> set[str]:
    return {why.code for why in report.reasons}


def test_a_stamp_from_the_future_is_refused(
    base: bytes, officer: SigningKey, trust: TrustStore, now: datetime, at: object
) -> None:
    report = verify_here(signed(base, officer, trust, now, at(3)), trust, now=now + timedelta(days=1))  # type: ignore[operator]
    assert report.verdict != "TOTAL_PASSED"
    assert "TIMESTAMP_IN_FUTURE" in codes(report)


def test_a_stamp_older_than_the_certificate_is_found(
    base: bytes, officer: SigningKey, trust: TrustStore, now: datetime, at: object
) -> None:
    report = verify_here(signed(base, officer, trust, now, at(-366 * 2)), trust, now=now)  # type: ignore[operator]
    assert report.verdict != "TOTAL_PASSED"


def test_a_document_stamp_before_the_stamp_it_covers_contradicts_it(
    base: bytes, officer: SigningKey, trust: TrustStore, now: datetime, at: object
) -> None:
    made = signed(base, officer, trust, now, at(0))  # type: ignore[operator]
    later = now + timedelta(days=9)
    honest = verify_here(with_document_timestamp(made, at(1), field_name="L", now=now), trust, now=later)  # type: ignore[operator]
    assert honest.verdict == "TOTAL_PASSED"
    lying = verify_here(with_document_timestamp(made, at(-1), field_name="L", now=now), trust, now=later)  # type: ignore[operator]
    assert (lying.integrity, lying.verdict) == ("OK", "INDETERMINATE")
    assert codes(lying) == {"TIMESTAMP_ORDER_FAILURE"}


def test_two_document_stamps_in_the_wrong_order_contradict_each_other(
    base: bytes, officer: SigningKey, trust: TrustStore, now: datetime, at: object
) -> None:
    made = signed(base, officer, trust, now, at(0))  # type: ignore[operator]
    once = with_document_timestamp(made, at(5), field_name="L1", now=now)  # type: ignore[operator]
    twice = with_document_timestamp(once, at(2), field_name="L2", now=now)  # type: ignore[operator]
    report = verify_here(twice, trust, now=now + timedelta(days=9))
    assert report.verdict == "INDETERMINATE"
    assert "TIMESTAMP_ORDER_FAILURE" in codes(report)
