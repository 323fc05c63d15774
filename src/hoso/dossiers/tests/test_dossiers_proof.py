"""The ledger in the database: numbered leaves, signed heads, receipts that prove themselves anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.dossiers.models import Leaf, TreeHead
from hoso.dossiers.notary import StoredNodes, sequence, signer
from hoso.dossiers.proof import find, receipt_file
from hoso.ledger.checkpoint import verify_checkpoint
from hoso.ledger.proofs import consistency_path, inclusion_path, verify_consistency, verify_inclusion
from hoso.ledger.report import Outcome
from hoso.ledger.verification import verify_receipt

pytestmark = pytest.mark.django_db


def keys() -> dict[str, object]:
    return {"published": signer().key}


def test_a_receipt_is_promised_at_once_and_proved_after_the_next_head() -> None:
    dossier = stage.submitted()
    early = receipt_file(dossier)
    assert verify_receipt(early, trusted_keys=keys()).outcome is Outcome.PROMISED
    sequence(clock.now())
    late = receipt_file(dossier)
    assert verify_receipt(late, trusted_keys=keys()).outcome is Outcome.PROVED
    assert verify_receipt(early, trusted_keys=keys()).outcome is Outcome.PROMISED  # and stays good
    assert verify_receipt(late, trusted_keys=None).outcome is Outcome.UNANCHORED


def test_after_several_rounds_every_leaf_is_proved_and_every_head_contains_the_one_before() -> None:
    dossiers = []
    for round_ in range(4):
        dossiers += [stage.submitted() for _ in range(round_ + 1)]
        if round_ == 2:
            stage.accepted()
        assert sequence(clock.now()) > 0
        assert sequence(clock.now()) == 0  # nothing waits: no new head
    heads = list(TreeHead.objects.order_by("size"))
    assert len(heads) == 4
    last = verify_checkpoint(heads[-1].checkpoint, signer().key, origin=signer().key.name)
    leaves = list(Leaf.objects.order_by("index"))
    assert [leaf.index for leaf in leaves] == list(range(last.size))
    for leaf in leaves:
        path = inclusion_path(leaf.index, last.size, StoredNodes())
        assert verify_inclusion(bytes.fromhex(leaf.leaf_hash), leaf.index, last.size, path, last.root)
    for older, newer in pairwise(heads):
        path = consistency_path(older.size, newer.size, StoredNodes())
        assert verify_consistency(
            older.size, newer.size, bytes.fromhex(older.root), bytes.fromhex(newer.root), path
        )
    for dossier in dossiers:
        assert verify_receipt(receipt_file(dossier), trusted_keys=keys()).outcome is Outcome.PROVED


def test_a_limited_round_takes_the_rest_in_the_next_one() -> None:
    for _ in range(5):
        stage.submitted()
    assert [sequence(clock.now(), most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [head.size for head in TreeHead.objects.order_by("size")] == [2, 4, 5]


def _altered(data: bytes, *path: object, to: object) -> bytes:
    told = json.loads(data)
    place = told
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(told, ensure_ascii=False).encode()


def test_an_altered_receipt_is_refused() -> None:
    dossier = stage.submitted()
    sequence(clock.now())
    data = receipt_file(dossier)
    told = json.loads(data)
    entry = told["entry"]
    assert verify_receipt(data, trusted_keys=keys()).ok
    for name, value in (
        ("received_at", "2020-01-01T00:00:00.000000Z"),
        ("code", "BN-0000-0000-0000"),
        ("demonstration", False),
    ):
        assert name in entry
        report = verify_receipt(_altered(data, "entry", name, to=value), trusted_keys=keys())
        assert report.outcome is Outcome.REFUSED, name
    report = verify_receipt(
        _altered(data, "proof", "index", to=told["proof"]["index"] + 1), trusted_keys=keys()
    )
    assert report.outcome is Outcome.REFUSED


def test_a_strangers_key_vouches_for_nothing() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from hoso.ledger.keys import LogSigner

    other = LogSigner(signer().key.name, Ed25519PrivateKey.generate())
    report = verify_receipt(receipt_file(stage.submitted()), trusted_keys={"other": other.key})
    assert report.outcome is Outcome.REFUSED


def test_the_files_that_were_filed_match_their_receipt_and_others_do_not(tmp_path: Path) -> None:
    from hoso.filing import queries as filed
    from hoso.papers.queries import data_of

    dossier = stage.submitted()
    form = filed.components_of(dossier)[0].paper
    same, other = tmp_path / "same.pdf", tmp_path / "other.pdf"
    same.write_bytes(data_of(form))
    other.write_bytes(data_of(form) + b"\n")
    report = verify_receipt(receipt_file(dossier), trusted_keys=keys(), files=[same, other])
    assert [match.status.value for match in report.files] == ["passed", "failed"]


def test_a_receipt_is_found_by_code_or_receipt_number_and_a_guess_is_not() -> None:
    dossier = stage.accepted()
    row = stage.row(dossier)
    assert find(f" {row.code.lower()} ") == find(row.receipt_number) == dossier
    for guess in ("", "BN-2222-2222-2222", "%"):
        with pytest.raises(NotFound):
            find(guess)
    with pytest.raises(NotFound):
        receipt_file(uuid4())


def test_the_command_checks_a_receipt_without_settings_database_or_environment(tmp_path: Path) -> None:
    dossier = stage.submitted()
    sequence(clock.now())
    receipt, key = tmp_path / "bien-nhan.json", tmp_path / "key.pub"
    receipt.write_bytes(receipt_file(dossier))
    key.write_text(signer().key.encode() + "\n")
    source = next(path for path in sys.path if Path(path, "hoso", "cli").is_dir())
    # Django, were it imported, would fail here: its package is hidden from the child.
    (tmp_path / "django").mkdir()
    (tmp_path / "django" / "__init__.py").write_text("raise ImportError('no framework here')")
    bare = {"PYTHONPATH": os.pathsep.join((str(tmp_path), source)), "PATH": "/usr/bin", "PYTHONUTF8": "1"}

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hoso.cli", "verify-receipt", *map(str, arguments)],
            env=bare,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    good = run(receipt, "--key", key, "--json")
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["outcome"] == Outcome.PROVED.value
    receipt.write_bytes(_altered(receipt.read_bytes(), "entry", "code", to="BN-0000-0000-0000"))
    assert run(receipt, "--key", key).returncode == 1
    assert run(tmp_path / "nothing.json").returncode == 2
