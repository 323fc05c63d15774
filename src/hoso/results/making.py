"""The documents of a decision before anybody has signed them, each numbered from its register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hoso.base import clock
from hoso.base.identifiers import receipt_number
from hoso.certification.actions import certify, number_of
from hoso.certification.registers import RESULTS, next_number
from hoso.dossiers.models import Dossier
from hoso.papers.digitising import archive_again
from hoso.papers.models import Provenance
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor
from hoso.press.certified import join
from hoso.press.compose import Composed
from hoso.press.zones import Zones
from hoso.processing import documents
from hoso.processing.certified import is_certified_copy, is_drawn_copy, originals_of, page_facts
from hoso.processing.models import Proposal


@dataclass(frozen=True, slots=True)
class Made:
    """One unsigned document with its number, and the token of its QR code."""

    number: str
    pdf: bytes
    zones: Zones
    title: str
    text: str
    pages: int
    lookup: str
    provenance: Provenance


def made_for(dossier: Dossier, proposal: Proposal, by: Actor, now: datetime) -> Iterator[Made]:
    """The document of the decision; of a request for certified copies one for each original.

    Numbers are taken in the caller's transaction. Raises ``Refused`` for an original that was not compared.
    """
    if proposal.outcome == "grant" and is_certified_copy(dossier):
        for original in originals_of(dossier):
            yield _copy(dossier, proposal, original, by, now)
        return
    year = clock.civil_day(now).year
    lookup = _lookup()
    number = f"{next_number(dossier.agency_id, RESULTS, year)}/{year}"
    signature = documents.Signature(by.title, by.name, number, lookup, now)
    if proposal.outcome == "deny":
        made = documents.deny(dossier, proposal.data["reason"], proposal.data["articles"], signature)
        yield _of(made, number, lookup, Provenance.RESULT)
        return
    made = documents.grant(dossier, proposal.data["entries"], signature)
    drawn = is_drawn_copy(dossier)
    yield _of(made, number, lookup, Provenance.REGISTER_EXTRACT if drawn else Provenance.RESULT)


def drawn_from(dossier: Dossier) -> dict[str, str] | None:
    """The line of the original register that a copy was drawn from, as the officer entered it; None for others."""
    if not is_drawn_copy(dossier):
        return None
    proposal = Proposal.objects.filter(dossier=dossier, sent_back_at__isnull=True).latest("proposed_at")
    said = documents.entry_of(dossier, proposal.data["entries"])
    entered = said.get("entered_on")
    return {
        "register": str(said.get("register") or ""),
        "number": str(said.get("entry_number") or ""),
        "entered_on": entered.isoformat() if isinstance(entered, date) else "",
        "agency": str(said.get("original_agency") or ""),
    }


def _copy(dossier: Dossier, proposal: Proposal, original: PaperRecord, by: Actor, now: datetime) -> Made:
    line = certify(
        dossier.agency_id,
        original,
        requested_by=dossier.owner_name,
        dossier_code=dossier.code or "",
        by=by,
        now=now,
    )
    number, lookup = number_of(line), _lookup()
    signature = documents.Signature(by.title, by.name, number, lookup, now)
    extra = page_facts(dossier, number, now, original)
    page = documents.grant(dossier, proposal.data["entries"], signature, extra)
    joined = join(archive_again(original), page, now=now)
    title = f"Bản sao chứng thực: {line.original_title}"
    return Made(
        number, joined.pdf, joined.zones, title, page.text, joined.pages, lookup, Provenance.CERTIFIED
    )


def _of(made: Composed, number: str, lookup: str, provenance: Provenance) -> Made:
    return Made(number, made.pdf, made.zones, made.title, made.text, made.pages, lookup, provenance)


def _lookup() -> str:
    return receipt_number().replace("BN-", "KQ-")
