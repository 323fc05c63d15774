"""A vault in a directory.

``objects/ab/cd/<64 hex>`` holds the objects, ``incoming/`` what is still being written; both lie on one file
system. An object appears by rename, whole, after its bytes are on the disk; its directory is on the disk
before ``put`` returns. After a kill or a power cut an object is complete or absent; what may remain is swept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from hoso.vault.errors import NotStored, StorageFailed, TooLarge
from hoso.vault.port import Readable, Stored, checked_address

PIECE = 1024 * 1024
READ_ONLY = 0o440
_FANS = tuple(f"{number:02x}" for number in range(256))


class LocalVault:
    """A Vault on a local or mounted file system. Safe for several processes at once."""

    def __init__(self, directory: str | Path) -> None:
        self.directory = Path(directory)
        self.objects = self.directory / "objects"
        self.incoming = self.directory / "incoming"
        self._durable: set[Path] = set()
        try:
            for folder in (self.objects, self.incoming):
                folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            _sync_directory(self.directory)
        except OSError as error:
            raise StorageFailed from error

    def put(self, stream: Readable, *, limit: int | None = None) -> Stored:
        """See Vault. An error of the stream itself (the sender went away) passes through; nothing is kept.

        Renaming over an equal object heals a damaged one and makes it young again, so that a sweep of unused
        objects by age cannot take what was just put.
        """
        temporary, writer = self._new_file()
        try:
            with writer:
                stored = _copy(stream, writer, limit)
                _settle(writer)
            self._move_in(temporary, stored.sha256)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        return stored

    def open(self, sha256: str) -> BinaryIO:
        """See Vault."""
        return self._open(sha256)

    def exists(self, sha256: str) -> bool:
        """See Vault."""
        return self._place(sha256).is_file()

    def delete(self, sha256: str) -> bool:
        """See Vault."""
        place = self._place(sha256)
        try:
            place.unlink()
            _sync_directory(place.parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StorageFailed from error
        return True

    def path_or_none(self, sha256: str) -> Path | None:
        """See Vault."""
        place = self._place(sha256)
        return place if place.is_file() else None

    def check(self, sha256: str) -> bool:
        """Whether the object still has the bytes of its address. Raises NotStored when there is none."""
        with self._open(sha256) as stream:
            try:
                return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
            except OSError:
                # A sector that cannot be read has lost its bytes as surely as an altered one.
                return False

    def addresses(self) -> Iterator[tuple[str, Path]]:
        """Every file under ``objects``, by ascending name, with its path; one folder in memory at a time."""
        for outer in _FANS:
            for inner in _FANS if (self.objects / outer).is_dir() else ():
                folder = self.objects / outer / inner
                with contextlib.suppress(FileNotFoundError):
                    for path in sorted(folder.iterdir()):
                        yield path.name, path

    def sweep_temporary(self, older_than: datetime) -> int:
        """Remove unfinished writes last touched before that instant (aware); how many there were.

        A running upload touches its file with every piece, so an hour ago is safe.
        """
        swept = 0
        for path in self.incoming.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < older_than.timestamp():
                    path.unlink()
                    swept += 1
        return swept

    def _place(self, sha256: str) -> Path:
        checked_address(sha256)
        return self.objects / sha256[:2] / sha256[2:4] / sha256

    def _open(self, sha256: str) -> BufferedReader:
        try:
            return self._place(sha256).open("rb")
        except FileNotFoundError as error:
            raise NotStored(sha256) from error
        except OSError as error:
            raise StorageFailed from error

    def _new_file(self) -> tuple[Path, BinaryIO]:
        try:
            handle, name = tempfile.mkstemp(prefix="put-", dir=self.incoming)
        except OSError as error:
            raise StorageFailed from error
        return Path(name), os.fdopen(handle, "wb", buffering=0)

    def _move_in(self, temporary: Path, sha256: str) -> None:
        place = self._place(sha256)
        try:
            self._make_folder(place.parent)
            temporary.replace(place)
            _sync_directory(place.parent)
        except OSError as error:
            raise StorageFailed from error

    def _make_folder(self, folder: Path) -> None:
        """Make both levels and sync them once: another process may have made them without syncing yet."""
        for level in (folder.parent, folder):
            if level not in self._durable or not level.is_dir():
                level.mkdir(mode=0o750, exist_ok=True)
                _sync_directory(level.parent)
                self._durable.add(level)


def _copy(stream: Readable, writer: BinaryIO, limit: int | None) -> Stored:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if limit is not None and size > limit:
            raise TooLarge(limit)
        digest.update(piece)
        _write(writer, piece)
    return Stored(digest.hexdigest(), size)


def _write(writer: BinaryIO, piece: bytes) -> None:
    rest = memoryview(piece)
    try:
        while rest:
            rest = rest[writer.write(rest) :]
    except OSError as error:
        raise StorageFailed from error


def _settle(writer: BinaryIO) -> None:
    try:
        os.fchmod(writer.fileno(), READ_ONLY)
        os.fsync(writer.fileno())
    except OSError as error:
        raise StorageFailed from error


def _sync_directory(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
