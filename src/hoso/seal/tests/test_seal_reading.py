"""The quick way of reading gives what the engine gives."""

from __future__ import annotations

import io

import pytest
from pyhanko.pdf_utils.misc import PdfError

from hoso.seal.verdict.engine.quick_reading import _read_slowly, read_hexadecimal

MANY = b"<" + b"0123456789abcdefABCDEF" * 9000 + b">rest"


@pytest.mark.parametrize(
    "written",
    [
        b"<>x",
        b"<48>",
        b"<4>",
        b"<48 65\n6C 6c\x006f>tail",
        b"<FEFF00e9>",
        b"<48 %note\n65>",
        MANY,
        MANY[:-5] + b"a>",
    ],
)
def test_a_hexadecimal_string_reads_as_the_engine_reads_it(written: bytes) -> None:
    quick, slow = io.BytesIO(b"ab" + written), io.BytesIO(b"ab" + written)
    quick.seek(2)
    slow.seek(2)
    ours, theirs = read_hexadecimal(quick), _read_slowly(slow)
    assert (type(ours), ours, quick.tell()) == (type(theirs), theirs, slow.tell())


@pytest.mark.parametrize("written", [b"<48", b"<4g>", b"<48(65)>", b"", b"<"])
def test_damage_is_refused_as_the_engine_refuses_it(written: bytes) -> None:
    with pytest.raises(PdfError):
        _read_slowly(io.BytesIO(written))
    with pytest.raises(PdfError):
        read_hexadecimal(io.BytesIO(written))
