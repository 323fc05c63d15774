"""What stands between a draft and its publication: every gap that would let a dossier run wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from hoso.catalogue.form_records import CHANNEL
from hoso.catalogue.process import as_process
from hoso.catalogue.records import ChannelRecord, ComponentRecord, VersionRecord
from hoso.law.process import flaws, longest_route
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.law.verdict import Reason

SOURCE = "nd63-2010:8"
_CHANNEL_NAMES = {
    "direct": Text("trực tiếp", "at the counter"),
    "online": Text("trực tuyến", "online"),
    "postal": Text("bưu chính", "by post"),
}


def obstacles_of(record: VersionRecord, *, curated: bool) -> tuple[Reason, ...]:
    """Everything that must be completed before ``record`` may be published, all at once."""
    found = [*_of_channels(record), *_of_components(record, curated=curated), *_of_process(record)]
    if record.handler is None:
        found.append(
            _reason("handler-missing", "Chưa xác định cơ quan giải quyết.", "Who decides is unknown.")
        )
    if record.result is None:
        found.append(
            _reason(
                "result-missing",
                "Chưa xác định kết quả và mẫu kết quả.",
                "No result with a template has been named.",
            )
        )
    return tuple(found)


def _reason(code: str, vi: str, en: str) -> Reason:
    return Reason(code, Text(vi, en), SOURCE)


def _of_channels(record: VersionRecord) -> Iterator[Reason]:
    if not record.channels:
        yield _reason("channel-missing", "Chưa có hình thức nộp hồ sơ.", "No way of filing is known.")
    for channel in record.channels.values():
        if channel.limit is None:
            yield _limit_missing(channel)


def _limit_missing(channel: ChannelRecord) -> Reason:
    name = _CHANNEL_NAMES[channel.channel]
    printed = "; ".join(channel.published)
    if printed:
        return _reason(
            "limit-unusable",
            f"Hình thức {name.vi}: nguồn ghi “{printed}”, chưa đủ để tính ngày hẹn. Hãy nhập số và đơn vị.",
            f"Filing {name.en}: the source says “{printed}”, from which no due date follows. "
            "Enter a number and a unit.",
        )
    return _reason(
        "limit-missing",
        f"Hình thức {name.vi}: nguồn không ghi thời hạn. Hãy nhập số, đơn vị và căn cứ.",
        f"Filing {name.en}: the source gives no time limit. Enter number, unit and ground.",
    )


def _of_components(record: VersionRecord, *, curated: bool) -> Iterator[Reason]:
    if not curated and not record.components:
        yield _reason(
            "components-unknown", "Chưa có thành phần hồ sơ.", "The components of the dossier are unknown."
        )
    undecided = [one for one in record.components if one.required is None]
    if undecided:
        yield _reason(
            "required-undecided",
            f"{len(undecided)} thành phần hồ sơ chưa rõ có bắt buộc hay không.",
            f"For {len(undecided)} components nobody has said whether they are required.",
        )
    for key, times in Counter(one.key for one in record.components).items():
        if times > 1:
            yield _reason(
                "key-twice", f"Mã thành phần “{key}” bị trùng.", f"The component key “{key}” is used twice."
            )
    yield from _of_conditions(record)


def _of_conditions(record: VersionRecord) -> Iterator[Reason]:
    names = {one.name for one in record.form.fields()} if record.form else set()
    for one in record.components:
        if one.condition and one.condition.field not in {CHANNEL, *names}:
            yield _reason(
                "condition-unanswerable",
                f"Điều kiện của “{one.key}” dựa vào câu hỏi không có trong mẫu đơn.",
                f"The condition of “{one.key}” depends on a question that the form does not ask.",
            )
        yield from _never_supplied(one, record)
    if any(one.from_form for one in record.components) and record.form is None:
        yield _reason("form-missing", "Chưa có mẫu đơn điện tử.", "The e-form is missing.")


def _never_supplied(one: ComponentRecord, record: VersionRecord) -> Iterator[Reason]:
    """A component that no applicant can ever hand in."""
    field = (
        next(
            (each for each in record.form.fields() if one.condition and each.name == one.condition.field),
            None,
        )
        if record.form
        else None
    )
    options = {option.value for option in field.options} if field else set()
    if one.condition and options and not options & set(map(str, one.condition.values)):
        yield _reason(
            "component-never-asked",
            f"Điều kiện của “{one.key}” không câu trả lời nào thỏa được.",
            f"No answer can ever meet the condition of “{one.key}”.",
        )
    if not one.from_form and (not one.accept or one.most_bytes <= 0):
        yield _reason(
            "component-not-suppliable",
            f"“{one.key}” không nhận loại tệp nào nên không ai nộp được.",
            f"“{one.key}” accepts no file, so nobody can supply it.",
        )


def _of_process(record: VersionRecord) -> Iterator[Reason]:
    if not record.steps:
        yield _reason("steps-missing", "Chưa có quy trình nội bộ.", "The internal process is missing.")
        return
    known = {role.value for role in Role}
    for step in record.steps:
        if step.role not in known or (step.hours is not None and step.hours < 0):
            yield _reason(
                "step-wrong", f"Bước “{step.key}” sai vai trò hoặc số giờ.", f"Step “{step.key}” is wrong."
            )
    limit = shortest_limit(record)
    process = as_process(record.steps)
    yield from flaws(process, limit_hours=limit)
    total = longest_route(process)
    if limit is not None and total != limit:
        yield _reason(
            "steps-sum",
            f"Tổng các bước là {total} giờ, khác thời hạn {limit} giờ.",
            f"The steps take {total} h, the time limit is {limit} h.",
        )


def shortest_limit(record: VersionRecord) -> Decimal | None:
    """Working hours of the strictest channel; None when no channel counts in days or hours."""
    hours = [one.limit.hours for one in record.channels.values() if one.limit]
    return min((one for one in hours if one is not None), default=None)
