"""The ledger's word in a package: the receipt, and that every line stands in the log under its signed head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hoso.ledger.checkpoint import Checkpoint, verify_checkpoint
from hoso.ledger.errors import LedgerError
from hoso.ledger.leaf import make_leaf
from hoso.ledger.proofs import verify_inclusion
from hoso.ledger.receipt import LARGEST
from hoso.ledger.receipt import read as read_receipt
from hoso.ledger.tree import hash_from_hex
from hoso.ledger.verification import verify_receipt

from . import layout
from .lines import journal_lines
from .reading import Refused

if TYPE_CHECKING:
    from .checking import Opened


def check_receipt(opened: Opened) -> None:
    """The receipt by its own rules, and that it is this dossier's."""
    data = opened.members.read(layout.RECEIPT, LARGEST)
    keys = {str(number): key for number, key in enumerate(opened.keys)}
    report = verify_receipt(data, trusted_keys=keys if opened.keys_are_published else None, now=opened.now)
    first = next((record for _, record in journal_lines(opened)), {})
    about = report.entry or {}
    holds = report.ok or (report.coherent and not opened.keys_are_published)
    if not holds or about.get("journal") != first.get("hash"):
        raise Refused(
            "receipt",
            layout.RECEIPT,
            f"Biên nhận không đúng: {report.sentence.vi}",
            f"The receipt does not hold: {report.sentence.en}",
        )
    opened.report.add("receipt", "", "ok", report.sentence.vi, report.sentence.en)


def check_proofs(opened: Opened) -> None:
    """Each line's leaf, computed here, leads to the signed head (RFC 9162 section 2.1.3.2)."""
    found = opened.json(layout.PROOFS)
    listed = found.get("lines", [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise Refused("ledger", layout.PROOFS, "Bằng chứng sổ cái hỏng.", "The ledger's proofs are broken.")
    rows = {row.get("seq"): row for row in listed}
    note = found.get("checkpoint")
    head = _head(note, str(found.get("origin")), opened) if note else None
    receipt, _ = read_receipt(opened.members.read(layout.RECEIPT, LARGEST))
    proven = number = 0
    for number, record in journal_lines(opened):
        row = rows.pop(number, None)
        if row is None or head is None or row.get("index") is None:
            continue
        statement = dict(receipt.entry) if row.get("kind") == "receipt" else {"journal": record["hash"]}
        if not _included(row, {**statement, "journal": record["hash"]}, head):
            raise Refused(
                "ledger",
                str(number),
                f"Dòng {number} của nhật ký không nằm trong sổ cái như đã chứng minh.",
                f"Line {number} of the journal is not in the ledger as its proof says.",
            )
        proven += 1
    if rows:
        raise Refused(
            "ledger", "", "Bằng chứng sổ cái có dòng lạ.", "The ledger's proofs speak of other lines."
        )
    opened.report.add(
        "ledger",
        "",
        "ok" if proven == number else "absent",
        f"{proven} trên {number} dòng nhật ký có bằng chứng nằm trong sổ cái.",
        f"{proven} of {number} lines of the journal are proven to stand in the ledger.",
    )


def _included(row: dict[str, Any], statement: dict[str, Any], head: Checkpoint) -> bool:
    try:
        leaf = make_leaf(str(row["kind"]), statement, bytes.fromhex(row["salt"]))
        path = [hash_from_hex(step) for step in row["path"]]
        return verify_inclusion(leaf.hash, int(row["index"]), head.size, path, head.root)
    except (LedgerError, ValueError, TypeError, KeyError):
        return False


def _head(note: object, origin: str, opened: Opened) -> Checkpoint:
    for key in opened.keys:
        try:
            return verify_checkpoint(str(note), key, origin=origin)
        except LedgerError:
            continue
    raise Refused(
        "ledger", layout.PROOFS, "Đầu sổ không có chữ ký đúng.", "The tree head is not rightly signed."
    )
