"""Signed heads: the C2SP form, its published example, and every way it can be wrong."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from hoso.ledger import (
    Checkpoint,
    LedgerError,
    LogKey,
    LogSigner,
    SignatureError,
    sign_checkpoint,
    verify_checkpoint,
)
from hoso.ledger.errors import MalformedError

ORIGIN = "hoso.example.gov.vn/so-tiep-nhan"
SIGNER = LogSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
HEAD = Checkpoint(
    ORIGIN, 20_852_163, hashlib.sha256(b"root").digest(), datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
)
NOTE = sign_checkpoint(HEAD, SIGNER)


def resigned(body: str) -> str:
    """A note with another body, rightly signed."""
    signature = base64.b64encode(SIGNER.key.id + SIGNER.sign(body.encode())).decode()
    return f"{body}\n— {ORIGIN} {signature}\n"


def test_a_head_has_the_lines_of_the_specification() -> None:
    lines = NOTE.split("\n")
    assert lines[:3] == [ORIGIN, "20852163", base64.b64encode(HEAD.root).decode()]
    assert lines[3:5] == ["time 2026-11-22T02:00:00Z", ""]
    assert lines[5].startswith(f"— {ORIGIN} ")
    assert lines[6:] == [""]
    assert verify_checkpoint(NOTE, SIGNER.key, origin=ORIGIN) == HEAD


def test_the_key_id_is_that_of_signed_notes() -> None:
    # The public key of the Go checksum database, as published with its id 033de0ae.
    line = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    key = LogKey.parse(line)
    assert key.name == "sum.golang.org"
    assert key.encode() == line


def test_a_key_line_with_a_foreign_id_is_refused() -> None:
    with pytest.raises(MalformedError):
        LogKey.parse("sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")


def test_a_witness_signature_beside_ours_is_passed_over() -> None:
    witness = LogSigner("witness.example/w1", Ed25519PrivateKey.generate())
    body, ours = NOTE.rsplit("\n\n", 1)
    other = base64.b64encode(witness.key.id + witness.sign((body + "\n").encode())).decode()
    both = f"{body}\n\n— witness.example/w1 {other}\n{ours}"
    assert verify_checkpoint(both, SIGNER.key) == HEAD
    assert verify_checkpoint(both, witness.key) == HEAD


@pytest.mark.parametrize("at", range(0, len(NOTE), 7))
def test_changing_any_letter_is_noticed(at: int) -> None:
    changed = NOTE[:at] + ("x" if NOTE[at] != "x" else "y") + NOTE[at + 1 :]
    with pytest.raises(LedgerError):
        verify_checkpoint(changed, SIGNER.key, origin=ORIGIN)


def test_another_key_of_the_same_name_does_not_verify() -> None:
    other = LogSigner(ORIGIN, Ed25519PrivateKey.generate())
    with pytest.raises(SignatureError):
        verify_checkpoint(NOTE, other.key)


def test_a_head_of_another_log_is_refused() -> None:
    with pytest.raises(SignatureError):
        verify_checkpoint(NOTE, SIGNER.key, origin="hoso.example.gov.vn/so-khac")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("20852163", "020852163"),
        ("20852163", "-1"),
        ("20852163", "٣"),
        ("20852163", "9" * 30),
        ("time 2026-11-22T02:00:00Z", "time 2026-11-22T02:00:00+00:00"),
        ("time 2026-11-22T02:00:00Z", "time 2026-13-22T02:00:00Z"),
        ("time 2026-11-22T02:00:00Z\n", ""),
        ("time 2026", "note 2026"),
        (base64.b64encode(HEAD.root).decode(), "AAAA"),
        (base64.b64encode(HEAD.root).decode(), "!"),
    ],
)
def test_a_signed_head_in_a_wrong_form_is_refused(before: str, after: str) -> None:
    with pytest.raises(MalformedError):
        verify_checkpoint(resigned(HEAD.body().replace(before, after)), SIGNER.key)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a\n\n", NOTE[:-1], NOTE + "x", NOTE * 500, "\ud800\n\n\n", "\x00" + NOTE]
)
def test_a_text_that_is_no_note_is_refused_in_words(text: str) -> None:
    with pytest.raises(LedgerError) as refusal:
        verify_checkpoint(text, SIGNER.key)
    assert refusal.value.text.vi


@given(st.text(max_size=300))
def test_no_text_at_all_passes_or_fails_otherwise(text: str) -> None:
    for note in (text, f"{HEAD.body()}\n— {text}\n", f"x{text}{NOTE}", f"{HEAD.body()}{text}\n\n{NOTE}"):
        with pytest.raises(LedgerError):
            verify_checkpoint(note, SIGNER.key)


def test_a_head_that_cannot_be_written_is_not_signed() -> None:
    for head in (
        Checkpoint("two\nlines", 1, HEAD.root, HEAD.at),
        Checkpoint(ORIGIN, -1, HEAD.root, HEAD.at),
        Checkpoint(ORIGIN, 1, b"short", HEAD.at),
        Checkpoint(ORIGIN, 1, HEAD.root, HEAD.at.replace(tzinfo=None)),
    ):
        with pytest.raises(MalformedError):
            sign_checkpoint(head, SIGNER)
