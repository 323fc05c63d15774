"""E-forms: which answers can be used, and what is said about the others."""

from datetime import date

import pytest

from hoso.catalogue import shelf
from hoso.catalogue.form_records import Condition, FieldRecord, FormRecord, RepeatRecord, SectionRecord
from hoso.catalogue.forms import answers_with_labels, as_json_schema, clean_answers, prefill, validate_answers
from hoso.catalogue.spec.reading import _form
from hoso.law.text import Text

TODAY = date(2026, 11, 22)


def _field(type_: str, **more: object) -> FieldRecord:
    return FieldRecord("x", Text("Mục", "Item"), type_, more.pop("required", False), **more)


def _form_of(*fields: FieldRecord) -> FormRecord:
    title = Text("Mẫu", "Form")
    return FormRecord(title, (SectionRecord(title, fields),), None, official=True)


def _wrong(field: FieldRecord, given: object) -> str | None:
    found = validate_answers(_form_of(field), {"x": given}, on=TODAY).get("x")
    return found.en if found else None


@pytest.mark.parametrize(
    ("type_", "given", "kept"),
    [
        ("date", "09/03/1990", "1990-03-09"),
        ("date", "1990-03-09", "1990-03-09"),
        ("date", "9-3-1990", "1990-03-09"),
        ("personal_id", " 008190002233 ", "008190002233"),
        ("personal_id", "008 190 002 233", "008190002233"),
        ("phone", "0912 345 678", "0912345678"),
        ("phone", "+84 912 345 678", "+84912345678"),
        ("money", "150.000.000", 150_000_000),
        ("number", "12", 12),
        ("number", 12, 12),
        ("boolean", "on", True),
        ("boolean", "không", False),
        ("text", "  Nguye\u0302\u0303n  ", "Nguyễn"),
        ("textarea", "một\r\nhai", "một\nhai"),
    ],
)
def test_a_usable_answer_is_kept_in_its_clean_form(type_: str, given: object, kept: object) -> None:
    field = _field(type_)
    assert _wrong(field, given) is None
    assert clean_answers(_form_of(field), {"x": given}, on=TODAY) == {"x": kept}


@pytest.mark.parametrize(
    ("type_", "given", "says"),
    [
        ("date", "31/02/2026", "real day"),
        ("date", "mai", "real day"),
        ("date", "01/01/0900", "1800"),
        ("personal_id", "12345", "12 digits"),
        ("personal_id", "00819000223x", "12 digits"),
        ("phone", "12", "telephone"),
        ("email", "a@b", "e-mail"),
        ("number", "1,5", "whole number"),
        ("money", "1000000000000000", "lie from"),
        ("boolean", "maybe", "yes or no"),
        ("text", "a\x00b", "control"),
        ("text", "a\u202eb", "control"),
        ("text", "a\nb", "control"),
        ("text", "\ud800", "control"),
        ("text", ["a"], "must be text"),
        ("text", "a" * 256, "at most 255"),
        ("choice", "z", "list"),
    ],
)
def test_an_unusable_answer_is_named_with_what_to_write(type_: str, given: object, says: str) -> None:
    assert says in (_wrong(_field(type_), given) or "")


def test_a_day_in_the_future_is_refused_where_marked() -> None:
    assert "after today" in (_wrong(_field("date", past_only=True), "23/11/2026") or "")
    assert _wrong(_field("date", past_only=True), "22/11/2026") is None
    assert _wrong(_field("date"), "23/11/2026") is None


def test_a_required_question_needs_an_answer_only_while_it_is_asked() -> None:
    asks = FieldRecord("y", Text("Có?", "Yes?"), "text", required=False)
    field = _field("text", required=True, depends_on=Condition("y", ("co",)))
    form = _form_of(asks, field)
    assert set(validate_answers(form, {"y": "co"}, on=TODAY)) == {"x"}
    assert validate_answers(form, {"y": "khong"}, on=TODAY) == {}
    assert validate_answers(form, {"y": "co"}, on=TODAY, complete=False) == {}
    assert clean_answers(form, {"y": "khong", "x": "thừa"}, on=TODAY) == {"y": "khong"}


def test_a_pledge_that_is_required_must_be_agreed_to() -> None:
    field = _field("boolean", required=True)
    assert "agree" in (_wrong(field, "off") or "")
    assert _wrong(field, "on") is None


def test_rows_of_a_repeated_section_are_checked_one_by_one() -> None:
    title = Text("Thành viên", "Members")
    row = FieldRecord("ten", title, "text", required=True)
    born = FieldRecord("sinh", title, "date", required=False)
    section = SectionRecord(title, (row, born), RepeatRecord("tv", 0, 2))
    form = FormRecord(title, (section,), None, official=True)
    given = {"tv": [{"ten": "Mai"}, {"ten": "", "sinh": "x"}]}
    assert set(validate_answers(form, given, on=TODAY)) == {"tv.1.ten", "tv.1.sinh"}
    assert "rows" in validate_answers(form, {"tv": [{"ten": "a"}] * 3}, on=TODAY)["tv"].en
    assert "read" in validate_answers(form, {"tv": "a"}, on=TODAY)["tv"].en
    assert validate_answers(form, {"tv": [{"ten": ""}]}, on=TODAY) == {}
    labels = answers_with_labels(form, {"tv": [{"ten": "Mai", "sinh": "2020-05-01"}]})
    assert labels[0]["title_en"] == "Members (1)"
    assert [one["text"] for one in labels[0]["rows"]] == ["Mai", "01/05/2020"]


def test_the_profile_fills_in_what_is_known_and_nothing_else() -> None:
    form = _form(shelf.curations()["1.004222"]["form"])
    profile = {"person.full_name": "Mùa Thị Sủng", "person.sex": "female", "person.born_on": date(1990, 3, 9)}
    assert prefill(form, profile) == {
        "ho_ten_khai_sinh": "Mùa Thị Sủng",
        "gioi_tinh": "nu",
        "ngay_sinh": "1990-03-09",
    }
    assert prefill(form, {**profile, "person.sex": "khác"}).get("gioi_tinh") is None


def test_answers_keep_the_label_they_were_asked_under() -> None:
    form = _form(shelf.curations()["1.001612"]["form"])
    shown = answers_with_labels(
        form, {"von_kinh_doanh": "150.000.000", "gioi_tinh": "nu", "ngay_sinh": "mai"}
    )
    rows = {row["name"]: row for part in shown for row in part["rows"]}
    assert rows["von_kinh_doanh"]["text"] == "150.000.000 đồng"
    assert rows["von_kinh_doanh"]["value"] == 150_000_000
    assert (rows["gioi_tinh"]["label"], rows["gioi_tinh"]["text_en"]) == ("Giới tính", "Female")
    assert rows["ngay_sinh"]["text"] == "mai"


def test_the_json_schema_asks_what_the_form_asks() -> None:
    schema = as_json_schema(_form(shelf.curations()["1.001193"]["form"]))
    assert "ho_ten_nguoi_duoc_khai_sinh" in schema["required"]
    assert schema["properties"]["so_dinh_danh_ca_nhan_me"]["pattern"] == "^[0-9]{12}$"
    assert schema["properties"]["gioi_tinh"]["enum"] == ["nam", "nu"]
    residence = as_json_schema(_form(shelf.curations()["1.004222"]["form"]))
    assert residence["properties"]["thanh_vien"]["maxItems"] == 20


def test_a_form_of_a_thousand_fields_is_checked() -> None:
    fields = tuple(FieldRecord(f"f{n}", Text("a", "a"), "text", required=True) for n in range(1000))
    assert len(validate_answers(_form_of(*fields), {}, on=TODAY)) == 1000
