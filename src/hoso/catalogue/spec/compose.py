"""From an official record, and what an officer completed, to the ``spec`` that a version stores.

The official record is kept whole under ``official``: whatever this reading leaves out is not lost.
Unknown stays null. Every doubt becomes an irregularity (code, field, what), never a silent guess.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from hoso.catalogue.spec.doubts import Doubts, Irregularity
from hoso.catalogue.spec.limits import in_words, number, usable

__all__ = ["Doubts", "Irregularity", "Spec", "compose", "day", "digest", "is_note"]

Spec = dict[str, Any]
MOST_FEE = 10**12
LEVELS = ("ministry", "province", "district", "commune", "other")
CHANNELS = ("direct", "online", "postal")


def digest(spec: Spec) -> str:
    """SHA-256 of the spec in canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def compose(official: Mapping[str, Any], curation: Mapping[str, Any] | None, doubts: Doubts) -> Spec:
    """The spec of a version. ``curation`` is what an officer completed; it never replaces official text."""
    done = dict(curation or {})
    spec: Spec = {
        "name": str(official["name"]),
        "name_en": done.get("name_en"),
        "sector": word(_object(official.get("sector")).get("name")),
        "levels": [level for level in _list(official.get("levels")) if level in LEVELS],
        "decision": _decision(official, doubts),
        "online": done.get("online") or _online(official),
        "channels": _channels(official, done, doubts),
        "cases": [_case(one) for one in _objects(official.get("cases"))],
        "components": _components(official, done, doubts),
        "notes": [
            word(one.get("name")) or "" for one in _objects(official.get("components")) if is_note(one)
        ],
        "results": done.get("results") or _results(official),
        "subjects": _words(official.get("subjects")),
        "executing_agencies": _words(official.get("executing_agencies")),
        "legal_basis": [
            [word(one.get("number")) or "", word(one.get("title")) or ""]
            for one in _objects(official.get("legal_basis"))
        ],
        "official_steps": _words([one.get("text") for one in _objects(official.get("steps"))]),
        "requirements": word(official.get("requirements")),
        "official": dict(official),
    }
    for key in ("handler", "form", "steps", "process_note", "set_aside"):
        spec[key] = done.get(key)
    spec["curated"] = bool(curation)
    return spec


def is_note(component: Mapping[str, Any]) -> bool:
    """Whether a row among the components is an instruction, not a paper: no original and no copy is asked."""
    return component.get("entry") == "text" or (
        component.get("entry") != "paper" and not component.get("originals") and not component.get("copies")
    )


def day(value: object) -> date | None:
    """An ISO civil day; None for what is no date."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _decision(official: Mapping[str, Any], doubts: Doubts) -> Spec:
    given = _object(official.get("decision"))
    out: Spec = {"number": word(given.get("number"))}
    if not out["number"]:
        doubts.add("decision.number", "không có số quyết định công bố")
    for key in ("decided_on", "published_on"):
        found = day(given.get(key))
        out[key] = found.isoformat() if found else None
        if given.get(key) and not found:
            doubts.add(f"decision.{key}", f"không phải ngày hợp lệ: {given[key]!r}")
    if not out["decided_on"]:
        doubts.add("decision.decided_on", "quyết định không ghi ngày")
    return out


def _online(official: Mapping[str, Any]) -> Spec:
    level = word(official.get("online_level"))
    basis = word(official.get("online_level_basis")) or ""
    return {"level": level if level in {"full", "partial"} else None, "reasons": [], "basis": basis}


def _channels(official: Mapping[str, Any], done: Mapping[str, Any], doubts: Doubts) -> Spec:
    out: Spec = {}
    for place, one in enumerate(_objects(official.get("channels"))):
        name = one.get("channel")
        if name not in CHANNELS:
            doubts.add(f"channels[{place}].channel", f"hình thức nộp không rõ: {name!r}")
            continue
        channel = out.setdefault(name, {"limits": [], "fees": [], "published": [], "notes": []})
        _read_limit(channel, one, f"channels[{place}]", doubts)
        channel["fees"] += [
            _fee(fee, f"channels[{place}].fee[{n}]", doubts) for n, fee in enumerate(_objects(one.get("fee")))
        ]
        if one.get("note"):
            channel["notes"].append(str(one["note"]))
    for name, completed in dict(done.get("channels") or {}).items():
        channel = out.setdefault(name, {"limits": [], "fees": [], "published": [], "notes": []})
        if completed.get("limit"):
            channel["limits"] = [completed["limit"]]
        if "fees" in completed:
            channel["fees"] = completed["fees"]
    return out


def _read_limit(channel: Spec, one: Mapping[str, Any], where: str, doubts: Doubts) -> None:
    limit = one.get("time_limit") if isinstance(one.get("time_limit"), Mapping) else None
    printed = in_words(limit)
    if printed:
        channel["published"].append(printed)
    found = usable(limit)
    if found is None:
        doubts.add(f"{where}.time_limit", _why_unusable(limit))
        return
    value, unit = found
    basis = (limit or {}).get("basis")
    entry = {
        "value": value,
        "unit": unit.value,
        "cutoff": None,
        "confirmed": True,
        "source": "thời hạn của trường hợp trên Cổng" if basis == "case" else "như đã công bố trên Cổng",
    }
    if entry not in channel["limits"]:
        channel["limits"].append(entry)
    if len(channel["limits"]) > 1:
        doubts.add(f"{where}.time_limit", "cùng một hình thức nộp có nhiều thời hạn khác nhau")


def _why_unusable(limit: Mapping[str, Any] | None) -> str:
    if not limit or (limit.get("value") is None and not limit.get("text")):
        return "không ghi thời hạn"
    if limit.get("value") is None:
        return f"thời hạn là một câu, không phải số: {limit.get('text')}"
    if not limit.get("unit"):
        return f"thời hạn {limit['value']} không có đơn vị"
    return f"thời hạn {limit['value']} {limit['unit']} không dùng để tính ngày được"


def _fee(one: Mapping[str, Any], where: str, doubts: Doubts) -> Spec:
    amount = number(one.get("amount"))
    if amount is not None and not 0 <= amount <= MOST_FEE:
        doubts.add(f"{where}.amount", f"số tiền không hợp lý: {one.get('amount')}")
        amount = None
    named = [int(found) for found in _list(one.get("amounts_in_note")) if number(found) is not None]
    if amount == 0 and any(named):
        doubts.add(f"{where}.amount", f"ghi 0 nhưng ghi chú nêu {', '.join(map(str, named))} đồng")
        amount = None
    return {
        "kind": word(one.get("kind")),
        "amount": None if amount is None else str(amount),
        "currency": word(one.get("currency")),
        "note": word(one.get("note")) or "",
        "amounts_in_note": named,
    }


def _case(one: Mapping[str, Any]) -> Spec:
    return {
        "code": word(one.get("code")),
        "name": word(one.get("name")) or "",
        "limit": in_words(one.get("time_limit")),
    }


def _results(official: Mapping[str, Any]) -> list[Spec]:
    return [
        {"code": word(one.get("code")), "name": word(one.get("name")) or ""}
        for one in _objects(official.get("results"))
    ]


def _components(official: Mapping[str, Any], done: Mapping[str, Any], doubts: Doubts) -> list[Spec]:
    rows = _objects(official.get("components"))
    if not done.get("components"):
        papers = [(place, row) for place, row in enumerate(rows) if not is_note(row)]
        return [_as_imported(place, row) for place, row in papers]
    out = []
    for one in done["components"]:
        texts = [_row_text(rows, place, begins, one["key"], doubts) for place, begins in one["rows"].items()]
        first = rows[int(next(iter(one["rows"])))] if one["rows"] else {}
        out.append(
            {
                **_quantities(first),
                **{key: value for key, value in one.items() if key != "rows"},
                "official_text": "\n".join(text for text in texts if text),
            }
        )
    return out


def _as_imported(place: int, row: Mapping[str, Any]) -> Spec:
    return {
        "key": f"row-{place}",
        "name": word(row.get("name")) or "",
        "name_en": None,
        "paper_kind": "unknown",
        "required": row.get("required") if isinstance(row.get("required"), bool) else None,
        "official_text": word(row.get("name")) or "",
        **_quantities(row),
    }


def _quantities(row: Mapping[str, Any]) -> Spec:
    return {
        "kind": word(row.get("kind")) or "other",
        "originals": _count(row.get("originals")),
        "copies": _count(row.get("copies")),
        "official_code": word(row.get("official_code")),
        "case": word(row.get("case")),
        "entry": "paper",
    }


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def word(value: object) -> str | None:
    """A value as text; None when there is none. A structure where text should be is shown as it stands."""
    return None if value is None or value == "" else str(value)


def _row_text(rows: list[Mapping[str, Any]], place: str, begins: str, key: str, doubts: Doubts) -> str:
    row = rows[int(place)] if int(place) < len(rows) else {}
    text = str(row.get("name") or "")
    if begins not in text:
        doubts.add(f"components[{place}]", f"phần hoàn thiện “{key}” không còn khớp văn bản công bố")
    return text


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in _list(value) if isinstance(one, Mapping)]


def _words(value: object) -> list[str]:
    return [found for one in _list(value) if (found := word(one))]


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
