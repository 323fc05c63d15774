from __future__ import annotations

import io
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoso.seal import isolated
from hoso.seal.isolated import verify_in_worker
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify, verify_here

from .conftest import page


@pytest.fixture(scope="module")
def signed(base: bytes, officer: SigningKey, now: datetime) -> bytes:
    return seal(base, officer, field_name="F", now=now, level="B-B")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY"),
        (b"\x00" * 4000, "NOT_A_PDF"),
        (b"MZ\x90\x00 this is a program", "NOT_A_PDF"),
        (b"%PDF-1.7\n", "DAMAGED"),
        (b"%PDF-1.7\n" + b"startxref\n9\n%%EOF" * 50, "DAMAGED"),
        (b"%PDF-1.7\n" + b"[" * 200_000, "DAMAGED"),
    ],
)
def test_what_cannot_carry_a_signature_is_said_plainly(
    content: bytes, code: str, trust: TrustStore, now: datetime
) -> None:
    report = verify(content, trust, now=now)
    assert (report.integrity, report.verdict) == ("NONE", "NO_SIGNATURE")
    assert [why.code for why in report.reasons] == [code]
    assert report.sentence.vi


def test_a_truncated_signed_file_fails(signed: bytes, trust: TrustStore, now: datetime) -> None:
    for part in (0.3, 0.6, 0.9, 0.99):
        report = verify(signed[: int(len(signed) * part)], trust, now=now)
        assert not report.passed
    assert verify(signed[:-40], trust, now=now).integrity == "FAILED"


def test_an_encrypted_file_asks_for_a_copy_without_password(
    signed: bytes, trust: TrustStore, now: datetime
) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    report = verify(locked.getvalue(), trust, now=now)
    assert report.verdict == "INDETERMINATE"
    assert [why.code for why in report.reasons] == ["ENCRYPTED"]
    assert "mật khẩu" in report.sentence.vi


def test_a_missing_file_and_a_folder_end_in_a_report(
    tmp_path: Path, trust: TrustStore, now: datetime
) -> None:
    assert verify(tmp_path / "none.pdf", trust, now=now).verdict == "NO_SIGNATURE"
    assert verify(tmp_path, trust, now=now).verdict == "NO_SIGNATURE"


def test_a_file_of_two_gigabytes_is_not_read(tmp_path: Path, trust: TrustStore, now: datetime) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2 * 1024**3)
    report = verify(huge, trust, now=now)
    assert report.verdict == "INDETERMINATE"
    assert [why.code for why in report.reasons] == ["TOO_LARGE"]


def test_a_worker_without_time_ends_in_a_report(signed: bytes, trust: TrustStore, now: datetime) -> None:
    report = verify(signed, trust, now=now, seconds=0.001)
    assert (report.integrity, report.verdict) == ("FAILED", "INDETERMINATE")
    assert [why.code for why in report.reasons] == ["LIMIT_REACHED"]


def test_a_worker_without_memory_ends_in_a_report(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    large = seal(page(random.Random(1).randbytes(24 << 20)), officer, field_name="F", now=now, level="B-B")
    large = seal(large, officer, field_name="G", now=now, level="B-B")
    starved = verify_in_worker("", large, trust, now=now, expect=None, seconds=3, memory_bytes=-len(large))
    assert [why.code for why in starved.reasons] == ["LIMIT_REACHED"]
    assert verify(large, trust, now=now).passed


def test_many_threads_share_the_server(signed: bytes, trust: TrustStore, now: datetime) -> None:
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: verify(signed, trust, now=now), range(12)))
    assert all(report.passed for report in reports)


def test_the_server_is_started_again_after_it_died(signed: bytes, trust: TrustStore, now: datetime) -> None:
    assert verify(signed, trust, now=now).passed
    server = isolated._SERVER.process
    assert server is not None
    server.kill()
    server.wait()
    assert verify(signed, trust, now=now).passed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_ever_raises_or_passes(
    data: st.DataObject, signed: bytes, trust: TrustStore, now: datetime
) -> None:
    broken = bytearray(signed)
    start, end = _gap(signed)
    for place in data.draw(st.lists(st.integers(0, len(signed) - 1), min_size=1, max_size=6, unique=True)):
        broken[place] ^= data.draw(st.integers(1, 255))
    report = verify_here(bytes(broken), trust, now=now)
    assert report.sentence.vi
    covered_is_unchanged = broken[:start] == signed[:start] and broken[end:] == signed[end:]
    assert not report.passed or covered_is_unchanged


def _gap(signed: bytes) -> tuple[int, int]:
    """The only bytes the signature does not cover; it also holds copies of certificates, which nobody
    relies on.
    """
    start = signed.index(b"/Contents <") + 10
    return start, signed.index(b">", start) + 1
