"""Is everything there? One list of everything that is missing, so nobody is told twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from hoso.catalogue.forms import validate_answers
from hoso.catalogue.records import ComponentRecord, VersionRecord
from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class Completeness:
    """``fields``: what is wrong with the answers; ``missing``: the components without a paper."""

    fields: Mapping[str, Text]
    missing: tuple[ComponentRecord, ...]

    @property
    def complete(self) -> bool:
        """Whether the dossier can be filed."""
        return not self.fields and not self.missing


def check(
    version: VersionRecord,
    answers: Mapping[str, object],
    channel: str,
    filled: Collection[str],
    *,
    on: date,
) -> Completeness:
    """What a draft still lacks. ``filled`` are the components with a paper or a reason why it has none.

    Of alternatives any one is enough; a component that is the e-form itself is filled by its answers.
    """
    fields = validate_answers(version.form, answers, on=on) if version.form else {}
    asked = version.asked(answers, channel)
    covered = {one.alternatives for one in asked if one.key in filled and one.alternatives}
    missing = [
        one
        for one in asked
        if one.required
        and one.entry == "paper"
        and not (one.from_form and version.form)
        and one.key not in filled
        and one.alternatives not in covered
    ]
    return Completeness(fields, tuple(_one_of_each(missing)))


def _one_of_each(missing: list[ComponentRecord]) -> list[ComponentRecord]:
    seen: set[str] = set()
    kept = []
    for one in missing:
        if one.alternatives and one.alternatives in seen:
            continue
        seen.add(one.alternatives or "")
        kept.append(one)
    return kept
