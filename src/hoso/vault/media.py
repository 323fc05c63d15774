"""What kind of file it is, by its own bytes. The name and what the sender says are never believed.

Only the first bytes are looked at, to answer before anything is parsed: a match is what the file claims to
be, not that it is sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hoso.law.text import Text
from hoso.vault.names import extension

ENOUGH = 4096
"""Bytes from the beginning that ``sniff`` looks at."""


@dataclass(frozen=True, slots=True)
class Media:
    """A kind of file: media type, usual extensions, a name for people, whether opening it can run code."""

    type: str
    extensions: tuple[str, ...]
    label: Text
    active: bool = False


PDF = Media("application/pdf", ("pdf",), Text("tệp PDF", "a PDF file"))
JPEG = Media("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), Text("ảnh JPEG", "a JPEG picture"))
PNG = Media("image/png", ("png",), Text("ảnh PNG", "a PNG picture"))
TIFF = Media("image/tiff", ("tif", "tiff"), Text("ảnh TIFF", "a TIFF picture"))
HEIC = Media("image/heic", ("heic", "heif"), Text("ảnh HEIC", "a HEIC picture"))
WEBP = Media("image/webp", ("webp",), Text("ảnh WebP", "a WebP picture"))
GIF = Media("image/gif", ("gif",), Text("ảnh GIF", "a GIF picture"))
ZIP = Media(
    "application/zip",
    ("zip", "docx", "xlsx", "pptx", "odt", "ods", "asice", "asics"),
    Text("tệp nén ZIP", "a ZIP archive"),
)
XML = Media("application/xml", ("xml", "xsd", "xsl"), Text("tệp XML", "an XML file"))
SVG = Media("image/svg+xml", ("svg",), Text("ảnh SVG", "an SVG picture"), active=True)
HTML = Media("text/html", ("html", "htm", "xhtml"), Text("trang HTML", "an HTML page"), active=True)
P7S = Media(
    "application/pkcs7-signature",
    ("p7s", "p7m", "p7b", "p7c", "tst"),
    Text("tệp chữ ký số", "a signature file"),
)
EXE = Media(
    "application/vnd.microsoft.portable-executable",
    ("exe", "dll", "scr", "com", "sys"),
    Text("chương trình chạy được", "a program"),
    active=True,
)
ELF = Media(
    "application/x-elf", ("elf", "so", "bin"), Text("chương trình chạy được", "a program"), active=True
)
SCRIPT = Media("text/x-script", ("sh", "py", "pl"), Text("tệp lệnh", "a script"), active=True)
OLE = Media(
    "application/x-ole-storage",
    ("doc", "xls", "ppt", "msi"),
    Text("tệp Office cũ", "an old Office file"),
    active=True,
)

_BEGINNINGS: tuple[tuple[bytes, Media], ...] = (
    (b"MZ", EXE),
    (b"\x7fELF", ELF),
    (b"#!", SCRIPT),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"-----BEGIN PKCS7-----", P7S),
    (b"-----BEGIN CMS-----", P7S),
    (b"%PDF-", PDF),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
"""The object identifier 1.2.840.113549.1.7.2 of signed data (RFC 5652 §5.1)."""

_PAGE_TAGS = ("<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<meta", "<title")
_PROLOGUE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"<!doctype\s|<[a-z_][\w:.-]*[\s>/]")
_XHTML = "http://www.w3.org/1999/xhtml"


def sniff(head: bytes) -> Media | None:
    """The kind of a file from its first bytes (``ENOUGH`` of them), or None when it is none known here."""
    head = head[:ENOUGH]
    for beginning, media in _BEGINNINGS:
        if head.startswith(beginning):
            return media
    return next((found for look in _LOOKS if (found := look(head))), None)


def name_agrees(name: str, media: Media) -> bool:
    """Whether the extension of the name is usual for that kind; a program called .pdf is told apart."""
    return extension(name) in media.extensions


def _boxed(head: bytes) -> Media | None:
    """RIFF and ISO base media files, which name their kind at byte 8 (ISO/IEC 14496-12 §4.3)."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] != b"ftyp":
        return None
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, length, 4)}
    return HEIC if brands & _HEIC_BRANDS and head[8:12] != b"avif" else None


def _signature(head: bytes) -> Media | None:
    """DER or BER signed data: a SEQUENCE whose first member is the identifier (RFC 5652 §3)."""
    if head[:1] != b"\x30" or len(head) < 2:
        return None
    after_length = 2 + (head[1] & 0x7F if head[1] > 0x80 else 0)
    return P7S if head[after_length:].startswith(_SIGNED_DATA) else None


def _marked_up(head: bytes) -> Media | None:
    text = _decoded(head).lower()
    start = 0
    while found := _PROLOGUE.match(text, start):
        start = found.end()
    body = text[start:]
    if body.startswith(_PAGE_TAGS) or (body.startswith("<") and _XHTML in text):
        return HTML
    if body.startswith(("<svg", "<!doctype svg")):
        return SVG
    return XML if text.lstrip().startswith("<?xml") or _ELEMENT.match(body) else None


def _late_pdf(head: bytes) -> Media | None:
    """Readers look for the header in the first 1,024 bytes (PDF Reference 1.7, Appendix H.3, note 13)."""
    return PDF if b"%PDF-" in head[:1024] else None


def _decoded(head: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="replace")
    return head.decode("latin-1")


_LOOKS: tuple[Callable[[bytes], Media | None], ...] = (_boxed, _signature, _marked_up, _late_pdf)
