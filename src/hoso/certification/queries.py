"""Reads of the register: its lines, the copies given out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hoso.certification.models import Certification, Comparison, GivenCopy, Register
from hoso.certification.records import (
    ComparisonRecord,
    CopyRecord,
    RegisterLine,
    comparison_record,
    copy_record,
    entry_words,
    number_of,
)
from hoso.certification.registers import COPIES
from hoso.law.roles import Relation
from hoso.parties.actors import Actor, require

DRAWN = "BS/SG"
"""How the page names the copies drawn from an original register; they bear the numbers of results."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Book:
    """The book of a year: how many numbers it gave, and whether it is locked."""

    book: str
    year: int
    last: int
    locked_at: datetime | None
    locked_by: str


def comparison_of(original_id: UUID) -> ComparisonRecord | None:
    """The latest comparison of an original."""
    row = Comparison.objects.filter(original_id=original_id).order_by("-compared_at").first()
    return comparison_record(row) if row else None


def certification_of(paper_id: UUID) -> Certification | None:
    """The line of the register for an original, the latest when there are several."""
    return Certification.objects.filter(original_id=paper_id).order_by("-certified_at").first()


def certification_numbered(agency_id: str, number: str) -> Certification | None:
    """The line with a printed number, ``15/2026-SCT/BS``."""
    serial, _, rest = number.partition("/")
    year, _, book = rest.partition("-")
    if not (serial.isdigit() and year.isdigit() and book):
        return None
    return Certification.objects.filter(
        agency_id=agency_id, book=book, year=int(year), number=int(serial)
    ).first()


def kind_of_copy(agency_id: str, number: str) -> str:
    """The kind of paper a certified copy stands for, as its certifier noted it; empty when it is none of them."""
    line = certification_numbered(agency_id, number)
    found = comparison_of(line.original_id) if line else None
    return found.kind if found else ""


def copy_under(sha256: str) -> CopyRecord | None:
    """The copy we gave out that has exactly these bytes, in whosever hands it is now."""
    row = _copies().filter(paper__sha256=sha256).order_by("-given_at").first()
    return copy_record(row) if row else None


def books(book: str, *, by: Actor) -> tuple[Book, ...]:
    """The books of the actor's agency, the newest year first."""
    require(by, "certification.read", {Relation.AGENCY})
    if book == DRAWN:
        years = GivenCopy.objects.filter(agency_id=by.agency_id, certification=None).dates("given_at", "year")
        return tuple(Book(DRAWN, day.year, 0, None, "") for day in reversed(years))
    rows = Register.objects.filter(agency_id=by.agency_id, book=book).order_by("-year")
    return tuple(Book(row.book, row.year, row.last, row.locked_at, row.locked_by_name) for row in rows)


def register(
    book: str, year: int, *, by: Actor, text: str = "", most: int | None = _MOST
) -> tuple[RegisterLine, ...]:
    """The lines of a book of the actor's agency in order, the newest first; ``text`` narrows them."""
    require(by, "certification.read", {Relation.AGENCY})
    words = text.strip()
    return _drawn(by, year, words, most) if book == DRAWN else _certified(by, book, year, words, most)


def _certified(by: Actor, book: str, year: int, words: str, most: int | None) -> tuple[RegisterLine, ...]:
    rows = Certification.objects.filter(agency_id=by.agency_id, book=book or COPIES, year=year)
    if words:
        looked = Q(original_title__icontains=words) | Q(requested_by__icontains=words)
        looked |= Q(dossier_code__icontains=words)
        number = words.partition("/")[0]
        rows = rows.filter(looked | Q(number=int(number)) if number.isdigit() else looked)
    found = list(rows.select_related("certified_by").order_by("-number")[:most])
    copies = {
        row.certification_id: copy_record(row)
        for row in _copies().filter(certification_id__in=[one.id for one in found])
    }
    numbers = {
        row.original_id: row.original_number
        for row in Comparison.objects.filter(original_id__in=[one.original_id for one in found]).order_by(
            "compared_at"
        )
    }
    return tuple(
        RegisterLine(
            number=number_of(row),
            at=row.certified_at,
            requested_by=row.requested_by,
            title=row.original_title,
            original_number=numbers.get(row.original_id, ""),
            certifier=row.certified_by.display_name,
            dossier_code=row.dossier_code,
            entry="",
            copy=copies.get(row.id),
        )
        for row in found
    )


def _drawn(by: Actor, year: int, words: str, most: int | None) -> tuple[RegisterLine, ...]:
    rows = _copies().filter(agency_id=by.agency_id, certification=None, given_at__year=year)
    if words:
        rows = rows.filter(
            Q(paper__number__icontains=words)
            | Q(paper__title__icontains=words)
            | Q(requested_by__icontains=words)
            | Q(dossier_code__icontains=words)
        )
    return tuple(
        RegisterLine(
            number=row.paper.number,
            at=row.given_at,
            requested_by=row.requested_by,
            title=row.paper.title,
            original_number=str(row.entry.get("number", "")),
            certifier=row.given_by_name,
            dossier_code=row.dossier_code,
            entry=entry_words(row.entry),
            copy=copy_record(row),
        )
        for row in rows.order_by("-given_at")[:most]
    )


def _copies() -> QuerySet[GivenCopy]:
    return GivenCopy.objects.select_related("paper", "certification")
