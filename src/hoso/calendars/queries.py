"""Which calendar counts for an agency, and a version by its name."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoso.base.errors import NotFound
from hoso.calendars import spec as specification
from hoso.calendars.models import PublishedCalendar, Purpose
from hoso.law.calendar import WorkingCalendar, national_calendar
from hoso.law.clock.holidays import NATIONAL_ROWS
from hoso.law.text import Text
from hoso.parties.queries import agency

__all__ = ["Purpose", "calendar_for", "calendars_in_use", "decision_of", "named", "spec_for"]


def calendar_for(agency_id: str, purpose: Purpose = Purpose.PROCESSING) -> WorkingCalendar:
    """The calendar of an agency: its own, else that of the agency above it, else the nationwide one.

    A desk without reception hours of its own receives in the hours in which its agency works. Nothing published:
    the calendar that the law ships. One query, two for a reception calendar that does not exist.
    """
    row = _row(agency_id, purpose)
    if row is None and purpose is Purpose.RECEPTION:
        row = _row(agency_id, Purpose.PROCESSING)
    return national_calendar() if row is None else _read(row)


def calendars_in_use() -> tuple[WorkingCalendar, ...]:
    """The shipped calendar and the latest published processing calendar of every agency that has one."""
    rows = PublishedCalendar.objects.filter(purpose=Purpose.PROCESSING).order_by("published_at", "id")
    latest = {row.agency_id: row for row in rows}
    return (national_calendar(), *(_read(row) for row in latest.values()))


def named(version: str) -> WorkingCalendar:
    """The calendar of that version, shipped or published. Raises ``NotFound``."""
    if version == national_calendar().version:
        return national_calendar()
    row = PublishedCalendar.objects.filter(version=version).first()
    if row is None:
        raise NotFound(
            Text(f"Không có lịch làm việc “{version}”.", f"There is no working calendar “{version}”.")
        )
    return _read(row)


def decision_of(version: str) -> str:
    """The number and day of the decision behind a version; of the shipped one the law it rests on."""
    row = PublishedCalendar.objects.filter(version=version).first()
    return f"{row.decision_number} ({row.decided_on:%d/%m/%Y})" if row else national_calendar().decision


def spec_for(agency_id: str | None, purpose: Purpose) -> dict[str, Any]:
    """What counts there, written as a specification that can be edited and published again."""
    row = _row(agency_id, purpose) if agency_id else _latest(Q(agency__isnull=True), purpose)
    if row is not None:
        return dict(row.spec)
    return specification.written(national_calendar(), NATIONAL_ROWS, date(2019, 11, 20))


def _row(agency_id: str, purpose: Purpose) -> PublishedCalendar | None:
    above = agency(agency_id).path.strip("/").split("/")
    rows = PublishedCalendar.objects.filter(
        Q(agency_id__in=above) | Q(agency__isnull=True), purpose=purpose
    ).order_by("-published_at", "-id")
    nearest = {row.agency_id: row for row in reversed(rows)}
    return next((nearest[each] for each in (*reversed(above), None) if each in nearest), None)


def _latest(where: Q, purpose: Purpose) -> PublishedCalendar | None:
    return PublishedCalendar.objects.filter(where, purpose=purpose).order_by("-published_at", "-id").first()


_kept: dict[UUID, WorkingCalendar] = {}
"""Calendars by their row: rows never change, and there are a few hundred in a country."""


def _read(row: PublishedCalendar) -> WorkingCalendar:
    if row.id not in _kept:
        _kept[row.id] = specification.read(row.spec)[0]
    return _kept[row.id]
