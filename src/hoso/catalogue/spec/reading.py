"""From a stored spec to records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from hoso.catalogue.form_records import (
    Condition,
    FieldRecord,
    FormRecord,
    OptionRecord,
    RepeatRecord,
    SectionRecord,
)
from hoso.catalogue.records import (
    CaseRecord,
    ChannelRecord,
    ComponentRecord,
    DecisionRecord,
    FeeRecord,
    HandlerRecord,
    LimitRecord,
    OnlineRecord,
    ResultRecord,
    StepRecord,
    VersionRecord,
)
from hoso.catalogue.spec.compose import day
from hoso.catalogue.spec.obstacles import obstacles_of
from hoso.law.deadline import Unit
from hoso.law.text import Text

Spec = Mapping[str, Any]
ACCEPT = ("application/pdf", "image/jpeg", "image/png", "image/tiff")
MOST_BYTES = 20 * 1024 * 1024


def read(
    spec: Spec,
    *,
    version_id: UUID,
    code: str,
    number: int,
    effective_from: date | None,
    essential_no: int | None,
) -> VersionRecord:
    """The record of a version. The spec was composed by this room, so its shape is known."""
    record = VersionRecord(
        id=version_id,
        code=code,
        number=number,
        name=_text(spec["name"], spec.get("name_en")),
        official_name=spec["name"],
        sector=spec["sector"],
        levels=tuple(spec["levels"]),
        decision=_decision(spec["decision"]),
        effective_from=effective_from,
        handler=_handler(spec.get("handler")),
        online=_online(spec["online"]),
        channels={name: _channel(name, one) for name, one in spec["channels"].items()},
        cases=tuple(CaseRecord(one["code"], one["name"], one["limit"]) for one in spec["cases"]),
        components=tuple(_component(one) for one in spec["components"]),
        form=_form(spec["form"]) if spec.get("form") else None,
        steps=tuple(_step(one) for one in spec.get("steps") or ()),
        process_note=_pair(spec["process_note"]) if spec.get("process_note") else None,
        results=tuple(_result(one) for one in spec["results"]),
        subjects=tuple(spec["subjects"]),
        executing_agencies=tuple(spec["executing_agencies"]),
        legal_basis=tuple((one[0], one[1]) for one in spec["legal_basis"]),
        requirements=spec["requirements"],
        official_steps=tuple(spec["official_steps"]),
        note_texts=tuple(spec["notes"]),
        essential_no=essential_no,
        obstacles=(),
    )
    return _with_obstacles(record, curated=bool(spec.get("curated")))


def _with_obstacles(record: VersionRecord, *, curated: bool) -> VersionRecord:
    return replace(record, obstacles=obstacles_of(record, curated=curated))


def _step(given: Spec) -> StepRecord:
    ways = given.get("leads_to")
    return StepRecord(
        key=given["key"],
        name=_pair(given["name"]),
        role=given["role"],
        hours=_decimal(given.get("hours")),
        leads_to=None if ways is None else tuple(ways),
        together=given.get("together", False),
        pause=given.get("pause", False),
    )


def _text(vi: str, en: str | None) -> Text:
    return Text(vi, en or vi)


def _pair(given: Spec | list[str]) -> Text:
    vi, en = given if isinstance(given, list) else (given["vi"], given["en"])
    return Text(vi, en)


def _decimal(given: object) -> Decimal | None:
    return None if given is None else Decimal(str(given))


def _decision(given: Spec) -> DecisionRecord:
    return DecisionRecord(given["number"], day(given["decided_on"]), day(given["published_on"]))


def _online(given: Spec) -> OnlineRecord:
    reasons = tuple(_pair(one) for one in given.get("reasons") or ())
    return OnlineRecord(given["level"], reasons, given.get("basis") or "")


def _handler(given: Spec | None) -> HandlerRecord | None:
    return HandlerRecord(given["kind"], given["level"], _pair(given["name"])) if given else None


def _channel(name: str, given: Spec) -> ChannelRecord:
    limits = given["limits"]
    return ChannelRecord(
        channel=name,
        limit=_limit(limits[0]) if len(limits) == 1 else None,
        fees=tuple(_fee(one) for one in given["fees"]),
        published=tuple(given["published"]),
        notes=tuple(given["notes"]),
    )


def _limit(given: Spec) -> LimitRecord:
    return LimitRecord(
        value=given["value"],
        unit=Unit(given["unit"]),
        cutoff=time.fromisoformat(given["cutoff"]) if given.get("cutoff") else None,
        confirmed=given["confirmed"],
        source=given["source"],
    )


def _fee(given: Spec) -> FeeRecord:
    return FeeRecord(
        kind=given.get("kind"),
        amount=_decimal(given.get("amount")),
        currency=given.get("currency"),
        note=given.get("note") or "",
        amounts_in_note=tuple(given.get("amounts_in_note") or ()),
        per=given.get("per", "request"),
        reduced=_decimal(given.get("reduced")),
        reduced_from=given.get("reduced_from"),
        ceiling=_decimal(given.get("ceiling")),
    )


def _condition(given: Spec | None) -> Condition | None:
    if not given:
        return None
    text = _pair(given["text"]) if given.get("text") else None
    return Condition(given["field"], tuple(given["values"]), text)


def _component(given: Spec) -> ComponentRecord:
    return ComponentRecord(
        key=given["key"],
        name=_text(given["name"], given.get("name_en")),
        kind=given["kind"],
        paper_kind=given["paper_kind"],
        required=given.get("required"),
        condition=_condition(given.get("condition")),
        alternatives=given.get("alternatives"),
        from_form=given.get("from_form", False),
        reusable=given.get("reusable", False),
        originals=given.get("originals"),
        copies=given.get("copies"),
        entry=given["entry"],
        official_code=given.get("official_code"),
        official_text=given["official_text"],
        accept=tuple(given.get("accept") or ACCEPT),
        most_bytes=given.get("most_bytes", MOST_BYTES),
        also=tuple(given.get("also") or ()),
    )


def _result(given: Spec) -> ResultRecord:
    return ResultRecord(
        code=given.get("code"),
        name=_text(given["name"], given.get("name_en")),
        template=given.get("template"),
        paper_required=given.get("paper_required", False),
        paper_kind=given.get("paper_kind", "unknown"),
        valid_for_days=given.get("valid_for_days"),
        bindings=dict(given.get("bindings") or {}),
        entry_form=_form(given["entry_form"]) if given.get("entry_form") else None,
        note=_pair(given["note"]) if given.get("note") else None,
    )


def _form(given: Spec) -> FormRecord:
    return FormRecord(
        title=_pair(given["title"]),
        sections=tuple(_section(one) for one in given["sections"]),
        basis=given.get("basis"),
        official=given.get("official", False),
    )


def _section(given: Spec) -> SectionRecord:
    repeat = given.get("repeat")
    return SectionRecord(
        title=_pair(given["title"]),
        fields=tuple(_field(one) for one in given["fields"]),
        repeat=RepeatRecord(repeat["name"], repeat.get("least", 0), repeat.get("most", 20))
        if repeat
        else None,
        note=_pair(given["note"]) if given.get("note") else None,
    )


def _field(given: Spec) -> FieldRecord:
    return FieldRecord(
        name=given["name"],
        label=_pair(given["label"]),
        type=given["type"],
        required=given.get("required", False),
        options=tuple(OptionRecord(one[0], Text(one[1], one[2])) for one in given.get("options") or ()),
        depends_on=_condition(given.get("depends_on")),
        prefill=given.get("prefill"),
        most_length=given.get("most_length", 2000 if given["type"] == "textarea" else 255),
        hint=_pair(given["hint"]) if given.get("hint") else None,
        past_only=given.get("past_only", False),
        least=given.get("least"),
        most=given.get("most"),
    )
