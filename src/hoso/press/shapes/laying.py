"""Check data against a template's shape and turn every value into the text that will be printed, in one
walk.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import (
    Annotated,
    Any,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from hoso.law.text import Text
from hoso.press.errors import WrongData
from hoso.press.letters import require_printable
from hoso.press.qr import CIVIL_ZONE
from hoso.press.shapes.parts import Print
from hoso.press.shapes.shelf import Template

Tree = dict[str, Any]
_MISSING = Text("còn thiếu", "missing")
_UNKNOWN = Text("mẫu không có mục này", "the template has no such field")
_EMPTY = Text("đang để trống", "empty")


def _wrong(wanted: str) -> Text:
    return Text(f"phải là kiểu {wanted}", f"must be {wanted}")


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)


def spoken(value: object, style: Print | None = None) -> str:
    """A value as the paper prints it; civil time of Viet Nam.

    ``22/11/2026``, ``10 giờ 15 phút, ngày 22/11/2026``, ``1.234.000 đồng``; numbers plainly.
    """
    if isinstance(value, datetime):
        local = value.astimezone(CIVIL_ZONE)
        if style is Print.EXACT:
            return f"{local:%d/%m/%Y %H:%M:%S} +07:00"
        return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"
    if isinstance(value, date):
        if style is Print.LONG_DATE:
            return f"ngày {value:%d} tháng {value:%m} năm {value:%Y}"
        return f"{value:%d/%m/%Y}"
    if style is Print.DONG and isinstance(value, int):
        return f"{value:,} đồng".replace(",", ".")
    return str(value)


class _Walk:
    """Walks shape and data side by side; collects faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: dict[str, Text] = {}
        self.printed: list[tuple[str, str]] = []

    def mapping(self, shape: type, data: object, where: str) -> Tree:
        if not isinstance(data, Mapping):
            self.faults[where or "data"] = _wrong("mapping")
            return {}
        hints = _hints(shape)
        # Not __required_keys__: with postponed annotations it takes every key for required.
        required = {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
        prefix = f"{where}." if where else ""
        self.faults.update({f"{prefix}{key}": _MISSING for key in sorted(required) if key not in data})
        self.faults.update({f"{prefix}{key}": _UNKNOWN for key in data if key not in hints})
        laid = {}
        for key, hint in hints.items():
            if key in data and not (data[key] is None and key not in required):
                laid[key] = self.value(hint, data[key], f"{prefix}{key}", optional=key not in required)
        return laid

    def value(self, hint: Any, data: object, where: str, *, optional: bool = False) -> Any:
        style: Print | None = None
        while get_origin(hint) in (NotRequired, Required, Annotated):
            if get_origin(hint) is Annotated:
                style = next((mark for mark in hint.__metadata__ if isinstance(mark, Print)), None)
            hint = get_args(hint)[0]
        if get_origin(hint) in (Union, types.UnionType):
            raise TypeError(f"shape of {where}: leave unknown keys out instead of a union")
        if get_origin(hint) is list:
            if isinstance(data, str) or not isinstance(data, Sequence):
                self.faults[where] = _wrong("list")
                return []
            if style is Print.SOME and not data:
                self.faults[where] = _EMPTY
            return [self.value(get_args(hint)[0], item, f"{where}[{i}]") for i, item in enumerate(data)]
        if is_typeddict(hint):
            return self.mapping(hint, data, where)
        if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
            self.faults[where] = _wrong(hint.__name__)
            return ""
        return self.leaf(data, style, where, optional=optional)

    def leaf(self, data: object, style: Print | None, where: str, *, optional: bool) -> Any:
        if style is Print.NOT_PRINTED:
            return data if isinstance(data, bool) else None
        if isinstance(data, datetime) and data.tzinfo is None:
            self.faults[where] = Text("thời điểm thiếu múi giờ", "instant without a time zone")
            return ""
        text = require_printable(spoken(data, style).strip(), where)
        if not text and not optional:
            self.faults[where] = _EMPTY
        self.printed.append((where, text))
        return text


def lay_in(template: Template, data: Mapping[str, Any]) -> tuple[Tree, list[tuple[str, str]]]:
    """The tree of texts for the template, and every text that must be found on the print with its
    place.

    Raises WrongData naming every missing, unknown or mistyped key, and UnprintableLetter.
    """
    walk = _Walk()
    tree = walk.mapping(template.shape, data, "")
    if walk.faults:
        raise WrongData(template.name, walk.faults)
    return tree, [(where, text) for where, text in walk.printed if text]
