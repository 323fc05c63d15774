"""The agencies of the real province, before and after 1 July 2025."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hoso.base.errors import NotAllowed, NotFound
from hoso.law.identity import dossier_code, parse_dossier_code
from hoso.law.roles import Role
from hoso.parties import queries
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.agencies import import_province
from hoso.parties.models import Agency, Succession

pytestmark = pytest.mark.usefixtures("province")
EVE, REFORM, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 22)


def _ids(agencies: tuple[queries.AgencyRecord, ...]) -> set[str]:
    return {each.id for each in agencies}


def test_until_30_june_2025_there_are_districts_and_from_the_next_day_none() -> None:
    levels = {
        day: Counter(each.level for each in queries.agencies_in_force(day) if each.kind == "people-committee")
        for day in (EVE, REFORM)
    }
    assert levels[EVE] == {"province": 2, "district": 18, "commune": 330}
    assert levels[REFORM] == {"province": 1, "commune": 124}


def test_every_one_of_the_330_communes_lives_on_in_one_of_the_124() -> None:
    before = queries.agencies_in_force(EVE, level="commune")
    heirs = {each.id: queries.successors_of(each.id, TODAY) for each in before}
    assert all(heirs.values())
    assert {heir.id for several in heirs.values() for heir in several} == _ids(
        queries.agencies_in_force(TODAY, level="commune")
    )


def test_a_divided_commune_has_both_its_successors() -> None:
    assert _ids(queries.successors_of("old-w-00688", TODAY)) == {"tq-00694", "tq-00691"}
    assert (
        sum(
            len(queries.successors_of(each.id, TODAY)) > 1
            for each in queries.agencies_in_force(EVE, "commune")
        )
        == 5
    )


def test_an_agency_that_lives_answers_for_itself() -> None:
    assert _ids(queries.successors_of("old-w-00688", EVE)) == {"old-w-00688"}
    assert _ids(queries.successors_of("tq-02269", TODAY)) == {"tq-02269"}


def test_an_abolished_district_has_no_successor() -> None:
    assert queries.successors_of("old-d-071", TODAY) == ()


def test_between_an_end_and_the_next_beginning_nobody_answers() -> None:
    assert queries.successors_of("old-tq-dep-01", date(2025, 4, 1)) == ()
    assert _ids(queries.successors_of("old-tq-dep-01", REFORM)) == {"tq-dep-05"}


def test_chains_of_successors_are_followed_and_circles_end() -> None:
    for number, (begin, end) in enumerate(
        [(None, date(2000, 1, 1)), (date(2000, 1, 2), EVE), (REFORM, None)]
    ):
        Agency.objects.create(
            id=f"c{number}", name="Xã", kind="people-committee", level="commune", path=f"/c{number}/",
            valid_from=begin, valid_to=end,
        )  # fmt: skip
    for before, after in [("c0", "c1"), ("c1", "c2"), ("c1", "c0")]:
        Succession.objects.create(predecessor_id=before, successor_id=after)
    queries.forget_agencies()
    assert _ids(queries.successors_of("c0", TODAY)) == {"c2"}
    assert _ids(queries.successors_of("c0", date(2010, 1, 1))) == {"c1"}


def test_the_level_is_that_of_the_day() -> None:
    assert queries.level_on("old-d-071", EVE) == "district"
    assert queries.level_on("old-d-071", REFORM) is None
    assert queries.level_on("tq-02269", EVE) is None
    assert queries.level_on("tq-02269", REFORM) == "commune"


def test_an_unknown_agency_is_not_found() -> None:
    for ask in (queries.agency, lambda unknown: queries.successors_of(unknown, TODAY)):
        with pytest.raises(NotFound):
            ask("../etc")


def test_paths_hold_the_line_from_the_root() -> None:
    assert queries.agency("tq-dep-02").path == "/tq-province/tq-dep-02/"
    assert queries.agency("old-w-02269").path == "/tq-province-old/old-d-071/old-w-02269/"
    assert all(each.path.endswith(f"/{each.id}/") for each in queries.units_under("/"))


def test_the_units_under_a_path_include_itself_and_no_neighbour() -> None:
    assert "old-w-02269" in _ids(queries.units_under("/tq-province-old/old-d-071/"))
    assert _ids(queries.agencies_in_force(TODAY, under="/tq-province/tq-dep-02/")) == {"tq-dep-02"}
    assert not any(each.id.startswith("old") for each in queries.units_under("/tq-province/"))


def test_dossiers_are_handed_in_at_the_centre_and_in_every_commune() -> None:
    stops = queries.one_stops(TODAY)
    assert Counter(each.level for each in stops) == {"commune": 124, "province": 1}
    assert "tq-dep-02" in _ids(stops)
    assert Counter(each.level for each in queries.one_stops(EVE)) == {"commune": 330, "district": 18}


def test_identifiers_have_the_form_of_the_decision_and_are_unique_on_any_day() -> None:
    for day in (EVE, TODAY):
        identifiers = [each.identifier or "" for each in queries.agencies_in_force(day)]
        for each in identifiers:
            code = dossier_code(each, day, 1)
            assert parse_dossier_code(code).agency == each
        assert len(set(identifiers)) == len(identifiers)


def test_no_identifier_claims_to_be_verified() -> None:
    assert {each.identifier_status for each in queries.units_under("/")} == {
        "chưa xác minh",
        "trình diễn, chưa xác minh",
    }


def test_an_identifier_leads_to_the_life_of_that_day() -> None:
    for day, expected in ((EVE, "tq-province-old"), (TODAY, "tq-province")):
        found = queries.agency_by_identifier("H60", day)
        assert found is not None
        assert found.id == expected
    assert queries.agency_by_identifier("H99", TODAY) is None


def test_two_living_agencies_never_share_an_identifier() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(id="x", name="x", kind="x", level="x", path="/x/", identifier="H60")


def test_agencies_are_found_without_accents_the_living_first() -> None:
    found = queries.search_agencies("thuong lam")
    assert [each.id for each in found] == ["tq-02269", "old-w-02269"]
    assert [each.id for each in queries.search_agencies("THƯỢNG LÂM", on=EVE)] == ["old-w-02269"]
    assert queries.search_agencies("   ") == ()
    assert queries.search_agencies("cong an")[0].id == "tq-police"
    assert queries.search_agencies("khong co co quan nao") == ()


def test_importing_again_repairs_and_adds_nothing() -> None:
    Agency.objects.filter(id="tq-02269").update(name="sai", level="district")
    agencies, successions = Agency.objects.count(), Succession.objects.count()
    assert import_province(by=SYSTEM) == agencies == 507
    assert Succession.objects.count() == successions
    assert queries.agency("tq-02269").name == "Ủy ban nhân dân xã Thượng Lâm"


def test_the_import_takes_a_handful_of_statements() -> None:
    with CaptureQueriesContext(connection) as statements:
        import_province(by=SYSTEM)
    assert len(statements) < 40


def test_only_setup_and_the_administrator_import(admin: Actor) -> None:
    import_province(by=admin)
    with pytest.raises(NotAllowed):
        import_province(by=Actor(account_id=None, name="x", roles=frozenset({Role.HEAD})))


@pytest.mark.django_db(transaction=True)
def test_the_tree_is_read_once_and_anew_when_told() -> None:
    queries.forget_agencies()
    queries.agencies_in_force(TODAY)
    with CaptureQueriesContext(connection) as statements:
        queries.agencies_in_force(TODAY)
        queries.successors_of("old-w-00688", TODAY)
    assert len(statements) == 0
    Agency.objects.filter(id="tq-02269").update(name="Tên mới")
    queries.forget_agencies()
    assert queries.agency("tq-02269").name == "Tên mới"


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_reads_is_not_kept_after_it() -> None:
    queries.forget_agencies()
    with transaction.atomic():
        Agency.objects.create(id="ghost", name="ghost", kind="x", level="commune", path="/ghost/")
        assert queries.agency("ghost").name == "ghost"
        transaction.set_rollback(True)
    with pytest.raises(NotFound):
        queries.agency("ghost")
