"""A receipt is checked by someone who has nothing but the file, and no forgery or rubbish gets through."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.ledger import (
    Checkpoint,
    CompactRange,
    LogSigner,
    MalformedError,
    NodesInMemory,
    Outcome,
    Proof,
    Receipt,
    ReceiptReport,
    ReceivedFile,
    Status,
    append_leaves,
    inclusion_path,
    leaf_hash,
    make_promise,
    receipt_entry,
    sign_checkpoint,
    verify_receipt,
    write,
)

ORIGIN = "hoso.example.gov.vn/so-tiep-nhan"
SIGNER = LogSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
TRUSTED = {"published": SIGNER.key}
RECEIVED = datetime(2026, 11, 22, 2, 0, 5, tzinfo=UTC)
CONTENT = b"%PDF-1.7 birth"
FILE = ReceivedFile("Tờ khai.pdf", hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


def promised(signer: LogSigner = SIGNER, received_at: datetime = RECEIVED) -> Receipt:
    entry = receipt_entry(
        code="TN-261122-0001",
        agency=("H26.12", "UBND xã Yên Bình"),
        procedure=("1.001193", "Đăng ký khai sinh"),
        files=[FILE],
        received_at=received_at,
        dossier="H26.12-261122-0001",
        demonstration=True,
    )
    unsigned = Receipt(entry, bytes(range(32)), None, [signer.key])  # type: ignore[arg-type]
    promise = make_promise(
        signer,
        origin=ORIGIN,
        leaf_hash=unsigned.leaf.hash,
        promised_at=RECEIVED + timedelta(seconds=1),
        merge_delay=timedelta(hours=1),
    )
    return replace(unsigned, promise=promise)


def proved(receipt: Receipt, signer: LogSigner = SIGNER, size: int = 37, index: int = 20) -> Receipt:
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]
    leaves[index] = receipt.leaf.hash
    growing, store = CompactRange(), NodesInMemory()
    append_leaves(growing, leaves, store)
    head = Checkpoint(ORIGIN, size, growing.root(), RECEIVED + timedelta(minutes=5))
    path = inclusion_path(index, size, store)
    return replace(receipt, proof=Proof(index, size, path, sign_checkpoint(head, signer)))


PROMISED, PROVED = write(promised()), write(proved(promised()))


def failed(report: ReceiptReport) -> list[str]:
    return [check.code for check in report.checks if check.status is Status.FAILED]


def changed(data: bytes, **values: Any) -> bytes:
    """The file with values replaced at paths written ``a__b``."""
    document = json.loads(data)
    for path, value in values.items():
        *steps, last = path.split("__")
        place = document
        for step in steps:
            place = place[step]
        place[last] = value
    return json.dumps(document).encode()


def test_a_receipt_with_its_proof_is_proved() -> None:
    report = verify_receipt(PROVED, trusted_keys=TRUSTED)
    assert report.outcome is Outcome.PROVED
    assert report.ok
    assert failed(report) == []
    assert (
        "UBND xã Yên Bình đã tiếp nhận hồ sơ, biên nhận TN-261122-0001, lúc 09:00:05 22/11/2026"
        in report.sentence.vi
    )
    assert "trình diễn" in report.sentence.vi
    assert "mục số 21 trong 37" in " ".join(check.text.vi for check in report.checks)
    json.dumps(report.as_json())


def test_a_receipt_from_the_first_second_is_promised_only() -> None:
    report = verify_receipt(PROMISED, trusted_keys=TRUSTED)
    assert report.outcome is Outcome.PROMISED
    assert report.ok
    assert "đã hứa ghi sổ trước 10:00:06 22/11/2026; chưa có bằng chứng nằm trong sổ" in report.sentence.vi


def test_an_overdue_promise_is_pointed_out() -> None:
    late = verify_receipt(PROMISED, trusted_keys=TRUSTED, now=RECEIVED + timedelta(hours=2))
    soon = verify_receipt(PROMISED, trusted_keys=TRUSTED, now=RECEIVED + timedelta(minutes=2))
    assert "overdue" in [check.code for check in late.checks]
    assert "overdue" not in [check.code for check in soon.checks]


def test_without_published_keys_nothing_is_vouched_for() -> None:
    report = verify_receipt(PROVED, trusted_keys=None)
    assert report.outcome is Outcome.UNANCHORED
    assert report.coherent
    assert not report.ok
    assert SIGNER.key.fingerprint in " ".join(check.text.vi for check in report.checks)


def test_a_perfect_forgery_with_its_own_key_is_refused() -> None:
    forger = LogSigner(ORIGIN, Ed25519PrivateKey.generate())
    forged = write(proved(promised(forger), forger))
    assert verify_receipt(forged, trusted_keys=None).coherent
    report = verify_receipt(forged, trusted_keys=TRUSTED)
    assert report.outcome is Outcome.REFUSED
    assert {"key", "promise", "checkpoint"} <= set(failed(report))
    assert verify_receipt(PROVED, trusted_keys={}).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"entry__received_at": "2026-11-21T02:00:05Z"}, "leaf"),
        ({"entry__code": "TN-261122-0002"}, "leaf"),
        ({"entry__extra": 1}, "leaf"),
        ({"entry__demonstration": False}, "leaf"),
        ({"salt": "00" * 32}, "leaf"),
        ({"leaf_hash": "00" * 32}, "promise"),
        ({"promise__promised_at": "2026-11-22T02:00:07Z"}, "promise"),
        ({"promise__merge_delay": 7200}, "promise"),
        ({"promise__origin": "other.example/log"}, "promise"),
        ({"promise__key_id": "00000000"}, "key"),
        ({"promise__signature": "AAAA"}, "promise"),
        ({"proof__index": 21}, "inclusion"),
        ({"proof__index": -1}, "inclusion"),
        ({"proof__size": 36}, "inclusion"),
        ({"proof__path": []}, "inclusion"),
        ({"proof__path": ["00" * 32] * 6}, "inclusion"),
        ({"proof__checkpoint": "x"}, "checkpoint"),
        ({"proof__checkpoint": "\ud800"}, "format"),
        ({"proof__path": ["00" * 32] * 65}, "format"),
        ({"proof__path": "00"}, "format"),
        ({"proof": None}, "format"),
        ({"proof__index": True}, "format"),
        ({"keys": []}, "format"),
        ({"keys": ["x"]}, "format"),
        ({"keys": ["\ud800+00000000+AAAA"]}, "format"),
        ({"version": 2}, "format"),
        ({"type": "text/plain"}, "format"),
        ({"entry": []}, "format"),
        ({"entry__files": [{}]}, "format"),
        ({"entry__files": [{"name": "a", "sha256": "A" * 64, "size": 1}]}, "format"),
        ({"entry__agency": "x"}, "format"),
        ({"entry__received_at": "yesterday"}, "format"),
        ({"promise": 5}, "format"),
        ({"promise__merge_delay": -1}, "format"),
        ({"promise__merge_delay": 10**400}, "format"),
        ({"promise__key_id": "zzzzzzzz"}, "format"),
    ],
)
def test_any_change_is_noticed_where_it_was_made(values: dict[str, Any], code: str) -> None:
    report = verify_receipt(changed(PROVED, **values), trusted_keys=TRUSTED)
    assert report.outcome is Outcome.REFUSED
    assert code in failed(report)
    assert report.sentence.vi.startswith("Không thể tin biên nhận này.")
    json.dumps(report.as_json())


def test_another_persons_proof_does_not_fit() -> None:
    mine, theirs = promised(), promised(received_at=RECEIVED - timedelta(minutes=1))
    report = verify_receipt(write(replace(mine, proof=proved(theirs).proof)), trusted_keys=TRUSTED)
    assert failed(report) == ["inclusion"]


def test_a_receipt_dated_after_its_signing_is_refused() -> None:
    report = verify_receipt(write(promised(received_at=RECEIVED + timedelta(hours=1))), trusted_keys=TRUSTED)
    assert failed(report) == ["time"]
    report = verify_receipt(PROVED, trusted_keys=TRUSTED, now=RECEIVED - timedelta(days=1))
    assert failed(report) == ["time"]


def test_a_receipt_recorded_days_later_says_so() -> None:
    report = verify_receipt(write(promised(received_at=RECEIVED - timedelta(days=3))), trusted_keys=TRUSTED)
    assert report.ok
    assert "recorded-late" in [check.code for check in report.checks]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"x"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b" " * 10_000_000,
        b'{"type":"application/vnd.hoso.receipt+json","version":1}',
        PROVED[:-40],
        PROVED + b"}",
        b"9" * 100_000,
    ],
    ids=lambda data: f"{len(data)} bytes",
)
def test_rubbish_gets_an_answer_in_words(data: bytes) -> None:
    report = verify_receipt(data, trusted_keys=TRUSTED)
    assert report.outcome is Outcome.REFUSED
    assert failed(report) == ["format"]
    assert report.sentence.vi
    assert report.sentence.en


REMARKS = {"note", "demonstration_note", "keys"}
"""For reading only, or replaced by the trusted keys; every other part is under a signature."""


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_value_anywhere_makes_it_fail_or_pass_unnoticed(data: st.DataObject) -> None:
    document = json.loads(PROVED)
    place: Any = document
    top = None
    while True:
        choices = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(choices))
        top = top or key
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    before = place[key]
    place[key] = data.draw(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80) | st.just([1])
    )
    report = verify_receipt(json.dumps(document).encode(), trusted_keys=TRUSTED)
    json.dumps(report.as_json())
    assert report.sentence.vi
    if place[key] != before and top not in REMARKS:
        assert not report.ok


def test_files_are_recognised_by_content_not_by_name(tmp_path: Path) -> None:
    same, altered, folder = tmp_path / "anything.bin", tmp_path / "Tờ khai.pdf", tmp_path / "folder"
    same.write_bytes(CONTENT)
    altered.write_bytes(CONTENT[:-1] + b"x")
    folder.mkdir()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    good = verify_receipt(PROVED, trusted_keys=TRUSTED, files=[same])
    assert good.ok
    assert "Tờ khai.pdf" in good.files[0].text.vi
    bad = verify_receipt(
        PROVED, trusted_keys=TRUSTED, files=[same, altered, folder, pipe, "a\x00b", "/no/such/\udcff"]
    )
    assert not bad.ok
    assert bad.outcome is Outcome.PROVED
    assert [match.status for match in bad.files] == [Status.PASSED] + [Status.FAILED] * 5
    assert "5 tệp" in bad.sentence.vi
    json.dumps(bad.as_json()).encode()
    bad.sentence.vi.encode()


def test_an_endless_list_of_files_is_cut_and_said(tmp_path: Path) -> None:
    def endless() -> Any:
        while True:
            yield tmp_path / "none"

    report = verify_receipt(PROVED, trusted_keys=TRUSTED, files=endless())
    assert len(report.files) == 1001
    assert not report.ok


def test_a_receipt_that_could_not_be_checked_is_not_written() -> None:
    with pytest.raises(MalformedError):
        receipt_entry(code="", agency=("a", "b"), procedure=("c", "d"), files=[], received_at=RECEIVED)
    with pytest.raises(MalformedError):
        receipt_entry(
            code="x",
            agency=("a", "b"),
            procedure=("c", "d"),
            files=[],
            received_at=RECEIVED.replace(tzinfo=None),
        )
    many = [replace(FILE, name=f"{number:0>400}") for number in range(3000)]
    entry = {
        **promised().entry,
        "files": [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in many],
    }
    with pytest.raises(MalformedError):
        write(replace(promised(), entry=entry))


def test_names_that_turn_the_line_around_are_not_repeated() -> None:
    receipt = promised()
    entry = {**receipt.entry, "agency": {"code": "x", "name": "UBND\u202e{evil}\n<b>"}}
    leaf = replace(receipt, entry=entry).leaf.hash
    promise = make_promise(
        SIGNER, origin=ORIGIN, leaf_hash=leaf, promised_at=RECEIVED, merge_delay=timedelta(hours=1)
    )
    report = verify_receipt(write(replace(receipt, entry=entry, promise=promise)), trusted_keys=TRUSTED)
    assert report.sentence.vi.startswith("UBND{evil}<b> đã tiếp nhận")
