"""Certifying an electronic copy: the line in the register, with its number."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hoso.base import clock
from hoso.base.errors import Refused
from hoso.certification.models import Certification
from hoso.certification.registers import COPIES, next_number
from hoso.law.copies import may_certify
from hoso.law.roles import Relation
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor, require


def certify(
    agency_id: str, original: PaperRecord, *, requested_by: str, dossier_code: str, by: Actor, now: datetime
) -> Certification:
    """Enter a certified copy into the agency's register of the year, in the caller's transaction.

    The original was shown at the counter and compared: its image is the digitised paper. Raises ``Refused``.
    """
    require(by, "certification.certify", {Relation.AGENCY} if by.agency_id == agency_id else set())
    verdict = may_certify(original_shown=bool(original.digitised_by))
    if not verdict.ok:
        raise Refused(verdict)
    year = clock.civil_day(now).year
    return Certification.objects.create(
        agency_id=agency_id,
        book=COPIES,
        year=year,
        number=next_number(agency_id, COPIES, year),
        original_id=original.id,
        original_title=original.title,
        requested_by=requested_by,
        certified_by_id=by.account_id,
        certified_at=now,
        dossier_code=dossier_code,
    )


def number_of(certification: Certification) -> str:
    """The number as printed: ``15/2026-SCT/BS``."""
    return f"{certification.number}/{certification.year}-{certification.book}"


def certification_of(paper_id: UUID) -> Certification | None:
    """The line of the register for an original, the latest when there are several."""
    return Certification.objects.filter(original_id=paper_id).order_by("-certified_at").first()
