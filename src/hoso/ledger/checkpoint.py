"""The signed head of the log: its size and root at an instant.

Source: C2SP tlog-checkpoint and signed-note. One extension line carries the instant of signing::

    hoso.example.gov.vn/so-tiep-nhan
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
    time 2026-11-22T02:00:00Z

    — hoso.example.gov.vn/so-tiep-nhan Az3grlgt…
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from hoso.law.text import Text
from hoso.ledger.canonical import instant_text, read_instant
from hoso.ledger.errors import SignatureError, malformed
from hoso.ledger.keys import SIGNATURE_SIZE, LogKey, LogSigner, read_base64
from hoso.ledger.tree import HASH_SIZE

LONGEST = 64 * 1024
"""Longest accepted note in characters: room for many cosignatures, also post-quantum ones."""

_DASH = "— "
_TIME = "time "
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_UNFIT = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_ORIGIN = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,200}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: ``origin`` names the log, ``root`` covers its first ``size`` leaves, ``at`` is in UTC."""

    origin: str
    size: int
    root: bytes
    at: datetime

    def body(self) -> str:
        """The signed text, with its last newline. Raises MalformedError for values it cannot carry."""
        if not _ORIGIN.fullmatch(self.origin) or self.size < 0 or len(self.root) != HASH_SIZE:
            raise malformed("đầu sổ", "the tree head")
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n{_TIME}{instant_text(self.at)}\n"


def sign_checkpoint(checkpoint: Checkpoint, signer: LogSigner) -> str:
    """The checkpoint as a signed note. The caller makes sure that it continues every head signed before."""
    body = checkpoint.body()
    signature = base64.b64encode(signer.key.id + signer.sign(body.encode())).decode()
    return f"{body}\n{_DASH}{signer.name} {signature}\n"


def verify_checkpoint(text: str, public_key: LogKey, *, origin: str | None = None) -> Checkpoint:
    """The head that this key signed; other keys' signatures (witnesses) are passed over.

    Raises MalformedError for a text that is no checkpoint, SignatureError when the key's signature is absent
    or wrong, or the log is not ``origin``.
    """
    body, signature_lines = split_note(text)
    found = [
        raw[4:] for name, raw in map(_signature, signature_lines) if (name, raw[:4]) == _label(public_key)
    ]
    if not found:
        raise SignatureError(
            Text(
                f"Đầu sổ không có chữ ký của khóa {public_key.name}.",
                f"The tree head has no signature by the key {public_key.name}.",
            )
        )
    if not all(len(s) == SIGNATURE_SIZE and public_key.verifies(body.encode(), s) for s in found):
        raise SignatureError(
            Text("Chữ ký trên đầu sổ không đúng.", "The signature on the tree head does not verify.")
        )
    checkpoint = read_body(body)
    if origin is not None and checkpoint.origin != origin:
        raise SignatureError(Text("Đầu sổ này thuộc một sổ khác.", "This tree head belongs to another log."))
    return checkpoint


def split_note(text: str) -> tuple[str, list[str]]:
    """Body (with its newline) and signature lines of a signed note. Raises MalformedError."""
    body, gap, signatures = text[: LONGEST + 1].rpartition("\n\n")
    if len(text) > LONGEST or not gap or not signatures.endswith("\n"):
        raise malformed("đầu sổ đã ký", "the signed tree head")
    if _UNFIT.search(text):
        raise malformed("đầu sổ có ký tự lạ", "the tree head, which has control characters")
    return body + "\n", signatures[:-1].split("\n")


def read_body(body: str) -> Checkpoint:
    """The values of an unsigned checkpoint text. Raises MalformedError."""
    lines = body.removesuffix("\n").split("\n")
    if len(lines) < 4 or not all(lines) or not _SIZE.fullmatch(lines[1]) or not lines[3].startswith(_TIME):
        raise malformed("nội dung đầu sổ", "the content of the tree head")
    root = read_base64(lines[2])
    checkpoint = Checkpoint(lines[0], int(lines[1]), root, read_instant(lines[3].removeprefix(_TIME)))
    checkpoint.body()
    return checkpoint


def _label(key: LogKey) -> tuple[str, bytes]:
    return key.name, key.id


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not name:
        raise malformed("dòng chữ ký của đầu sổ", "a signature line of the tree head")
    return name, read_base64(encoded)
