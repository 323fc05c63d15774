"""Sealing a PDF with a key we hold or reach (PAdES baseline, ETSI EN 319 142-1): B-B, B-T, B-LT or B-LTA in new
revisions.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from hoso.law.text import Text

from .appearance import Appearance
from .cms import SignerForm
from .errors import CannotSign
from .evidence import with_evidence
from .keys import Signer
from .revision import SignatureText, open_document_timestamp, open_revision
from .timestamp import Timestamper, timestamp_token, token_over
from .trust import TrustStore
from .zones import Zone

Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]
_ROOM_FOR_TIMESTAMP = 7000


def seal(
    pdf: bytes,
    key: Signer,
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

    ``now`` (aware) is the claimed signing time. All but B-B need a ``timestamper``, B-LT and B-LTA a
    ``trust`` store whose certificates and revocation lists are embedded; B-LTA adds a document time stamp in
    a field of its own. Without ``zone`` and ``appearance`` the signature is invisible. Raises CannotSign,
    KeyUnavailable, TimestampUnavailable, StampDoesNotFit; nothing is half-signed.
    """
    _require_services(level, timestamper, trust)
    form = key.form
    revision = open_revision(
        pdf,
        SignatureText(field_name, now, reason, location, key.subject.name),
        digest_algorithm=form.scheme.digest,
        container_size=container_room(form, timestamped=level != "B-B"),
        zone=zone,
        appearance=appearance,
    )
    attributes = form.signed_attributes(revision.digest)
    signature = key.sign(attributes)
    if timestamper is None or level == "B-B":
        return revision.filled(form.container(attributes, signature))
    token = token_over(signature, form.scheme.digest, timestamper)
    signed = revision.filled(form.container(attributes, signature, timestamp_token=token))
    if trust is None or level == "B-T":
        return signed
    kept = with_evidence(signed, field_name, trust)
    if level == "B-LT":
        return kept
    return with_document_timestamp(kept, timestamper, field_name=f"{field_name}-LuuTru", now=now)


def _require_services(level: Level, timestamper: Timestamper | None, trust: TrustStore | None) -> None:
    if level != "B-B" and timestamper is None:
        raise CannotSign(
            Text("Thiếu dịch vụ dấu thời gian.", "A time-stamping service is needed for this level.")
        )
    if level in ("B-LT", "B-LTA") and trust is None:
        raise CannotSign(
            Text("Thiếu kho tin cậy để lưu bằng chứng.", "A trust store is needed to keep the evidence.")
        )


def container_room(form: SignerForm, *, timestamped: bool) -> int:
    """Bytes to keep for the container: exactly what the largest signature of this key needs, and room for a
    time stamp. Every spare byte is paid twice in the file and once more at each verification.
    """
    return form.largest_container + timestamped * _ROOM_FOR_TIMESTAMP


def with_document_timestamp(pdf: bytes, timestamper: Timestamper, *, field_name: str, now: datetime) -> bytes:
    """The file with a document time stamp over everything in it (ETSI EN 319 142-1 clause 5.4.3).

    After B-LT this makes B-LTA: it proves that signatures and evidence existed then, however old they grow.
    ``now`` only dates the field; the proven time is the authority's. Raises CannotSign,
    TimestampUnavailable.
    """
    revision = open_document_timestamp(pdf, field_name, now, container_size=_ROOM_FOR_TIMESTAMP)
    return revision.filled(timestamp_token(revision.digest, "sha256", timestamper))
