"""An e-form on a page: its sections and rows, and the answers read back from what was sent.

The record is ``catalogue.form_records.FormRecord`` or anything of its shape (``EFormRecord``). Nothing is
judged here: the room that owns the form says what is wrong, by dotted name (``members.0.name``), and the page
shows it in place. On the page the same field is named ``members-0-name``, ``members-rows`` counts the rows, and the
buttons send ``act`` as ``add:members`` or ``remove:members:0``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict, ErrorList

from hoso.law.text import Text
from hoso.screens.eform_fields import field_of, first_input, shown
from hoso.screens.language import spoken


class EFormRecord(Protocol):
    """What a form's record has."""

    @property
    def title(self) -> Text: ...

    @property
    def sections(self) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One question on the page. ``when`` and ``values``: shown while that field has one of these answers."""

    field: BoundField
    when: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: its cells, or the rows of a repeated one under ``repeat``."""

    title: Text
    note: Text | None
    cells: tuple[Cell, ...]
    repeat: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    may_grow: bool = False
    error: Text | None = None


class Problem(NamedTuple):
    """What is wrong with one question, and where on the page it stands."""

    anchor: str
    label: Text
    text: Text


@dataclass(frozen=True, slots=True)
class EForm:
    """What the template draws. Build it with ``eform``."""

    title: Text
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]


class _Fields(forms.Form):
    """One set of fields with its answers; the errors are given, never found here."""

    def __init__(
        self,
        section: Any,
        answers: Mapping[str, object],
        errors: Mapping[str, Text],
        *,
        prefix: str = "",
        known: frozenset[str] = frozenset(),
    ) -> None:
        lead = f"{prefix}-" if prefix else ""
        super().__init__(
            {lead + one.name: shown(one, answers.get(one.name)) for one in section.fields},
            prefix=prefix or None,
            auto_id="id_%s",
        )
        self.given = errors
        self.fields = {one.name: field_of(one, known=one.name in known) for one in section.fields}

    def full_clean(self) -> None:
        self.cleaned_data = {}
        self._errors = ErrorDict()
        for name, text in self.given.items():
            if name in self.fields:
                self._errors[name] = ErrorList([spoken(text)], renderer=self.renderer)


def eform(
    record: EFormRecord,
    answers: Mapping[str, Any],
    *,
    errors: Mapping[str, Text] | None = None,
    known: frozenset[str] = frozenset(),
) -> EForm:
    """The form filled with ``answers``; ``errors`` by dotted name; ``known`` came from the person's profile."""
    wrong = dict(errors or {})
    parts = tuple(_part(section, answers, wrong, known) for section in record.sections)
    return EForm(record.title, parts, tuple(problems_of(record, wrong)))


def _part(
    section: Any, answers: Mapping[str, Any], errors: Mapping[str, Text], known: frozenset[str]
) -> Part:
    if section.repeat is None:
        cells = _cells(_Fields(section, answers, errors, known=known), section, "")
        return Part(section.title, section.note, cells)
    name = section.repeat.name
    rows = _rows_of(section.repeat, answers)
    drawn = []
    for place, row in enumerate(rows):
        start, prefix = f"{name}.{place}.", f"{name}-{place}"
        own = {key.removeprefix(start): text for key, text in errors.items() if key.startswith(start)}
        drawn.append(_cells(_Fields(section, row, own, prefix=prefix), section, f"{prefix}-"))
    may_grow = len(rows) < section.repeat.most
    return Part(section.title, section.note, (), name, tuple(drawn), may_grow, errors.get(name))


def _rows_of(repeat: Any, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    given = answers.get(repeat.name)
    rows = list(given)[: repeat.most] if isinstance(given, list | tuple) else []
    return rows + [{}] * (repeat.least - len(rows))


def _cells(form: _Fields, section: Any, lead: str) -> tuple[Cell, ...]:
    conditions = {one.name: one.depends_on for one in section.fields}
    inside = set(conditions)
    made = []
    for bound in form:
        condition = conditions[bound.name]
        if condition is None or condition.field.startswith("@"):
            made.append(Cell(bound))
            continue
        when = lead + condition.field if condition.field in inside else condition.field
        made.append(Cell(bound, when, "|".join(condition.values)))
    return tuple(made)


def answers_in(record: EFormRecord, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, by field; a repeated section as a list of rows, the empty ones too: they are on the page."""
    answers: dict[str, Any] = {}
    for section in record.sections:
        if section.repeat is None:
            answers |= {one.name: str(sent.get(one.name) or "").strip() for one in section.fields}
            continue
        name = section.repeat.name
        answers[name] = [
            _filled(
                {
                    one.name: str(sent.get(f"{name}-{place}-{one.name}") or "").strip()
                    for one in section.fields
                }
            )
            for place in range(_row_count(sent.get(f"{name}-rows"), section.repeat.most))
        ]
    return answers


def _row_count(said: object, most: int) -> int:
    given = str(said or "0")
    return min(int(given), most) if given.isdecimal() and len(given) < 4 else 0


def without_blanks(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers worth keeping: no empty ones, no empty rows."""
    rows = {
        name: [row for row in value if row] if isinstance(value, list) else value
        for name, value in answers.items()
    }
    return _filled(rows)


def _filled(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if value not in ("", [], None)}


def with_rows(answers: Mapping[str, Any], wish: str) -> dict[str, Any]:
    """One more empty row (``add:NAME``) or one less (``remove:NAME:PLACE``); anything else changes nothing."""
    act, _, target = wish.partition(":")
    name, _, place = target.partition(":")
    rows = answers.get(name)
    if not isinstance(rows, list):
        return dict(answers)
    if act == "add":
        return {**answers, name: [*rows, {}]}
    gone = int(place) if act == "remove" and place.isdecimal() else -1
    return {**answers, name: [row for number, row in enumerate(rows) if number != gone]}


def problems_of(record: EFormRecord, errors: Mapping[str, Text]) -> Iterator[Problem]:
    """What is wrong, in the order of the page."""
    for section in record.sections:
        leads = [("", "")]
        if section.repeat:
            name = section.repeat.name
            if name in errors:
                yield Problem(f"section-{name}", section.title, errors[name])
            leads = [(f"{name}.{place}.", f"{name}-{place}-") for place in range(section.repeat.most)]
        for dotted, dashed in leads:
            for one in section.fields:
                if dotted + one.name in errors:
                    yield Problem(
                        first_input(one, f"id_{dashed}{one.name}"), one.label, errors[dotted + one.name]
                    )
