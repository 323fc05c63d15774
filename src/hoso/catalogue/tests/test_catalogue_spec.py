"""Reading official records: papers and notes, limits that may be counted, fees, two states of a procedure."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from hoso.catalogue import shelf
from hoso.catalogue.records import FeeRecord, VersionRecord
from hoso.catalogue.spec.changes import changes_between
from hoso.catalogue.spec.compose import Doubts, Spec, compose, digest, is_note
from hoso.catalogue.spec.limits import in_words, usable
from hoso.catalogue.spec.reading import read
from hoso.law.deadline import Unit

RECORDS = {one["code"]: one for one in shelf.procedures()}
SIX = ("1.001193", "2.000635", "2.000815", "1.004222", "1.001612", "3.000333")


def _spec(code: str, **changed: object) -> tuple[Spec, Doubts]:
    doubts = Doubts(code)
    return compose({**RECORDS[code], **changed}, None, doubts), doubts


def _record(spec: Spec) -> VersionRecord:
    return read(spec, version_id=uuid4(), code="x", number=1, effective_from=None, essential_no=None)


def _complete(code: str) -> VersionRecord:
    return _record(compose(RECORDS[code], shelf.curations()[code], Doubts(code)))


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [
        (7, "working_day", (7, Unit.WORKING_DAY)),
        (0.5, "working_day", (4, Unit.HOUR)),
        (2, "week", (14, Unit.DAY)),
        (1, "year", (12, Unit.MONTH)),
        (1, None, None),
        (0, None, None),
        (0, "working_day", None),
        (-3, "day", None),
        (1.5, "month", None),
        (None, "day", None),
        (True, "day", None),
        (10**9, "day", None),
        (30, "minute", None),
        ("nhiều", "day", None),
    ],
)
def test_only_a_positive_whole_number_with_a_unit_may_become_a_due_date(
    value: object, unit: str | None, found: tuple[int, Unit] | None
) -> None:
    assert usable({"value": value, "unit": unit}) == found


def test_a_limit_reads_as_it_was_printed() -> None:
    assert in_words({"value": 0.5, "unit": "working_day"}) == "0,5 ngày làm việc"
    assert in_words({"value": 1, "unit": None}) == "1 (nguồn không ghi đơn vị)"
    assert in_words({"value": None, "unit": None, "text": "Ngay khi nhận"}) == "Ngay khi nhận"


def test_no_published_number_without_a_unit_anywhere_becomes_a_limit() -> None:
    seen = 0
    for code, official in RECORDS.items():
        spec, _doubts = _spec(code)
        bare = {
            one["channel"]
            for one in official["channels"] or []
            if one["time_limit"]["basis"] == "channel-without-unit"
        }
        for channel in bare:
            seen += 1
            units = {one["unit"] for one in spec["channels"][channel]["limits"]}
            others = {
                one["time_limit"]["unit"] for one in official["channels"] if one["channel"] == channel
            } - {None}
            assert units <= others
    assert seen >= 80


def test_notes_among_the_components_are_kept_but_are_no_papers() -> None:
    rows = [row for one in RECORDS.values() for row in one["components"] or []]
    assert sum(not is_note(row) for row in rows) == 1179
    record = _record(_spec("1.001193")[0])
    assert len(record.components) == 8
    assert any("không phải nộp bản giấy" in text for text in record.note_texts)
    assert not any("Lưu ý" in one.name.vi for one in record.components)


def test_two_limits_for_one_channel_are_a_question_not_a_choice() -> None:
    record = _record(_spec("1.009122")[0])
    assert record.channels["direct"].limit is None
    assert record.channels["direct"].published == ("15 ngày", "10 ngày")
    assert "limit-unusable" in {one.code for one in record.obstacles}


def test_an_amount_of_zero_beside_another_in_the_note_is_unknown() -> None:
    spec, doubts = _spec("3.000348")
    fees = [fee for one in spec["channels"].values() for fee in one["fees"]]
    contradicting = [fee for fee in fees if fee["amounts_in_note"]]
    assert contradicting
    assert all(fee["amount"] is None for fee in contradicting if 0 not in fee["amounts_in_note"])
    assert any("ghi 0" in one.what for one in doubts.found)


def test_two_currencies_stay_apart_and_pages_have_a_ceiling() -> None:
    dong, dollar = _complete("2.000815").channels["direct"].fees
    assert (dong.currency, dollar.currency) == ("VND", "USD")
    assert [dong.total(pages) for pages in (1, 2, 3, 10, 500)] == [2000, 4000, 5000, 12000, 200000]
    assert dollar.total(2) == 20
    assert FeeRecord(None, None, None, "").total() is None


def test_bad_values_are_noted_and_the_official_record_is_kept_whole() -> None:
    fee = {"kind": None, "amount": 10**15, "currency": "VND", "note": None, "amounts_in_note": []}
    limit = {"value": -3, "unit": "day", "basis": "channel", "text": None}
    channels = [{"channel": "direct", "time_limit": limit, "fee": [fee], "note": None}, {"channel": "fax"}]
    name = "Thủ tục " + "a" * 500
    spec, doubts = _spec(
        "1.001193", channels=channels, decision={"number": None, "decided_on": "hôm qua"}, name=name
    )
    assert {one.field for one in doubts.found} >= {
        "channels[0].time_limit",
        "channels[0].fee[0].amount",
        "channels[1].channel",
        "decision.number",
        "decision.decided_on",
    }
    assert spec["official"]["channels"] == channels
    assert spec["name"] == name
    assert _record(spec).channels["direct"].limit is None


def test_every_record_of_the_corpus_can_be_read_and_says_what_it_lacks() -> None:
    for code in RECORDS:
        spec, _doubts = _spec(code)
        record = _record(spec)
        assert record.obstacles
        assert record.official_name == RECORDS[code]["name"]
        assert len(record.note_texts) + len(record.components) == len(RECORDS[code]["components"] or [])
        assert digest(spec) == digest(_spec(code)[0])


@pytest.mark.parametrize("code", SIX)
def test_the_six_are_complete_and_account_for_every_official_paper(code: str) -> None:
    record, curation = _complete(code), shelf.curations()[code]
    assert record.obstacles == ()
    assert record.publishable
    used = {int(place) for one in curation["components"] for place in one["rows"]}
    aside = {int(place) for place in curation["set_aside"]}
    papers = {place for place, row in enumerate(RECORDS[code]["components"]) if not is_note(row)}
    assert used | aside == papers
    assert not used & aside
    total = sum((step.hours for step in record.steps if step.hours is not None), Decimal(0))
    assert {one.limit.hours for one in record.channels.values() if one.limit} == {total}
    assert all(one.limit and one.limit.source for one in record.channels.values())
    assert all(one.name.en != one.name.vi for one in record.components)


def test_a_completion_that_no_longer_fits_the_official_text_is_noticed() -> None:
    changed = {**RECORDS["1.001193"], "components": RECORDS["1.001193"]["components"][::-1]}
    doubts = Doubts("1.001193")
    compose(changed, shelf.curations()["1.001193"], doubts)
    assert any("không còn khớp" in one.what for one in doubts.found)


def test_conditions_choose_the_components_that_are_asked_for() -> None:
    birth = _complete("1.001193")
    keys = {one.key for one in birth.asked({"truong_hop": "bi_bo_roi", "uy_quyen": "khong"}, "online")}
    assert "bien-ban-bo-roi" in keys
    assert not keys & {"giay-chung-sinh", "van-ban-uy-quyen", "giay-to-tuy-than"}
    proofs = [one for one in birth.components if one.alternatives == "chung-sinh"]
    assert len(proofs) == 3
    home = _complete("1.004222")
    rented = {one.key for one in home.asked({"truong_hop": "thue_muon"}, "direct")}
    assert rented == {"to-khai-ct01", "hop-dong-cho-o", "du-dien-tich"}
    assert "birth_certificate" in home.component("quan-he-nhan-than").fitting_kinds
    with pytest.raises(KeyError):
        home.component("khong-co")


def test_same_day_procedures_have_a_cut_off_and_the_criminal_record_has_ten_days() -> None:
    for code in ("2.000635", "2.000815"):
        limit = _complete(code).channels["direct"].limit
        assert limit is not None
        assert (limit.value, limit.unit, f"{limit.cutoff:%H:%M}") == (0, Unit.WORKING_DAY, "15:00")
    limit = _complete("3.000333").channels["online"].limit
    assert limit is not None
    assert (limit.value, limit.unit, limit.confirmed) == (10, Unit.DAY, True)


def _state(pair: dict[str, Any], state: str) -> dict[str, Any]:
    channels = [
        {"channel": one["channel"], "time_limit": one, "fee": [], "note": None}
        for one in pair[state]["time_limits"]
    ]
    decision = {"number": pair[state]["decision"], "decided_on": None, "published_on": None}
    return {**RECORDS[pair["code"]], "channels": channels, "decision": decision}


@pytest.mark.parametrize("pair", shelf.version_pairs(), ids=lambda pair: pair["code"])
def test_two_published_states_differ_in_the_limits_that_really_changed(pair: dict[str, Any]) -> None:
    specs = [compose(_state(pair, one), None, Doubts("x")) for one in ("page_snapshot", "api_snapshot")]
    found = {one.field: (one.before, one.after) for one in changes_between(*specs)}
    printed = [
        {one["channel"]: in_words(one) for one in pair[state]["time_limits"]}
        for state in ("page_snapshot", "api_snapshot")
    ]
    expected = {
        f"limit.{channel}": (printed[0].get(channel, ""), printed[1].get(channel, ""))
        for channel in printed[0].keys() | printed[1].keys()
        if printed[0].get(channel) != printed[1].get(channel)
    }
    assert {key: value for key, value in found.items() if key.startswith("limit.")} == expected
    assert expected
    if pair["page_snapshot"]["decision"] != pair["api_snapshot"]["decision"]:
        assert found["decision"] == (pair["page_snapshot"]["decision"], pair["api_snapshot"]["decision"])


def test_the_internal_processes_hold_what_the_readme_of_the_data_says() -> None:
    processes = shelf.internal_processes()
    assert len(processes) == 18
    assert sum(one["sum_matches_total"] for one in processes) == 14


def test_a_result_that_the_law_demands_on_paper_says_so() -> None:
    curation = shelf.curations()["1.001193"]
    first = {**curation["results"][0], "paper_required": True, "valid_for_days": 180}
    spec = compose(RECORDS["1.001193"], {**curation, "results": [first]}, Doubts("x"))
    result = _record(spec).result
    assert result is not None
    assert (result.paper_required, result.valid_for_days) == (True, 180)
    kept = [one.result for one in map(_complete, SIX)]
    assert all(one is not None and not one.paper_required and one.note for one in kept)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"steps": [{"key": "a", "name": ["a", "a"], "role": "intake_officer", "hours": 9}]}, "steps-sum"),
        ({"steps": [{"key": "a", "name": ["a", "a"], "role": "ai đó", "hours": 8}]}, "step-wrong"),
        ({"steps": [{"key": "a", "name": ["a", "a"], "role": "head", "hours": -8}]}, "step-wrong"),
        ({"steps": []}, "steps-missing"),
        ({"form": None}, "form-missing"),
        ({"handler": None}, "handler-missing"),
        ({"results": [{"code": None, "name": "Giấy"}]}, "result-missing"),
    ],
)
def test_a_gap_in_a_completed_version_blocks_its_publication(changed: dict[str, Any], code: str) -> None:
    curation = {**shelf.curations()["1.001193"], **changed}
    record = _record(compose(RECORDS["1.001193"], curation, Doubts("x")))
    assert code in {one.code for one in record.obstacles}
    assert not record.publishable


def test_a_condition_on_a_question_nobody_asks_and_a_key_used_twice_are_found() -> None:
    curation = shelf.curations()["1.001193"]
    first, second = curation["components"][:2]
    twice = [first, {**second, "key": first["key"], "condition": {"field": "khong_hoi", "values": ["co"]}}]
    record = _record(compose(RECORDS["1.001193"], {**curation, "components": twice}, Doubts("x")))
    assert {"key-twice", "condition-unanswerable"} <= {one.code for one in record.obstacles}
