"""A form on its way to a signature by a key we never see: offered, prepared, signed once, bound to its bytes.

Two ways: the offered file is signed elsewhere and comes back (its beginning must be the offered bytes), or
it is prepared for one signature in the browser (RFC 5652 signed attributes; ``seal.twophase``).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from asn1crypto import x509
from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.law.text import Text
from hoso.papers.models import SigningSession
from hoso.papers.ports import Place
from hoso.parties.actors import Actor
from hoso.press.letters import FONTS
from hoso.seal import twophase
from hoso.seal.appearance import person_appearance
from hoso.seal.errors import SealError
from hoso.seal.subjects import Subject
from hoso.seal.zones import POINTS_PER_MM, Zone

OFFER_LIFETIME = timedelta(days=7)
FONT = FONTS / "LiberationSerif-Regular.ttf"
UNREADABLE = Text(
    "Chứng thư hoặc chữ ký gửi lên không đọc được. Hãy ký lại từ đầu.",
    "The certificate or the signature cannot be read. Please sign again from the beginning.",
)
NOT_YOURS = Text(
    "Chứng thư này không mang số định danh của bạn, nên không dùng để ký tờ khai của bạn được.",
    "This certificate does not carry your personal number, so it cannot sign your form.",
)
USED = Text(
    "Phiên ký này đã dùng hoặc đã bị thay thế. Hãy bấm ký lại.",
    "This signing session was used or replaced. Please press sign again.",
)
NO_SESSION = Text("Không có phiên ký này. Hãy bấm ký lại.", "There is no such signing session. Sign again.")


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the person's device hashes with ``digest_algorithm`` and signs. ``attributes`` is base64 DER."""

    session_id: UUID
    attributes: str
    digest_algorithm: str
    document_sha256: str


def offer(pdf: bytes, purpose: str, *, by: Actor) -> None:
    """Remember that exactly this file was given out to be signed elsewhere."""
    now = clock.now()
    SigningSession.objects.create(
        account_id=by.account_id,
        purpose=purpose,
        document_sha256=hashlib.sha256(pdf).hexdigest(),
        document_size=len(pdf),
        expires_at=now + OFFER_LIFETIME,
        created_at=now,
    )


def was_offered(signed: bytes, purpose: str, *, by: Actor) -> bool:
    """Whether ``signed`` begins with a file given out for this purpose: then it was signed, not replaced."""
    offers = SigningSession.objects.filter(
        account_id=by.account_id, purpose=purpose, prepared="", expires_at__gte=clock.now()
    )
    return any(
        len(signed) > one.document_size
        and hashlib.sha256(signed[: one.document_size]).hexdigest() == one.document_sha256
        for one in offers
    )


def prepare(
    pdf: bytes,
    purpose: str,
    certificate: str,
    chain: Sequence[str],
    *,
    by: Actor,
    personal_id: str,
    place: Place | None,
) -> ToSign:
    """Prepare one signature by the holder of ``certificate`` (base64 DER), for 15 minutes.

    An older open session of the same purpose ends. Raises ``Invalid`` for a certificate that cannot be read,
    cannot sign, or belongs to another person.
    """
    now = clock.now()
    leaf, above = _certificate(certificate), [_certificate(one) for one in chain[:5]]
    subject = Subject.of(leaf)
    if not personal_id or subject.bare_identifier != personal_id:
        raise Invalid(NOT_YOURS)
    try:
        prepared = twophase.prepare(
            pdf,
            leaf,
            above,
            field_name=f"NguoiKhai-{now:%Y%m%d%H%M%S%f}",
            now=now,
            reason="Ký tờ khai điện tử",
            timestamped=False,
            zone=_zone(place),
            appearance=person_appearance(FONT, subject.name, now) if place else None,
        )
    except SealError as fault:
        raise Invalid(fault.text) from fault
    document = hashlib.sha256(prepared.revision).hexdigest()
    with transaction.atomic():
        SigningSession.objects.filter(
            account_id=by.account_id, purpose=purpose, used_at__isnull=True
        ).exclude(prepared="").update(used_at=now)
        row = SigningSession.objects.create(
            account_id=by.account_id,
            purpose=purpose,
            prepared=prepared.as_json(),
            document_sha256=document,
            document_size=len(prepared.revision),
            expires_at=prepared.expires_at,
            created_at=now,
        )
    attributes = base64.b64encode(prepared.signed_attributes).decode()
    return ToSign(row.id, attributes, prepared.digest_algorithm, document)


def complete(session_id: UUID, purpose: str, signature: str, *, by: Actor) -> bytes:
    """The signed file. The session is used up, whatever comes of it; call it in a transaction that commits.

    Raises ``NotFound``, ``Conflict`` when it was used or stands for other content, ``Invalid`` when the time
    is over or the signature is not by that certificate over exactly the prepared bytes.
    """
    now = clock.now()
    row = SigningSession.objects.filter(id=session_id, account_id=by.account_id).exclude(prepared="").first()
    if row is None:
        raise NotFound(NO_SESSION)
    taken = SigningSession.objects.filter(id=row.id, used_at__isnull=True).update(used_at=now)
    if taken != 1 or row.purpose != purpose:
        raise Conflict(USED)
    try:
        value = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise Invalid(UNREADABLE) from fault
    try:
        return twophase.embed(twophase.Prepared.from_json(row.prepared), value, now=now)
    except SealError as fault:
        raise Invalid(fault.text) from fault


def _certificate(text: str) -> x509.Certificate:
    try:
        made = x509.Certificate.load(base64.b64decode(text, validate=True), strict=True)
        _ = made.subject.human_friendly, made.public_key.algorithm
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise Invalid(UNREADABLE) from fault
    return made


def _zone(place: Place | None) -> Zone | None:
    if place is None:
        return None
    left, bottom, right, top = (edge / POINTS_PER_MM for edge in place.box)
    return Zone("person", place.page, "bottom-left", left, bottom, right - left, top - bottom)
