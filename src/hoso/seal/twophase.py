"""Signing by a key we never see: prepare the revision, let the person's device sign, embed what comes back.

The device gets the signed attributes (which hold the hash of exactly the prepared revision) and returns a raw
signature. Using a preparation once, and keeping it between the two calls, is the caller's part.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import cms, x509

from hoso.law.text import Text

from .appearance import Appearance
from .cms import SignerForm, form_of
from .errors import SignatureRefused
from .evidence import with_evidence
from .revision import OpenRevision, SignatureText, open_revision
from .schemes import scheme_of, signature_is_by
from .sign import container_room
from .subjects import Subject
from .timestamp import Timestamper, token_over
from .trust import TrustStore
from .zones import Zone

LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True)
class Prepared:
    """One revision waiting for one signature until ``expires_at`` (aware).

    ``revision`` is the exact file the person is shown, with an empty gap for the signature;
    ``signed_attributes`` is what the device hashes with ``digest_algorithm`` and signs; ``token`` binds all
    of it together.
    """

    revision: bytes
    gap_start: int
    gap_end: int
    document_digest: bytes
    signed_attributes: bytes
    digest_algorithm: str
    field_name: str
    certificate: bytes
    chain: tuple[bytes, ...]
    expires_at: datetime

    @property
    def token(self) -> str:
        """A hash over every part; it changes when any of them does."""
        mark = hashlib.sha256()
        named = (
            self.gap_start,
            self.gap_end,
            self.digest_algorithm,
            self.field_name,
            self.expires_at.isoformat(),
        )
        numbers = ":".join(str(part) for part in named)
        parts = (self.revision, self.document_digest, self.signed_attributes, self.certificate, *self.chain)
        for part in (numbers.encode(), *parts):
            mark.update(len(part).to_bytes(8, "big") + part)
        return mark.hexdigest()

    def as_json(self) -> str:
        """The preparation as text, to be kept until the signature returns. It holds no secret."""
        return json.dumps(
            {
                "revision": _text(self.revision),
                "gap": [self.gap_start, self.gap_end],
                "document_digest": _text(self.document_digest),
                "signed_attributes": _text(self.signed_attributes),
                "digest_algorithm": self.digest_algorithm,
                "field_name": self.field_name,
                "certificate": _text(self.certificate),
                "chain": [_text(held) for held in self.chain],
                "expires_at": self.expires_at.isoformat(),
                "token": self.token,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Prepared:
        """Raises SignatureRefused when the text is no preparation or was altered."""
        try:
            held: dict[str, Any] = json.loads(text)
            made = cls(
                _bytes(held["revision"]),
                int(held["gap"][0]),
                int(held["gap"][1]),
                _bytes(held["document_digest"]),
                _bytes(held["signed_attributes"]),
                str(held["digest_algorithm"]),
                str(held["field_name"]),
                _bytes(held["certificate"]),
                tuple(_bytes(item) for item in held["chain"]),
                datetime.fromisoformat(held["expires_at"]),
            )
            fits = made.token == held["token"]
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise _refused("Phiên ký không đọc được.", "The signing session cannot be read.") from error
        if not fits:
            raise _refused("Phiên ký đã bị thay đổi.", "The signing session was altered.")
        return made


def prepare(
    pdf: bytes,
    certificate: x509.Certificate,
    chain: Sequence[x509.Certificate] = (),
    *,
    field_name: str,
    now: datetime,
    reason: str | None = None,
    location: str | None = None,
    timestamped: bool = True,
    zone: Zone | None = None,
    appearance: Appearance | None = None,
) -> Prepared:
    """Write the revision for a signature by ``certificate``; nothing is signed yet. Raises CannotSign,
    StampDoesNotFit.

    ``timestamped`` keeps room for a time stamp, added when the signature is embedded.
    """
    form = form_of(certificate, chain, scheme_of(certificate))
    digest_algorithm = form.scheme.digest
    said = SignatureText(field_name, now, reason, location, Subject.of(certificate).name)
    opened = open_revision(
        pdf,
        said,
        digest_algorithm=digest_algorithm,
        container_size=container_room(form, timestamped=timestamped),
        zone=zone,
        appearance=appearance,
    )
    return Prepared(
        opened.content,
        opened.gap_start,
        opened.gap_end,
        opened.digest,
        form.signed_attributes(opened.digest),
        digest_algorithm,
        field_name,
        certificate.dump(),
        tuple(held.dump() for held in chain),
        now + LIFETIME,
    )


def embed(
    prepared: Prepared,
    signature: bytes,
    *,
    now: datetime,
    timestamper: Timestamper | None = None,
    trust: TrustStore | None = None,
) -> bytes:
    """The finished file, B-B, with ``timestamper`` B-T, with ``trust`` as well B-LT.

    Raises SignatureRefused when the time is over, the preparation does not hang together, or the signature
    was not made by the certificate's key over exactly this revision; TimestampUnavailable as the service
    fails.
    """
    require_signature(prepared, signature, now=now)
    form = _form(prepared)
    token = token_over(signature, prepared.digest_algorithm, timestamper) if timestamper else None
    der = form.container(prepared.signed_attributes, signature, timestamp_token=token)
    before, after = prepared.revision[: prepared.gap_start], prepared.revision[prepared.gap_start :]
    opened = OpenRevision(before, after, prepared.document_digest, prepared.gap_start, prepared.gap_end)
    signed = opened.filled(der)
    return with_evidence(signed, prepared.field_name, trust) if trust and token else signed


def require_signature(prepared: Prepared, signature: bytes, *, now: datetime) -> None:
    """Refuse (SignatureRefused) unless the time is not over, the preparation hangs together, and the signature was
    made by the certificate's key over exactly this revision.
    """
    if now > prepared.expires_at:
        raise _refused(
            "Phiên ký đã hết 15 phút. Hãy bắt đầu lại.",
            "The 15 minutes for signing are over. Please start again.",
        )
    _require_fitting(prepared)
    certificate = x509.Certificate.load(prepared.certificate)
    if not signature_is_by(certificate, signature, prepared.signed_attributes, _form(prepared).scheme):
        raise _refused(
            "Chữ ký trả về không khớp với chứng thư hoặc với văn bản đã xem.",
            "The returned signature does not fit the certificate or the document that was shown.",
        )


def _form(prepared: Prepared) -> SignerForm:
    certificate = x509.Certificate.load(prepared.certificate)
    chain = [x509.Certificate.load(held) for held in prepared.chain]
    return form_of(certificate, chain, scheme_of(certificate, prepared.digest_algorithm))


def _require_fitting(prepared: Prepared) -> None:
    """Refuse unless the attributes speak of this revision and no other."""
    covered = hashlib.new(prepared.digest_algorithm, prepared.revision[: prepared.gap_start])
    covered.update(prepared.revision[prepared.gap_end :])
    attributes = cms.CMSAttributes.load(prepared.signed_attributes)
    named = {item["type"].native: item["values"][0].native for item in attributes}
    if not covered.digest() == prepared.document_digest == named.get("message_digest"):
        raise _refused("Phiên ký không khớp với văn bản.", "The signing session does not fit the document.")


def _refused(vi: str, en: str) -> SignatureRefused:
    return SignatureRefused(Text(vi, en))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
