"""A form on its way to a signature by a key we never see: offered, prepared, signed once, bound to its bytes.

Two ways: the offered file is signed elsewhere and comes back (its beginning must be the offered bytes), or
it is prepared for one signature in the browser (RFC 5652 signed attributes; ``seal.twophase``). The states stand
in ``signing_states``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from asn1crypto import x509
from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound, Unavailable
from hoso.law.text import Text
from hoso.papers.models import SigningSession
from hoso.papers.ports import Place, signature_stamping
from hoso.papers.signing_states import OPEN, UNFINISHED, SessionState, step
from hoso.parties.actors import Actor
from hoso.press.letters import FONTS
from hoso.seal import twophase
from hoso.seal.appearance import person_appearance
from hoso.seal.errors import SealError, TimestampUnavailable
from hoso.seal.subjects import Subject
from hoso.seal.zones import POINTS_PER_MM, Zone

OFFER_LIFETIME = timedelta(days=7)
KEPT_FOR = timedelta(days=30)
"""How long the line of an ended session stays, without its file."""
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
NOT_STAMPED = Text(
    "Dịch vụ dấu thời gian chưa trả lời khi bạn ký, nên chữ ký chưa có dấu thời gian riêng. Chữ ký vẫn dùng được: "
    "thời điểm có tờ khai này được chứng minh bằng biên nhận điện tử và dấu thời gian hằng đêm của kho lưu trữ.",
    "The time-stamping service did not answer while you signed, so the signature has no stamp of its own. It is good "
    "all the same: the e-receipt and the archive's nightly time stamp prove when this form existed.",
)
NO_SESSION = Text("Không có phiên ký này. Hãy bấm ký lại.", "There is no such signing session. Sign again.")


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed file of a session that stands at VERIFIED; ``stamped``: it carries a signature time stamp (B-T)."""

    session_id: UUID
    pdf: bytes
    stamped: bool


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
        state=SessionState.OFFERED,
        document_sha256=hashlib.sha256(pdf).hexdigest(),
        document_size=len(pdf),
        expires_at=now + OFFER_LIFETIME,
        created_at=now,
    )


def was_offered(signed: bytes, purpose: str, *, by: Actor) -> bool:
    """Whether ``signed`` begins with a file given out for this purpose: then it was signed, not replaced."""
    offers = SigningSession.objects.filter(
        account_id=by.account_id,
        purpose=purpose,
        state=SessionState.OFFERED,
        expires_at__gte=clock.now(),
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
            timestamped=True,
            zone=_zone(place),
            appearance=person_appearance(FONT, subject.name, now) if place else None,
        )
    except SealError as fault:
        raise Invalid(fault.text) from fault
    return _issue(prepared, purpose, by, now)


def _issue(prepared: twophase.Prepared, purpose: str, by: Actor, now: datetime) -> ToSign:
    """Fix the revision, end an older open session of the same purpose, and give the digest out."""
    document = hashlib.sha256(prepared.revision).hexdigest()
    with transaction.atomic():
        SigningSession.objects.filter(account_id=by.account_id, purpose=purpose, state__in=OPEN).update(
            state=SessionState.REPLACED, prepared=""
        )
        row = SigningSession.objects.create(
            account_id=by.account_id,
            purpose=purpose,
            state=SessionState.PREPARED,
            prepared=prepared.as_json(),
            document_sha256=document,
            document_size=len(prepared.revision),
            expires_at=prepared.expires_at,
            created_at=now,
        )
        step(row.id, SessionState.PREPARED, SessionState.DIGEST_ISSUED)
    attributes = base64.b64encode(prepared.signed_attributes).decode()
    return ToSign(row.id, attributes, prepared.digest_algorithm, document)


def complete(session_id: UUID, purpose: str, signature: str, *, by: Actor) -> Signed:
    """Take the signature (base64), check it and put it into the file, with a time stamp if one can be had.

    The session is used up, whatever comes of it; call it outside a transaction, so that this stays true. Then call
    ``embedded`` in the transaction that lays the file in. Raises ``NotFound``, ``Conflict`` when it was used or stands
    for other content, ``Invalid`` when the time is over or the signature is not by that certificate over exactly the
    prepared bytes.
    """
    now = clock.now()
    row = (
        SigningSession.objects.filter(id=session_id, account_id=by.account_id)
        .exclude(state=SessionState.OFFERED)
        .first()
    )
    if row is None:
        raise NotFound(NO_SESSION)
    if not step(row.id, SessionState.DIGEST_ISSUED, SessionState.RETURNED):
        raise Conflict(USED)
    try:
        prepared, value = _returned(row, purpose, signature, now)
    except (Conflict, Invalid):
        step(row.id, SessionState.RETURNED, SessionState.REFUSED)
        raise
    step(row.id, SessionState.RETURNED, SessionState.VERIFIED)
    pdf, stamped = _embed(prepared, value, now)
    return Signed(row.id, pdf, stamped)


def embedded(session_id: UUID) -> None:
    """The signed file has its place. Call it in the transaction that gives it: both hold, or neither.

    Raises ``Conflict`` when the session was cleared away meanwhile.
    """
    if not step(session_id, SessionState.VERIFIED, SessionState.EMBEDDED):
        raise Conflict(USED)


def discarded(session_id: UUID) -> None:
    """The signed file got no place: what it was made from changed meanwhile."""
    step(session_id, SessionState.VERIFIED, SessionState.REFUSED)


def clear(now: datetime) -> tuple[int, int]:
    """(sessions ended by their time, lines removed). For the worker; repeating changes nothing.

    A session that ended keeps its line for 30 days, without the file.
    """
    states = SigningSession.objects
    ended = states.filter(state__in=UNFINISHED, expires_at__lt=now).update(state=SessionState.EXPIRED)
    states.exclude(state__in=UNFINISHED).exclude(prepared="").update(prepared="")
    gone, _ = states.exclude(state__in=UNFINISHED).filter(expires_at__lt=now - KEPT_FOR).delete()
    return ended, gone


def _returned(
    row: SigningSession, purpose: str, signature: str, now: datetime
) -> tuple[twophase.Prepared, bytes]:
    """The preparation and the signature that fits it, checked."""
    if row.purpose != purpose:
        raise Conflict(USED)
    try:
        value = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise Invalid(UNREADABLE) from fault
    try:
        prepared = twophase.Prepared.from_json(row.prepared)
        twophase.require_signature(prepared, value, now=now)
    except SealError as fault:
        raise Invalid(fault.text) from fault
    return prepared, value


def _embed(prepared: twophase.Prepared, value: bytes, now: datetime) -> tuple[bytes, bool]:
    """B-T; when the authority is away B-B: a citizen does not wait for a time stamp."""
    try:
        stamper = signature_stamping()
        return twophase.embed(prepared, value, now=now, timestamper=stamper), stamper is not None
    except (TimestampUnavailable, Unavailable):
        return twophase.embed(prepared, value, now=now), False


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
