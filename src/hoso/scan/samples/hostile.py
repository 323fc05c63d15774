"""Hostile and broken files, harmless where they lie, each with the verdict it must get.

Only ``HOSTILE`` is meant for use: a table of name, expected code and a function that makes the bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from hoso.scan.opening.kinds import EICAR
from hoso.scan.samples.hostile_pdf import PDF_CASES, plain_pdf


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: the name it claims, what the gate must answer, and how to make it."""

    name: str
    code: str
    make: Callable[[], bytes]
    active: tuple[str, ...] = ()
    """Active content that must be reported when the file is accepted."""


def _picture(kind: str = "PNG", size: tuple[int, int] = (400, 560), **options: int) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(stream, kind, **options)
    return stream.getvalue()


def _png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size its few bytes of rows cannot fill."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _zip(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, body in entries.items():
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return stream.getvalue()


def _office(*, macro: bool) -> bytes:
    entries = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    return _zip({**entries, "word/vbaProject.bin": b"\xd0\xcf"} if macro else entries)


def _program() -> bytes:
    return b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode.\r\n" + b"\x00" * 400


def _jpeg_then_zip() -> bytes:
    return _picture("JPEG") + _zip({"run.js": b"alert(1)"})


def _animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue", "green")]
    stream = io.BytesIO()
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=100)
    return stream.getvalue()


def _tiff_of(pages: int) -> bytes:
    """One small page whose directory is written again and again: every page shows the same picture."""
    stream = io.BytesIO()
    Image.new("L", (210, 297), 255).save(stream, "TIFF", compression="tiff_deflate")
    data = bytearray(stream.getvalue())
    data += b"\x00" * (len(data) % 2)
    last, directory = _directory(data)
    for _ in range(pages - 1):
        struct.pack_into("<I", data, last, len(data))
        last = len(data) + len(directory) - 4
        data += directory
    return bytes(data)


def _directory(data: bytearray) -> tuple[int, bytes]:
    """Where the first directory's pointer to the next one stands, and the directory's bytes."""
    first = struct.unpack_from("<I", data, 4)[0]
    end = first + 2 + 12 * struct.unpack_from("<H", data, first)[0]
    return end, bytes(data[first : end + 4])


def _tiff_loop() -> bytes:
    """A TIFF whose directory names itself as the next one: without end for a careless reader."""
    data = bytearray(_tiff_of(1))
    struct.pack_into("<I", data, _directory(data)[0], struct.unpack_from("<I", data, 4)[0])
    return bytes(data)


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)).encode()

FILE_CASES: tuple[Hostile, ...] = (
    Hostile("rong.pdf", "empty", lambda: b""),
    Hostile("toan-so-khong.pdf", "empty", lambda: b"\x00" * 50_000),
    Hostile("khoang-trang.pdf", "empty", lambda: b" \r\n\t" * 50),
    Hostile("don.exe.pdf", "program", _program),
    Hostile("linux.pdf", "program", lambda: b"\x7fELF" + b"\x01" * 500),
    Hostile("lenh.jpg", "program", lambda: b"#!/bin/sh\necho xin chao\n"),
    Hostile("trang.pdf", "web_page", lambda: b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    Hostile("trang-2.pdf", "web_page", lambda: b"\xef\xbb\xbf\n <HTML><body onload=x></body></HTML>"),
    Hostile(
        "hinh.svg", "web_page", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    ),
    Hostile(
        "hinh.png", "web_page", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
    ),
    Hostile("hai-loai.pdf", "two_kinds", lambda: b"GIF89a" + b"\x00" * 20 + plain_pdf()),
    Hostile("hai-loai-2.pdf", "two_kinds", lambda: plain_pdf() + _zip({"a.js": b"alert(1)"})),
    Hostile("hai-loai-3.pdf", "two_kinds", lambda: b"<html><script>1</script>\n" + plain_pdf()),
    Hostile("anh-nen.jpg", "two_kinds", _jpeg_then_zip),
    Hostile("eicar.com", "virus", lambda: EICAR),
    Hostile("eicar.pdf", "virus", lambda: plain_pdf() + b"\n" + EICAR),
    Hostile("vo-nghia.pdf", "unknown_type", lambda: bytes(range(1, 255)) * 40),
    Hostile("phim.heic", "unknown_type", lambda: b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 200),
    Hostile("dien-thoai.heic", "picture_format", lambda: b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200),
    Hostile("dong.gif", "picture_format", lambda: _animated("GIF")),
    Hostile("dong.webp", "animated", lambda: _animated("WEBP")),
    Hostile("dong.png", "animated", lambda: _animated("PNG")),
    Hostile("khong-lo.png", "picture_too_large", lambda: _png_claiming(60_000, 60_000)),
    Hostile("noi-doi.png", "truncated", lambda: _png_claiming(3000, 3000)),
    Hostile("mot-diem.png", "picture_too_small", lambda: _picture(size=(1, 1))),
    Hostile("dai.png", "picture_too_small", lambda: _picture(size=(5000, 3))),
    Hostile("cut.jpg", "truncated", lambda: _picture("JPEG")[:9000]),
    Hostile("cut.png", "truncated", lambda: _picture("PNG")[:-3000]),
    Hostile("hong.tif", "damaged", lambda: b"II*\x00\xff\xff\xff\x7f" + b"\x00" * 300),
    Hostile("nhieu-trang.tif", "too_many_pages", lambda: _tiff_of(1100)),
    Hostile("vong.tif", "ok", _tiff_loop),
    Hostile("bom.zip", "zip_bomb", lambda: _zip({"a": b"\x00" * 60_000_000})),
    Hostile("thoat.zip", "zip_slip", lambda: _zip({"../../etc/cron.d/a": b"x"})),
    Hostile("thoat-2.zip", "zip_slip", lambda: _zip({"C:\\Windows\\a.dll": b"x"})),
    Hostile("nen.zip", "archive", lambda: _zip({"don.pdf": plain_pdf()})),
    Hostile("nen.pdf", "archive", lambda: b"7z\xbc\xaf\x27\x1c" + b"\x00" * 100),
    Hostile("hong.zip", "damaged", lambda: b"PK\x03\x04" + b"\x07" * 300),
    Hostile("macro.docm", "macro", lambda: _office(macro=True)),
    Hostile("macro.docx", "macro", lambda: _office(macro=True)),
    Hostile("don.docx", "office_document", lambda: _office(macro=False)),
    Hostile("cu.doc", "office_document", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    Hostile(
        "cuoi.xml",
        "unsafe_xml",
        lambda: b"<?xml version='1.0'?><!DOCTYPE l [" + _LAUGHS + b"]><l>&l11;</l>",
    ),
    Hostile(
        "doc.xml", "unsafe_xml", lambda: b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"
    ),
    Hostile("sau.xml", "damaged", lambda: b"<a>" * 100_000 + b"</a>" * 100_000),
    Hostile("ho.xml", "damaged", lambda: b"<don><ten>Lan</don>"),
    Hostile("chu-ky.p7s", "damaged", lambda: bytes.fromhex("308006092a864886f70d010702a080") + b"\x99" * 80),
)

HOSTILE: tuple[Hostile, ...] = FILE_CASES + tuple(
    Hostile(name, code, make, active) for name, code, make, active in PDF_CASES
)
