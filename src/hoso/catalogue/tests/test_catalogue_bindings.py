"""The result document can be generated from the answers, for every procedure that has one."""

from datetime import date
from typing import NotRequired, get_origin, get_type_hints
from uuid import uuid4

import pytest

from hoso.catalogue import shelf
from hoso.catalogue.bindings import bind
from hoso.catalogue.form_records import FieldRecord, FormRecord
from hoso.catalogue.forms import validate_answers
from hoso.catalogue.records import VersionRecord
from hoso.catalogue.spec.compose import Doubts, compose
from hoso.catalogue.spec.reading import read
from hoso.press.shapes.parts import Head
from hoso.press.shapes.shelf import template_named

RECORDS = {one["code"]: one for one in shelf.procedures()}
TODAY = date(2026, 11, 22)
ELSEWHERE = {"dossier_code", "certification_number", "register", "certified_at", "copy_sha256"}
"""Numbers that the issuing or certifying room gives."""


def _complete(code: str) -> VersionRecord:
    spec = compose(RECORDS[code], shelf.curations()[code], Doubts(code))
    return read(spec, version_id=uuid4(), code=code, number=1, effective_from=None, essential_no=None)


def _answer(field: FieldRecord) -> object:
    samples = {
        "date": "09/03/1990",
        "personal_id": "008190002233",
        "number": max(field.least or 0, 1),
        "money": "150.000.000",
        "boolean": True,
        "phone": "0912345678",
        "email": "a@example.vn",
    }
    if field.type == "choice":
        return field.options[0].value
    return samples.get(field.type, "Chữ mẫu")


def _answers(form: FormRecord | None) -> dict[str, object]:
    if form is None:
        return {}
    filled = {field.name: _answer(field) for field in form.fields()}
    rows = {repeat.name: [{one.name: _answer(one) for one in part.fields}] for repeat, part in form.repeats()}
    return {**filled, **rows}


@pytest.mark.parametrize("code", sorted(shelf.curations()))
def test_answers_entries_and_facts_give_every_required_field_of_the_template(code: str) -> None:
    version = _complete(code)
    result = version.result
    assert result is not None
    assert version.form is not None
    assert result.template is not None
    answers, entries = _answers(version.form), _answers(result.entry_form)
    assert validate_answers(version.form, answers, on=TODAY) == {}
    facts = {"agency": "Ủy ban nhân dân xã Yên Nguyên", "day": TODAY}
    bound = bind(result, version.form, answers, entries=entries, facts=facts)
    shape = template_named(result.template).shape
    hints = get_type_hints(shape, include_extras=True)
    required = {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}
    assert set(bound) <= set(hints)
    assert required - set(get_type_hints(Head)) - ELSEWHERE <= set(bound)


def test_unknown_stays_out_and_lists_are_built_row_by_row() -> None:
    version = _complete("1.001193")
    assert version.result is not None
    bound = bind(version.result, version.form, {"ho_ten_me": "Mùa Thị Sủng", "gioi_tinh": "nu"}, facts={})
    assert bound == {"mother": {"name": "Mùa Thị Sủng"}, "sex": "Nữ"}
    record = _complete("3.000333")
    assert record.result is not None
    assert bind(record.result, record.form, {"ngay_sinh": "1990-12-01"}) == {
        "born_on": date(1990, 12, 1),
        "convictions": [],
    }
    firm = _complete("1.001612")
    assert firm.result is not None
    lines = bind(firm.result, firm.form, {"nganh_nghe": "5610 – Ăn uống\n\n4722 – Bán lẻ"})
    assert lines == {"lines_of_business": ["5610 – Ăn uống", "4722 – Bán lẻ"]}
