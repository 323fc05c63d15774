"""The clock, the identifiers and the folding of names."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.base import clock
from hoso.base.errors import Invalid, NotAllowed, Refused
from hoso.base.identifiers import fold, receipt_number, uuid7
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 21, 16, 59, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 0, 0, tzinfo=clock.VIETNAM), date(2026, 11, 22)),
        (datetime(2025, 12, 31, 20, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 1, 1)),
    ],
)
def test_the_civil_day_is_that_of_viet_nam(instant: datetime, day: date) -> None:
    assert clock.civil_day(instant) == day


def test_the_clock_can_stand_still_and_goes_on_afterwards() -> None:
    noon = datetime(2025, 6, 30, 12, tzinfo=clock.VIETNAM)
    with clock.standing_at(noon):
        assert clock.now() == noon
        with clock.standing_at(noon + timedelta(days=1)):
            assert clock.now() == noon + timedelta(days=1)
        assert clock.now() == noon
    assert clock.now() > noon + timedelta(days=30)


def test_an_instant_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 1, 1)
    with pytest.raises(ValueError, match="no time zone"):
        clock.civil_day(naive)
    with pytest.raises(ValueError, match="no time zone"), clock.standing_at(naive):
        pass


def test_identifiers_made_one_after_the_other_are_in_order() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_identifiers_of_several_threads_never_meet() -> None:
    with ThreadPoolExecutor(4) as pool:
        lists = list(pool.map(lambda _: [uuid7() for _ in range(2_000)], range(4)))
    assert len({each for made in lists for each in made}) == 8_000
    assert all(made == sorted(made) for made in lists)


def test_an_identifier_is_a_uuid_of_version_7_that_holds_the_time() -> None:
    before = clock.now().timestamp() * 1000
    made = uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert abs((made.int >> 80) - before) < 1000


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐẶNG  Thị   Hường", "dang thi huong"),
        ("  Ủy ban\tnhân dân\nxã ", "uy ban nhan dan xa"),
        ("Ươ ưở ỹ ễ", "uo uo y e"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("Krông Pắc", "krong pac"),
        ("", ""),
    ],
)
def test_folding_takes_accents_capitals_and_spare_spaces_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_fold_to_the_same(form: str) -> None:
    import unicodedata

    assert fold(unicodedata.normalize(form, "Hồ sơ điện tử ở Tuyên Quang")) == "ho so dien tu o tuyen quang"


def test_a_receipt_number_is_readable_and_not_repeated() -> None:
    made = [receipt_number() for _ in range(2_000)]
    assert len(set(made)) == 2_000
    shape = re.compile(r"BN(-[2-9A-HJKMNP-TV-Z]{4}){3}")
    assert all(shape.fullmatch(number) for number in made)
    assert not set("".join(made).replace("BN-", "")) & set("01ILOU")


def test_errors_carry_their_sentence_their_status_and_their_fields() -> None:
    text = Text("Không được.", "Not allowed.")
    assert (NotAllowed(text).status, str(NotAllowed(text)), NotAllowed(text).text) == (
        403,
        "Không được.",
        text,
    )
    assert Invalid(text, {"name": text}).fields == {"name": text}
    verdict = Verdict.no(Reason("late", text, "nd61-2018:17"))
    assert (Refused(verdict).status, Refused(verdict).text, Refused(verdict).verdict) == (422, text, verdict)
