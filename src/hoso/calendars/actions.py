"""Publishing a calendar. Nothing is counted again by it: that is an act of its own (``processing.recount``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.refusing import refusals
from hoso.calendars.models import PublishedCalendar, Purpose
from hoso.calendars.spec import day, read
from hoso.law.calendar import national_calendar
from hoso.law.clock.published import overlaps
from hoso.law.text import Text
from hoso.parties.actors import Actor, require
from hoso.parties.queries import agency

NO_PURPOSE = Text(
    "Mục “purpose” phải là processing (giải quyết) hoặc reception (tiếp nhận).",
    "“purpose” must be processing or reception.",
)
TAKEN = Text(
    "Đã có lịch làm việc mang tên “{version}”. Lịch đã ban hành không sửa được: hãy đặt tên phiên bản mới.",
    "There is a calendar named “{version}” already. A published one never changes: name a new version.",
)


@dataclass(frozen=True, slots=True)
class Published:
    """The version that counts from now on, and what is odd about it (days off named twice)."""

    version: str
    remarks: tuple[Text, ...]


def publish(spec: Mapping[str, Any], *, by: Actor) -> Published:
    """Publish a version (see ``spec.read``); ``agency`` and ``purpose`` say where and for what it counts.

    Raises ``Invalid`` with what is wrong, ``NotFound`` for an unknown agency, ``Conflict`` for a used name.
    """
    require(by, "calendars.publish")
    with refusals():
        calendar, rows = read(spec)
    purpose = spec.get("purpose", Purpose.PROCESSING.value)
    if purpose not in Purpose.values:
        raise Invalid(NO_PURPOSE, {"purpose": NO_PURPOSE})
    where = agency(spec["agency"]).id if spec.get("agency") else None
    taken = TAKEN.format(version=calendar.version)
    if calendar.version == national_calendar().version:
        raise Conflict(taken)
    try:
        with transaction.atomic():
            PublishedCalendar.objects.create(
                version=calendar.version,
                agency_id=where,
                purpose=purpose,
                decision_number=calendar.decision,
                decided_on=day(spec, "decided_on"),
                valid_from=calendar.valid_from,
                valid_to=calendar.valid_to,
                spec=dict(spec),
                published_at=clock.now(),
                published_by_id=by.account_id,
                published_by_name=by.name,
            )
    except IntegrityError as clash:
        raise Conflict(taken) from clash
    return Published(calendar.version, overlaps(rows))
