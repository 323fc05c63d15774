"""An issuing authority in this process: the demonstration service's own craft behind the port, without a network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.grants.ports import Certified, Invitation, Wish
from hoso.law.text import Text
from hoso.seal.demonstration.citizen_enrolment import ServiceRefusal
from hoso.seal.demonstration.citizen_service import SigningService

PIN = "hoa-sim-2026"


@dataclass
class LocalAuthority:
    """``away``: nobody answers. ``instead``: a certificate of somebody else is what it returns."""

    away: bool = False
    instead: Certified | None = None
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.service = SigningService(Path(settings.HOSO_TRUST) / "keys", "x", clock.now)

    def invite(self, wish: Wish) -> Invitation:
        self._answer("invite")
        asked = {
            "reference": wish.reference,
            "name": wish.name,
            "identifier": wish.personal_id,
            "organisation": wish.organisation,
            "days": wish.valid_days,
            "renews": wish.renews,
        }
        said = self.service.enrolment.invite(asked)
        until = datetime.fromisoformat(said["expires_at"])
        return Invitation("renew" if wish.renews else "enrol", said["ticket"], until)

    def certificate(self, reference: str) -> Certified | None:
        self._answer("certificate")
        if self.instead:
            return self.instead
        try:
            held = self.service.certificate(reference)
        except ServiceRefusal:
            return None
        return Certified(held["certificate"], tuple(held["chain"]))

    def revoke(self, reference: str) -> datetime:
        self._answer("revoke")
        return datetime.fromisoformat(self.service.enrolment.revoke(reference)["revoked_at"])

    def choose_pin(self, invitation: Invitation, pin: str = PIN) -> None:
        """What the holder's browser does."""
        self.service.enrolment.enrol(invitation.ticket, pin, renewal=invitation.address == "renew")

    def _answer(self, call: str) -> None:
        self.calls.append(call)
        if self.away:
            raise Unavailable(Text("Không trả lời.", "Away."))
