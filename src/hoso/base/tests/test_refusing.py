"""What a craft refuses reaches the person as a refusal; a fault of ours stays a fault."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, Unavailable
from hoso.base.refusing import as_refusal, refusals
from hoso.filing import actions as filing
from hoso.intake import actions as intake
from hoso.law.errors import OutsideCalendar
from hoso.law.text import Text
from hoso.press.errors import UnprintableLetter
from hoso.seal.errors import TimestampUnavailable
from hoso.vault.errors import StorageFailed

WORDS = Text("Hãy sửa.", "Mend it.")


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (OutsideCalendar(WORDS), Invalid),
        (TimestampUnavailable(WORDS), Unavailable),
        (StorageFailed(), Unavailable),
        (UnprintableLetter("\N{GRINNING FACE}", "GRINNING FACE", "name"), Invalid),
        (Conflict(WORDS), Conflict),
    ],
)
def test_every_craft_speaks_to_the_person(failure: Exception, kind: type) -> None:
    refusal = as_refusal(failure)
    assert type(refusal) is kind
    assert refusal.text.vi
    with pytest.raises(kind), refusals():
        raise failure


def test_a_fault_of_ours_is_not_dressed_up() -> None:
    assert as_refusal(KeyError("x")) is None
    with pytest.raises(KeyError), refusals():
        raise KeyError("x")


@pytest.mark.django_db
def test_a_letter_that_cannot_be_printed_is_named_and_nothing_is_filed() -> None:
    draft = stage.draft(muc_dich="Xin việc \N{GRINNING FACE}")
    before = stage.everything()
    with pytest.raises(Invalid, match="1F600"):
        filing.submit(draft, by=stage.who("nguoidan"))
    assert stage.everything() == before


@pytest.mark.django_db
def test_a_year_without_a_calendar_stops_acceptance_in_words() -> None:
    with clock.standing_at(datetime(2027, 12, 31, 9, 0, tzinfo=UTC)):
        dossier = stage.submitted()
        intake.judge(dossier, by=stage.who("motcua"))
        with pytest.raises(Invalid) as refused:
            intake.accept(dossier, by=stage.who("motcua"))
    assert refused.value.text.vi
