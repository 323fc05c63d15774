"""What a file is by its own bytes. Names and browser types are never believed."""

from __future__ import annotations

import re
import unicodedata

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The public test string of virus scanners (eicar.org); it is harmless and every scanner reports it."""
CMS_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
"""DER of the object identifier id-signedData (RFC 5652 section 5.1)."""

_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"{\\rtf", "rtf"),
    (b"-----BEGIN PKCS7", "p7s"),
    (b"-----BEGIN CMS", "p7s"),
)
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_EXTENSIONS = {
    "pdf": {"pdf"},
    "jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "png": {"png"},
    "tiff": {"tif", "tiff"},
    "webp": {"webp"},
    "heic": {"heic", "heif"},
    "xml": {"xml"},
    "p7s": {"p7s", "p7m", "p7b", "sig"},
}


def kind_of(data: bytes) -> str:
    """A short word for the kind, ``unknown`` when no signature fits."""
    for mark, kind in _AT_START:
        if data.startswith(mark):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in _HEIF_BRANDS else "video"
    if data[:1] == b"\x30" and CMS_SIGNED_DATA in data[:32]:
        return "p7s"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _kind_of_text(data)


def _kind_of_text(data: bytes) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.search(rb"<svg[\s>]", head):
        return "svg"
    if head.startswith(b"<!doctype html") or re.search(rb"<(html|script|body|iframe)[\s>]", head):
        return "html"
    if head.startswith((b"<?xml", b"<!doctype")) or re.match(rb"<[a-z_][\w.:-]*[\s/>]", head):
        return "xml"
    return "unknown"


def is_two_kinds(data: bytes, kind: str) -> bool:
    """True for a polyglot: a file that another program would open as something else.

    A PDF must begin with its header (up to 1024 bytes of junk are tolerated by viewers, so the junk is
    looked at), and nothing that starts an archive or a page of script may hide before or after it.
    """
    if kind != "pdf":
        return b"%PDF-" in data[:1024] or (kind in {"jpeg", "png", "webp"} and _zip_tail(data))
    before = data[: data.find(b"%PDF-")]
    script = re.search(rb"<(html|script|svg|!doctype)", before.lower()) is not None
    return script or any(before.startswith(mark) for mark, _ in _AT_START) or _zip_tail(data)


def _zip_tail(data: bytes) -> bool:
    """A ZIP directory near the end that really points at a local header inside the file."""
    tail = data[-66_000:]
    at = tail.rfind(b"PK\x05\x06")
    return at >= 0 and b"PK\x01\x02" in tail[:at] and b"PK\x03\x04" in data


def name_disagrees(name: str, kind: str) -> bool:
    """The extension promises another kind than the bytes hold (no extension promises nothing)."""
    stem, dot, extension = name.rpartition(".")
    return bool(stem and dot) and kind in _EXTENSIONS and extension.lower() not in _EXTENSIONS[kind]


def display_name(name: str, longest: int = 120) -> str:
    """A name that is safe to show: no path, no control or direction-changing characters, NFC, short.

    It is never used as a path; the extension survives shortening.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(
        letter for letter in last if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    kept = " ".join(kept.split()).lstrip(".") or "tep"
    if len(kept) <= longest:
        return kept
    stem, dot, extension = kept.rpartition(".")
    tail = dot + extension if dot and len(extension) <= 8 else ""
    return (stem if tail else kept)[: longest - len(tail) - 1] + "…" + tail
