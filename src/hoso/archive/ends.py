"""Which time stamps the proofs end with today, and when each of them has to be renewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoso.archive.models import Place, Renewal, Stamp
from hoso.seal.preservation.expiries import expiries
from hoso.seal.preservation.lifetimes import Expiry
from hoso.seal.preservation.tokens import TokenFacts


@dataclass(frozen=True, slots=True)
class End:
    """The newest time stamp of some proofs, and the days on which something it leans on ends."""

    stamp: Stamp
    expiries: tuple[Expiry, ...]

    @property
    def stamp_until(self) -> date:
        """The last day on which a new time stamp is enough."""
        return min(one.until for one in self.expiries if one.kind != "digest")

    @property
    def tree_until(self) -> date:
        """The last day on which a new tree, with another digest algorithm, comes in time."""
        return min(one.until for one in self.expiries if one.kind == "digest")


def latest_places() -> QuerySet[Place]:
    """Each object's newest place, with what is needed to hash it anew."""
    newer = Place.objects.filter(
        Q(paper=OuterRef("paper")) | Q(head=OuterRef("head")), chain__gt=OuterRef("chain")
    )
    read = [f"paper__{name}" for name in ("sha256", "received_sha256", "made_from")]
    own = [field.name for field in Place._meta.concrete_fields]  # noqa: SLF001 - the documented meta API
    rows = Place.objects.exclude(Exists(newer)).select_related("stamp", "paper", "head")
    return rows.only(*own, *read, "stamp", "head").order_by("id")


def ends() -> Iterator[End]:
    """The stamps with which the newest chain of some object ends, oldest first, each once."""
    begun = Stamp.objects.filter(Exists(latest_places().filter(stamp=OuterRef("pk")).order_by()))
    later = dict(Renewal.objects.values_list("earlier_id", "later_id"))
    last = set()
    for one in begun.values_list("id", flat=True):
        current = one
        while current in later:
            current = later[current]
        last.add(current)
    for stamp in Stamp.objects.filter(id__in=last).order_by("stamped_at", "id"):
        yield End(stamp, expiries(facts(stamp), stamp.algorithm))


def facts(stamp: Stamp) -> TokenFacts:
    """What the token of a stamp says, from its row."""
    return TokenFacts(
        time=stamp.stamped_at,
        algorithm=stamp.algorithm,
        imprint=b"",
        authority=stamp.authority,
        valid_until=stamp.valid_until,
        key=stamp.key,
        bits=stamp.bits,
        digest=stamp.digest,
    )
