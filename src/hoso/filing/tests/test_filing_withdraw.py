"""withdraw: the owner takes it back before it is decided; the journal stays."""

from __future__ import annotations

import pytest
from tests import stage

from hoso.base.errors import Conflict, Invalid
from hoso.filing import actions as filing
from hoso.filing.models import SupplementRequest
from hoso.law.states import State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "state",
    [
        State.SUBMITTED,
        State.AWAITING_COMPLETION,
        State.ACCEPTED,
        State.IN_PROCESS,
        State.AWAITING_SUPPLEMENT,
        State.PROPOSED,
    ],
)
def test_before_the_decision_the_owner_may_take_it_back(state: State) -> None:
    dossier = stage.IN_STATE[state]()
    filing.withdraw(dossier, "Đổi ý", by=stage.who("nguoidan"))
    row, line = stage.row(dossier), stage.last_line(dossier)
    assert row.state == State.WITHDRAWN
    assert row.ended_at == line.at
    assert line.state_from == state
    assert line.facts == {"reason": "Đổi ý"}
    assert ("slips.make", "stop_notice") in stage.owed(dossier)
    assert not SupplementRequest.objects.filter(dossier_id=dossier, answered_at__isnull=True).exists()


def test_after_the_decision_it_is_too_late() -> None:
    dossier = stage.decided()
    with pytest.raises(Conflict):
        filing.withdraw(dossier, "Đổi ý", by=stage.who("nguoidan"))


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_reason_is_needed(reason: str) -> None:
    dossier = stage.submitted()
    with pytest.raises(Invalid) as refusal:
        filing.withdraw(dossier, reason, by=stage.who("nguoidan"))
    assert set(refusal.value.fields) == {"reason"}
    assert stage.lines(dossier) == ["filing.submit"]


@pytest.mark.parametrize("reason", ["a\x00b", "a\x1bb", "a\ud800b"])
def test_words_that_no_database_keeps_are_refused_alike_everywhere(reason: str) -> None:
    dossier = stage.submitted()
    with pytest.raises(Invalid, match="ký tự"):
        filing.withdraw(dossier, reason, by=stage.who("nguoidan"))
    assert stage.lines(dossier) == ["filing.submit"]
