"""The table of a free signature's life: nothing is possible outside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hoso.law.duties import DUTIES
from hoso.law.grants import (
    GRANT_STEPS,
    LIVE,
    WAITING,
    GrantState,
    may_renew,
    may_step,
    warnings_due,
)

END = date(2027, 3, 31)


def test_every_step_is_a_duty_of_somebody_and_leads_out_of_its_sources() -> None:
    duties = {row.verb for row in DUTIES}
    for step in GRANT_STEPS.values():
        assert step.verb in duties
        assert step.target not in step.sources
    reached = {step.target for step in GRANT_STEPS.values()} | {GrantState.REQUESTED}
    assert reached == set(GrantState)


@pytest.mark.parametrize("state", sorted(set(GrantState) - WAITING - LIVE))
def test_an_end_is_an_end(state: GrantState) -> None:
    for verb in GRANT_STEPS:
        verdict = may_step(verb, state)
        assert not verdict.ok
        assert state.label.vi in verdict.first_text.vi
        assert state.label.en in verdict.first_text.en


def test_nothing_is_issued_that_nobody_confirmed() -> None:
    assert not may_step("grants.issue", GrantState.REQUESTED).ok
    assert may_step("grants.issue", GrantState.CONFIRMED).ok


@pytest.mark.parametrize(
    ("left", "ok"), [(61, False), (60, True), (1, True), (0, True), (-1, False), (400, False)]
)
def test_renewal_opens_sixty_days_before_the_end_and_closes_with_it(left: int, ok: bool) -> None:
    assert may_renew(END, END - timedelta(days=left)).ok is ok


@pytest.mark.parametrize(
    ("left", "given", "due"),
    [(31, [], None), (30, [], 30), (29, [30], None), (8, [], 30), (7, [30], 7), (3, [], 7), (0, [7], None),
     (0, [30], 7), (-1, [], None)],
)  # fmt: skip
def test_each_warning_is_given_once_and_a_missed_one_is_not_made_up(
    left: int, given: list[int], due: int | None
) -> None:
    assert warnings_due(END, END - timedelta(days=left), given) == due
