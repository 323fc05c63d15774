"""Keeping, finding, checking and removing objects."""

from __future__ import annotations

import hashlib
import io
import os
import resource
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hoso.vault import BadAddress, LocalVault, NotStored, StorageFailed, TooLarge, Vault, audit
from hoso.vault.audit import Finding, Trouble
from hoso.vault.errors import NotInOrder

CONTENT = "Đơn đề nghị đăng ký khai sinh".encode() * 100_000


@pytest.fixture
def vault(tmp_path: Path) -> LocalVault:
    return LocalVault(tmp_path / "vault")


def spoil(path: Path, content: bytes) -> None:
    path.chmod(0o640)
    path.write_bytes(content)


class Breaking:
    """A sender that goes away after some bytes."""

    def __init__(self) -> None:
        self.left = 3

    def read(self, size: int, /) -> bytes:
        self.left -= 1
        if not self.left:
            raise ConnectionResetError
        return b"x" * size


def test_what_was_put_comes_back_under_its_sha256(vault: LocalVault) -> None:
    stored = vault.put(io.BytesIO(CONTENT))
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert stored.size == len(CONTENT)
    with vault.open(stored.sha256) as stream:
        assert stream.read() == CONTENT
    port: Vault = vault
    assert port.exists(stored.sha256)
    assert vault.check(stored.sha256)


def test_an_object_lies_where_the_layout_says_and_cannot_be_written(vault: LocalVault) -> None:
    sha256 = vault.put(io.BytesIO(b"")).sha256
    place = vault.directory / "objects" / sha256[:2] / sha256[2:4] / sha256
    assert vault.path_or_none(sha256) == place
    assert stat.S_IMODE(place.stat().st_mode) == 0o440
    assert not list(vault.incoming.iterdir())


def test_the_same_content_twice_is_one_object(vault: LocalVault) -> None:
    assert vault.put(io.BytesIO(CONTENT)) == vault.put(io.BytesIO(CONTENT))
    assert len(list(vault.addresses())) == 1


def test_putting_again_heals_a_damaged_object(vault: LocalVault) -> None:
    sha256 = vault.put(io.BytesIO(CONTENT)).sha256
    path = vault.path_or_none(sha256)
    assert path is not None
    spoil(path, b"damaged")
    assert not vault.check(sha256)
    vault.put(io.BytesIO(CONTENT))
    assert vault.check(sha256)


def test_a_file_over_the_cap_is_refused_and_leaves_nothing(vault: LocalVault) -> None:
    with pytest.raises(TooLarge) as refusal:
        vault.put(io.BytesIO(CONTENT), limit=1_572_864)
    assert "1,5 MB" in refusal.value.text.vi
    assert "1.5 MB" in refusal.value.text.en
    assert not list(vault.addresses())
    assert not list(vault.incoming.iterdir())
    assert vault.put(io.BytesIO(CONTENT), limit=len(CONTENT)).size == len(CONTENT)


def test_a_sender_who_goes_away_leaves_nothing(vault: LocalVault) -> None:
    with pytest.raises(ConnectionResetError):
        vault.put(Breaking())
    assert not list(vault.incoming.iterdir())


def test_many_at_once_end_in_one_object(vault: LocalVault) -> None:
    threads = [threading.Thread(target=lambda: vault.put(io.BytesIO(CONTENT))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(audit(vault, [hashlib.sha256(CONTENT).hexdigest()])) == []


def test_a_deleted_object_is_gone(vault: LocalVault) -> None:
    sha256 = vault.put(io.BytesIO(CONTENT)).sha256
    assert vault.delete(sha256)
    assert not vault.delete(sha256)
    assert not vault.exists(sha256)
    assert vault.path_or_none(sha256) is None
    with pytest.raises(NotStored):
        vault.open(sha256)


@pytest.mark.parametrize(
    "address", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", "á" * 64]
)
def test_what_is_no_address_never_reaches_the_disk(vault: LocalVault, address: str) -> None:
    for call in (vault.open, vault.exists, vault.delete, vault.path_or_none, vault.check):
        with pytest.raises(BadAddress):
            call(address)


def test_a_vault_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFailed) as refusal:
        LocalVault(tmp_path / "file")
    assert "thử lại" in refusal.value.text.vi


def test_a_lost_incoming_folder_is_a_typed_failure(vault: LocalVault) -> None:
    vault.incoming.rmdir()
    with pytest.raises(StorageFailed):
        vault.put(io.BytesIO(CONTENT))


def test_a_full_disk_is_a_typed_failure_and_leaves_nothing(vault: LocalVault) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, limits[1]))
    try:
        with pytest.raises(StorageFailed) as refusal:
            vault.put(io.BytesIO(CONTENT))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert isinstance(refusal.value.__cause__, OSError)
    assert not list(vault.incoming.iterdir())
    assert not list(vault.addresses())


def test_only_old_unfinished_writes_are_swept(vault: LocalVault) -> None:
    now = datetime.now(UTC)
    old, young = vault.incoming / "put-old", vault.incoming / "put-young"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    yesterday = (now - timedelta(days=1)).timestamp()
    os.utime(old, (yesterday, yesterday))
    assert vault.sweep_temporary(now - timedelta(hours=1)) == 1
    assert list(vault.incoming.iterdir()) == [young]


def test_an_audit_names_every_trouble_once(vault: LocalVault) -> None:
    sound, spoilt, orphan = (vault.put(io.BytesIO(bytes([n]) * 9)).sha256 for n in range(3))
    gone = hashlib.sha256(b"gone").hexdigest()
    path = vault.path_or_none(spoilt)
    assert path is not None
    spoil(path, b"other")
    (path.parent / "notes.txt").write_bytes(b"")
    misplaced = path.parent / sound
    misplaced.write_bytes(b"")
    findings = list(audit(vault, sorted([sound, spoilt, gone, gone])))
    expected = {
        Finding(Trouble.ALTERED, spoilt),
        Finding(Trouble.ORPHAN, orphan),
        Finding(Trouble.MISSING, gone),
        Finding(Trouble.STRAY, "notes.txt"),
        Finding(Trouble.STRAY, sound),
    }
    assert len(findings) == len(expected)
    assert set(findings) == expected
    quick = set(audit(vault, sorted([sound, spoilt, gone]), read_contents=False))
    assert expected - quick == {Finding(Trouble.ALTERED, spoilt)}


def test_everything_missing_and_everything_orphaned(vault: LocalVault) -> None:
    known = sorted(hashlib.sha256(bytes([n])).hexdigest() for n in range(50))
    assert [finding.name for finding in audit(vault, known)] == known
    for number in range(50):
        vault.put(io.BytesIO(bytes([number])))
    assert list(audit(vault, known)) == []
    assert [finding.name for finding in audit(vault, [])] == known


def test_a_young_object_without_record_is_no_orphan_yet(vault: LocalVault) -> None:
    vault.put(io.BytesIO(CONTENT))
    assert list(audit(vault, [], orphans_before=datetime.now(UTC) - timedelta(hours=1))) == []


def test_addresses_out_of_order_are_refused(vault: LocalVault) -> None:
    with pytest.raises(NotInOrder):
        list(audit(vault, ["b" * 64, "a" * 64]))
    with pytest.raises(BadAddress):
        list(audit(vault, ["no address"]))
