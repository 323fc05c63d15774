"""What kind of file this is, by its bytes and never by its name."""

from __future__ import annotations

import base64
import binascii
from typing import Literal

from asn1crypto import pem

Kind = Literal["pdf", "cms", "xml", "asic", "other"]
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_ARMOUR = (b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----")
_MARKS_OF_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")


def kind_of(data: bytes) -> Kind:
    """The kind of a file. ``other`` is everything whose signatures nobody here can read."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "asic"
    if data.lstrip()[:4].startswith(_MARKS_OF_XML):
        return "xml"
    return "cms" if _SIGNED_DATA in der_of(data)[:48] else "other"


def der_of(data: bytes) -> bytes:
    """The DER of a CMS file that may come armoured (PEM) or as bare base64; other bytes come back as they are."""
    try:
        if data.lstrip().startswith(_ARMOUR):
            return bytes(pem.unarmor(data.lstrip())[2])
        if data[:2] == b"MI" and data[:4000].isascii():
            return base64.b64decode(b"".join(data.split()), validate=True)
    except (ValueError, binascii.Error):
        return data
    return data
