"""An import survives whatever stands where a value should be, and keeps it."""

import copy
import random
from typing import Any
from uuid import uuid4

import pytest

from hoso.catalogue import shelf
from hoso.catalogue.actions.rows import UnusableRecordError, procedure_row
from hoso.catalogue.spec.compose import Doubts, compose, digest
from hoso.catalogue.spec.reading import read

RECORDS = [one for one in shelf.procedures() if one["completeness"] == "full"]
CODES = [one["code"] for one in RECORDS]
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**15,
    0.5,
    "",
    "chữ",
    [],
    {},
    [None, 1, "x", {"a": []}],
    {"value": -1, "unit": "fortnight", "number": [1]},
    {"value": 3, "unit": ["day"], "name": {}},
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [place for key, one in inside for place in _places(one, (*path, key))]


def _spoilt(chance: random.Random) -> dict[str, Any]:
    official: dict[str, Any] = copy.deepcopy(chance.choice(RECORDS))
    for _ in range(chance.randint(1, 4)):
        path = chance.choice(_places(official))
        holder: Any = official
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = copy.deepcopy(chance.choice(JUNK))
    return official


@pytest.mark.parametrize("seed", range(12))
def test_junk_in_any_place_is_read_and_never_lost(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        official = _spoilt(chance)
        named = isinstance(official["name"], str) and official["name"].strip()
        if official["code"] not in CODES or not named:
            with pytest.raises(UnusableRecordError):
                procedure_row(official, {})
            continue
        _read_whole(official)


def _read_whole(official: dict[str, Any]) -> None:
    row = procedure_row(official, {})
    spec = compose(official, None, Doubts(row.code))
    assert spec["official"] == official
    assert len(digest(spec)) == 64
    record = read(spec, version_id=uuid4(), code=row.code, number=1, effective_from=None, essential_no=None)
    assert record.obstacles
    assert all(one.limit is None or one.limit.value > 0 for one in record.channels.values())
