"""Free signatures counted by agency, from their journal; each number with the grants behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hoso.grants.queries import FIGURES, GrantRecord, behind, counts
from hoso.oversight.scope import Scope, Span
from hoso.parties.queries import AgencyRecord

__all__ = ["FIGURES", "GrantRecord", "SignatureCounts", "signature_figures", "signatures_behind"]


@dataclass(frozen=True, slots=True)
class SignatureCounts:
    """The figures of one agency, by the keys of ``FIGURES``."""

    agency: AgencyRecord
    counts: Mapping[str, int]


def signature_figures(scope: Scope, span: Span) -> tuple[SignatureCounts, ...]:
    """Each agency of the scope with any free signature in the span. Two statements.

    Source: tq-2024:free-signature.
    """
    found = counts(scope.agency_ids, span.start, span.moment)
    return tuple(SignatureCounts(each, found[each.id]) for each in scope.agencies if each.id in found)


def signatures_behind(key: str, scope: Scope, span: Span) -> Iterator[GrantRecord]:
    """The grants that a figure counts, oldest first, streamed. Raises ``NotFound`` for an unknown figure."""
    return behind(key, scope.agency_ids, span.start, span.moment)
