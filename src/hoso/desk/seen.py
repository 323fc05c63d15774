"""What a dossier's page shows of its papers: the sentence on the signatures, the checks, the condition met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoso.base.errors import NotFound
from hoso.catalogue.records import ComponentRecord, VersionRecord
from hoso.desk.words import exemption_words, validity_words
from hoso.filing.queries import ComponentFiled
from hoso.holdings.records import HoldingRecord
from hoso.law.paper_facts import Condition
from hoso.law.text import Text
from hoso.papers.records import PaperRecord, Provenance

_TONES = {"TOTAL_PASSED": "good", "TOTAL_FAILED": "bad", "INDETERMINATE": "doubt"}
_OUTCOMES = {"ok": "good", "failed": "bad"}
_VALID_TONES = {"valid": "good", "invalid": "bad", "for_a_person": "doubt"}
_FROM_PAPER = frozenset({Provenance.UPLOADED, Provenance.DIGITISED})
UNSIGNED = Text("Chưa có chữ ký số", "Not signed")
NO_FILE = Text("Không có tệp điện tử", "No electronic file")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, as ``screens/verdict.html`` shows it."""

    text: Text
    tone: str
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ComponentSeen:
    """A component of the dossier on its page; ``filed`` None: asked for, but nothing was filed."""

    key: str
    name: Text
    filed: ComponentFiled | None
    paper: PaperRecord | None
    required: bool
    sentence: Text
    tone: str
    checks: tuple[Check, ...]
    condition: Text | None
    validity: Text
    validity_tone: str
    evidence: tuple[Check, ...]
    warnings: tuple[Text, ...]
    held: tuple[HoldingRecord, ...]
    refusal: Text | None
    can_digitise: bool
    can_rescan: bool
    settled: bool

    @property
    def open(self) -> bool:
        """Whether a person has to settle it, or has settled it before."""
        return self.filed is not None and (self.filed.validity in {"for_a_person", "invalid"} or self.settled)


@dataclass(frozen=True, slots=True)
class Look:
    """The paper being looked at, page by page."""

    paper: PaperRecord
    page: int
    pages: int
    image: str
    download: str
    previous: int | None
    next: int | None


def look_at(paper: PaperRecord | None, page: int) -> Look | None:
    """One page of a paper (from 1), or None when there is nothing to look at."""
    if paper is None:
        return None
    pages = max(paper.pages or 1, 1)
    at = min(max(page, 1), pages)
    return Look(
        paper,
        at,
        pages,
        reverse("portal:paper_page", args=[paper.id, at]),
        reverse("portal:paper", args=[paper.id]),
        at - 1 if at > 1 else None,
        at + 1 if at < pages else None,
    )


def signature_sentence(paper: PaperRecord | None) -> tuple[Text, str]:
    """What the signatures of a paper are worth, in a sentence, with its tone."""
    if paper is None:
        return NO_FILE, ""
    found = paper.report.get("sentence")
    if not found:
        return UNSIGNED, ""
    return Text(found["vi"], found["en"]), _TONES.get(paper.verdict, "")


def signature_checks(paper: PaperRecord | None) -> tuple[Check, ...]:
    """The checks behind the sentence."""
    rows: list[dict[str, Any]] = list(paper.report.get("checks", ())) if paper else []
    return tuple(
        Check(Text(row["vi"], row["en"]), _OUTCOMES.get(row["outcome"], ""), row.get("detail", ""))
        for row in rows
    )


def components_seen(
    version: VersionRecord,
    asked: tuple[ComponentRecord, ...],
    filed: tuple[ComponentFiled, ...],
    held: dict[str, tuple[HoldingRecord, ...]],
    refusals: dict[str, Text],
) -> list[ComponentSeen]:
    """What was filed, then what is asked for and absent; ``held`` by component key."""
    rows = [_seen(version.component(one.key), one, held, refusals) for one in filed]
    there = {one.key for one in filed}
    groups = {version.component(key).alternatives for key in there} - {None}
    return rows + [
        _seen(slot, None, held, refusals)
        for slot in asked
        if slot.key not in there and not (slot.alternatives and slot.alternatives in groups)
    ]


def _seen(
    slot: ComponentRecord,
    filed: ComponentFiled | None,
    held: dict[str, tuple[HoldingRecord, ...]],
    refusals: dict[str, Text],
) -> ComponentSeen:
    paper = filed.paper if filed else None
    sentence, tone = signature_sentence(paper)
    validity = filed.validity if filed else ""
    evidence = filed.evidence if filed else ()
    others = tuple(one for one in held.get(slot.key, ()) if paper is None or one.paper_id != paper.id)
    return ComponentSeen(
        key=slot.key,
        name=slot.name,
        filed=filed,
        paper=paper,
        required=bool(slot.required),
        sentence=exemption_words(filed.not_digitisable) if filed and filed.not_digitisable else sentence,
        tone=tone,
        checks=signature_checks(paper),
        condition=Condition(filed.condition).label if filed and filed.condition else None,
        validity=validity_words(validity),
        validity_tone=_VALID_TONES.get(validity, ""),
        evidence=tuple(
            Check(Text(one["vi"], one["en"]), _VALID_TONES.get(validity, ""), "", one["source"])
            for one in evidence
        ),
        warnings=tuple(legibility_warnings(paper)),
        held=others,
        refusal=refusals.get(slot.key),
        can_digitise=paper is not None and not paper.is_signed and paper.provenance is Provenance.UPLOADED,
        can_rescan=filed is not None and (paper is None or paper.provenance in _FROM_PAPER),
        settled=any(one["code"] == "settled-by-person" for one in evidence),
    )


def legibility_warnings(paper: PaperRecord | None) -> list[Text]:
    """What a person may not be able to read, page by page, and what the reader of the file noted."""
    if paper is None:
        return []
    several = len(paper.legibility) > 1
    found = []
    for page in paper.legibility:
        for one in page.get("warnings", ()):
            lead = Text(f"Trang {page['page']}: ", f"Page {page['page']}: ") if several else Text("", "")
            found.append(Text(lead.vi + one["vi"], lead.en + one["en"]))
    return found + [Text(one["vi"], one["en"]) for one in paper.notes]


def paper_among(papers: list[PaperRecord], wanted: str) -> PaperRecord | None:
    """The paper with this id among those of the dossier, else the first with something to see."""
    if wanted:
        try:
            chosen = UUID(wanted)
        except ValueError as unknown:
            raise NotFound(Text("Không tìm thấy giấy tờ này.", "There is no such paper.")) from unknown
        found = next((one for one in papers if one.id == chosen), None)
        if found is None:
            raise NotFound(Text("Không tìm thấy giấy tờ này.", "There is no such paper."))
        return found
    return papers[0] if papers else None
