"""Check a receipt with nothing but the file and the keys one trusts. Bad input gives a report, no error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from hoso.law.text import Text
from hoso.ledger.canonical import read_instant
from hoso.ledger.checkpoint import Checkpoint, verify_checkpoint
from hoso.ledger.errors import LedgerError
from hoso.ledger.keys import LogKey
from hoso.ledger.matching import match_files
from hoso.ledger.proofs import verify_inclusion
from hoso.ledger.receipt import Proof, Receipt, read
from hoso.ledger.report import Check, Outcome, ReceiptReport, Status
from hoso.ledger.wording import civil, joined, sentence_of, shown

CLOCK_TOLERANCE = timedelta(seconds=60)
"""How far the clocks of two machines of one system may stand apart."""

LATE_PROMISE = timedelta(days=1)
"""Beyond this gap between receiving and promising, the reader is told of it."""


def verify_receipt(
    data: bytes,
    *,
    trusted_keys: Mapping[str, LogKey] | None,
    files: Iterable[str | Path] = (),
    now: datetime | None = None,
) -> ReceiptReport:
    """Everything that the bytes of a receipt prove. RFC 9162 §2.1.3.2 for the inclusion path.

    ``trusted_keys`` holds the published keys under any labels (several while a key is being replaced). If
    None the keys in the file are used and the outcome is at best UNANCHORED. ``files`` compare by SHA-256.
    ``now`` (aware) lets an overdue promise or a future instant be noticed. Opens ``files``, nothing else.
    """
    try:
        receipt, stated = read(data)
    except LedgerError as error:
        return _refusal([Check("format", error.text, Status.FAILED)])
    keys = receipt.keys if trusted_keys is None else list(trusted_keys.values())
    checks = [
        _passed("format", "Tệp là một biên nhận đọc được.", "The file is a readable receipt."),
        _leaf(receipt, stated),
        _key(receipt, trusted=trusted_keys is not None, keys=keys),
        _promise(receipt, keys),
    ]
    checkpoint = None
    if receipt.proof:
        checkpoint, found = _proof(receipt, receipt.proof, keys)
        checks += found
    checks += _times(receipt, checkpoint, now)
    if any(check.status is Status.FAILED for check in checks):
        return _refusal(checks, receipt)
    outcome = Outcome.PROVED if receipt.proof else Outcome.PROMISED
    if trusted_keys is None:
        outcome = Outcome.UNANCHORED
    matches = match_files(files, receipt.files)
    sentence = sentence_of(receipt, outcome)
    strangers = sum(match.status is not Status.PASSED for match in matches)
    if strangers:
        sentence = joined(
            sentence,
            Text(
                f"{strangers} tệp đưa ra đối chiếu không khớp biên nhận.",
                f"{strangers} of the files given for comparison are not those of the receipt.",
            ),
        )
    return ReceiptReport(outcome, checks, sentence, receipt.entry, matches, receipt.demonstration)


def _leaf(receipt: Receipt, stated: bytes) -> Check:
    if receipt.leaf.hash == stated:
        return _passed(
            "leaf", "Nội dung biên nhận đúng với mã băm đã ghi.", "The entry gives the stated leaf hash."
        )
    return _failed(
        "leaf",
        "Nội dung biên nhận đã bị sửa: không còn khớp với mã băm.",
        "The entry was altered: it does not give the stated leaf hash.",
    )


def _key(receipt: Receipt, *, trusted: bool, keys: Sequence[LogKey]) -> Check:
    promise = receipt.promise
    known = [key for key in keys if (key.name, key.id) == (promise.key_name, promise.key_id)]
    if not known:
        return _failed(
            "key",
            f"Khóa ký “{shown(promise.key_name)}” không thuộc danh sách khóa tin cậy.",
            f"The signing key “{shown(promise.key_name)}” is not among the trusted keys.",
        )
    if trusted:
        return _passed("key", "Khóa ký là khóa đã được công bố.", "The signing key is a published one.")
    return Check(
        "key",
        Text(
            f"Khóa ký nằm ngay trong tệp. Hãy so dấu vân khóa {known[0].fingerprint} "
            "với khóa cơ quan công bố.",
            f"The key comes from the file itself. Compare its fingerprint {known[0].fingerprint} "
            "with the published one.",
        ),
        Status.OPEN,
    )


def _promise(receipt: Receipt, keys: Sequence[LogKey]) -> Check:
    if any(receipt.promise.verifies(key) for key in keys):
        return _passed("promise", "Lời hứa ghi sổ có chữ ký đúng.", "The promise to log is rightly signed.")
    return _failed(
        "promise", "Chữ ký trên lời hứa ghi sổ không đúng.", "The signature on the promise does not verify."
    )


def _proof(receipt: Receipt, proof: Proof, keys: Sequence[LogKey]) -> tuple[Checkpoint | None, list[Check]]:
    checkpoint, reason = _checkpoint(proof.checkpoint, receipt.promise.origin, keys)
    if checkpoint is None:
        return None, [Check("checkpoint", reason, Status.FAILED)]
    head = _passed("checkpoint", "Đầu sổ có chữ ký đúng.", "The tree head is rightly signed.")
    leaf = receipt.promise.leaf_hash
    if proof.size == checkpoint.size and verify_inclusion(
        leaf, proof.index, proof.size, proof.path, checkpoint.root
    ):
        return checkpoint, [
            head,
            _passed(
                "inclusion",
                f"Biên nhận nằm trong sổ, mục số {proof.index + 1} trong {proof.size} mục.",
                f"The receipt stands in the log, entry {proof.index + 1} of {proof.size}.",
            ),
        ]
    return checkpoint, [
        head,
        _failed(
            "inclusion",
            "Bằng chứng không dẫn tới đầu sổ đã ký: biên nhận không nằm ở mục này của sổ.",
            "The proof does not lead to the signed head: the receipt is not this entry of the log.",
        ),
    ]


def _checkpoint(note: str, origin: str, keys: Sequence[LogKey]) -> tuple[Checkpoint | None, Text]:
    reason = Text("Không có khóa nào để kiểm tra đầu sổ.", "There is no key to check the tree head with.")
    for key in keys:
        try:
            return verify_checkpoint(note, key, origin=origin), reason
        except LedgerError as error:
            reason = error.text
    return None, reason


def _times(receipt: Receipt, checkpoint: Checkpoint | None, now: datetime | None) -> list[Check]:
    received_at = read_instant(receipt.entry["received_at"])
    promise = receipt.promise
    later = [promise.promised_at] + ([checkpoint.at] if checkpoint else []) + ([now] if now else [])
    if any(received_at > at + CLOCK_TOLERANCE for at in later):
        return [
            _failed(
                "time",
                "Giờ tiếp nhận ghi sau giờ ký: các thời điểm mâu thuẫn nhau.",
                "The time of receipt is after the signing: the instants contradict each other.",
            )
        ]
    checks = [_passed("time", "Các thời điểm không mâu thuẫn.", "The instants agree.")]
    if promise.promised_at - received_at > LATE_PROMISE:
        text = Text(
            f"Giờ tiếp nhận được ghi muộn: lời hứa ký lúc {civil(promise.promised_at)}.",
            f"The receipt was recorded late: the promise was signed at {civil(promise.promised_at)}.",
        )
        checks.append(Check("recorded-late", text, Status.OPEN))
    if now and not receipt.proof and now > promise.due_at:
        text = Text(
            "Đã quá hạn ghi sổ mà chưa có bằng chứng. Hãy yêu cầu cơ quan tiếp nhận cấp bằng chứng.",
            "The time to log it is over and there is no proof. Ask the receiving agency for the proof.",
        )
        checks.append(Check("overdue", text, Status.OPEN))
    return checks


def _refusal(checks: Sequence[Check], receipt: Receipt | None = None) -> ReceiptReport:
    first = next(check.text for check in checks if check.status is Status.FAILED)
    lead = Text("Không thể tin biên nhận này.", "This receipt cannot be relied on.")
    entry = receipt.entry if receipt else {}
    demonstration = bool(receipt and receipt.demonstration)
    return ReceiptReport(Outcome.REFUSED, checks, joined(lead, first), entry, (), demonstration)


def _passed(code: str, vi: str, en: str) -> Check:
    return Check(code, Text(vi, en), Status.PASSED)


def _failed(code: str, vi: str, en: str) -> Check:
    return Check(code, Text(vi, en), Status.FAILED)
