"""What a signature dictionary says beside the container."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SignatureText:
    """Who, why, where, and the claimed time (aware); ``is_timestamp`` for a document time stamp, which says
    nothing of these.
    """

    field_name: str
    signed_at: datetime
    reason: str | None = None
    location: str | None = None
    name: str | None = None
    is_timestamp: bool = False
