"""Streams of a PDF that would swell: measured step by step, never unpacked whole."""

from __future__ import annotations

import zlib

import pikepdf

from hoso.scan.opening.picture_check import MOST_PIXELS
from hoso.scan.opening.refusal import Refusal

MOST_DECODED = 96 * 1024**2
"""Bytes that one stream other than a picture may unpack to."""
MOST_IN_ALL = 600 * 1024**2
"""Bytes that all such streams of one file may unpack to."""
SUSPECT = 64 * 1024
"""Once compressed bytes below this cannot reach ``MOST_DECODED`` (deflate gains at most 1:1032)."""
_STEP = 1024**2
_FLATE = {"/FlateDecode", "/Fl"}


def check_streams(pdf: pikepdf.Pdf) -> None:
    """Raises ``Refusal`` for a picture of too many pixels or a stream that unpacks to too much."""
    total = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == pikepdf.Name.Image:
            _check_image(thing)
        elif len(_filters(thing)) > 1 or int(thing.get("/Length", SUSPECT)) >= SUSPECT:
            total += decoded_size(thing, MOST_DECODED)
            if total > MOST_IN_ALL:
                raise Refusal("swells")


def _check_image(image: pikepdf.Stream) -> None:
    try:
        width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    except (TypeError, ValueError) as error:
        raise Refusal("damaged") from error
    if width < 0 or height < 0 or width * height > MOST_PIXELS:
        raise Refusal("picture_too_large", width=width, height=height)


def decoded_size(stream: pikepdf.Stream, limit: int) -> int:
    """Bytes the stream unpacks to, following deflate filters. Raises ``Refusal`` beyond the limit."""
    data = stream.read_raw_bytes()
    filters = _filters(stream)
    while filters and filters[0] in _FLATE:
        size, data = _inflate(data, limit, keep=len(filters) > 1)
        if len(filters) == 1:
            return size
        filters = filters[1:]
    return len(data)


def beginning_of(stream: pikepdf.Stream, size: int) -> bytes:
    """The first bytes of the unpacked stream, as far as deflate alone packs it."""
    data = stream.read_raw_bytes()
    filters = _filters(stream)
    if filters and filters[0] in _FLATE:
        try:
            return zlib.decompressobj().decompress(data, size)
        except zlib.error:
            return b""
    return data[:size]


def _filters(stream: pikepdf.Stream) -> list[str]:
    filters = stream.get("/Filter")
    if filters is None:
        return []
    return [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]


def _inflate(data: bytes, limit: int, *, keep: bool) -> tuple[int, bytes]:
    engine = zlib.decompressobj()
    size, kept = 0, bytearray()
    try:
        piece = engine.decompress(data, _STEP)
        while piece:
            size += len(piece)
            if size > limit:
                raise Refusal("swells")
            if keep:
                kept += piece
            piece = engine.decompress(engine.unconsumed_tail, _STEP)
    except zlib.error:
        pass  # viewers show what came before the fault; its size is what counts here
    return size, bytes(kept)
