"""ASiC-S and ASiC-E containers (ETSI EN 319 162-1): a careful zip, signatures in META-INF, and what they cover."""

from __future__ import annotations

import base64
import io
import re
import stat
import zipfile
import zlib
from datetime import datetime
from urllib.parse import unquote

from lxml import etree

from hoso.seal.trust import TrustStore
from hoso.seal.verdict.expectation import Expectation
from hoso.seal.verdict.report import Report

from . import cms_file, xml_file
from .judging import Signed, report_of
from .wording import refused, undecided
from .xml_gate import DS, Forbidden, parsed, references_of, signatures_of
from .xml_signature import digest_by

_MOST_ENTRIES, _MOST_BYTES, _LARGEST_RATIO = 1000, 256 * 1024 * 1024, 200
_XML_SIGNATURES = re.compile(r"META-INF/[^/]*signatures[^/]*\.xml", re.IGNORECASE)
_CMS_SIGNATURES = re.compile(r"META-INF/[^/]*signature[^/]*\.p7s", re.IGNORECASE)
_MANIFEST = re.compile(r"META-INF/[^/]*ASiCManifest[^/]*\.xml", re.IGNORECASE)
_ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def examine_asic(
    name: str,
    data: bytes,
    content: bytes | None,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
) -> Report:
    """The report on a container; a zip without signatures of this kind is ``unsupported-format``."""
    try:
        files = opened(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        return refused(name, "DAMAGED", trust, now, str(error)[:200])
    except Forbidden as finding:
        return refused(name, finding.code, trust, now, str(finding))
    signing = _signing(files)
    kind = files.get("mimetype", b"")
    if kind.startswith(_OPEN_DOCUMENT) or (not signing and b"asic" not in kind):
        return undecided(name, "unsupported-format", trust, now)
    try:
        found, covered = signatures_of_container(files)
    except Forbidden as finding:
        return refused(name, finding.code, trust, now, str(finding))
    except etree.XMLSyntaxError as error:
        return refused(name, "FORMAT_FAILURE", trust, now, str(error)[:200])
    bare = sorted(data_files(files) - covered)
    hidden = f"file {bare[0][:80]}" if bare and any(one.code is None for one in found) else None
    return report_of(name, found, hidden, trust, now, expect)


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a zip by name. Raises Forbidden for whatever an honest container never holds."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise Forbidden("CONTAINER_UNSAFE", f"{len(entries)} entries")
        left = _MOST_BYTES
        folded: set[str] = set()
        for entry in entries:
            _safe(entry, folded)
            if entry.is_dir():
                continue
            with archive.open(entry) as stream:
                held = stream.read(left + 1)
            left -= len(held)
            if left < 0 or (len(held) > 1024**2 and len(held) > _LARGEST_RATIO * max(entry.compress_size, 1)):
                raise Forbidden("CONTAINER_UNSAFE", f"{entry.filename[:80]} unpacks too far")
            files[entry.filename] = held
    return files


def _safe(entry: zipfile.ZipInfo, folded: set[str]) -> None:
    name, kind = entry.filename, entry.external_attr >> 16
    parts = name.split("/")
    odd = not name or name.startswith("/") or "\\" in name or ":" in parts[0] or ".." in parts or "." in parts
    if odd or "\0" in entry.orig_filename or any(ord(letter) < 32 for letter in name):
        raise Forbidden("CONTAINER_UNSAFE", f"path {name[:80]!r}")
    if name.casefold() in folded:
        raise Forbidden("CONTAINER_UNSAFE", f"two entries are called {name[:80]!r}")
    if entry.flag_bits & 1:
        raise Forbidden("CONTAINER_UNSAFE", "encrypted entry")
    if stat.S_ISLNK(kind):
        raise Forbidden("CONTAINER_UNSAFE", f"link {name[:80]!r}")
    folded.add(name.casefold())


def _signing(files: dict[str, bytes]) -> list[str]:
    return [one for one in files if _XML_SIGNATURES.fullmatch(one) or _CMS_SIGNATURES.fullmatch(one)]


def data_files(files: dict[str, bytes]) -> set[str]:
    """What people read: everything but the type and META-INF."""
    return {name for name in files if name != "mimetype" and not name.startswith("META-INF/")}


def signatures_of_container(files: dict[str, bytes]) -> tuple[list[Signed], set[str]]:
    """Every signature of a container, and the files that intact ones cover. Raises Forbidden."""
    signing = _signing(files)
    found: list[Signed] = []
    covered: set[str] = set()
    for place in sorted(signing):
        read = _xml if place.lower().endswith(".xml") else _cms
        made, names = read(files, place)
        found += made
        covered |= names
    return found, covered


def _xml(files: dict[str, bytes], place: str) -> tuple[list[Signed], set[str]]:
    root = parsed(files[place])
    found, _ = xml_file.signatures_in(root, lambda uri: files.get(_path(uri)), f"{place}#")
    covered: set[str] = set()
    for held, signature in zip(found, signatures_of(root), strict=True):
        if held.code is None:
            covered |= {_path(one.uri) for one in references_of(root, signature) if one.element is None}
    return found, covered


def _cms(files: dict[str, bytes], place: str) -> tuple[list[Signed], set[str]]:
    """A CMS signs the one data file (ASiC-S) or the manifest that points to it (ASiC-E)."""
    manifest = next(
        (name for name in files if _MANIFEST.fullmatch(name) and _signed_by(files[name], place)), None
    )
    names = data_files(files)
    over = manifest or (next(iter(names)) if len(names) == 1 else None)
    try:
        found = cms_file.signatures_in(files[place], files[over] if over else None, place)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Forbidden("FORMAT_FAILURE", f"{place}: {error!r}"[:200]) from error
    if over is None or any(one.code for one in found):
        return found, set()
    if manifest is None:
        return found, {over}
    listed = _listed(files[manifest])
    wrong = [name for name, method, value in listed if digest_by(method, files.get(name, b"")) != value]
    if wrong:
        return [Signed(one.name, "HASH_FAILURE", one.certificate, one.others) for one in found], set()
    return found, {name for name, _, _ in listed}


def _signed_by(manifest: bytes, place: str) -> bool:
    reference = parsed(manifest).find(_ASIC + "SigReference")
    return reference is not None and _path(reference.get("URI", "")) == place


def _listed(manifest: bytes) -> list[tuple[str, str, bytes]]:
    """(file, digest method, digest) of every entry."""
    rows = []
    for node in parsed(manifest).iterfind(_ASIC + "DataObjectReference"):
        method, value = node.find(DS + "DigestMethod"), node.find(DS + "DigestValue")
        if method is None or value is None:
            raise Forbidden("FORMAT_FAILURE", "manifest entry without digest")
        rows.append(
            (_path(node.get("URI", "")), method.get("Algorithm", ""), base64.b64decode(value.text or ""))
        )
    return rows


def _path(uri: str) -> str:
    return unquote(uri).removeprefix("./").removeprefix("/")
