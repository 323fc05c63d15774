"""Online levels with their reasons, publicity in both forms, versions of a procedure, savings."""

from datetime import date

from hoso.law.online import Obstacle, OnlineLevel, PartialGround, is_public, online_level, review
from hoso.law.text import Text
from hoso.law.versions import Burden, Change, VersionFact, version_on, yearly_saving

WHY = Text("Phải nhận dạng trực tiếp", "Identity is checked in person")


def ground(sector_law: str = "Luật Hộ tịch, Điều 18", by: date | None = date(2027, 3, 1)) -> PartialGround:
    remedy = Text("Xác thực qua VNeID", "Authenticate by e-ID") if by else None
    return PartialGround(Obstacle.PRESENCE, WHY, sector_law, remedy, by)


def test_without_an_obstacle_a_service_is_full() -> None:
    assert online_level([]).level is OnlineLevel.FULL


def test_a_partial_service_publishes_its_reason_with_the_sector_law() -> None:
    found = online_level([ground()])
    assert (found.level, found.problems) == (OnlineLevel.PARTIAL, ())
    assert "Luật Hộ tịch, Điều 18" in found.reasons[0].text.vi
    assert [p.code for p in online_level([ground(" ")]).problems] == ["ground-incomplete"]


def test_a_review_owes_a_remedy_with_a_day_and_a_reason_for_not_yet() -> None:
    assert [p.code for p in review([ground(by=None)], criteria_met=True).problems] == ["no-remedy"]
    assert [p.code for p in review([], criteria_met=False).problems] == ["no-reason"]
    later = review([], criteria_met=False, missing=[Text("Ít hồ sơ", "Few dossiers")])
    assert (later.level, later.problems, later.reasons[0].text.vi) == (OnlineLevel.NONE, (), "Ít hồ sơ")


def test_old_level_codes_keep_their_meaning() -> None:
    assert [OnlineLevel.from_old_code(n).value for n in (1, 2, 3, 4)] == ["none", "none", "partial", "full"]


def test_public_means_both_forms_and_what_is_lacking_is_listed() -> None:
    day = date(2026, 11, 22)
    assert is_public(posted_on=day, online_on=date(2026, 1, 1), on=day).ok
    lacking = is_public(posted_on=None, online_on=date(2026, 12, 1), on=day)
    assert [reason.code for reason in lacking.reasons] == ["not-posted", "not-online"]


def test_the_version_of_a_day_is_found_and_abolition_ends_it() -> None:
    first = VersionFact("v1", Change.ISSUED, date(2024, 1, 1))
    second = VersionFact("v2", Change.AMENDED, date(2025, 7, 1))
    end = VersionFact("v3", Change.ABOLISHED, date(2026, 1, 1))
    versions = [second, first, end]
    found = [
        version_on(versions, date(year, month, 1))
        for year, month in ((2023, 1), (2024, 6), (2025, 7), (2026, 1))
    ]
    assert found == [None, first, second, None]


def test_of_two_versions_of_one_day_the_later_published_rules() -> None:
    day = date(2026, 3, 1)
    versions = [VersionFact("v1", Change.ISSUED, day), VersionFact("v2", Change.AMENDED, day)]
    assert version_on(versions, day) == versions[1]


def test_a_simplification_is_worth_its_minutes_and_dong_for_all() -> None:
    assert yearly_saving(Burden(90, 50_000), Burden(30, 0), 1000) == Burden(60_000, 50_000_000)
