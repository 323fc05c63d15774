"""Join a digitised original and the certifier's page into one archival file, before the two signatures
are put on it.

Decree 45/2020/NĐ-CP, Article 10(3): the electronic image of the original and the statement form one
document, signed by the certifying officer and then by the agency. Joining rewrites the file, so only
unsigned scans can be joined.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime

import pikepdf
from pikepdf import pdfa

from hoso.law.text import Text
from hoso.press.compose import Composed
from hoso.press.errors import AlreadySigned, NotArchival, PressError, UnreadableFile
from hoso.press.zones import Zones, copy_mark_zone


@dataclass(frozen=True, slots=True)
class CertifiedCopy:
    """The joined file, not yet signed; ``zones`` say where the two signatures and the agency's copy
    mark go.
    """

    pdf: bytes
    pages: int
    zones: Zones


def _carries_signature(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    if int(form.get("/SigFlags", 0)) & 1:
        return True
    return any(
        isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Sig" and "/ByteRange" in item
        for item in pdf.objects
    )


def _opened(scan: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(io.BytesIO(scan))
    except (pikepdf.PdfError, pikepdf.PasswordError) as fault:
        raise UnreadableFile(str(fault)) from fault
    if pdf.is_encrypted:
        raise UnreadableFile("encrypted")
    if _carries_signature(pdf):
        raise AlreadySigned
    if not len(pdf.pages):
        raise UnreadableFile("no pages")
    return pdf


def _mark_zone(page: pikepdf.Page) -> Zones:
    if int(page.obj.get("/Rotate", 0)) % 360:
        raise PressError(
            Text(
                "Trang đầu của bản quét đang bị xoay. Hãy quét lại cho ngay ngắn.",
                "Page 1 of the scan is rotated.",
            )
        )
    x1, y1, x2, y2 = (float(edge) for edge in page.mediabox)
    zone = copy_mark_zone(x2 - x1, y2 - y1)
    return Zones(copy_mark=replace(zone, x1=zone.x1 + x1, x2=zone.x2 + x1, y1=zone.y1 + y1, y2=zone.y2 + y1))


def join(scan: bytes, statement: Composed, *, now: datetime) -> CertifiedCopy:
    """The scan followed by the certifier's page as PDF/A-2b (ISO 19005-2), checked after writing.

    ``scan`` is an unsigned PDF/A; ``statement`` a composed ``certification_page``; ``now`` the aware
    instant written into the file. The images of the scan are carried over untouched.

    Raises UnreadableFile (damaged, encrypted), AlreadySigned, and NotArchival with the validator's
    findings.
    """
    with _opened(scan) as pdf, pikepdf.open(io.BytesIO(statement.pdf)) as page:
        offset = len(pdf.pages)
        zones = _mark_zone(pdf.pages[0])
        pdf.pages.extend(page.pages)
        for joined in pdf.pages[offset:]:
            _without(joined.obj, "/StructParents", "/Tabs")  # the statement's structure tree stays behind
        _without(pdf.Root, "/StructTreeRoot", "/MarkInfo", "/Outlines", "/OpenAction", "/Names")
        out = io.BytesIO()
        try:
            pdfa.prepare(pdf, "2b")
            _date(pdf, now)
            pdfa.save(pdf, out, "2b", repair=False, deterministic_id=True)
        except pdfa.PdfaError as fault:
            raise NotArchival([str(finding) for finding in fault.report.findings]) from fault
        person, agency = statement.zones.person, statement.zones.agency
        return CertifiedCopy(
            out.getvalue(),
            len(pdf.pages),
            replace(
                zones,
                person=replace(person, page=person.page + offset) if person else None,
                agency=replace(agency, page=agency.page + offset) if agency else None,
            ),
        )


def _without(item: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in item:
            del item[key]


def _date(pdf: pikepdf.Pdf, now: datetime) -> None:
    """Put the given instant where the preparation wrote the machine's own."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as about:
        stamp = now.replace(microsecond=0).isoformat()
        about["xmp:MetadataDate"] = stamp
        about["xmp:ModifyDate"] = stamp
