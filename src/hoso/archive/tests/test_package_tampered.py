"""Whatever is done to a package is named: any byte, any member, any order, any name, any way of packing."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoso.archive.package import layout
from hoso.archive.package.checking import check_package
from hoso.archive.package.form import Header, end
from hoso.archive.package.report import PackageReport
from hoso.archive.package.writing import Member, write
from hoso.ledger.canonical import canonical_json
from hoso.ledger.chained import GENESIS, hash_of
from hoso.ledger.checkpoint import Checkpoint, sign_checkpoint
from hoso.ledger.keys import LogSigner
from hoso.ledger.leaf import make_leaf, new_salt
from hoso.ledger.promise import make_promise
from hoso.ledger.proofs import inclusion_path
from hoso.ledger.receipt import Proof, Receipt, ReceivedFile, receipt_entry
from hoso.ledger.receipt import write as write_receipt
from hoso.ledger.store import NodesInMemory, append_leaves
from hoso.ledger.tree import CompactRange
from hoso.seal.trust import TrustStore

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PICTURE = b"\xff\xd8\xff anh chup" * 20
OURS = LogSigner("mau.example/so-cai", Ed25519PrivateKey.generate())
THEIRS = LogSigner("mau.example/so-cai", Ed25519PrivateKey.generate())
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def members(
    signer: LogSigner = OURS, change: Callable[[list[dict]], None] = lambda lines: None
) -> dict[str, bytes]:
    """The members of a small package made by ``signer``: four lines, one paper that is no PDF, no evidence."""
    lines, previous = [], GENESIS
    for seq in range(1, 5):
        line = {"v": 1, "dossier": "d1", "seq": seq, "verb": f"verb.{seq}", "previous": previous}
        previous = hash_of(line)
        lines.append({"hash": previous, "line": line})
    last = previous
    entry = receipt_entry(
        code="BN-1",
        agency=("a", "A"),
        procedure=("p", "P"),
        files=[ReceivedFile("a", hashlib.sha256(PICTURE).hexdigest(), len(PICTURE))],
        received_at=NOW,
    )
    statements = [{**(entry if n == 0 else {}), "journal": one["hash"]} for n, one in enumerate(lines)]
    salts = [new_salt() for _ in lines]
    kinds = ["receipt", "journal", "journal", "journal"]
    leaves = [make_leaf(*one).hash for one in zip(kinds, statements, salts, strict=True)]
    tree, nodes = CompactRange(), NodesInMemory()
    append_leaves(tree, leaves, nodes)
    note = sign_checkpoint(Checkpoint(signer.name, 4, tree.root(), NOW), signer)
    paths = [inclusion_path(n, 4, nodes) for n in range(4)]
    promise = make_promise(
        signer, origin=signer.name, leaf_hash=leaves[0], promised_at=NOW, merge_delay=timedelta(minutes=1)
    )
    proof = Proof(0, 4, paths[0], note)
    rows = [
        {
            "seq": n + 1,
            "kind": kinds[n],
            "salt": salts[n].hex(),
            "index": n,
            "path": [one.hex() for one in paths[n]],
        }
        for n in range(4)
    ]
    change(lines)
    paper = {
        "media_type": "image/jpeg",
        "files": [{"path": "papers/01-anh.jpg"}],
        "report": "reports/01.json",
    }
    return {
        layout.README: b"doc",
        layout.DOSSIER: layout.plain_json({"id": "d1", "lines": 4, "head_hash": last}),
        layout.JOURNAL: b"".join(canonical_json(one) + b"\n" for one in lines),
        layout.RECEIPT: write_receipt(Receipt(statements[0], salts[0], promise, [signer.key], proof)),
        layout.PROOFS: layout.plain_json({"origin": signer.name, "checkpoint": note, "lines": rows}),
        layout.KEY: signer.key.encode().encode(),
        layout.PAPERS: layout.plain_json({"papers": [paper]}),
        "papers/01-anh.jpg": PICTURE,
        "reports/01.json": b"{}",
    }


def packed(content: dict[str, bytes], signer: LogSigner = OURS) -> bytes:
    into = io.BytesIO()
    write((Member.of(*one) for one in content.items()), {"reference": "BN-1"}, signer, into)
    return into.getvalue()


@pytest.fixture(scope="module")
def whole() -> bytes:
    return packed(members())


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., PackageReport]:
    def checked(data: bytes, *, trusting: bool = True) -> PackageReport:
        path = tmp_path / "goi.zip"
        path.write_bytes(data)
        given = {"keys": [OURS.key], "trust": TrustStore.empty()} if trusting else {}
        return check_package(path, now=NOW, **given)

    return checked


def places(data: bytes) -> dict[str, tuple[int, int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {
            one.filename: (one.header_offset + 30 + len(one.filename), one.file_size)
            for one in opened.infolist()
        }


def forged(content: dict[str, bytes]) -> bytes:
    """A container in the right form without remaking the manifest: what a careful hand can do."""
    import zlib

    out, directory = bytearray(), bytearray()
    for name, data in content.items():
        header = Header(name, zlib.crc32(data), len(data))
        directory += header.central(len(out))
        out += header.local + data
    return bytes(out + directory + end(len(content), len(directory), len(out)))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_untouched_it_passes(whole: bytes, check: Callable[..., PackageReport]) -> None:
    report = check(whole)
    assert report.verdict == "TOTAL_PASSED", [one.text.en for one in report.checks]
    assert check(whole, trusting=False).verdict == "INDETERMINATE"
    assert forged(unpacked(whole)) == whole


def test_a_changed_byte_in_any_member_names_the_member(
    whole: bytes, check: Callable[..., PackageReport]
) -> None:
    for name, (start, size) in places(whole).items():
        data = bytearray(whole)
        data[start + size // 2] ^= 1
        report = check(bytes(data))
        assert name in {one.place for one in report.failed}, name
        assert name in report.sentence.vi or name == layout.SIGNATURE


@QUICK
@given(data=st.data())
def test_no_changed_byte_anywhere_passes(
    whole: bytes, check: Callable[..., PackageReport], data: st.DataObject
) -> None:
    changed = bytearray(whole)
    changed[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    report = check(bytes(changed))
    assert report.verdict == "TOTAL_FAILED"
    assert report.sentence.vi.startswith("Gói KHÔNG còn nguyên vẹn")


def test_a_removed_an_added_and_a_moved_member_are_named(
    whole: bytes, check: Callable[..., PackageReport]
) -> None:
    content = unpacked(whole)
    for name in content:
        report = check(forged({key: value for key, value in content.items() if key != name}))
        assert name in {one.place for one in report.failed}, name
    added = check(forged({**content, "papers/99-them.pdf": b"%PDF-"}))
    assert [(one.name, one.place) for one in added.failed] == [("member", "papers/99-them.pdf")]
    assert "thêm vào" in added.sentence.vi
    turned = dict(sorted(content.items(), reverse=True))
    assert "Thứ tự" in check(forged(turned)).sentence.vi


def test_a_paper_listed_nowhere_is_named_even_when_the_manifest_was_made_anew(
    check: Callable[..., PackageReport],
) -> None:
    report = check(packed({**members(), "papers/02-la.pdf": b"%PDF-1.7"}))
    assert [(one.name, one.place) for one in report.failed] == [("papers", "papers/02-la.pdf")]


def test_a_filed_paper_left_out_by_whoever_packs_anew_is_missed(check: Callable[..., PackageReport]) -> None:
    content = members()
    content[layout.PAPERS] = layout.plain_json({"papers": []})
    del content["papers/01-anh.jpg"], content["reports/01.json"]
    report = check(packed(content))
    assert [one.name for one in report.failed] == ["papers"]
    assert "1 tệp mà biên nhận có ghi" in report.sentence.vi


def _swap(lines: list[dict]) -> None:
    lines[1], lines[2] = lines[2], lines[1]


def _alter(lines: list[dict]) -> None:
    lines[2]["line"]["verb"] = "verb.99"


def _alter_and_hash(lines: list[dict]) -> None:
    lines[2]["line"]["verb"] = "verb.99"
    lines[2]["hash"] = hash_of(lines[2]["line"])


def _alter_the_last(lines: list[dict]) -> None:
    lines[3]["line"]["verb"] = "verb.99"
    lines[3]["hash"] = hash_of(lines[3]["line"])


def _cut(lines: list[dict]) -> None:
    del lines[3]


def _drop(lines: list[dict]) -> None:
    del lines[1]


@pytest.mark.parametrize("change", [_swap, _alter, _alter_and_hash, _alter_the_last, _cut, _drop])
@pytest.mark.parametrize("trusting", [True, False])
def test_a_journal_altered_cut_or_reordered_is_named_even_by_whoever_packs_anew(
    change: Callable[[list[dict]], None], trusting: bool, check: Callable[..., PackageReport]
) -> None:
    report = check(packed(members(change=change)), trusting=trusting)
    assert report.failed[0].name == "journal"
    assert "hật ký" in report.sentence.vi


def test_a_withheld_line_that_was_exchanged_is_not_in_the_ledger(check: Callable[..., PackageReport]) -> None:
    def withhold(lines: list[dict]) -> None:
        del lines[3]["line"]
        lines[3]["seq"] = 4

    assert check(packed(members(change=withhold))).verdict == "TOTAL_PASSED"

    def exchange(lines: list[dict]) -> None:
        withhold(lines)
        lines[3]["hash"] = "ab" * 32

    content = members(change=exchange)
    content[layout.DOSSIER] = layout.plain_json({"id": "d1", "lines": 4, "head_hash": "ab" * 32})
    assert [one.name for one in check(packed(content)).failed] == ["ledger"]


def test_a_package_that_another_system_made_and_signed_is_refused(
    check: Callable[..., PackageReport],
) -> None:
    other = packed(members(THEIRS), THEIRS)
    assert [one.name for one in check(other).failed] == ["signature"]
    assert not check(other, trusting=False).failed  # coherent, and said to prove nothing about who made it


@pytest.mark.parametrize(
    "name", ["../ngoai.txt", "/etc/passwd", "a/../../b", "C:\\x.txt", "papers\\x.pdf", "a//b", ".an"]
)
def test_names_that_lead_out_of_the_package_are_refused(
    name: str, whole: bytes, check: Callable[..., PackageReport]
) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        made.writestr(zipfile.ZipInfo("mimetype", (1980, 1, 1, 0, 0, 0)), b"")
        made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), b"x")
    report = check(forged({"mimetype": b"", name: b"x"}) if "\\" not in name else into.getvalue())
    assert report.verdict == "TOTAL_FAILED"
    assert report.failed[0].name in {"name", "container"}
    with pytest.raises(ValueError, match="no name"):
        packed({name: b"x"})


def test_a_zip_bomb_is_not_opened(whole: bytes, check: Callable[..., PackageReport]) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in unpacked(whole).items():
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data if name != "mimetype" else bytes(10**7),
                          zipfile.ZIP_DEFLATED)  # fmt: skip
    report = check(into.getvalue())
    assert report.failed[0].name == "compressed"
    assert "bom nén" in report.sentence.vi


def test_a_member_said_to_be_huge_or_many_is_not_believed(
    whole: bytes, check: Callable[..., PackageReport]
) -> None:
    data = bytearray(whole)
    data[18:26] = struct.pack("<2I", 2**32 - 1, 2**32 - 1)
    assert check(bytes(data)).failed[0].name == "truncated"
    assert check(forged({f"a{n}": b"" for n in range(20_001)})).failed[0].name == "container"


def test_cut_off_anywhere_is_named(whole: bytes, check: Callable[..., PackageReport]) -> None:
    for cut in [*range(1, len(whole), 211), len(whole) - 1]:
        report = check(whole[:cut])
        assert report.failed[0].name in ({"truncated", "container"} if cut < 40 else {"truncated"}), cut
    assert check(b"").failed[0].name == "container"


@pytest.mark.parametrize("data", [b"not a zip", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), bytes(3000)])
def test_what_is_no_package_is_a_clear_answer(data: bytes, check: Callable[..., PackageReport]) -> None:
    assert check(data).verdict == "TOTAL_FAILED"


def test_foreign_bytes_before_between_and_behind_are_named(
    whole: bytes, check: Callable[..., PackageReport]
) -> None:
    start, size = places(whole)[layout.README]
    for data in (b"x" + whole, whole + b"x", whole[: start + size] + b"xx" + whole[start + size :]):
        assert check(data).failed[0].name == "container"
    into = io.BytesIO(whole)
    with zipfile.ZipFile(into, "a") as made:
        made.writestr("them.txt", b"x")
    assert check(into.getvalue()).verdict == "TOTAL_FAILED"


def test_two_members_of_one_name_are_refused(whole: bytes, check: Callable[..., PackageReport]) -> None:
    twice = bytearray()
    header = Header("mimetype", 0, 0)
    twice += header.local * 2
    assert check(bytes(twice)).failed[0].name == "container"


@pytest.mark.parametrize(
    "name", [layout.MANIFEST, layout.SIGNATURE, layout.DOSSIER, layout.PAPERS, layout.PROOFS]
)
@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b"[" * 5000, b'{"files":7,"papers":[7],"lines":[7]}']
)
def test_rubbish_inside_is_a_clear_answer(
    name: str, content: bytes, check: Callable[..., PackageReport]
) -> None:
    if name in (layout.MANIFEST, layout.SIGNATURE):
        data = forged({**unpacked(packed(members())), name: content})
    else:
        data = packed({**members(), name: content})
    report = check(data)
    if name == layout.PROOFS and content in (b"{}",):
        assert not report.failed  # no proof is no contradiction
    else:
        assert report.verdict == "TOTAL_FAILED", json.dumps(report.as_json())


def test_writing_and_checking_take_little_memory(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as out:
        out.truncate(150 * 1024 * 1024)
    path = tmp_path / "goi.zip"
    tracemalloc.start()
    with path.open("wb") as into:
        content = [Member.of(*one) for one in members().items()]
        write([*content, Member("trust/crl/01.crl", lambda: large.open("rb"))], {}, OURS, into)
    check_package(path, now=NOW, keys=[OURS.key], trust=TrustStore.empty())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 150 * 1024 * 1024
    assert peak < 24 * 1024 * 1024
