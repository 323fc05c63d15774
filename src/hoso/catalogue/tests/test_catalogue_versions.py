"""The catalogue in the database: import, publication, immutability, search."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from hoso.catalogue import queries, shelf
from hoso.catalogue.actions import abolish, draft_version, import_entries, import_procedures, publish
from hoso.catalogue.demonstration import seed
from hoso.catalogue.models import CatalogueEntry, Procedure, ProcedureVersion
from hoso.law.roles import Role
from hoso.parties.actors import Actor

pytestmark = pytest.mark.django_db
ADMIN = Actor(None, "Trần Thị Danh Mục", frozenset({Role.CATALOGUE_ADMIN}))
CITIZEN = Actor(None, "Mùa Thị Sủng", frozenset({Role.CITIZEN}))
RECORDS = {one["code"]: one for one in shelf.procedures()}
BIRTH = "1.001193"


def _import_six() -> None:
    six = [RECORDS[code] for code in shelf.curations()]
    import_procedures(six, by=ADMIN, curations=shelf.curations())


def _draft(code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.get(procedure_id=code, state="draft")


def test_the_whole_corpus_is_imported_once_and_again_without_change() -> None:
    first = import_procedures(RECORDS.values(), by=ADMIN, curations=shelf.curations())
    assert (first.read, first.imported, first.unchanged, first.failed) == (190, 190, 0, 0)
    stored = dict(ProcedureVersion.objects.values_list("procedure_id", "spec"))
    assert {code: spec["official"] for code, spec in stored.items()} == RECORDS
    again = import_procedures(RECORDS.values(), by=ADMIN, curations=shelf.curations())
    assert (again.imported, again.unchanged) == (0, 190)
    assert again.irregularities == first.irregularities
    assert json.loads(json.dumps(first.as_json()))["irregularities"][0].keys() == {"code", "field", "what"}


def test_a_dry_run_writes_nothing() -> None:
    assert import_procedures([RECORDS[BIRTH]], by=ADMIN, dry_run=True).imported == 1
    assert not Procedure.objects.exists()


def test_unusable_records_fail_alone_and_are_reported() -> None:
    bad = [17, {}, {"code": "../x", "name": "a"}, {"code": "9.999999", "name": " "}, RECORDS[BIRTH]]
    report = import_procedures(bad, by=ADMIN)
    assert (report.read, report.imported, report.failed) == (5, 1, 4)
    assert {one.field for one in report.irregularities} >= {"", "code", "name"}


def test_a_record_seen_twice_in_one_file_is_reported() -> None:
    report = import_procedures([RECORDS[BIRTH], RECORDS[BIRTH]], by=ADMIN)
    assert (report.imported, report.failed) == (1, 1)
    assert any("hai lần" in one.what for one in report.irregularities)


def test_the_index_holds_every_code_once() -> None:
    report = import_entries(shelf.index(), by=ADMIN)
    assert (report.read, report.imported) == (5670, 5669)
    assert {one.code for one in report.irregularities} == {"1.014325"}
    assert CatalogueEntry.objects.count() == 5669
    first = queries.catalogue_search("DANG KY khai sinh", limit=5)
    assert "đăng ký khai sinh" in first.items[0].name.lower()
    beyond = queries.catalogue_search("dang ky khai sinh", limit=5, after=first.after)
    assert not {one.code for one in first.items} & {one.code for one in beyond.items}


def test_the_demonstration_publishes_the_six_and_keeps_the_rest_in_preparation() -> None:
    seed(ADMIN)
    seed(ADMIN)
    listed = queries.published(limit=200, on=date(2026, 11, 22))
    assert {one.code for one in listed.items} == set(shelf.curations())
    everything = queries.published(preparing=True, limit=200, on=date(2026, 11, 22))
    assert [one.state for one in everything.items].count("preparing") == 184
    counts = queries.counts_by_level(date(2026, 11, 22))
    assert counts["commune"]["published"] == 5
    assert (counts["province"]["procedures"], counts["commune"]["procedures"]) == (64, 95)
    assert sum(number for _name, number in queries.sectors(preparing=True)) == 190
    lacking = queries.draft_obstacles("1.009122")
    assert lacking == queries.newest("1.009122").obstacles != ()
    assert queries.draft_obstacles(BIRTH) == ()


def test_searching_needs_no_accents_and_pages_by_name() -> None:
    import_procedures(RECORDS.values(), by=ADMIN, curations=shelf.curations())
    found = queries.published("dang ky khai sinh", preparing=True, limit=200)
    assert BIRTH in {one.code for one in found.items}
    assert found.items == queries.published("Đăng Ký  KHAI sinh", preparing=True, limit=200).items
    assert queries.published("birth registration", preparing=True).items[0].code == BIRTH
    assert queries.published("100%_", preparing=True).items == ()
    codes, after = [], None
    while True:
        page = queries.published("thu tuc", preparing=True, limit=7, after=after)
        codes += [one.code for one in page.items]
        if page.after is None:
            break
        after = page.after
    assert len(codes) == len(set(codes)) > 14
    commune = queries.published(preparing=True, level="commune", sector="Hộ tịch", limit=200).items
    assert commune
    assert all("commune" in one.levels and one.sector == "Hộ tịch" for one in commune)


def test_only_the_catalogue_administrator_publishes() -> None:
    _import_six()
    for verb in (
        lambda: publish(_draft(BIRTH).id, by=CITIZEN),
        lambda: abolish(_draft(BIRTH).id, on=date(2027, 1, 1), by=CITIZEN),
        lambda: draft_version(BIRTH, RECORDS[BIRTH], by=CITIZEN),
        lambda: import_procedures([], by=CITIZEN),
        lambda: seed(CITIZEN),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_a_version_with_gaps_is_refused_with_every_reason() -> None:
    import_procedures([RECORDS["2.000635"]], by=ADMIN)
    with pytest.raises(Refused) as refused:
        publish(_draft("2.000635").id, by=ADMIN)
    codes = [one.code for one in refused.value.verdict.reasons]
    assert codes.count("limit-unusable") == 3
    assert {"steps-missing", "handler-missing", "result-missing", "required-undecided"} <= set(codes)
    assert _draft("2.000635").published_at is None


def test_publication_begins_with_the_decision_and_happens_once() -> None:
    _import_six()
    version = publish(_draft(BIRTH).id, by=ADMIN)
    assert version.effective_from == date(2026, 1, 16)
    assert queries.in_force(BIRTH, date(2026, 1, 16)) is queries.version(version.id)
    with pytest.raises(NotFound):
        queries.in_force(BIRTH, date(2026, 1, 15))
    with pytest.raises(Conflict):
        publish(version.id, by=ADMIN)
    with pytest.raises(NotFound):
        publish(uuid4(), by=ADMIN)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogue_version SET spec = '{}'",
        "UPDATE catalogue_version SET effective_from = '2020-01-01'",
        "UPDATE catalogue_version SET published_at = NULL",
        "UPDATE catalogue_version SET decision_number = 'khác'",
        "DELETE FROM catalogue_version",
    ],
)
def test_the_database_itself_refuses_to_change_a_published_version(statement: str) -> None:
    _import_six()
    publish(_draft(BIRTH).id, by=ADMIN)
    ProcedureVersion.objects.filter(state="draft").delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert queries.in_force(BIRTH, date(2026, 11, 22)).decision.number == "163/QĐ-BTP"


def test_a_new_decision_makes_the_next_version_and_the_pinned_one_stays() -> None:
    _import_six()
    first = publish(_draft(BIRTH).id, by=ADMIN)
    newer = {
        **RECORDS[BIRTH],
        "decision": {**RECORDS[BIRTH]["decision"], "number": "9/QĐ", "decided_on": "2026-12-01"},
    }
    report = import_procedures([newer], by=ADMIN, curations=shelf.curations())
    assert report.imported == 1
    second = publish(_draft(BIRTH).id, by=ADMIN)
    assert (first.number, second.number) == (1, 2)
    assert queries.in_force(BIRTH, date(2026, 11, 30)).id == first.id
    assert queries.in_force(BIRTH, date(2026, 12, 1)).id == second.id
    assert queries.version(first.id) == first
    assert [one.number for one in queries.versions(BIRTH)] == [2, 1]


def test_a_version_cannot_begin_before_the_one_it_replaces() -> None:
    _import_six()
    publish(_draft(BIRTH).id, by=ADMIN)
    again = draft_version(BIRTH, RECORDS[BIRTH], curation=shelf.curations()[BIRTH], by=ADMIN)
    with pytest.raises(Invalid):
        publish(again.id, effective_from=date(2026, 1, 16), by=ADMIN)


def test_an_abolished_version_serves_until_its_last_day() -> None:
    _import_six()
    version = publish(_draft(BIRTH).id, by=ADMIN)
    with pytest.raises(Invalid):
        abolish(version.id, on=date(2026, 1, 16), by=ADMIN)
    abolish(version.id, on=date(2027, 1, 1), by=ADMIN)
    assert queries.in_force(BIRTH, date(2026, 12, 31)).id == version.id
    with pytest.raises(NotFound):
        queries.in_force(BIRTH, date(2027, 1, 1))
    with pytest.raises(Conflict):
        abolish(version.id, on=date(2027, 6, 1), by=ADMIN)


def test_a_draft_of_an_unknown_procedure_is_not_found() -> None:
    with pytest.raises(NotFound):
        draft_version("9.999999", RECORDS[BIRTH], by=ADMIN)


def test_the_online_level_depends_on_place_and_day() -> None:
    seed(ADMIN)
    entries = queries.online_levels("1.014440")
    assert {(one.issued_by, one.level) for one in entries} >= {
        ("Tỉnh Phú Thọ", "full"),
        ("Tỉnh Đồng Nai", "partial"),
    }
    day = date(2025, 11, 18)
    assert queries.online_level("1.014440", "tinh dong nai", day).level == "partial"
    assert queries.online_level("1.014440", "Tỉnh Phú Thọ", day).level == "full"
    assert queries.online_level("1.014440", "Tỉnh Phú Thọ", date(2025, 11, 17)) is None
    assert queries.online_levels("9.999999") == ()
