"""The few DER shapes a container is put together from (ITU-T X.690), as bytes."""

from __future__ import annotations

from collections.abc import Iterator

INTEGER, OCTETS, OBJECT_IDENTIFIER, SEQUENCE, SET, EXPLICIT_0, IMPLICIT_1 = (
    0x02,
    0x04,
    0x06,
    0x30,
    0x31,
    0xA0,
    0xA1,
)


def shape(tag: int, *parts: bytes) -> bytes:
    """One value: tag, length, and its parts in this order."""
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


def set_of(*parts: bytes, tag: int = SET) -> bytes:
    """A SET OF in its one right order (X.690 section 11.6)."""
    return shape(tag, *sorted(parts))


def integer(number: int) -> bytes:
    """A whole number, not negative."""
    return shape(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def parts(der: bytes, at: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int, int]]:
    """The values one after another from ``at``: (tag, start, start of the content, end).

    Raises ValueError for anything but definite lengths that fit, as DER wants it.
    """
    end = len(der) if end is None else end
    while at < end:
        tag, content = der[at], at + 2
        if content > end:
            raise ValueError("a value is cut off")
        size = der[at + 1]
        if size >= 0x80:
            width = size & 0x7F
            size = int.from_bytes(der[content : content + width], "big")
            content += width
            if not 1 <= width <= 4:
                raise ValueError("an indefinite or oversized length")
        if content + size > end or tag & 0x1F == 0x1F:
            raise ValueError("a value is cut off or has a long tag")
        yield tag, at, content, content + size
        at = content + size
