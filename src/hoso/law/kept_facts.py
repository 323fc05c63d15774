"""The facts of a judgement as they are kept, so that it can be made again years later under the law of its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hoso.law.paper_facts import PaperFacts, SignatureFacts
from hoso.law.text import Text
from hoso.law.validity import ValidityVerdict, judge_paper


def as_kept(facts: PaperFacts) -> dict[str, Any]:
    """The facts as plain values (JSON); what is not known is left out. Source: hn-directive:2a-valid."""
    kept: dict[str, Any] = {name: True for name in _FLAGS if getattr(facts, name)}
    kept |= {name: getattr(facts, name) for name in _NUMBERS if getattr(facts, name)}
    if facts.signatures:
        kept["signatures"] = [_kept_signature(one) for one in facts.signatures]
    if facts.not_digitisable:
        kept["not_digitisable"] = [facts.not_digitisable.vi, facts.not_digitisable.en]
    if facts.revoked_on:
        kept["revoked_on"] = facts.revoked_on.isoformat()
    return kept


def from_kept(kept: Mapping[str, Any]) -> PaperFacts:
    """The facts again, exactly as they were. Source: hn-directive:2a-valid."""
    ground, revoked = kept.get("not_digitisable"), kept.get("revoked_on")
    known: dict[str, Any] = {name: bool(kept.get(name)) for name in _FLAGS}
    known |= {name: kept.get(name) for name in _NUMBERS}
    return PaperFacts(
        **known,
        signatures=tuple(_signature(one) for one in kept.get("signatures", ())),
        not_digitisable=Text(*ground) if ground else None,
        revoked_on=date.fromisoformat(revoked) if revoked else None,
    )


def judge_again(kept: Mapping[str, Any], *, on: date, revoked_on: date | None = None) -> ValidityVerdict:
    """The verdict on a civil day from the kept facts and what was decided about the paper since.

    On the day of the judgement it gives the same answer whenever it is asked; a revocation counts from its day on.
    Source: hn-directive:2a-valid, tt01-2020-btp:7.
    """
    facts = from_kept(kept)
    return judge_paper(replace(facts, revoked_on=revoked_on or facts.revoked_on), on=on)


_FLAGS = (
    "self_declared",
    "submitter_authenticated",
    "submitted_e_form",
    "digitised_by_officer",
    "issued_electronically_by_agency",
)
_NUMBERS = ("register_entry", "certification_no")


def _kept_signature(one: SignatureFacts) -> dict[str, Any]:
    return {
        "verdict": one.verdict,
        "role": one.role,
        "scope": one.scope,
        "signer": one.signer,
        "signed_at": one.signed_at.isoformat() if one.signed_at else None,
    }


def _signature(kept: Mapping[str, Any]) -> SignatureFacts:
    at = kept["signed_at"]
    return SignatureFacts(
        kept["verdict"],
        kept["role"],
        kept["scope"],
        kept["signer"],
        datetime.fromisoformat(at) if at else None,
    )
