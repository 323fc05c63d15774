"""What differs between two states of a procedure, field by field, in the words of the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from hoso.catalogue.spec.limits import in_words
from hoso.catalogue.spec.words import Piece, word_pieces

ALIKE = 0.6
"""From this share of equal characters on, two texts without a code are taken for two states of one."""
MOST_COMPARED = 400
_SINGLE = ("name", "sector", "requirements")


@dataclass(frozen=True, slots=True)
class Change:
    """``field`` was ``before`` and is ``after``; an empty string means there was nothing."""

    field: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The change word by word."""
        return word_pieces(self.before, self.after)


def changes_between(older: Mapping[str, Any], newer: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every difference between two specs, in a stable order: decision, limits, fees, papers, steps, results.

    It tells the reader what a new version brings; a running dossier keeps the version it pinned.
    """
    before, after = _facts(older), _facts(newer)
    keys = sorted(before.keys() | after.keys())
    found = [
        Change(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    ]
    for name, lists in _lists(older, newer).items():
        found += _list_changes(name, *lists)
    return tuple(found)


def _facts(spec: Mapping[str, Any]) -> dict[str, str]:
    facts = {key: str(spec.get(key) or "") for key in _SINGLE}
    facts["decision"] = str(spec["decision"]["number"] or "")
    facts["online"] = str(spec["online"]["level"] or "")
    facts["levels"] = ", ".join(spec["levels"])
    for name, channel in spec["channels"].items():
        limits = [in_words(limit) for limit in channel["limits"]] or channel["published"]
        facts[f"limit.{name}"] = "; ".join(limits)
        facts[f"fee.{name}"] = "; ".join(_fee(fee) for fee in channel["fees"])
    return facts


def _fee(fee: Mapping[str, Any]) -> str:
    amount = f"{fee.get('amount') or '?'} {fee.get('currency') or ''}".strip()
    return f"{amount} ({fee['note']})" if fee.get("note") else amount


_Texts = list[tuple[str, str]]


def _lists(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, tuple[_Texts, _Texts]]:
    return {
        name: (_texts(older, name), _texts(newer, name))
        for name in ("component", "result", "note", "official_step", "legal_basis", "subject", "step")
    }


def _texts(spec: Mapping[str, Any], name: str) -> _Texts:
    """(key or nothing, text) of each entry of a list."""
    if name == "component":
        return [(str(one.get("official_code") or ""), one["official_text"]) for one in spec["components"]]
    if name == "result":
        return [(str(one.get("code") or ""), one["name"]) for one in spec["results"]]
    if name == "legal_basis":
        return [(str(one[0]), " ".join(part for part in one if part)) for one in spec["legal_basis"]]
    if name == "step":
        return [(one["key"], _step(one)) for one in spec.get("steps") or ()]
    return [("", text) for text in spec[f"{name}s"]]


def _step(step: Mapping[str, Any]) -> str:
    name = step["name"][0] if isinstance(step["name"], list) else step["name"]["vi"]
    return f"{name} – {step['role']} – {step.get('hours')} giờ"


def _list_changes(name: str, before: _Texts, after: _Texts) -> list[Change]:
    """Equal texts cancel each other; of the rest, equal keys and then alike texts are two states of one."""
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    found = []
    for key, text in gone:
        partner = _partner(key, text, come)
        if partner:
            come.remove(partner)
        found.append(Change(name, text, partner[1] if partner else ""))
    return found + [Change(name, "", text) for _key, text in come]


def _partner(key: str, text: str, among: _Texts) -> tuple[str, str] | None:
    same = next((one for one in among if key and one[0] == key), None)
    if same or not among or len(among) > MOST_COMPARED:
        return same
    ratio, best = max((_alike(text, one[1]), place) for place, one in enumerate(among))
    return among[best] if ratio >= ALIKE else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:1000], other[:1000]).quick_ratio()
