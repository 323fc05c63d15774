"""Which of the files at hand are those that a receipt lists."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from hoso.law.text import Text
from hoso.ledger.receipt import ReceivedFile
from hoso.ledger.report import FileMatch, Status

MOST_FILES = 1000
"""Files compared in one go."""


def match_files(paths: Iterable[str | Path], listed: Sequence[ReceivedFile]) -> list[FileMatch]:
    """Compare files with the list by size and SHA-256; names do not matter. Unreadable ones are reported."""
    names = {(file.sha256, file.size): file.name for file in listed}
    remaining = iter(paths)
    matches = [_match(path, names) for path in islice(remaining, MOST_FILES)]
    if next(remaining, None) is not None:
        text = Text(
            f"Chỉ đối chiếu {MOST_FILES} tệp đầu; hãy chia nhỏ danh sách.",
            f"Only the first {MOST_FILES} files were compared; split the list.",
        )
        matches.append(FileMatch("…", None, Status.OPEN, text))
    return matches


def _match(path: str | Path, names: dict[tuple[str, int], str]) -> FileMatch:
    shown = str(path).encode(errors="replace").decode()[:500]
    try:
        digest, size = _digest(Path(path), {size for _, size in names})
    except (OSError, ValueError):
        return FileMatch(shown, None, Status.FAILED, Text("Không đọc được tệp.", "The file cannot be read."))
    if digest and (digest, size) in names:
        name = "".join(letter for letter in names[digest, size] if letter.isprintable())[:200]
        text = Text(f"Đúng là tệp “{name}” đã nộp.", f"This is the file “{name}” that was submitted.")
        return FileMatch(shown, digest, Status.PASSED, text)
    text = Text(
        "Tệp này không có trong biên nhận, hoặc đã bị thay đổi.",
        "This file is not in the receipt, or was changed.",
    )
    return FileMatch(shown, digest, Status.FAILED, text)


def _digest(path: Path, sizes: set[int]) -> tuple[str | None, int]:
    """SHA-256 and size; no digest when no listed file has that size: a wrong huge file costs nothing."""
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise ValueError("not a regular file")
    if about.st_size not in sizes:
        return None, about.st_size
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), about.st_size
