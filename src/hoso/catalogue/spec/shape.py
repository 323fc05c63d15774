"""What a record has where something else is expected: each odd field by its path. It changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hoso.catalogue.spec.doubts import Doubts

MOST_NAME = 400
MOST_COMPONENTS = 200
_LEVELS = frozenset({"ministry", "province", "district", "commune", "other"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be: ``types`` in Python, its ``choices``, and what is ``inside`` it."""

    words: str
    types: tuple[type, ...]
    choices: frozenset[str] = frozenset()
    inside: Mapping[str, Any] = field(default_factory=dict)
    each: Any = None


TEXT = Kind("văn bản", (str,))
FLAG = Kind("đúng hoặc sai", (bool,))
COUNT = Kind("số nguyên", (int,))
AMOUNT = Kind("số", (int, float))
WORDS = Kind("danh sách văn bản", (list,), each=TEXT)
WHOLES = Kind("danh sách số nguyên", (list,), each=COUNT)


def _one_of(*values: str) -> Kind:
    return Kind("một trong các giá trị " + ", ".join(values), (str,), frozenset(values))


def _object(**inside: Kind) -> Kind:
    return Kind("một đối tượng", (Mapping,), inside=inside)


def _list(**inside: Kind) -> Kind:
    return Kind("danh sách", (list,), each=_object(**inside))


_UNIT = _one_of("working_day", "day", "hour", "working_hour", "month", "year", "week", "minute")
_LIMIT = _object(
    value=AMOUNT, unit=_UNIT, basis=_one_of("channel", "case", "channel-without-unit"), text=TEXT
)
_FEE = _list(
    kind=_one_of("fee", "service_fee", "price"),
    amount=AMOUNT,
    currency=_one_of("VND", "USD"),
    note=TEXT,
    amounts_in_note=WHOLES,
)
_COMPONENT = _list(
    name=TEXT,
    form_code=TEXT,
    form_files=WORDS,
    originals=COUNT,
    copies=COUNT,
    required=FLAG,
    case=TEXT,
    kind=_one_of("self-declared", "issued-by-authority", "other"),
    entry=_one_of("paper", "text"),
    official_code=TEXT,
    electronic_form=FLAG,
)
RECORD = _object(
    code=TEXT,
    name=TEXT,
    sector=_object(name=TEXT, code=TEXT),
    scope=_one_of("national", "provincial", "internal"),
    issuing_body=TEXT,
    levels=Kind("danh sách cấp", (list,), each=_one_of(*sorted(_LEVELS))),
    online_level=_one_of("full", "partial"),
    online_level_basis=TEXT,
    decision=_object(number=TEXT, decided_on=TEXT, published_on=TEXT),
    channels=_list(channel=TEXT, time_limit=_LIMIT, fee=_FEE, note=TEXT),
    cases=_list(code=TEXT, name=TEXT, time_limit=_LIMIT),
    components=_COMPONENT,
    steps=_list(title=TEXT, text=TEXT),
    subjects=WORDS,
    competent_agency=WORDS,
    executing_agencies=WORDS,
    coordinating_agencies=WORDS,
    results=_list(name=TEXT, code=TEXT),
    legal_basis=_list(number=TEXT, title=TEXT),
    requirements=TEXT,
    related=WORDS,
    inter_agency=FLAG,
    portal_state=TEXT,
    portal_updated_on=TEXT,
    source=Kind("một đối tượng", (Mapping,)),
    completeness=_one_of("full", "partial", "catalogue-only"),
    notes=WORDS,
)


def note_shape(official: Mapping[str, Any], doubts: Doubts) -> None:
    """Note every value of another type than expected, unknown fields and choices, and excessive sizes."""
    _check(official, RECORD, "", doubts)
    for key in RECORD.inside:
        if key not in official:
            doubts.add(key, "bản ghi không có mục này")
    name, rows = official.get("name"), official.get("components")
    if isinstance(name, str) and len(name) > MOST_NAME:
        doubts.add("name", f"tên dài {len(name)} ký tự")
    if isinstance(rows, list) and len(rows) > MOST_COMPONENTS:
        doubts.add("components", f"có {len(rows)} dòng thành phần hồ sơ")
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping) and not str(row.get("name") or "").strip():
            doubts.add(f"components[{place}].name", "thành phần hồ sơ không có tên")


def _check(value: Any, kind: Kind, path: str, doubts: Doubts) -> None:
    if value is None:
        return
    wrong = not isinstance(value, kind.types) or (isinstance(value, bool) and bool not in kind.types)
    if wrong or (kind.choices and value not in kind.choices):
        doubts.add(path, f"không phải {kind.words}: {_shown(value)}")
        return
    if kind is COUNT and value < 0:
        doubts.add(path, f"số âm: {value}")
    if kind.each is not None:
        for place, one in enumerate(value):
            if one is None:
                doubts.add(f"{path}[{place}]", "dòng trống")
            _check(one, kind.each, f"{path}[{place}]", doubts)
    if kind.inside:
        for key, one in value.items():
            inner = f"{path}.{key}" if path else str(key)
            if key in kind.inside:
                _check(one, kind.inside[key], inner, doubts)
            else:
                doubts.add(inner[:120], "mục không có trong mẫu; giữ nguyên trong bản ghi chính thức")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
