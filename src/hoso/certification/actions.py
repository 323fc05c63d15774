"""The verbs of the register: compare, certify, give out, lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid, NotFound, Refused
from hoso.base.words import refuse_unreadable
from hoso.catalogue.queries import paper_kinds
from hoso.certification.models import Certification, Comparison, GivenCopy, Register
from hoso.certification.queries import certification_numbered, comparison_of
from hoso.certification.records import ComparisonRecord, comparison_record, number_of
from hoso.certification.registers import COPIES, next_number
from hoso.law.copies import NotCertifiable, may_certify, may_lock
from hoso.law.roles import Relation
from hoso.law.text import Text
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor, require

NO_SUCH_BOOK = Text("Không có sổ của năm này.", "There is no book of this year.")
NO_SUCH_KIND = Text("Hãy chọn một loại giấy tờ trong danh sách.", "Choose a kind of paper from the list.")
NO_NAME = Text("Hãy ghi tên bản chính.", "Name the original.")


def note_comparison(
    agency_id: str,
    original: PaperRecord,
    *,
    name: str,
    number: str = "",
    issuer: str = "",
    kind: str = "",
    compared: Collection[int],
    grounds: Collection[NotCertifiable] = (),
    note: str = "",
    by: Actor,
    now: datetime,
) -> ComparisonRecord:
    """Keep what the certifier found when he held the original beside its image, in the caller's transaction.

    ``compared``: the pages he confirms, from 1. ``kind``: the kind of paper it is, so that the copy is found again
    for a slot that asks for such a paper. Raises ``Invalid`` without a name, or with a kind nobody knows.
    """
    require(by, "certification.certify", _agency(by, agency_id))
    refuse_unreadable([name, number, issuer, note])
    if not name.strip():
        raise Invalid(NO_NAME, {"name": NO_NAME})
    if kind and kind not in paper_kinds():
        raise Invalid(NO_SUCH_KIND, {"kind": NO_SUCH_KIND})
    pages = original.pages or 1
    row = Comparison.objects.create(
        original_id=original.id,
        original_name=name.strip()[:500],
        original_number=number.strip()[:120],
        original_issuer=issuer.strip()[:300],
        original_kind=kind,
        pages=pages,
        compared=sorted(page for page in set(compared) if 1 <= page <= pages),
        grounds=[ground.value for ground in NotCertifiable if ground in grounds],
        note=note.strip(),
        compared_by_id=by.account_id,
        compared_by_name=by.name,
        compared_at=now,
    )
    return comparison_record(row)


def certify(
    agency_id: str, original: PaperRecord, *, requested_by: str, dossier_code: str, by: Actor, now: datetime
) -> Certification:
    """Enter a certified copy into the agency's register of the year, in the caller's transaction.

    The original was shown, digitised at the counter, and compared by ``by`` page by page. Raises ``Refused``.
    """
    require(by, "certification.certify", _agency(by, agency_id))
    found = comparison_of(original.id)
    verdict = may_certify(
        original_shown=bool(original.digitised_by),
        comparing=found.for_law(by.account_id) if found else None,
        grounds=found.grounds if found else (),
    )
    if not verdict.ok:
        raise Refused(verdict)
    year = clock.civil_day(now).year
    return Certification.objects.create(
        agency_id=agency_id,
        book=COPIES,
        year=year,
        number=next_number(agency_id, COPIES, year),
        original_id=original.id,
        original_title=found.name if found else original.title,
        requested_by=requested_by,
        certified_by_id=by.account_id,
        certified_at=now,
        dossier_code=dossier_code,
    )


def give_out(
    agency_id: str,
    paper: PaperRecord,
    *,
    entry: Mapping[str, str] | None = None,
    requested_by: str,
    dossier_code: str,
    by: Actor,
    now: datetime,
) -> None:
    """Enter the sealed copy: the certified one under its number, the drawn one with its ``entry``.

    ``entry``: register, number, entered_on (ISO), agency of the original register (Decree 45/2020 Art 10).
    """
    require(by, "certification.give_out", _agency(by, agency_id))
    GivenCopy.objects.create(
        paper_id=paper.id,
        agency_id=agency_id,
        certification=None if entry else certification_numbered(agency_id, paper.number),
        entry=dict(entry or {}),
        requested_by=requested_by,
        dossier_code=dossier_code,
        given_at=now,
        given_by_name=by.name,
    )


@transaction.atomic
def lock(book: str, year: int, *, by: Actor) -> None:
    """Lock the actor's agency's book of a year that is over: it gives no more numbers."""
    require(by, "certification.lock", {Relation.AGENCY} if by.agency_id else set())
    row = Register.objects.select_for_update().filter(agency_id=by.agency_id, book=book, year=year).first()
    if row is None:
        raise NotFound(NO_SUCH_BOOK)
    now = clock.now()
    verdict = may_lock(year=year, today=clock.civil_day(now), locked=row.locked_at is not None)
    if not verdict.ok:
        raise Refused(verdict)
    Register.objects.filter(agency_id=by.agency_id, book=book, year=year).update(
        locked_at=now, locked_by_name=by.name
    )


def _agency(by: Actor, agency_id: str) -> set[Relation]:
    return {Relation.AGENCY} if by.agency_id == agency_id else set()


__all__ = ["certify", "give_out", "lock", "note_comparison", "number_of"]
