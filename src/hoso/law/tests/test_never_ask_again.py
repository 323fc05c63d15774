"""A paper held is not asked for, and one matter runs on one track."""

import unicodedata
from datetime import date

import pytest

from hoso.law.reuse import HeldPaper, OverrideGround, Where, may_ask_field, may_request_paper
from hoso.law.states import State
from hoso.law.track import Track, may_open_track

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("where", Where)
def test_a_paper_held_anywhere_is_not_asked_for_again(where: Where) -> None:
    refused = may_request_paper([HeldPaper(where, "KQ-7", valid=True)], on=TODAY)
    assert not refused.ok
    assert "KQ-7" in refused.first_text.vi
    assert where.label.vi in refused.first_text.vi


def test_an_expired_or_invalid_copy_does_not_stop_a_request() -> None:
    held = [
        HeldPaper(Where.HOLDINGS, "A", valid=True, valid_until=date(2026, 11, 21)),
        HeldPaper(Where.RESULT, "B", valid=False),
    ]
    assert may_request_paper(held, on=TODAY).ok
    assert not may_request_paper(held, on=date(2026, 11, 21)).ok


def test_an_override_needs_its_legal_basis_and_leaves_a_mark() -> None:
    held = [HeldPaper(Where.HOLDINGS, "A", valid=True)]
    bare = may_request_paper(held, on=TODAY, override=OverrideGround.ORIGINAL_BY_LAW, legal_basis=" ")
    assert [reason.code for reason in bare.reasons] == ["held", "override-without-basis"]
    based = may_request_paper(
        held, on=TODAY, override=OverrideGround.ORIGINAL_BY_LAW, legal_basis="Điều 9 Luật Hộ tịch"
    )
    assert based.ok
    assert based.reasons[0].code == "override"
    assert "Luật Hộ tịch" in based.first_text.vi


def test_data_already_held_are_not_typed_again() -> None:
    assert not may_ask_field(known=True).ok
    assert may_ask_field(known=True, changed_by_applicant=True).ok
    assert may_ask_field(known=False).ok


def track(reference: str, matter: str, state: State = State.IN_PROCESS, **other: object) -> Track:
    return Track(reference, "1.001193", "001199000001", matter, "trực tuyến", state, **other)  # type: ignore[arg-type]


def test_a_second_track_of_the_same_matter_is_joined_to_the_first() -> None:
    new = track("B", "Khai sinh  CHÁU An", State.SUBMITTED)
    refused = may_open_track(new, [track("A", "khai sinh cháu an")])
    assert not refused.ok
    assert refused.reasons[0].code == "joined"
    assert "hồ sơ A" in refused.first_text.vi


@pytest.mark.parametrize(
    "state", [State.ISSUED, State.RETURNED, State.WITHDRAWN, State.REFUSED, State.STOPPED]
)
def test_an_ended_track_does_not_stand_in_the_way(state: State) -> None:
    assert may_open_track(track("B", "khai sinh"), [track("A", "khai sinh", state)]).ok


def test_the_same_letters_in_another_encoding_are_the_same_matter() -> None:
    matter = "Khai sinh cháu Hùng"
    apart = unicodedata.normalize("NFD", matter)
    assert apart != matter
    assert not may_open_track(track("B", apart), [track("A", matter)]).ok


def test_look_alikes_are_shown_and_others_are_not() -> None:
    shared = frozenset({"d1"})
    verdict = may_open_track(
        track("B", "khai sinh An", papers=shared),
        [track("A", "khai sinh Bình", papers=shared), track("C", "khai sinh Chi"), track("D", "")],
    )
    assert verdict.ok
    assert [reason.text.vi.split()[2] for reason in verdict.reasons] == ["A", "D"]
