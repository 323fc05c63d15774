"""Whether a signed file is still PDF/A-2b: its base by an independent validator, its signatures by our list."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import pdfa

from hoso.seal.increment.lexer import NotUnderstood

from .delta import DeltaCheck
from .revisions import Revisions, covered_ends, revisions_of


def archival_faults(signed: bytes) -> list[str]:
    """What speaks against a signed file as PDF/A-2b (ISO 19005-2); an empty list means nothing does.

    Files that cannot be read have that as their fault; nothing is raised.
    """
    try:
        revisions = revisions_of(signed)
    except (NotUnderstood, IndexError) as finding:
        return [f"the revisions cannot be told apart: {finding}"]
    base = signed[: revisions.base]
    report = pdfa.validate_written(io.BytesIO(base), "2b")
    faults = [f"before the first signature: {finding}" for finding in report.findings]
    faults += _shape_faults(signed, revisions)
    try:
        with pikepdf.open(io.BytesIO(base)) as before, pikepdf.open(io.BytesIO(signed)) as after:
            faults += DeltaCheck(before, after).run(revisions.changed)
            if bytes(before.trailer.ID[0]) != bytes(after.trailer.ID[0]):  # 6.1.3
                faults.append("the first part of the file identifier changed")
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        faults.append(f"what was appended cannot be read: {error}")
    return faults


def _shape_faults(signed: bytes, revisions: Revisions) -> list[str]:
    faults = []
    if len(revisions.styles) > 1:
        faults.append("tables and streams of cross-references are mixed")  # 6.1.4
    if revisions.ends[-1] != len(signed):
        faults.append("something follows the last revision")  # 6.1.3
    for start, end, covered in covered_ends(signed):
        gap = signed[start:end]
        if not (gap.startswith(b"<") and gap.endswith(b">")) or len(gap) % 2:  # 6.1.6
            faults.append("a signature's container is not one even hexadecimal string")
        if covered not in revisions.ends:
            faults.append("a signature does not cover its revision to the end")
    return faults
