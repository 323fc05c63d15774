"""Reading PDF syntax just far enough to find where values begin and end (ISO 32000-1, 7.2 and 7.3).

Values stay the bytes they were in the file: what is not changed is not re-written.
"""

from __future__ import annotations

import re

_SPACE = rb"[\x00\t\n\x0c\r ]"
_WORD = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?:"
    + _SPACE
    + rb"|%[^\r\n]*)*(<<|>>|\[|\]|\(|<[0-9A-Fa-f\x00\t\n\x0c\r ]*>|/"
    + _WORD
    + rb"*|"
    + _WORD
    + rb"+)"
)
_REFERENCE = re.compile(rb"(\d{1,10})" + _SPACE + rb"+(\d{1,5})" + _SPACE + rb"+R(?!" + _WORD + rb")")
_TEXT = re.compile(rb"[^()\\]*(?:\\.[^()\\]*)*", re.DOTALL)
_INTEGER = re.compile(rb"[+-]?\d{1,15}")


class NotUnderstood(Exception):
    """This file, or this part of it, is written in a way the quick path does not handle."""


Reference = tuple[int, int]
"""Object number and generation."""


def token(data: bytes, at: int) -> tuple[bytes, int, int]:
    """The next token with its start and end; ``(`` stands for a whole literal string."""
    found = _TOKEN.match(data, at)
    if found is None:
        raise NotUnderstood(f"no token at {at}")
    word, start, end = found[1], found.start(1), found.end(1)
    return word, start, _string_end(data, end) if word == b"(" else end


def value(data: bytes, at: int) -> tuple[bytes, int]:
    """The next value as it is written, and where it ends."""
    word, start, end = token(data, at)
    if word.isdigit():
        reference = _REFERENCE.match(data, start)
        end = reference.end() if reference else end
    elif word in (b"<<", b"["):
        end = _container_end(data, end)
    elif word in (b">>", b"]"):
        raise NotUnderstood(f"a value was expected at {start}")
    return data[start:end], end


def dictionary(data: bytes, at: int = 0) -> tuple[dict[bytes, bytes], int]:
    """The dictionary at ``at``: its keys (with their slash) to values as they are written, and its end.

    Raises NotUnderstood for what is no dictionary, and for keys that are written twice or with escapes.
    """
    word, start, at = token(data, at)
    if word != b"<<":
        raise NotUnderstood(f"a dictionary was expected at {start}")
    entries: dict[bytes, bytes] = {}
    while True:
        key, start, at = token(data, at)
        if key == b">>":
            return entries, at
        if not key.startswith(b"/") or b"#" in key or key in entries:
            raise NotUnderstood(f"a plain key was expected at {start}")
        entries[key], at = value(data, at)


def written(entries: dict[bytes, bytes]) -> bytes:
    """A dictionary of written values, as PDF text."""
    return b"<<" + b"\n".join(key + b" " + held for key, held in entries.items()) + b">>"


def reference(held: bytes | None) -> Reference | None:
    """The reference that a written value is, or None when it is something else."""
    found = _REFERENCE.fullmatch(held) if held is not None else None
    return (int(found[1]), int(found[2])) if found else None


def references(array: bytes) -> list[Reference]:
    """The references of a written array. Raises NotUnderstood when it holds anything else."""
    if not (array.startswith(b"[") and array.endswith(b"]")):
        raise NotUnderstood("an array was expected")
    found = [(int(number), int(generation)) for number, generation in _REFERENCE.findall(array)]
    if _REFERENCE.sub(b"", array)[1:-1].strip(b"\x00\t\n\x0c\r "):
        raise NotUnderstood("an array of references was expected")
    return found


def integer(held: bytes | None) -> int:
    """The whole number that a written value is. Raises NotUnderstood when it is none."""
    if held is None or _INTEGER.fullmatch(held) is None:
        raise NotUnderstood("a whole number was expected")
    return int(held)


def numbers(array: bytes) -> list[float]:
    """The numbers of a written array. Raises NotUnderstood when it holds anything else."""
    if not (array.startswith(b"[") and array.endswith(b"]")):
        raise NotUnderstood("an array was expected")
    try:
        return [float(part) for part in array[1:-1].split()]
    except ValueError as error:
        raise NotUnderstood("an array of numbers was expected") from error


def text_string(content: str) -> bytes:
    """A text string as PDF writes it: plain where ASCII suffices, otherwise UTF-16 in hexadecimal (7.9.2.2)."""
    if content.isascii() and content.isprintable():
        escaped = content.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode() + b")"
    return b"<FEFF" + content.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def _container_end(data: bytes, at: int) -> int:
    depth = 1
    while depth:
        word, _, at = token(data, at)
        depth += (word in (b"<<", b"[")) - (word in (b">>", b"]"))
    return at


def _string_end(data: bytes, at: int) -> int:
    depth = 1
    while depth:
        found = _TEXT.match(data, at)
        at = found.end() if found else at
        if at >= len(data):
            raise NotUnderstood("a string has no end")
        depth += 1 if data[at] == 0x28 else -1
        at += 1
    return at
