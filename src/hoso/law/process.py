"""An internal process before anyone works by it: how long it takes, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoso.law.text import Text
from hoso.law.verdict import Reason

SOURCE = "nd61-2018:19"


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step and where it leads: to any one of ``leads_to``, or with ``together`` to all of them at once.

    ``hours`` are working hours; None is not counted in the limit. In a ``pause`` the applicant is waited for.
    """

    key: str
    hours: Decimal | None
    leads_to: tuple[str, ...]
    together: bool = False
    pause: bool = False


def longest_route(steps: Sequence[ProcessStep]) -> Decimal:
    """Counted hours of the longest way from the first step to an end; a way back out of a pause counts once.

    Source: nd61-2018:19.
    """
    known = _by_key(steps)
    order, _circle = _order(steps, known)
    longest: dict[str, Decimal] = {}
    for key in reversed(order):
        step = known[key]
        after = [longest[one] for one in step.leads_to if one in longest]
        longest[key] = (step.hours or Decimal(0)) + max(after, default=Decimal(0))
    return longest.get(steps[0].key, Decimal(0)) if steps else Decimal(0)


def flaws(steps: Sequence[ProcessStep], *, limit_hours: Decimal | None) -> tuple[Reason, ...]:
    """Everything that would let a dossier get stuck, run in circles or be late by design; all at once.

    Source: nd61-2018:19, hn-3553:10.
    """
    if not steps:
        return ()
    return (
        *_wrong_steps(steps),
        *_wrong_ways(steps),
        *_too_long(steps, limit_hours),
    )


def _wrong_steps(steps: Sequence[ProcessStep]) -> Iterator[Reason]:
    for key, times in Counter(step.key for step in steps).items():
        if times > 1:
            yield _flaw("step-twice", key, "có hai lần trong quy trình", "is twice in the process")
    known = {step.key for step in steps}
    for step in steps:
        for target in step.leads_to:
            if target not in known:
                yield _flaw(
                    "step-unknown",
                    step.key,
                    f"dẫn đến bước không có: {target}",
                    f"leads to no step: {target}",
                )
        if step.pause and not step.leads_to:
            yield _flaw("pause-no-exit", step.key, "tạm dừng mà không có lối ra", "pauses without a way out")
        if step.pause and step.hours:
            yield _flaw("pause-counted", step.key, "vừa tạm dừng vừa tính giờ", "pauses and yet counts hours")
        if step.together and len(step.leads_to) < 2:
            yield _flaw(
                "alone-together", step.key, "lấy ý kiến song song mà chỉ có một nhánh", "splits into one way"
            )
        if len(set(step.leads_to)) < len(step.leads_to):
            yield _flaw("way-twice", step.key, "dẫn hai lần đến cùng một bước", "leads to one step twice")


def _wrong_ways(steps: Sequence[ProcessStep]) -> Iterator[Reason]:
    known = _by_key(steps)
    order, circle = _order(steps, known)
    for key in sorted(known.keys() - set(order)):
        yield _flaw("step-unreachable", key, "không bước nào dẫn đến", "cannot be reached")
    for key in circle:
        yield _flaw(
            "step-circle",
            key,
            "nằm trong một vòng lặp không chờ bổ sung: hồ sơ có thể quay mãi",
            "is in a circle that waits for nobody: a dossier could go round for ever",
        )
    if not any(not known[key].leads_to for key in order):
        yield Reason(
            "no-end",
            Text("Quy trình không có bước cuối.", "The process has no last step."),
            SOURCE,
        )


def _too_long(steps: Sequence[ProcessStep], limit_hours: Decimal | None) -> Iterator[Reason]:
    longest = longest_route(steps)
    if limit_hours is not None and longest > limit_hours:
        yield Reason(
            "steps-over-limit",
            Text(
                f"Đường dài nhất là {longest} giờ, quá thời hạn {limit_hours} giờ.",
                f"The longest way takes {longest} h, the time limit is {limit_hours} h.",
            ),
            SOURCE,
        )


def _by_key(steps: Sequence[ProcessStep]) -> dict[str, ProcessStep]:
    return {step.key: step for step in reversed(steps)}


def _order(
    steps: Sequence[ProcessStep], known: Mapping[str, ProcessStep]
) -> tuple[list[str], tuple[str, ...]]:
    """(reachable steps, each before those it leads to; steps that close a circle without a pause)."""
    done: list[str] = []
    circle: dict[str, None] = {}
    state: dict[str, int] = {}
    waiting = [(steps[0].key, False)] if steps else []
    path: list[str] = []
    while waiting:
        key, left = waiting.pop()
        if left:
            state[key] = 2
            done.append(key)
            path.pop()
            continue
        if state.get(key):
            continue
        state[key] = 1
        path.append(key)
        waiting.append((key, True))
        for target in reversed(known[key].leads_to):
            if target not in known:
                continue
            if state.get(target) == 1:
                ring = path[path.index(target) :]
                if not any(known[one].pause for one in ring):
                    circle[key] = None
            elif not state.get(target):
                waiting.append((target, False))
    return done[::-1], tuple(circle)


def _flaw(code: str, key: str, vi: str, en: str) -> Reason:
    return Reason(code, Text(f"Bước “{key}” {vi}.", f"Step “{key}” {en}."), SOURCE)
