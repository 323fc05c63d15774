"""Sealing a PDF with a key we hold (PAdES baseline, ETSI EN 319 142-1): B-B, B-T or B-LT in new revisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from asn1crypto import x509

from hoso.law.text import Text

from .appearance import Appearance
from .cms import container, signed_attributes, to_be_signed
from .errors import CannotSign
from .evidence import with_evidence
from .keys import SigningKey
from .revision import SignatureText, open_document_timestamp, open_revision
from .timestamp import Timestamper, timestamp_token, token_over
from .trust import TrustStore
from .zones import Zone

Level = Literal["B-B", "B-T", "B-LT"]
_ROOM_FOR_ATTRIBUTES = 1200
_ROOM_FOR_TIMESTAMP = 7000


def seal(
    pdf: bytes,
    key: SigningKey,
    *,
    field_name: str,
    now: datetime,
    reason: str | None = None,
    location: str | None = None,
    level: Level = "B-T",
    timestamper: Timestamper | None = None,
    trust: TrustStore | None = None,
    zone: Zone | None = None,
    appearance: Appearance | None = None,
) -> bytes:
    """The file with one more signature; the bytes of ``pdf`` stay an exact prefix of the answer.

    ``now`` (aware) is the claimed signing time. B-T and B-LT need a ``timestamper``, B-LT a ``trust`` store
    whose certificates and revocation lists are embedded. Without ``zone`` and ``appearance`` the signature
    is invisible. Raises CannotSign, TimestampUnavailable, StampDoesNotFit; nothing is half-signed.
    """
    if level != "B-B" and timestamper is None:
        raise CannotSign(
            Text("Thiếu dịch vụ dấu thời gian.", "A time-stamping service is needed for this level.")
        )
    if level == "B-LT" and trust is None:
        raise CannotSign(
            Text("Thiếu kho tin cậy để lưu bằng chứng.", "A trust store is needed to keep the evidence.")
        )
    digest_algorithm = key.digest_algorithm
    said = SignatureText(field_name, now, reason, location, key.subject.name)
    revision = open_revision(
        pdf,
        said,
        digest_algorithm=digest_algorithm,
        container_size=container_room(key.certificate, key.chain, timestamped=level != "B-B"),
        zone=zone,
        appearance=appearance,
    )
    attributes = signed_attributes(key.certificate, revision.digest, digest_algorithm)
    signature = key.sign(to_be_signed(attributes), digest_algorithm)
    token = token_over(signature, digest_algorithm, timestamper) if timestamper and level != "B-B" else None
    signed = revision.filled(
        container(key.certificate, key.chain, attributes, signature, digest_algorithm, timestamp_token=token)
    )
    return with_evidence(signed, field_name, trust) if level == "B-LT" and trust else signed


def container_room(
    certificate: x509.Certificate, chain: Sequence[x509.Certificate], *, timestamped: bool
) -> int:
    """Bytes to keep for the container: certificates as they are, plus room for attributes, signature and
    time stamp.

    Every spare byte is paid twice in the file and once more at each verification, so it is not generous.
    """
    certificates = sum(len(held.dump()) for held in (certificate, *chain) if held.subject != held.issuer)
    return (
        certificates + len(certificate.dump()) // 2 + _ROOM_FOR_ATTRIBUTES + timestamped * _ROOM_FOR_TIMESTAMP
    )


def with_document_timestamp(pdf: bytes, timestamper: Timestamper, *, field_name: str, now: datetime) -> bytes:
    """The file with a document time stamp over everything in it (ETSI EN 319 142-1 clause 5.4.3).

    After B-LT this makes B-LTA: it proves that signatures and evidence existed then, however old they grow.
    ``now`` only dates the field; the proven time is the authority's. Raises CannotSign,
    TimestampUnavailable.
    """
    revision = open_document_timestamp(pdf, field_name, now, container_size=_ROOM_FOR_TIMESTAMP)
    return revision.filled(timestamp_token(revision.digest, "sha256", timestamper))
