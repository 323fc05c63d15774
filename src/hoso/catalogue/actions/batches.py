"""Drafts of many procedures written at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from hoso.base.identifiers import uuid7
from hoso.catalogue.models import Procedure, ProcedureVersion
from hoso.catalogue.spec.compose import Spec, day, digest

MOST_IN_A_ROW = 200
MOST_NUMBER = 120
"""Characters of a decision number in its key column; the spec keeps it whole."""


@dataclass(slots=True)
class Found:
    """A procedure and the spec of its next version."""

    row: Procedure
    spec: Spec


@transaction.atomic
def write(found: Mapping[str, Found], *, dry_run: bool) -> int:
    """Write what differs from the newest version of each procedure; the number of drafts written."""
    newest = _newest(found)
    new, changed = [], []
    for code, one in found.items():
        last = newest.get(code)
        sha = digest(one.spec)
        if last is not None and last.spec_sha256 == sha:
            continue
        if last is not None and last.state == ProcedureVersion.DRAFT:
            version = last
            changed.append(version)
        else:
            version = ProcedureVersion(id=uuid7(), procedure_id=code, number=(last.number if last else 0) + 1)
            new.append(version)
        fill(version, one.spec, sha)
    if not dry_run:
        _save(found, new, changed)
    return len(new) + len(changed)


def fill(version: ProcedureVersion, spec: Spec, sha: str) -> None:
    """Put ``spec`` and what follows from it into a draft's row."""
    version.spec, version.spec_sha256 = spec, sha
    version.decision_number = (spec["decision"]["number"] or "")[:MOST_NUMBER] or None
    version.decided_on = day(spec["decision"]["decided_on"])
    version.online_level = spec["online"]["level"]


def _newest(found: Iterable[str]) -> dict[str, ProcedureVersion]:
    codes = list(found)
    known: dict[str, ProcedureVersion] = {}
    for start in range(0, len(codes), MOST_IN_A_ROW):
        part = codes[start : start + MOST_IN_A_ROW]
        tops = (
            ProcedureVersion.objects.filter(procedure_id__in=part)
            .values("procedure_id")
            .annotate(top=Max("number"))
        )
        highest = {(row["procedure_id"], row["top"]) for row in tops}
        for one in ProcedureVersion.objects.filter(procedure_id__in=part).defer("spec"):
            if (one.procedure_id, one.number) in highest:
                known[one.procedure_id] = one
    return known


def _save(found: Mapping[str, Found], new: list[ProcedureVersion], changed: list[ProcedureVersion]) -> None:
    Procedure.objects.bulk_create(
        [one.row for one in found.values()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            one.name
            for one in Procedure._meta.concrete_fields  # noqa: SLF001 - Django documents it
            if one.name not in {"code", "essential_no"}
        ],
    )
    ProcedureVersion.objects.bulk_create(new)
    ProcedureVersion.objects.bulk_update(
        changed, ["spec", "spec_sha256", "decision_number", "decided_on", "online_level"], batch_size=50
    )
