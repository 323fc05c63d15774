"""The geometry of the charts. The server draws: they print, need no script, obey the page's colours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoso.screens.formats import written_number
from hoso.screens.language import spoken

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 46
MOST_SERIES = 4  # more lines than this cannot be told apart


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``share`` is its length, 0 to 100, of the longest one."""

    label: str
    value: float
    written: str
    share: float
    url: str
    tone: str


def bars(items: Iterable[Any]) -> list[Bar]:
    """Items, mappings or objects, have ``label`` and ``value``, perhaps ``url``, ``written``, ``tone``."""
    facts = [(item, float(_part(item, "value", 0) or 0)) for item in items]
    longest = max((value for _, value in facts), default=0) or 1
    return [
        Bar(
            label=spoken(_part(item, "label", "")),
            value=value,
            written=spoken(_part(item, "written", "") or written_number(value)),
            share=round(max(value, 0) / longest * 100, 2),
            url=str(_part(item, "url", "") or ""),
            tone=str(_part(item, "tone", "") or "plain"),
        )
        for item, value in facts
    ]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line in drawing units, with what it says."""

    x: float
    y: float
    label: str
    written: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chart; ``number`` (1 to 4) chooses colour and dash."""

    number: int
    label: str
    points: list[Point]

    @property
    def path(self) -> str:
        """The ``points`` attribute of an SVG polyline."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis, at ``at`` drawing units; ``minor`` ones give way on a narrow screen."""

    at: float
    label: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """Everything the template draws, and the rows of the table behind it."""

    lines: list[Line]
    across: list[Tick]
    up: list[Tick]
    rows: list[tuple[str, list[str]]]


def line_chart(series: Sequence[Any]) -> LineChart:
    """Series have ``label`` and ``points``: pairs (label, value), the same labels in each series."""
    series = list(series)[:MOST_SERIES]
    names = [spoken(label) for label, _ in _part(series[0], "points", [])] if series else []
    values = [[float(value or 0) for _, value in _part(one, "points", [])] for one in series]
    top, step = _round_top(max((value for line in values for value in line), default=0))
    lines = [
        Line(
            number,
            spoken(_part(one, "label", "")),
            [
                Point(_x(index, len(names)), _y(value, top), name, written_number(value))
                for index, (name, value) in enumerate(zip(names, line, strict=False))
            ],
        )
        for number, (one, line) in enumerate(zip(series, values, strict=True), start=1)
    ]
    # labels of about 7 units a letter must not touch; narrow screens show every third of those
    room = max((len(name) for name in names), default=1) * 7 + 14
    every = max(1, math.ceil(len(names) * room / (WIDTH - LEFT - RIGHT)))
    return LineChart(
        lines=lines,
        across=[
            Tick(_x(index, len(names)), name, minor=bool((index // every) % 3))
            for index, name in enumerate(names)
            if index % every == 0
        ],
        up=[
            Tick(_y(step * count, top), written_number(step * count))
            for count in range(round(top / step) + 1)
        ],
        rows=[
            (name, [line.points[index].written for line in lines if index < len(line.points)])
            for index, name in enumerate(names)
        ],
    )


def _x(index: int, count: int) -> float:
    span = WIDTH - LEFT - RIGHT
    return round(LEFT + (span / 2 if count < 2 else span * index / (count - 1)), 1)


def _y(value: float, top: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top), 1)


def _round_top(highest: float) -> tuple[float, float]:
    """A round top of the axis and its step, so that four or five lines carry plain numbers."""
    if highest <= 0:
        return 1, 1
    rough = highest / 4
    scale = 10 ** math.floor(math.log10(rough))
    step = next(scale * nice for nice in (1, 2, 2.5, 5, 10) if scale * nice >= rough)
    if highest == int(highest):
        step = max(1, math.ceil(step))
    return step * math.ceil(highest / step), step


def _part(item: Any, name: str, absent: Any) -> Any:
    return item.get(name, absent) if isinstance(item, Mapping) else getattr(item, name, absent)
