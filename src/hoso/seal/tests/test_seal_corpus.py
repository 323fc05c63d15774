"""Real files of other authorities and published attacks, with the verdict their test suites expect."""

from __future__ import annotations

import csv
import os
from datetime import datetime
from pathlib import Path

import pytest

from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify

CORPUS = Path(
    os.environ.get("HOSO_SIGNATURE_CORPUS") or Path(__file__).parents[5] / "shared/corpora/signatures"
)
ALLOWED = {"OK": {"OK"}, "FAILED": {"FAILED"}, "NONE": {"NONE"}, "NOT_OK": {"FAILED", "NONE"}}


def _rows() -> list[dict[str, str]]:
    if not (CORPUS / "expected.csv").is_file():
        return []
    with (CORPUS / "expected.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


pytestmark = pytest.mark.skipif(not _rows(), reason=f"NOT RUN: the signature corpus is missing at {CORPUS}")


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_a_file_gets_the_verdict_its_suite_expects(row: dict[str, str], now: datetime) -> None:
    report = verify(CORPUS / row["file"], TrustStore.empty(), now=now)
    assert report.integrity in ALLOWED[row["expected_integrity"]], report.reasons
    if row["n_signatures"] != "any":
        assert len(report.signatures) == int(row["n_signatures"])
    if row["n_doc_timestamps"] != "any":
        assert len(report.doc_timestamps) == int(row["n_doc_timestamps"])
