"""The quick way to append a signature: a handful of edits in a file that is fully understood."""

from __future__ import annotations

from datetime import datetime

from hoso.seal.appearance import Appearance, drawn
from hoso.seal.zones import Placed, Zone

from .careful import no_such_page
from .fields import add_field
from .lexer import Reference, text_string, written
from .reading import PdfReading
from .said import SignatureText
from .writing import Increment, named, stream

_RANGE_WIDTH = 44


def append(
    pdf: bytes,
    text: SignatureText,
    container_size: int,
    zone: Zone | None,
    appearance: Appearance | None,
) -> tuple[bytes, int, int]:
    """(the bytes to append, start of the gap in them, its end). Raises NotUnderstood when this file needs
    the careful way, CannotSign when the page for the block is missing, StampDoesNotFit.
    """
    reading = PdfReading(pdf)
    increment = Increment(reading)
    try:
        page = reading.page(zone.page if zone is not None and appearance is not None else 0)
    except IndexError as error:
        raise no_such_page() from error
    field = increment.reserve()
    add_field(increment, page, text.field_name, field)
    entries = {
        b"/Type": b"/Annot",
        b"/Subtype": b"/Widget",
        b"/FT": b"/Sig",
        b"/T": text_string(text.field_name),
        b"/F": b"132",  # to be printed, and locked (ISO 19005-2, 6.3.2)
        b"/Rect": b"[0 0 0 0]",
        b"/P": named(page.reference),
    }
    if zone is not None and appearance is not None:
        entries |= _look(increment, zone.placed(page.visible_box, page.rotation), appearance)
    signature = increment.add(b"")
    increment.put(field, written({**entries, b"/V": named(signature)}))
    return _with_range(increment, signature, text, container_size)


def _look(increment: Increment, placed: Placed, appearance: Appearance) -> dict[bytes, bytes]:
    def add(entries: dict[bytes, bytes], content: bytes | None) -> bytes:
        return named(increment.add(written(entries) if content is None else stream(entries, content)))

    form = drawn(appearance, placed).embed(add)
    edges = b" ".join(b"%.2f" % edge for edge in placed.box)
    return {b"/Rect": b"[" + edges + b"]", b"/AP": b"<</N " + form + b">>"}


def _with_range(
    increment: Increment, signature: Reference, text: SignatureText, container_size: int
) -> tuple[bytes, int, int]:
    """The signature dictionary begins with its gap; the byte range behind it has a fixed width, so that it
    can be filled in once all lengths are known.
    """
    opening = b"<</Contents <"
    rest = {b"/ByteRange": b" " * _RANGE_WIDTH, **_said(text)}
    gap = b"0" * (2 * container_size)
    increment.put(signature, opening + gap + b">\n" + written(rest)[2:])
    delta, starts = increment.written()
    base = len(increment.reading.data)
    start = starts[signature] + len(opening) - 1
    end = start + 2 + 2 * container_size
    numbers = b"[0 %d %d %d]" % (base + start, base + end, len(delta) - end)
    at = end + 1 + len(b"/ByteRange ")
    return delta[:at] + numbers.ljust(_RANGE_WIDTH) + delta[at + _RANGE_WIDTH :], start, end


def _said(text: SignatureText) -> dict[bytes, bytes]:
    if text.is_timestamp:
        return {b"/Type": b"/DocTimeStamp", b"/Filter": b"/Adobe.PPKLite", b"/SubFilter": b"/ETSI.RFC3161"}
    said = {
        b"/Type": b"/Sig",
        b"/Filter": b"/Adobe.PPKLite",
        b"/SubFilter": b"/ETSI.CAdES.detached",
        b"/M": _date(text.signed_at),
    }
    spoken = {b"/Name": text.name, b"/Location": text.location, b"/Reason": text.reason}
    return said | {key: text_string(content) for key, content in spoken.items() if content}


def _date(instant: datetime) -> bytes:
    """A date as PDF writes it (ISO 32000-1, 7.9.4)."""
    offset = instant.strftime("%z")
    zone = "Z" if offset in ("", "+0000") else f"{offset[:3]}'{offset[3:5]}'"
    return f"(D:{instant:%Y%m%d%H%M%S}{zone})".encode()
