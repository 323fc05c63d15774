"""The authority at ``HOSO_TIMESTAMP_URL``; without an address, the one of the demonstration in this process."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.law.text import Text
from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.timestamp import HttpTimestamper, LocalTimestamper, Timestamper

NO_AUTHORITY = Text(
    "Chưa khai địa chỉ dịch vụ dấu thời gian (HOSO_TIMESTAMP_URL).",
    "No address of a time-stamping service is set (HOSO_TIMESTAMP_URL).",
)


def authority(timeout_seconds: float = 30) -> Timestamper:
    """Who stamps. Raises ``Unavailable`` when a real installation names nobody."""
    if settings.HOSO_TIMESTAMP_URL:
        return HttpTimestamper(settings.HOSO_TIMESTAMP_URL, timeout_seconds)
    if not settings.HOSO_DEMONSTRATION:
        raise Unavailable(NO_AUTHORITY)
    hierarchy = Hierarchy.load(Path(settings.HOSO_TRUST))
    return LocalTimestamper(hierarchy.timestamp_authority, clock.now)
