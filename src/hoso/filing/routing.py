"""Which desk receives a dossier and which agency solves it, from the procedure and the place chosen."""

from __future__ import annotations

from datetime import date

from hoso.base.errors import Invalid
from hoso.catalogue.records import VersionRecord
from hoso.law.text import Text
from hoso.parties import queries as parties
from hoso.parties.queries import AgencyRecord

NO_DESK = Text(
    "Nơi bạn chọn không tiếp nhận thủ tục này. Hãy chọn một bộ phận một cửa trong danh sách.",
    "The place you chose does not receive this procedure. Choose a one-stop desk from the list.",
)
NO_SOLVER = Text(
    "Chưa xác định được cơ quan giải quyết thủ tục này ở địa phương. Bộ phận một cửa đã được báo; "
    "vui lòng nộp tại quầy hoặc quay lại sau.",
    "No agency here is known to solve this procedure. Please file at the counter or come back later.",
)


def desks(version: VersionRecord, on: date) -> tuple[AgencyRecord, ...]:
    """The one-stop desks where this procedure may be filed on a day.

    Inside the province any desk of the right level receives, whatever the territory (Decree 118/2025).
    """
    level = version.handler.level if version.handler else "commune"
    return tuple(desk for desk in parties.one_stops(on) if desk.level == level)


def destination(version: VersionRecord, receiver_id: str, on: date) -> tuple[AgencyRecord, AgencyRecord]:
    """(receiving desk, solving agency) for a desk that the person chose. Raises ``Invalid``."""
    receiver = next((desk for desk in desks(version, on) if desk.id == receiver_id), None)
    if receiver is None:
        raise Invalid(NO_DESK)
    solver = _solver(version, receiver, on)
    if solver is None:
        raise Invalid(NO_SOLVER)
    return receiver, solver


def _solver(version: VersionRecord, receiver: AgencyRecord, on: date) -> AgencyRecord | None:
    handler = version.handler
    if handler is None or handler.level == "commune":
        return receiver
    same_level = parties.agencies_in_force(on, level=handler.level)
    return next((agency for agency in same_level if agency.kind == handler.kind), None)
