"""What the rooms need from outside to sign: keys live in tokens, not in the rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.seal.timestamp import Timestamper


@dataclass(frozen=True, slots=True)
class Place:
    """Where the visible block stands: a page (-1: the last) and a box in PDF points from the lower left."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """One configured key: whose, where it lies, whom its certificate names and until when; or its ``fault``."""

    role: str
    owner: str
    kind: str
    names: str = ""
    scheme: str = ""
    expires_at: datetime | None = None
    fault: Text | None = None


class Signing(Protocol):
    """Puts digital signatures on PDF files. Both calls return a file whose beginning is the file given.

    They raise ``hoso.base.errors.Unavailable`` when the token or the time-stamping authority fails;
    nothing is half-signed.
    """

    def as_person(self, by: Actor, pdf: bytes, *, place: Place | None, reason: str) -> bytes:
        """Sign with the personal signature of the officer who acts."""
        ...

    def as_scanner(self, by: Actor, pdf: bytes) -> bytes:
        """Sign a digitised copy: the scanning officer's mark at the top left (Circular 01/2023 Art 8)."""
        ...

    def as_agency(
        self, agency_id: str, pdf: bytes, *, place: Place | None, reason: str, digitised: bool = False
    ) -> bytes:
        """Seal with the digital signature of the agency; on a ``digitised`` paper its mark stands at the top
        right of the first page (Decree 30/2020 Annex I).
        """
        ...

    def check_keys(self, *, sign: bool) -> list[KeyCheck]:
        """Open each key this installation configured; with ``sign`` try a signature too."""
        ...


class Revocation(Protocol):
    """Carries a question about a certificate to the address its authority named, and brings the answer back.

    Both calls raise ``hoso.base.errors.Unavailable`` when nothing usable comes in time.
    """

    def ocsp(self, url: str, request: bytes) -> bytes:
        """The OCSPResponse (DER) to an OCSPRequest (RFC 6960, Appendix A)."""
        ...

    def crl(self, url: str) -> bytes:
        """The certificate revocation list (DER) behind an address (RFC 5280)."""
        ...


class _Holder:
    """Holds what ``project/wiring.py`` chose; the adapter itself is made when somebody first signs."""

    make: Callable[[], Signing] | None = None
    adapter: Signing | None = None
    revocation: Revocation | None = None
    stamping: Callable[[], Timestamper] | None = None


def connect_signing(make: Callable[[], Signing]) -> None:
    """Choose who signs: how the adapter is made. Called by the wiring, and by tests that bring their own."""
    _Holder.make, _Holder.adapter = make, None


def signing() -> Signing:
    """The signing adapter of this installation."""
    if _Holder.adapter is None:
        if _Holder.make is None:
            raise RuntimeError("no signing adapter is connected; see project/wiring.py")
        _Holder.adapter = _Holder.make()
    return _Holder.adapter


def connect_revocation(adapter: Revocation | None) -> None:
    """Choose who asks authorities about revocation; None (the default) asks nobody."""
    _Holder.revocation = adapter


def revocation() -> Revocation | None:
    """Who asks authorities about revocation, or None when this installation may ask nobody."""
    return _Holder.revocation


def connect_signature_stamping(make: Callable[[], Timestamper] | None) -> None:
    """Choose who stamps the signatures of citizens; None: nobody, their signatures stay B-B."""
    _Holder.stamping = make


def signature_stamping() -> Timestamper | None:
    """Who stamps the signatures of citizens, quick to answer or to fail. May raise ``Unavailable``."""
    return _Holder.stamping() if _Holder.stamping else None
