"""Open a package without believing it: from the first byte to the last, and nothing is written to a disk."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from hoso.law.text import Text

from .form import (
    END_SIZE,
    LARGEST,
    LOCAL_MARK,
    LOCAL_SIZE,
    LONGEST_NAME,
    MOST_MEMBERS,
    Header,
    end,
    fields_of,
    is_plain_name,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1024 * 1024


class Refused(Exception):
    """The container is not one that we write; ``place`` is the last member that could be read."""

    def __init__(self, name: str, place: str, vi: str, en: str) -> None:
        super().__init__(en)
        self.name, self.place, self.text = name, place, Text(vi, en)


@dataclass(slots=True)
class Members:
    """Where each member lies in the file, in order."""

    file: BinaryIO
    places: dict[str, tuple[int, Header]] = field(default_factory=dict)

    def stream(self, name: str) -> Slice:
        """The bytes of a member, to read once."""
        start, header = self.places[name]
        return Slice(self.file, start, header.size)

    def read(self, name: str, most: int) -> bytes:
        """The whole member. Raises ``Refused`` beyond ``most`` bytes or when there is none."""
        if name not in self.places:
            raise Refused("member", name, f"Thiếu thành phần {name}.", f"The member {name} is missing.")
        if self.places[name][1].size > most:
            raise Refused("member", name, f"Thành phần {name} quá lớn.", f"The member {name} is too large.")
        return self.stream(name).read(self.places[name][1].size)

    def is_sound(self, name: str) -> bool:
        """Whether the bytes of a member give its CRC. Raises ``Refused`` when there is none."""
        if name not in self.places:
            raise Refused("member", name, f"Thiếu thành phần {name}.", f"The member {name} is missing.")
        return self._measured(name)[1]

    def digests(self, *, but: Collection[str] = ()) -> Iterator[tuple[str, int, str, bool]]:
        """(name, size, SHA-256, whether the CRC agrees) of each member, read in pieces."""
        for name, (_, header) in self.places.items():
            if name not in but:
                yield name, header.size, *self._measured(name)

    def _measured(self, name: str) -> tuple[str, bool]:
        crc, sha256, stream = 0, hashlib.sha256(), self.stream(name)
        while piece := stream.read(_PIECE):
            crc = zlib.crc32(piece, crc)
            sha256.update(piece)
        return sha256.hexdigest(), crc == self.places[name][1].crc


class Slice(io.RawIOBase):
    """A part of a file as a stream of its own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._at, self._end = file, start, start + size

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, into: WriteableBuffer, /) -> int:
        """Fill as much of ``into`` as is left."""
        view = memoryview(into).cast("B")
        self._file.seek(self._at)
        data = self._file.read(min(len(view), self._end - self._at))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


def open_package(file: BinaryIO) -> Members:
    """The members of a package. Raises ``Refused`` at the first byte that our form does not have there."""
    size = file.seek(0, io.SEEK_END)
    if size > LARGEST:
        raise Refused("container", "", "Tệp quá lớn, không phải gói hồ sơ.", "Too large to be a package.")
    members, at, last = Members(file), 0, ""
    file.seek(0)
    while (mark := _taken(file, 4)) == LOCAL_MARK:
        header = _header(file, mark, last)
        start = at + len(header.local)
        if header.name in members.places:
            raise Refused(
                "container",
                header.name,
                f"Hai thành phần cùng tên {header.name}.",
                "Two members of one name.",
            )
        if start + header.size > size:
            raise _truncated(header.name)
        members.places[header.name] = (start, header)
        if len(members.places) > MOST_MEMBERS:
            raise Refused(
                "container", "", "Gói có quá nhiều thành phần.", "The package has too many members."
            )
        at, last = start + header.size, header.name
        file.seek(at)
    if not members.places:
        raise Refused("container", "", "Tệp không phải gói hồ sơ.", "The file is not a dossier package.")
    _check_directory(members, at, size, last)
    return members


def _header(file: BinaryIO, mark: bytes, last: str) -> Header:
    rest = _taken(file, LOCAL_SIZE - 4)
    if len(rest) < LOCAL_SIZE - 4:
        raise _truncated(last)
    raw = mark + rest
    found = fields_of(raw)
    name = _taken(file, min(found.name_length, LONGEST_NAME)).decode("utf-8", "replace")
    if not is_plain_name(name):
        raise Refused(
            "name",
            name,
            "Gói có thành phần mang tên nguy hiểm (dẫn ra ngoài gói); không mở tiếp.",
            "A member has a dangerous name (it leads out of the package); nothing more is opened.",
        )
    if found.flags & 1 or found.method or found.stored != found.size:
        raise Refused(
            "compressed",
            name,
            f"Thành phần {name} bị nén hoặc mã hóa; gói hồ sơ không bao giờ nén (phòng bom nén).",
            f"The member {name} is compressed or encrypted; a package never is (a guard against zip bombs).",
        )
    header = Header(name, found.crc, found.size)
    if header.local != raw + name.encode():
        raise Refused(
            "container",
            name,
            f"Phần đầu của thành phần {name} khác với khi đóng gói.",
            f"The header of member {name} is not as it was packed.",
        )
    return header


def _check_directory(members: Members, at: int, size: int, last: str) -> None:
    """The directory at the end must be exactly the one that these members have, and the file must end with it."""
    lines = [header.central(start - len(header.local)) for start, header in members.places.values()]
    wanted = b"".join(lines)
    members.file.seek(at)
    found = _taken(members.file, len(wanted) + END_SIZE)
    if len(found) < len(wanted) + END_SIZE and wanted.startswith(found[: len(wanted)]):
        raise _truncated(last)
    if found != wanted + end(len(lines), len(wanted), at):
        raise Refused(
            "container",
            last,
            "Mục lục của gói không khớp với các thành phần: có dữ liệu lạ hoặc bị sửa.",
            "The directory of the package does not fit its members: foreign or altered data.",
        )
    if at + len(found) != size:
        raise Refused("container", last, "Có dữ liệu lạ sau gói.", "There is foreign data after the package.")


def _taken(file: BinaryIO, size: int) -> bytes:
    return file.read(size)


def _truncated(last: str) -> Refused:
    return Refused(
        "truncated",
        last,
        f"Gói bị cắt cụt{' sau hoặc trong thành phần ' + last if last else ''}.",
        f"The package is cut off{' in or after member ' + last if last else ''}.",
    )
