"""Files whose first or last bytes are a little off are read all the same, and nothing hides behind that."""

from __future__ import annotations

from datetime import datetime

import pytest

from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.engine.readable import readable
from hoso.seal.verify import verify_here


@pytest.fixture(scope="module")
def signed(base: bytes, officer: SigningKey, now: datetime) -> bytes:
    return seal(base, officer, field_name="Ky", now=now, level="B-B")


def test_a_proper_file_is_read_as_it_is(signed: bytes) -> None:
    assert readable(signed) is signed


def test_the_header_comes_first_and_offsets_stay(signed: bytes) -> None:
    for junk in (b"\n", b"\xef\xbb\xbf", b"Content-Type: application/pdf\r\n\r\n"):
        read = readable(junk + signed)
        assert read.startswith(b"%PDF-")
        assert len(read) == len(junk + signed)
        assert read[len(junk) + 8 :] == signed[8:]


def test_the_end_is_marked_once(signed: bytes) -> None:
    plain = signed.rstrip()
    assert readable(plain + b"\n%%EOF\r\n%%EOF\n").rstrip() == plain
    assert readable(plain.removesuffix(b"%%EOF")).rstrip().endswith(b"%%EOF")
    assert readable(plain + b"\n%%EOF\nmore") == plain + b"\n%%EOF\nmore"


def test_a_mark_twice_does_no_harm_and_what_is_missing_is_named(
    signed: bytes, trust: TrustStore, now: datetime
) -> None:
    assert verify_here(signed + b"%%EOF\n", trust, now=now).passed
    for cut in (signed.rstrip().removesuffix(b"%%EOF"), b"\n" + signed):
        report = verify_here(cut, trust, now=now)
        assert report.integrity == "FAILED"
        assert [one.intact for one in report.signatures] in ([False], [])
