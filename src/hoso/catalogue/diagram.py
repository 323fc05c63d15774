"""A process as a drawing (SVG 1.1), made from its steps alone; the words stand in ``<title>`` and ``<desc>``."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap

from hoso.catalogue.process import as_process
from hoso.catalogue.records import StepRecord
from hoso.law.process import ProcessStep
from hoso.law.roles import Role

BOX, HIGH, GAP, LANE = 240, 92, 46, 264
_ROLES = {role.value: role.label.vi for role in Role}
_HEAD = (
    '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L10 5L0 10z" fill="#4a5a66"/></marker></defs>'
)


def in_words(steps: Sequence[StepRecord]) -> tuple[str, ...]:
    """The text alternative: one sentence a step, in order."""
    names = {step.key: step.name.vi for step in steps}
    ways = {one.key: one for one in as_process(steps)}
    return tuple(_sentence(place, step, ways[step.key], names) for place, step in enumerate(steps))


def _sentence(place: int, step: StepRecord, way: ProcessStep, names: dict[str, str]) -> str:
    next_ones = [names.get(one, one) for one in way.leads_to]
    joined = (" và " if way.together else " hoặc ").join(next_ones)
    then = f"; sau đó: {joined}" if joined else "; kết thúc"
    return f"{place + 1}. {step.name.vi} ({_ROLES.get(step.role, step.role)}, {_hours(step)}){then}."


def _hours(step: StepRecord) -> str:
    if step.pause:
        return "tạm dừng chờ bổ sung"
    return "không tính giờ" if step.hours is None else f"{step.hours:f} giờ".replace(".", ",")


def svg(steps: Sequence[StepRecord]) -> str:
    """The drawing from top to bottom: a row a stage, branches side by side. Safe for HTML; empty without steps."""
    if not steps:
        return ""
    ways = as_process(steps)
    spots = _spots(ways)
    width = max(x for x, _y in spots.values()) + BOX + 40
    height = max(y for _x, y in spots.values()) + HIGH + 10
    lines = "".join(_arrow(spots, one.key, to) for one in ways for to in one.leads_to if to in spots)
    boxes = "".join(_box(step, *spots[step.key]) for step in steps)
    words = escape(" ".join(in_words(steps)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'role="img" aria-labelledby="process-title process-words"><title id="process-title">Sơ đồ quy trình'
        f'</title><desc id="process-words">{words}</desc>{_HEAD}{lines}{boxes}</svg>'
    )


def _spots(ways: Sequence[ProcessStep]) -> dict[str, tuple[int, int]]:
    """Left upper corner of each box: a step stands one row below the lowest earlier step that leads to it."""
    rows: dict[str, int] = {}
    for place, one in enumerate(ways):
        before = [rows[other.key] for other in ways[:place] if one.key in other.leads_to]
        rows[one.key] = max(before) + 1 if before else (max(rows.values(), default=-1) + 1)
    taken: dict[int, int] = {}
    spots = {}
    for key, row in rows.items():
        lane = taken.get(row, 0)
        taken[row] = lane + 1
        spots[key] = (10 + lane * LANE, 10 + row * (HIGH + GAP))
    return spots


def _box(step: StepRecord, x: int, y: int) -> str:
    lines = wrap(step.name.vi, 29)[:3]
    if len(" ".join(lines)) < len(step.name.vi):
        lines[-1] = lines[-1][:27] + "…"
    texts = "".join(
        f'<text x="{x + 12}" y="{y + 22 + 16 * n}" font-weight="700">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    role = escape(f"{_ROLES.get(step.role, step.role)[:24]} · {_hours(step)}")
    dash = ' stroke-dasharray="6 4"' if step.pause else ""
    return (
        f'<g font-size="13" fill="#1b2a33"><rect x="{x}" y="{y}" width="{BOX}" height="{HIGH}" rx="6" '
        f'fill="#f4f7f9" stroke="#4a5a66" stroke-width="1.5"{dash}/>{texts}'
        f'<text x="{x + 12}" y="{y + HIGH - 12}" font-size="11.5">{role}</text></g>'
    )


def _arrow(spots: dict[str, tuple[int, int]], start: str, end: str) -> str:
    (a, b), (c, d) = spots[start], spots[end]
    if d > b:
        path = f"M{a + BOX // 2} {b + HIGH}L{c + BOX // 2} {d - 2}"
    else:  # a way back runs along the right side
        side = max(a, c) + BOX + 24
        path = f"M{a + BOX} {b + HIGH // 2}L{side} {b + HIGH // 2}L{side} {d + HIGH // 2}L{c + BOX + 2} {d + HIGH // 2}"
    return f'<path d="{path}" fill="none" stroke="#4a5a66" stroke-width="1.5" marker-end="url(#tip)"/>'
