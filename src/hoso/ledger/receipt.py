"""The file that the owner of a dossier keeps: what was received and when, with its proof. Plain JSON.

Media type ``application/vnd.hoso.receipt+json``. It is whole in itself: entry in clear, salt, promise, and
once the head is signed the inclusion path and checkpoint. ``verification`` checks it without a database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hoso.law.text import Text
from hoso.ledger.canonical import canonical_json, instant_text, read_instant, read_json
from hoso.ledger.errors import MalformedError, malformed
from hoso.ledger.keys import LogKey
from hoso.ledger.leaf import SALT_SIZE, Leaf, make_leaf
from hoso.ledger.promise import Promise
from hoso.ledger.tree import hash_from_hex

MEDIA_TYPE = "application/vnd.hoso.receipt+json"
VERSION = 1
LARGEST = 1024 * 1024
"""Bytes in the largest receipt that is written or read: room for about 4,000 files."""

KIND = "receipt"
LONGEST_PATH = 64
"""Steps in the longest inclusion path: a log of 2**64 leaves."""

_NOTE = Text(
    "Giữ tệp này. Nó chứng minh hồ sơ đã được tiếp nhận lúc nào, kể cả khi hệ thống không còn hoạt động.",
    "Keep this file. It proves when the dossier was received, even without the system that received it.",
)
_DEMONSTRATION = Text(
    "Bản trình diễn: khóa ký chỉ dùng để thử, biên nhận không có giá trị pháp lý.",
    "Demonstration: the signing key is for trials only, this receipt has no legal force.",
)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file as received: its display name, SHA-256 (64 hexadecimal digits) and size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Proof:
    """That the leaf is number ``index`` (from 0) among the ``size`` leaves under the signed checkpoint."""

    index: int
    size: int
    path: Sequence[bytes]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt with its promise, and with its proof once there is one."""

    entry: Mapping[str, object]
    salt: bytes
    promise: Promise
    keys: Sequence[LogKey]
    proof: Proof | None = None

    @property
    def leaf(self) -> Leaf:
        """The leaf that entry and salt give, computed here and not taken from the file."""
        return make_leaf(KIND, self.entry, self.salt)

    @property
    def demonstration(self) -> bool:
        """Whether it was made for trial; part of the hashed entry, so nobody can strip the mark."""
        return self.entry.get("demonstration") is True

    @property
    def files(self) -> list[ReceivedFile]:
        """The files that the entry lists."""
        return read_files(self.entry)


def receipt_entry(
    *,
    code: str,
    agency: tuple[str, str],
    procedure: tuple[str, str],
    files: Sequence[ReceivedFile],
    received_at: datetime,
    dossier: str = "",
    demonstration: bool = False,
) -> dict[str, object]:
    """The entry that a receipt is about: receipt code, agency and procedure as (code, name), files, instant.

    ``dossier`` is the dossier code when there is one already; ``demonstration`` marks a trial. Raises
    MalformedError for values that ``verify_receipt`` would refuse.
    """
    entry: dict[str, object] = {
        "code": code,
        "agency": {"code": agency[0], "name": agency[1]},
        "procedure": {"code": procedure[0], "name": procedure[1]},
        "files": [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in files],
        "received_at": instant_text(received_at),
    }
    if dossier:
        entry["dossier"] = dossier
    if demonstration:
        entry["demonstration"] = True
    check_entry(entry)
    return entry


def write(receipt: Receipt) -> bytes:
    """The file for the owner, indented to be read by people. MalformedError when it would be too large."""
    check_entry(receipt.entry)
    document: dict[str, object] = {
        "type": MEDIA_TYPE,
        "version": VERSION,
        "note": _both(_NOTE),
        "entry": receipt.entry,
        "salt": receipt.salt.hex(),
        "leaf_hash": receipt.leaf.hash.hex(),
        "promise": receipt.promise.as_json(),
        "keys": [key.encode() for key in receipt.keys],
    }
    if receipt.demonstration:
        document["demonstration_note"] = _both(_DEMONSTRATION)
    if receipt.proof:
        document["proof"] = {
            "index": receipt.proof.index,
            "size": receipt.proof.size,
            "path": [step.hex() for step in receipt.proof.path],
            "checkpoint": receipt.proof.checkpoint,
        }
    data = json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
    if len(data) > LARGEST:
        raise malformed("biên nhận liệt kê quá nhiều tệp", "a receipt that lists too many files")
    return data


def read(data: bytes) -> tuple[Receipt, bytes]:
    """The receipt in a file, and the leaf hash it states. Nothing is verified yet. Raises MalformedError."""
    if len(data) > LARGEST:
        raise MalformedError(
            Text("Tệp quá lớn, không phải biên nhận.", "The file is too large to be a receipt.")
        )
    document = _object(read_json(data), "nội dung tệp", "the content of the file")
    if document.get("type") != MEDIA_TYPE:
        raise MalformedError(Text("Tệp này không phải biên nhận.", "This file is not a receipt."))
    if type(document.get("version")) is not int or document["version"] != VERSION:
        raise MalformedError(
            Text("Biên nhận thuộc phiên bản khác; cần chương trình mới hơn.", "Another version of receipt.")
        )
    canonical_json(document)  # refuses what cannot be printed or hashed, before anything is made of it
    stated = hash_from_hex(document.get("leaf_hash"))
    entry = _object(document.get("entry"), "nội dung biên nhận", "the entry")
    check_entry(entry)
    promise = Promise.from_json(_object(document.get("promise"), "lời hứa ghi sổ", "the promise"), stated)
    salt = hash_from_hex(document.get("salt"))[:SALT_SIZE]
    proof = _proof(document["proof"]) if "proof" in document else None
    return Receipt(entry, salt, promise, _keys(document.get("keys")), proof), stated


def check_entry(entry: Mapping[str, object]) -> None:
    """Refuse an entry that lacks what a receipt must say. Raises MalformedError."""
    _short(entry.get("code"), "mã biên nhận", "the receipt code")
    for name, vi in (("agency", "cơ quan tiếp nhận"), ("procedure", "thủ tục")):
        part = _object(entry.get(name), vi, f"the {name}")
        _short(part.get("code"), f"mã {vi}", f"the {name} code")
        _short(part.get("name"), f"tên {vi}", f"the {name} name")
    read_instant(entry.get("received_at"))
    read_files(entry)


def read_files(entry: Mapping[str, object]) -> list[ReceivedFile]:
    """The files listed in an entry. Raises MalformedError."""
    rows = entry.get("files")
    if not isinstance(rows, list):
        raise malformed("danh sách tệp", "the list of files")
    files = []
    for row in rows:
        fields = _object(row, "một tệp trong danh sách", "a file of the list")
        name = _short(fields.get("name"), "tên tệp", "the file name")
        size = fields.get("size")
        if type(size) is not int or size < 0:
            raise malformed("kích thước tệp", "the file size")
        files.append(ReceivedFile(name, hash_from_hex(fields.get("sha256")).hex(), size))
    return files


def _proof(value: object) -> Proof:
    fields = _object(value, "bằng chứng", "the proof")
    index, size = fields.get("index"), fields.get("size")
    path, checkpoint = fields.get("path"), fields.get("checkpoint")
    if type(index) is not int or type(size) is not int or not isinstance(checkpoint, str):
        raise malformed("bằng chứng", "the proof")
    if not isinstance(path, list) or len(path) > LONGEST_PATH:
        raise malformed("đường dẫn băm của bằng chứng", "the path of the proof")
    return Proof(index, size, [hash_from_hex(step) for step in path], checkpoint)


def _keys(value: object) -> list[LogKey]:
    if not isinstance(value, list) or not 1 <= len(value) <= 16:
        raise malformed("danh sách khóa công khai", "the list of public keys")
    return [LogKey.parse(_short(line, "khóa công khai", "a public key")) for line in value]


def _object(value: object, vi: str, en: str) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise malformed(vi, en)


def _short(value: object, vi: str, en: str) -> str:
    if isinstance(value, str) and 0 < len(value) <= 500:
        return value
    raise malformed(vi, en)


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
