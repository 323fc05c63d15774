"""Enrolment at the demonstration signing service: a ticket for one approved person, a key made with his PIN.

The office that confirmed an identity asks for a ticket (with the secret of the preparation); the person's own
browser brings the ticket back with a PIN that the office never sees. The key is made here and leaves nowhere.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from hoso.law.text import Text
from hoso.seal.errors import KeyUnavailable
from hoso.seal.keys import SigningKey

from .certificates import write_private
from .hierarchy import Hierarchy

TICKET_LIFETIME = timedelta(minutes=15)
SHORTEST_PIN, LONGEST_PIN = 6, 32
MOST_DAYS = 1095
SECRET_FILE = "issuing.secret"  # noqa: S105  the name of the file, not what it holds


class ServiceRefusal(Exception):
    """What the service answers instead: an HTTP status and a sentence."""

    def __init__(self, status: HTTPStatus, vi: str, en: str) -> None:
        super().__init__(en)
        self.status, self.text = status, Text(vi, en)


def make_secret(directory: Path) -> Path:
    """The file with the secret that opens the office's part of the service; made once, readable by its owner."""
    file = directory / SECRET_FILE
    if not file.exists():
        write_private(file, secrets.token_urlsafe(32).encode())
    return file


@dataclass(frozen=True)
class Ticket:
    """Permission for one key: for whom, until when, and the key that proves a renewal."""

    reference: str
    name: str
    identifier: str
    organisation: str | None
    days: int
    renews: str | None
    expires_at: datetime


@dataclass
class Enrolment:
    """Tickets and what they buy. Tickets live in this process: after a restart a new one is asked for.

    ``opened`` opens a key with a PIN and counts the wrong ones.
    """

    hierarchy: Hierarchy
    secret: str
    opened: Callable[[str, str], SigningKey]
    now: Callable[[], datetime]
    _tickets: dict[str, Ticket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def require_secret(self, given: str) -> None:
        """Refuse whoever does not hold the secret of the preparation."""
        if not self.secret or not hmac.compare_digest(given.encode(), f"Bearer {self.secret}".encode()):
            raise ServiceRefusal(
                HTTPStatus.UNAUTHORIZED, "Chỉ cơ quan cấp mới được gọi.", "Only the issuing office may call."
            )

    def invite(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A ticket for one key; an older one for the same reference ends."""
        renews = str(asked["renews"]) if asked.get("renews") else None
        ticket = Ticket(
            reference=str(asked["reference"]),
            name=str(asked["name"]).strip(),
            identifier=str(asked["identifier"]),
            organisation=str(asked["organisation"]) if asked.get("organisation") else None,
            days=int(asked["days"]),
            renews=renews,
            expires_at=self.now() + TICKET_LIFETIME,
        )
        if not (ticket.name and ticket.identifier.isdigit() and 0 < ticket.days <= MOST_DAYS):
            raise ValueError("who, and for how long")
        mark = secrets.token_urlsafe(24)
        with self._lock:
            self._tickets = {
                key: held
                for key, held in self._tickets.items()
                if held.reference != ticket.reference and held.expires_at > self.now()
            }
            self._tickets[mark] = ticket
        return {"ticket": mark, "expires_at": ticket.expires_at.isoformat()}

    def enrol(self, mark: str, pin: str, *, renewal: bool) -> str:
        """Make the key of a ticket under ``pin`` and have it certified; the reference it is kept under.

        A renewal wants the PIN of the key it replaces. A wrong PIN leaves the ticket open.
        """
        with self._lock:
            ticket = self._tickets.get(mark)
            if ticket is None or ticket.expires_at <= self.now() or bool(ticket.renews) != renewal:
                raise ServiceRefusal(
                    HTTPStatus.GONE,
                    "Phiên đặt mã PIN đã hết 15 phút hoặc đã dùng. Hãy tải lại trang và bấm lại.",
                    "The 15 minutes for the PIN are over, or it was used. Reload the page and press again.",
                )
            if ticket.renews:
                self.opened(ticket.renews, pin)
            else:
                require_good_pin(pin)
            now = self.now()
            self.hierarchy.issue_personal(
                ticket.name,
                ticket.identifier,
                scope="public",
                now=now,
                name=ticket.reference,
                organisation=ticket.organisation,
                passphrase=pin,
                valid_from=now,
                valid_to=now + timedelta(days=ticket.days),
            )
            del self._tickets[mark]
        return ticket.reference

    def revoke(self, reference: str) -> dict[str, Any]:
        """Revoke from the next whole second on and publish the list; a second call answers the first instant.

        Lists count whole seconds: rounded down, the end would lie before what was signed in the same second.
        """
        serial = self._serial(reference)
        self.hierarchy.revoke(serial, self.now().replace(microsecond=0) + timedelta(seconds=1))
        status = self.hierarchy.status_of(serial)
        if status is None or status[1] is None:
            raise RuntimeError("a revoked certificate has its instant")
        return {"serial": f"{serial:x}", "revoked_at": status[1].astimezone(UTC).isoformat()}

    def require_unrevoked(self, reference: str) -> None:
        """Refuse to sign with a key whose certificate was revoked here; an agent for a token revokes nothing."""
        if not (self.hierarchy.directory / "register.json").is_file():
            return
        status = self.hierarchy.status_of(self._serial(reference))
        if status is not None and status[1] is not None:
            raise ServiceRefusal(
                HTTPStatus.GONE, "Chứng thư này đã bị thu hồi.", "This certificate was revoked."
            )

    def _serial(self, reference: str) -> int:
        try:
            return self.hierarchy.serial_of(reference)
        except KeyUnavailable as absent:
            raise ServiceRefusal(
                HTTPStatus.NOT_FOUND, "Không có người dùng này.", "There is no such user."
            ) from absent


def require_good_pin(pin: str) -> None:
    """Refuse a PIN that is too short, too long, or one sign only."""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN or len(set(pin)) < 3:
        raise ServiceRefusal(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"Mã PIN cần từ {SHORTEST_PIN} đến {LONGEST_PIN} ký tự và ít nhất 3 ký tự khác nhau.",
            f"A PIN has {SHORTEST_PIN} to {LONGEST_PIN} characters, at least 3 of them different.",
        )


def secret_in(file: Path | None) -> str:
    """The secret, or nothing when there is no such file: then nobody is let in."""
    return file.read_text("utf-8").strip() if file and file.is_file() else ""
