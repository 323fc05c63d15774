"""What the room needs from outside: the authority that issues certificates and ends them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Wish:
    """Who shall get a certificate. ``reference`` names the key at the authority, the same for every try.

    ``renews``: the reference of the key that this one follows; its PIN opens the new key too.
    """

    reference: str
    name: str
    personal_id: str
    organisation: str
    valid_days: int
    renews: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the holder's own browser makes the key: it sends ``ticket`` and the PIN to ``address``, not to us."""

    address: str
    ticket: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate as the authority holds it, base64 DER, with the authorities above it."""

    certificate: str
    chain: tuple[str, ...]


class IssuingAuthority(Protocol):
    """Issues and revokes. Every call may be repeated, and has its effect once.

    Each raises ``hoso.base.errors.Unavailable`` when the authority is away, slow or answers nonsense.
    """

    def invite(self, wish: Wish) -> Invitation:
        """Permission for the holder to make his key with a PIN that only he and the authority know."""
        ...

    def certificate(self, reference: str) -> Certified | None:
        """What was issued under the reference; None while the holder has not made his key."""
        ...

    def revoke(self, reference: str) -> datetime:
        """End the certificate now and publish its list; the instant (of the first call, when repeated)."""
        ...


class _Holder:
    """Holds what ``project/wiring.py`` chose; the adapter is made when it is first needed."""

    make: Callable[[], IssuingAuthority] | None = None


def connect_issuing(make: Callable[[], IssuingAuthority]) -> None:
    """Choose who issues. Called by the wiring, and by tests that bring their own."""
    _Holder.make = make


def issuing() -> IssuingAuthority:
    """The issuing authority of this installation."""
    if _Holder.make is None:
        raise RuntimeError("no issuing authority is connected; see project/wiring.py")
    return _Holder.make()
