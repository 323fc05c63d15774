"""Whether what came from the authority is a certificate for exactly the person it was asked for."""

from __future__ import annotations

import base64
import binascii
import itertools
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from cryptography import x509 as crypto
from cryptography.exceptions import InvalidSignature

from hoso.base.errors import Unavailable
from hoso.grants.ports import Certified, Wish
from hoso.law.text import Text
from hoso.papers.judging import trust_store
from hoso.seal.subjects import Subject

NONSENSE = Text(
    "Tổ chức cấp chữ ký số trả về chứng thư không đúng người hoặc không tin cậy được, nên chưa nhận. "
    "Yêu cầu của bạn vẫn còn nguyên; hãy thử lại sau hoặc báo bộ phận một cửa.",
    "The issuing authority returned a certificate that is not yours or cannot be trusted, so it was not taken. "
    "Your request stands as it was; try again later or tell the one-stop desk.",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The facts of a certificate that was found right."""

    serial: str
    valid_from: datetime
    valid_to: datetime


def checked(held: Certified, wish: Wish, now: datetime) -> Checked:
    """Read and check it: person, organisation, days, and the chain to one of our roots.

    Raises ``Unavailable`` for anything else: a fault of the authority, which a later try may not meet.
    """
    try:
        ders = [base64.b64decode(one, validate=True) for one in (held.certificate, *held.chain[:5])]
        subject = Subject.of(x509.Certificate.load(ders[0], strict=True))
        chain = [crypto.load_der_x509_certificate(der) for der in ders]
        for below, above in itertools.pairwise(chain):
            below.verify_directly_issued_by(above)
    except (ValueError, TypeError, KeyError, binascii.Error, InvalidSignature) as fault:
        raise Unavailable(NONSENSE) from fault
    leaf = chain[0]
    right = (
        subject.bare_identifier == wish.personal_id
        and subject.name == wish.name
        and (subject.organisation or "") == wish.organisation
        and leaf.not_valid_before_utc <= now < leaf.not_valid_after_utc
        and any(anchor.certificate.dump() == ders[-1] for anchor in trust_store().anchors)
    )
    if not right:
        raise Unavailable(NONSENSE)
    return Checked(f"{leaf.serial_number:x}", leaf.not_valid_before_utc, leaf.not_valid_after_utc)
