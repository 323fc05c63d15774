"""Whom to believe: the reader's own roots, helped by authorities and revocation lists that came with the package."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from asn1crypto import crl, x509

from hoso.seal.trust import SCOPES, Anchor, TrustStore

from . import layout
from .reading import Members, Refused

_MOST = 32 * 1024 * 1024


def packed_store(members: Members, own: TrustStore | None) -> TrustStore:
    """``own`` with the packed authorities and lists; without ``own``, the packed roots. Raises ``Refused``.

    What is packed is signed by its issuer, so it can help to build a chain and never replaces a root.
    """
    authorities = tuple(_loaded(members, layout.AUTHORITIES, x509.Certificate))
    lists = tuple(_loaded(members, layout.LISTS, crl.CertificateList))
    if own is not None:
        return replace(own, authorities=own.authorities + authorities, crls=own.crls + lists)
    anchors = tuple(
        Anchor(scope, held)
        for scope in SCOPES
        for held in _loaded(members, f"{layout.ANCHORS}{scope}/", x509.Certificate)
    )
    return TrustStore("packed", anchors, authorities, lists)


def _loaded(members: Members, under: str, kind: type[Any]) -> list[Any]:
    found = []
    for name in members.places:
        if not name.startswith(under):
            continue
        try:
            held = kind.load(members.read(name, _MOST), strict=True)
            held.native  # noqa: B018  reads all of it, so that damage shows here
        except (ValueError, TypeError) as error:
            raise Refused("trust", name, f"Không đọc được {name}.", f"{name} cannot be read.") from error
        found.append(held)
    return found
