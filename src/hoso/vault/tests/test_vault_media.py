"""Telling files apart by their bytes, and names made fit to be shown."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoso.vault import name_agrees, safe_name, sniff
from hoso.vault.names import LONGEST, NAMELESS

ZIPPED = io.BytesIO()
with zipfile.ZipFile(ZIPPED, "w") as _archive:
    _archive.writestr("a.txt", "a")

KNOWN = {
    "application/pdf": [b"%PDF-1.7\n%\xe2\xe3", b"junk before\n%PDF-1.4"],
    "image/jpeg": [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\xff\xd8\xff\xe1"],
    "image/png": [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"],
    "image/tiff": [b"II*\x00\x08\x00\x00\x00", b"MM\x00*\x00\x00\x00\x08", b"II+\x00\x08\x00"],
    "image/heic": [
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00heicmif1",
    ],
    "image/webp": [b"RIFF\x24\x00\x00\x00WEBPVP8 "],
    "application/zip": [ZIPPED.getvalue(), b"PK\x05\x06" + bytes(18)],
    "application/xml": [
        b'<?xml version="1.0"?><HoSo><head>1</head></HoSo>',
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><a/>",
        "\ufeff<?xml version='1.0'?><a/>".encode("utf-16-le"),
        b"<HoSo xmlns='urn:x'>",
    ],
    "image/svg+xml": [b"<svg xmlns='http://www.w3.org/2000/svg'>", b"<?xml version='1.0'?><svg/>"],
    "text/html": [
        b"<!DOCTYPE html><html>",
        b"\n\n<HTML>",
        b"<!-- x --><script>alert(1)</script>",
        b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'>",
        "\ufeff<html>".encode("utf-16-le"),
    ],
    "application/pkcs7-signature": [
        bytes.fromhex("308206b206092a864886f70d010702a08206a3"),
        bytes.fromhex("308006092a864886f70d010702a080"),
        bytes.fromhex("302006092a864886f70d010702"),
        b"-----BEGIN PKCS7-----\n",
    ],
    "application/vnd.microsoft.portable-executable": [b"MZ\x90\x00\x03", b"MZ\x90\x00 %PDF-1.7"],
    "application/x-elf": [b"\x7fELF\x02\x01\x01"],
    "text/x-script": [b"#!/bin/sh\n%PDF-1.7"],
    "application/x-ole-storage": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
}


@pytest.mark.parametrize(("kind", "head"), [(kind, head) for kind, heads in KNOWN.items() for head in heads])
def test_a_file_is_what_its_bytes_say(kind: str, head: bytes) -> None:
    media = sniff(head)
    assert media is not None
    assert media.type == kind
    assert media.label.vi
    assert media.label.en


@pytest.mark.parametrize(
    "head",
    [
        b"",
        bytes(100),
        b"hello",
        "Kính gửi".encode(),
        b"0\x80",
        b"0",
        b"0\x03\x02\x01\x05",
        b"RIFF1234AVI LIST",
        b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mp42isom",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avif",
        b" " * 2000 + b"%PDF-1.7",
        b"< 5 > 3",
    ],
)
def test_what_is_not_known_is_not_guessed(head: bytes) -> None:
    assert sniff(head) is None


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_fail(head: bytes) -> None:
    sniff(head)
    sniff(b"<" + head)
    sniff(b"\x00\x00\x00\xffftyp" + head)
    sniff(b"0" + head)


def test_a_program_named_pdf_is_told_apart() -> None:
    program, document = sniff(b"MZ\x90"), sniff(b"%PDF-1.7")
    assert program is not None
    assert document is not None
    assert program.active
    assert not name_agrees("giay-khai-sinh.pdf", program)
    assert name_agrees("Giấy khai sinh.PDF", document)
    assert not name_agrees("pdf", document)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Giấy khai sinh.pdf", "Giấy khai sinh.pdf"),
        (unicodedata.normalize("NFD", "Đơn đề nghị.pdf"), "Đơn đề nghị.pdf"),
        ("Số 12/QĐ-UBND.pdf", "Số 12-QĐ-UBND.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\fakepath\\anh.jpg", "anh.jpg"),
        ("a\x00b\r\nc\t d.pdf", "ab c d.pdf"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("\u2066a\u2069\ufeff\u200b.pdf", "a.pdf"),
        (".htaccess", "htaccess"),
        ("tep.pdf. . ", "tep.pdf"),
        ("", NAMELESS),
        ("///", NAMELESS),
        ("..", NAMELESS),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_names_are_made_fit_to_be_shown(given_name: str, shown: str) -> None:
    assert safe_name(given_name) == shown


def test_a_name_of_500_letters_keeps_its_extension() -> None:
    name = safe_name("ế" * 500 + ".PDF")
    assert len(name) == LONGEST
    assert name.endswith("ế.PDF")
    assert len(safe_name("x" * 500)) == LONGEST


@given(st.text(max_size=400))
@example("a" * 195 + " .pdf" * 3)
@example("e\u200b\u0301" * 150)
@example("q" + "\u0301" * 400)
@example("a. " * 100)
def test_every_name_becomes_one_short_clean_line_and_stays_so(name: str) -> None:
    shown = safe_name(name)
    assert 0 < len(shown) <= LONGEST
    assert not set(shown) & set("/\\\x00\n\r\u202e\u2066")
    assert shown == unicodedata.normalize("NFC", shown)
    assert safe_name(shown) == shown
    shown.encode()
