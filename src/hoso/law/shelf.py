"""Behind ``./dev law [ARTICLE]`` and the public page "Luật trong phần mềm"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from hoso.law.citations import SOURCES, Source, cite, implemented_by
from hoso.law.duties import DUTIES
from hoso.law.lifecycle import TRANSITIONS
from hoso.law.rulesets import RULE_SETS, Parameter
from hoso.law.text import Text


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One article: its sentence, citation, the functions that hold it and the verbs that rest on it."""

    source: Source
    citation: str
    sentence: Text
    functions: tuple[str, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One dated value of a rule set, for the page that lets an administrator confirm it."""

    rule_set: str
    name: str
    parameter: Parameter[Any]


def rules(query: str = "") -> tuple[RuleLine, ...]:
    """The articles that functions hold, in the order of the shelf, those matching ``query`` only.

    Matches the key, the citation and the sentence. Source: convention:dated.
    """
    held = implemented_by()
    lines = (_line(SOURCES[key], held[key]) for key in SOURCES if key in held)
    return tuple(line for line in lines if _matches(line, query))


def unimplemented_seed_articles(held: Collection[str] | None = None) -> tuple[Source, ...]:
    """Articles of the seeds that no function holds; those that only oblige people are not among them.

    ``held``: the keys that count as held, by default those functions and tables name. An article that
    restates another is held where that one is. Source: convention:dated.
    """
    held = implemented_by() if held is None else held
    return tuple(
        entry
        for entry in SOURCES.values()
        if entry.seed and not entry.outside and entry.key not in held and entry.restates not in held
    )


def outside_articles() -> tuple[Source, ...]:
    """Articles that no function can hold, with the reason in ``outside``. Source: convention:dated."""
    return tuple(entry for entry in SOURCES.values() if entry.outside)


def parameters() -> tuple[ParameterLine, ...]:
    """Every dated value of every rule set. Source: convention:dated."""
    return tuple(
        ParameterLine(rule_set.name, name, value)
        for rule_set in RULE_SETS
        for name, value in rule_set.parameters().items()
    )


def printed(query: str = "") -> Iterator[str]:
    """The lines ``./dev law`` prints. Source: convention:dated."""
    for line in rules(query):
        yield f"{line.source.key}  {line.citation} [{line.source.confidence}]"
        yield f"    {line.sentence.vi} / {line.sentence.en}"
        yield from (f"    {name}" for name in line.functions)
    if query:
        return
    yield ""
    for row in parameters():
        mark = "" if row.parameter.confirmed else "  (chưa xác nhận / unconfirmed)"
        yield f"{row.rule_set}.{row.name} = {row.parameter.value}{mark}"
    yield ""
    missing = unimplemented_seed_articles()
    yield f"Seed articles without a function: {len(missing)}"
    yield from (f"    {entry.key}  {entry.title.en}" for entry in missing)
    yield f"Seed articles that oblige people or infrastructure only: {len(outside_articles())}"
    yield from (
        f"    {entry.key}  {entry.title.en}: {entry.outside.en}"
        for entry in outside_articles()
        if entry.outside
    )


def _line(source: Source, functions: tuple[str, ...]) -> RuleLine:
    verbs = dict.fromkeys(row.verb for row in (*TRANSITIONS, *DUTIES) if row.source == source.key)
    return RuleLine(source, cite(source.key), source.title, functions, tuple(verbs))


def _matches(line: RuleLine, query: str) -> bool:
    words = query.casefold().split()
    text = f"{line.source.key} {line.citation} {line.sentence.vi} {line.sentence.en}".casefold()
    return all(word in text for word in words)
