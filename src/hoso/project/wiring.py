"""Which adapter stands behind which port. Read this file to know what talks to what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from hoso.grants.ports import IssuingAuthority
    from hoso.papers.ports import Signing
    from hoso.seal.timestamp import Timestamper


def join() -> None:
    """Join ports to adapters. Called once when the project has loaded."""
    from hoso.archive.ports import connect_stamping
    from hoso.base import preparing
    from hoso.base.outbox import delivered_by
    from hoso.grants.ports import connect_issuing
    from hoso.papers.ports import connect_revocation, connect_signature_stamping, connect_signing

    connect_signing(_local_signing)
    connect_signature_stamping(lambda: _authority(timeout_seconds=4))  # a citizen waits for it
    if settings.HOSO_REVOCATION:
        from hoso.integrations.revocation.http import HttpRevocation

        connect_revocation(HttpRevocation())
    connect_stamping(_authority)
    connect_issuing(_issuing_authority)
    delivered_by("national_portal.sync", "hoso.integrations.national_portal.drop_folder")
    preparing.offers("parties", _parties)
    preparing.offers("catalogue", _catalogue)
    preparing.offers("keys", _keys)
    preparing.offers("ledger", _ledger)


def _authority(timeout_seconds: float = 30) -> Timestamper:
    from hoso.integrations.timestamp.authority import authority

    return authority(timeout_seconds)


def _issuing_authority() -> IssuingAuthority:
    from hoso.base.errors import Unavailable
    from hoso.integrations.signature_grants.demonstration import NOT_CONNECTED, SigningServiceAuthority
    from hoso.seal.demonstration.citizen_enrolment import SECRET_FILE

    if not settings.HOSO_DEMONSTRATION:
        raise Unavailable(NOT_CONNECTED)
    return SigningServiceAuthority(settings.HOSO_CITIZEN_SIGNING_URL, Path(settings.HOSO_TRUST) / SECRET_FILE)


def _local_signing() -> Signing:
    from hoso.integrations.signing.local import LocalSigning

    return LocalSigning(Path(settings.HOSO_TRUST), Path(settings.HOSO_SIGNING))


def _parties() -> None:
    from hoso.parties import demonstration
    from hoso.parties.actors import SYSTEM

    demonstration.seed(by=SYSTEM)


def _catalogue() -> None:
    from hoso.catalogue import demonstration
    from hoso.parties.queries import account_actor

    demonstration.seed(by=account_actor("danhmuc"))


def _keys() -> None:
    from hoso.base import clock
    from hoso.integrations.signing.local import prepare_keys

    prepare_keys(Path(settings.HOSO_TRUST), settings.HOSO_BASE_URL, clock.now())


def _ledger() -> None:
    from hoso.dossiers.notary import signer

    published = Path(settings.HOSO_LEDGER_KEY).with_name("key.pub")
    published.parent.mkdir(parents=True, exist_ok=True)
    published.write_text(signer().key.encode() + "\n")
