"""The shelf: every text the rules of this package rest on, by key such as ``nd61-2018:17``."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

import hoso.law
from hoso.law.shelves.acts import acts
from hoso.law.shelves.seeds import seeds
from hoso.law.shelves.source import Confidence, Source

__all__ = [
    "SOURCES",
    "Confidence",
    "Source",
    "cite",
    "implemented_by",
    "law_modules",
    "public_callables",
    "sources_of",
]

SOURCES: Mapping[str, Source] = MappingProxyType({entry.key: entry for entry in (*acts(), *seeds())})

_SOURCE_LINE = re.compile(r"Source:\s*([\w.-]+:[\w.-]+(?:,\s*[\w.-]+:[\w.-]+)*)")


def cite(key: str) -> str:
    """The citation as it is printed, "Điều 17 Nghị định 61/2018/NĐ-CP"; KeyError for an unknown key.

    Source: convention:dated.
    """
    entry = SOURCES[key]
    return f"{entry.article[:1].upper()}{entry.article[1:]} {entry.document}"


def sources_of(thing: object) -> tuple[str, ...]:
    """The keys named on the ``Source:`` line of a docstring. Source: convention:dated."""
    found = _SOURCE_LINE.search(inspect.getdoc(thing) or "")
    return tuple(key.strip().rstrip(".") for key in found.group(1).split(",")) if found else ()


def law_modules() -> tuple[ModuleType, ...]:
    """Every module of the package except its tests. Source: convention:dated."""
    names = [
        info.name
        for info in pkgutil.walk_packages(hoso.law.__path__, "hoso.law.")
        if ".tests" not in info.name and not info.ispkg
    ]
    return tuple(importlib.import_module(name) for name in names)


def public_callables() -> Iterator[tuple[str, object]]:
    """Public functions, methods and properties of the package by dotted name. Source: convention:dated."""
    for module in law_modules():
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
                continue
            if inspect.isfunction(thing) or hasattr(thing, "__wrapped__"):
                yield f"{module.__name__}.{name}", thing
            elif inspect.isclass(thing):
                yield from _members(f"{module.__name__}.{name}", thing)


def _members(owner: str, cls: type) -> Iterator[tuple[str, object]]:
    for name, member in vars(cls).items():
        if not name.startswith("_") and (
            inspect.isfunction(member) or isinstance(member, property | classmethod)
        ):
            yield f"{owner}.{name}", member


def implemented_by() -> dict[str, tuple[str, ...]]:
    """For each key: the functions whose docstring names it, and the table rows that rest on it.

    Source: convention:dated.
    """
    from hoso.law.duties import DUTIES
    from hoso.law.lifecycle import TRANSITIONS

    found: dict[str, dict[str, None]] = {}
    for name, thing in public_callables():
        for key in sources_of(thing):
            found.setdefault(key, {})[name] = None
    for row in (*TRANSITIONS, *DUTIES):
        table = "hoso.law.lifecycle.TRANSITIONS" if row in TRANSITIONS else "hoso.law.duties.DUTIES"
        found.setdefault(row.source, {})[f"{table}[{row.verb}]"] = None
    return {key: tuple(names) for key, names in found.items()}
