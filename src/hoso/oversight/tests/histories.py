"""Dossiers with a past, written through the spine as the rooms write them, at instants of our choosing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hoso.base.identifiers import uuid7
from hoso.catalogue.models import ProcedureVersion
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.parties.actors import SYSTEM
from hoso.parties.models import Account, Agency, Person

COMMUNE, POLICE = "tq-02269", "tq-police"


def day(month: int, number: int, hour: int = 3, year: int = 2026) -> datetime:
    """An instant in UTC; hour 3 is ten in the morning in Viet Nam."""
    return datetime(year, month, number, hour, tzinfo=UTC)


@dataclass
class History:
    """One dossier whose verbs are called with the instant at which each happened."""

    dossier: Dossier
    due_at: datetime | None = None
    verbs: list[str] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The dossier's id."""
        return self.dossier.id

    def do(self, verb: str, at: datetime, facts: Mapping[str, Any] | None = None, **changes: Any) -> History:
        """Advance by ``verb`` at ``at``."""
        spine.advance(self.dossier, verb, SYSTEM, facts=facts or {}, now=at, **changes)
        self.verbs.append(verb)
        return self

    def judge(self, at: datetime, *validity: str) -> History:
        """Judge one component for each ``validity``."""
        items = [{"key": f"c{n}", "validity": one, "reused": False} for n, one in enumerate(validity)]
        return self.do("intake.judge", at, {"components": items})

    def accept(self, at: datetime, due_at: datetime) -> History:
        """Take it in, due then."""
        return self.do("intake.accept", at, due_at=due_at, accepted_at=at)

    def work(self, at: datetime) -> History:
        """Assign and propose."""
        return self.do("processing.assign", at).do("processing.propose", at + timedelta(minutes=1))

    def issue(self, at: datetime, verdict: str = "TOTAL_PASSED") -> History:
        """Decide and issue."""
        self.do("results.decide", at - timedelta(minutes=1))
        return self.do("results.issue", at, {"sha256": "0" * 64, "verdict": verdict}, ended_at=at)


def received(
    at: datetime,
    *,
    channel: str = "online",
    agency: str = COMMUNE,
    components: Sequence[Mapping[str, Any]] = ({"key": "c0", "sha256": "0" * 64, "reused": False},),
) -> History:
    """A dossier with its e-receipt at ``at``."""
    place = Agency.objects.get(id=agency)
    version = ProcedureVersion.objects.select_related("procedure").get(
        procedure_id="1.001193", published_at__isnull=False
    )
    dossier = Dossier(
        agency=place,
        receiver=place,
        version=version,
        procedure_code="1.001193",
        channel=channel,
        owner_person=Person.objects.order_by("id").first(),
        owner_name="Nguyễn Thị Hoa",
        matter=uuid7().hex,
    )
    spine.open_dossier(dossier, SYSTEM, facts={"components": list(components)}, files=[], now=at)
    return History(dossier)


def supervisor() -> Account:
    """The supervisor of the province."""
    return Account.objects.get(username="giamsat")
