"""Files that nobody checked: broken JSON, odd fields, huge values. What can be read is, the rest is kept."""

import io
import json
import random
from typing import Any

import pytest

from hoso.catalogue import shelf
from hoso.catalogue.actions import import_procedures
from hoso.catalogue.files import Broken, NoRecordsError, records_in
from hoso.catalogue.models import ImportLeftover, Procedure, ProcedureVersion
from hoso.law.roles import Role
from hoso.parties.actors import Actor

ADMIN = Actor(None, "Trần Thị Danh Mục", frozenset({Role.CATALOGUE_ADMIN}))
TEN = shelf.procedures()[:10]


def _read(data: bytes) -> tuple[list[Any], list[Broken]]:
    found = list(records_in(io.BytesIO(data)))
    broken = [one for one in found if isinstance(one, Broken)]
    return [one for one in found if not isinstance(one, Broken)], broken


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(TEN).encode(),
        json.dumps(TEN, indent=1, ensure_ascii=False).encode("utf-8-sig"),
        json.dumps(TEN, ensure_ascii=False).encode("utf-16"),
        "\n".join(json.dumps(one) for one in TEN).encode(),
        json.dumps({"made": "x", "procedures": TEN}).encode(),
        b"[" + b" , ".join(json.dumps(one).encode() for one in TEN) + b",]\n",
    ],
)
def test_a_list_lines_and_a_list_inside_an_object_are_read(data: bytes) -> None:
    assert _read(data) == (TEN, [])


def test_one_record_alone_and_an_empty_list_are_read() -> None:
    assert _read(json.dumps(TEN[0]).encode()) == ([TEN[0]], [])
    assert _read(b" [ ] ") == ([], [])
    for nothing in (b"", b"  \n", b'"text"', b"7", b"<html>"):
        with pytest.raises(NoRecordsError):
            _read(nothing)


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("seed", range(8))
def test_damage_in_one_record_costs_that_record_only(seed: int, indent: int | None) -> None:
    chance = random.Random(seed)
    pieces = [json.dumps(one, indent=indent, ensure_ascii=False) for one in TEN]
    hurt = chance.randrange(10)
    text = pieces[hurt]
    at = chance.choice([place for place, sign in enumerate(text) if sign in '{}[]":,'])
    pieces[hurt] = text[:at] + text[at + 1 :]
    whole, broken = _read(f"[{', '.join(pieces)}]".encode())
    others = [one for place, one in enumerate(TEN) if place != hurt]
    assert [one for one in whole if one != _json_or_none(pieces[hurt])] == others
    assert broken


def _json_or_none(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def test_a_file_that_ends_midway_gives_what_came_before() -> None:
    data = json.dumps(TEN).encode()
    whole, broken = _read(data[: len(data) // 2])
    assert whole == TEN[: len(whole)]
    assert len(whole) >= 3
    assert "hết giữa chừng" in broken[-1].why


def _odd(**changes: Any) -> dict[str, Any]:
    return {**TEN[0], "code": "9.000001", **changes}


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "fee of 10^15": (
        {"channels": [{"channel": "direct", "fee": [{"amount": 10**15, "currency": "VND"}]}]},
        "channels[0].fee[0].amount",
    ),
    "long name": ({"name": "Cấp giấy " * 60}, "name"),
    "no decision date": ({"decision": {"number": "1/QĐ", "decided_on": None}}, "decision.decided_on"),
    "impossible date": ({"decision": {"number": "1/QĐ", "decided_on": "2026-02-30"}}, "decision.decided_on"),
    "negative limit": (
        {"channels": [{"channel": "online", "time_limit": {"value": -5, "unit": "day"}}]},
        "channels[0].time_limit",
    ),
    "number without unit": (
        {"channels": [{"channel": "online", "time_limit": {"value": 5, "unit": None}}]},
        "channels[0].time_limit",
    ),
    "negative originals": ({"components": [{"name": "A", "originals": -1}]}, "components[0].originals"),
    "wrong type": ({"levels": "commune"}, "levels"),
    "unknown level": ({"levels": ["village", "commune", "commune"]}, "levels[0]"),
    "components no list": ({"components": {"name": "A"}}, "components"),
    "unknown field": ({"colour": "red"}, "colour"),
    "many components": (
        {"components": [{"name": f"Giấy {n}", "originals": 1} for n in range(1000)]},
        "components",
    ),
    "long decision number": ({"decision": {"number": "1/QĐ" * 100, "decided_on": "2026-01-01"}}, ""),
    "NUL": ({"requirements": "a\x00b"}, "requirements"),
    "half a character": ({"requirements": "a\ud800b"}, "requirements"),
    "not a number": (
        {"channels": [{"channel": "direct", "fee": [{"amount": float("nan")}]}]},
        "channels[0].fee[0].amount",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", ODD)
def test_an_odd_field_is_named_and_the_record_imported_once(case: str) -> None:
    changes, where = ODD[case]
    report = import_procedures([_odd(**changes), TEN[1]], by=ADMIN)
    assert (report.imported, report.failed) == (2, 0)
    if where:
        assert where in {one.field for one in report.irregularities if one.code == "9.000001"}
    again = import_procedures([_odd(**changes), TEN[1]], by=ADMIN)
    assert (again.imported, again.unchanged, again.irregularities) == (0, 2, report.irregularities)
    Procedure.objects.get(code="9.000001")


@pytest.mark.django_db
def test_what_cannot_be_used_is_kept_as_it_stood_and_costs_nothing_else() -> None:
    deep: Any = []
    for _ in range(60):
        deep = [deep]
    bad = [7, {"name": "x"}, _odd(code=5), _odd(name=None), _odd(requirements=deep), Broken('{"a', "hỏng")]
    twice = [_odd(), _odd(), _odd(requirements="khác")]
    report = import_procedures([*bad, *twice, TEN[1]], by=ADMIN)
    assert (report.read, report.imported, report.failed) == (10, 2, 8)
    assert ImportLeftover.objects.count() == 8
    assert ImportLeftover.objects.filter(raw='{"a').exists()
    assert any("khác nội dung" in one.what for one in report.irregularities)
    import_procedures([*bad, *twice, TEN[1]], by=ADMIN)
    assert ImportLeftover.objects.count() == 8, "a second import changes nothing"


def _texts(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*(_texts(one) for one in value.values()), set())
    if isinstance(value, list):
        return set().union(*(_texts(one) for one in value), set())
    return {value} if isinstance(value, str) else set()


@pytest.mark.django_db
def test_every_text_of_the_source_is_found_again_in_the_store() -> None:
    records = shelf.procedures()
    import_procedures(records, by=ADMIN)
    stored = dict(ProcedureVersion.objects.values_list("procedure_id", "spec"))
    for record in records:
        assert _texts(record) <= _texts(stored[record["code"]]), record["code"]
