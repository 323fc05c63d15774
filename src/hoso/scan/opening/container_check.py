"""Checks of archives, office documents, XML and detached signatures."""

from __future__ import annotations

import io
import re
import xml.parsers.expat
import zipfile
from typing import Any

from asn1crypto import cms, pem

from hoso.scan.opening.refusal import Refusal

MOST_UNPACKED = 200 * 1024**2
MOST_RATIO = 150
MOST_ENTRIES = 5000
DEEPEST_XML = 200


def check_zip(data: bytes) -> dict[str, Any]:
    """An archive is never taken; the refusal says what is wrong with this one. Always raises ``Refusal``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise Refusal("damaged") from error
    names = [entry.filename for entry in entries]
    if any(_leads_outside(name) for name in names):
        raise Refusal("zip_slip")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(data), 1) or len(entries) > MOST_ENTRIES:
        raise Refusal("zip_bomb")
    if any(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith("Basic/")
        for name in names
    ):
        raise Refusal("macro")
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Refusal("office_document")
    raise Refusal("archive")


def _leads_outside(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return (
        name.startswith(("/", "\\")) or ".." in parts or bool(re.match(r"[A-Za-z]:", name)) or "\x00" in name
    )


def check_xml(data: bytes) -> dict[str, Any]:
    """Well-formed, not too deep, no DOCTYPE, no entities (they read files and swell). Raises ``Refusal``."""
    parser = xml.parsers.expat.ParserCreate()
    depth = 0

    def opened(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_XML or name.rpartition(":")[2].lower() in {"svg", "html", "script"}:
            raise Refusal("web_page" if depth <= DEEPEST_XML else "damaged")

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def forbidden(*_: object) -> None:
        raise Refusal("unsafe_xml")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = forbidden
    parser.EntityDeclHandler = forbidden
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the C function takes it by place
    except xml.parsers.expat.ExpatError as error:
        raise Refusal("damaged") from error
    return {"signed": b"http://www.w3.org/2000/09/xmldsig#" in data}


def check_cms(data: bytes) -> dict[str, Any]:
    """A CMS SignedData container (RFC 5652): it is a signature by nature. Raises ``Refusal``."""
    try:
        der = pem.unarmor(data)[2] if data.startswith(b"-----") else data
        content = cms.ContentInfo.load(der)
        signers = len(content["content"]["signer_infos"])
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal("damaged") from error
    if content["content_type"].native != "signed_data":
        raise Refusal("unknown_type")
    return {"signed": signers > 0}
