"""Is this electronic paper valid, and is the dossier complete? Facts in, verdict with evidence out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from hoso.law import validity_words as words
from hoso.law.citations import SOURCES
from hoso.law.paper_facts import Condition, PaperFacts, SignatureFacts, SignatureVerdict
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict

__all__ = [
    "ComponentFacts", "Condition", "Outcome", "PaperFacts", "SignatureFacts", "SignatureVerdict",
    "ValidityVerdict", "judge_dossier", "judge_paper", "settled_by_person",
]  # fmt: skip

Outcome = Literal["valid", "invalid", "for_a_person"]
_Met = tuple[Condition, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class ValidityVerdict:
    """``condition``: the one that is met, or would be once a person has settled the doubt."""

    condition: Condition | None
    ok: Outcome
    evidence: tuple[Reason, ...]
    reasons: tuple[Reason, ...]


def judge_paper(facts: PaperFacts, *, on: date | None = None) -> ValidityVerdict:
    """Which condition the paper meets, on what evidence; doubt goes to a person and never refuses.

    ``on``: the civil day asked about, today's knowledge when not given. Facts and day are all that counts, so
    the same question gets the same answer years later; what was revoked since then was good until its day, and
    only conditions in force on that day count.

    A signature that could not be checked to the end (INDETERMINATE) is doubt; so is a broken signature
    beside a condition that is met without it. A declaration counts when its author is authenticated or has
    signed it, also with the public signature that citizens are given free of charge.
    Source: hn-directive:1c, hn-directive:2a-valid, law20-2023:12, law20-2023:22, nd45-2020:10, tt01-2023:8,
    nq66-22-2026:7.1, nq66-22-2026:7.4, hn-3553:8, tq-2024:free-signature, tt01-2020-btp:7.
    """
    if facts.revoked_on and (on is None or on >= facts.revoked_on):
        return ValidityVerdict(None, "invalid", (), (words.revoked(facts.revoked_on),))
    broken = tuple(words.broken(s) for s in facts.signatures if s.verdict == "TOTAL_FAILED")
    passed = [s for s in facts.signatures if s.verdict == "TOTAL_PASSED"]
    doubts = tuple(words.doubt(s) for s in facts.signatures if s.verdict == "INDETERMINATE")
    condition: Condition | None
    met = _met(facts, passed, on)
    if met:
        condition, evidence = met
        why = broken
        if facts.not_digitisable and condition is Condition.OTHER_BY_LAW and words.ISSUED not in evidence:
            why = (words.exception(facts.not_digitisable), *broken)
        return ValidityVerdict(condition, "for_a_person" if why else "valid", evidence, why)
    if doubts:
        hoped = _met(facts, [s for s in facts.signatures if s.verdict != "TOTAL_FAILED"], on)
        condition, evidence = hoped or (None, words.signed(facts.signatures))
        return ValidityVerdict(condition, "for_a_person", evidence, doubts + broken)
    if any(s.role == "personal" for s in passed) and not facts.digitised_by_officer:
        return ValidityVerdict(None, "for_a_person", words.signed(passed), (words.CITIZEN_SIGNED, *broken))
    return ValidityVerdict(None, "invalid", (), broken + words.missing(facts))


def settled_by_person(verdict: ValidityVerdict, *, valid: bool, ground: Text) -> ValidityVerdict:
    """The same verdict after an officer has settled the doubt, with his ground kept as evidence.

    Source: hn-directive:2a-valid, hn-directive:3b.
    """
    note = Reason("settled-by-person", ground, "hn-directive:2a-valid")
    if valid:
        condition = verdict.condition or Condition.OTHER_BY_LAW
        return ValidityVerdict(condition, "valid", (*verdict.evidence, note), ())
    return replace(verdict, ok="invalid", reasons=(*verdict.reasons, note))


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """One component of a dossier: its name, whether it is required, and the verdict on what was supplied."""

    name: Text
    required: bool
    verdict: ValidityVerdict | None


def judge_dossier(components: Sequence[ComponentFacts]) -> Verdict:
    """Whether the dossier can be accepted; a no lists everything that is missing, all at once.

    Source: hn-directive:2a-valid, nd61-2018:17.
    """
    found = [reason for component in components for reason in _open_points(component)]
    return Verdict.no(found[0], *found[1:]) if found else Verdict.yes()


def _open_points(component: ComponentFacts) -> Iterable[Reason]:
    name, verdict = component.name, component.verdict
    if verdict is None:
        if component.required:
            text = Text("Thiếu giấy tờ: {vi}.", "Missing: {en}.").format(vi=name.vi, en=name.en)
            yield Reason("missing", text, "nd61-2018:17")
        return
    if verdict.ok == "valid":
        return
    code = "not-valid" if verdict.ok == "invalid" else "needs-a-person"
    for reason in verdict.reasons:
        text = Text(f"{name.vi}: {reason.text.vi}", f"{name.en}: {reason.text.en}")
        yield Reason(code, text, reason.source)


_BASIS = {
    Condition.E_CERTIFIED: "nd45-2020:10",
    Condition.REGISTER_EXTRACT: "nd45-2020:10",
    Condition.DIGITISED_AND_SIGNED: "nd45-2020:25",
    Condition.OTHER_BY_LAW: "nd45-2020:14",
}
"""What a condition rests on; a declaration needs no text that could begin or end."""


def _in_force(condition: Condition, on: date | None) -> bool:
    basis = _BASIS.get(condition)
    return on is None or basis is None or SOURCES[basis].in_force_on(on)


def _met(facts: PaperFacts, signatures: Collection[SignatureFacts], on: date | None) -> _Met | None:
    """The first condition in force and met when exactly ``signatures`` count, with its evidence."""
    agency = any(s.role == "agency" for s in signatures)
    person = any(s.role == "personal" for s in signatures)
    official = any(s.scope in {"official", "demonstration"} for s in signatures)
    number, book = facts.certification_no, facts.register_entry
    certified = words.numbered("certification-no", "Số chứng thực", "Certification no.", number)
    entry = words.numbered("register-entry", "Sổ gốc", "Register entry", book)
    log_in = (words.AUTHENTICATED,) if facts.submitter_authenticated else ()
    form = (words.E_FORM,) if facts.submitted_e_form else ()
    ladder = (
        (Condition.E_CERTIFIED, bool(number) and agency and person, (certified,)),
        (Condition.REGISTER_EXTRACT, bool(book) and agency, (entry,)),
        (Condition.OTHER_BY_LAW, facts.issued_electronically_by_agency and agency, (words.ISSUED,)),
        (
            Condition.DIGITISED_AND_SIGNED,
            facts.digitised_by_officer and official and (person or agency),
            (words.SCANNED,),
        ),
        (
            Condition.SELF_DECLARED,
            facts.self_declared and (facts.submitter_authenticated or person),
            log_in + form,
        ),
        (Condition.OTHER_BY_LAW, facts.not_digitisable is not None, ()),
    )
    seen = words.signed(signatures)
    return next(
        (
            (condition, evidence + seen)
            for condition, holds, evidence in ladder
            if holds and _in_force(condition, on)
        ),
        None,
    )
