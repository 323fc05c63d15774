"""What differs between two states of a procedure, field by field, in the words of the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoso.catalogue.spec.limits import in_words


@dataclass(frozen=True, slots=True)
class Change:
    """``field`` was ``before`` and is ``after``; an empty string means there was nothing."""

    field: str
    before: str
    after: str


def changes_between(older: Mapping[str, Any], newer: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every difference between two specs in decision, limits, fees, papers and results, in a stable order.

    It tells the reader what a new version brings; a running dossier keeps the version it pinned.
    """
    before, after = _facts(older), _facts(newer)
    keys = sorted(before.keys() | after.keys())
    return tuple(
        Change(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    )


def _facts(spec: Mapping[str, Any]) -> dict[str, str]:
    facts = {"name": str(spec["name"]), "decision": str(spec["decision"]["number"] or "")}
    for name, channel in spec["channels"].items():
        limits = [in_words(limit) for limit in channel["limits"]] or channel["published"]
        facts[f"limit.{name}"] = "; ".join(limits)
        facts[f"fee.{name}"] = "; ".join(
            f"{fee.get('amount') or '?'} {fee.get('currency') or ''}".strip() for fee in channel["fees"]
        )
    for place, component in enumerate(spec["components"]):
        facts[f"component.{component['official_code'] or place}"] = component["official_text"]
    for place, result in enumerate(spec["results"]):
        facts[f"result.{result.get('code') or place}"] = result["name"]
    return facts
