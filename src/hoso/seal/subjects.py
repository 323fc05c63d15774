"""Whom a certificate names: a person or an agency, with the identifier it carries.

Certificates of this country put an identifier into the UID attribute behind a prefix: ``CCCD:`` (citizen
identity number), ``CMND:`` or ``HC:`` (older card, passport) for a person; ``MST:`` (tax code) or ``MDD:``
(agency identification code) for an organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asn1crypto import x509

Role = Literal["personal", "agency"]

DEMONSTRATION_POLICY = "2.25.220711202611220001.1"
"""Certificate policy of the demonstration hierarchy (an arc under 2.25, ITU-T X.667; needs no
registration).
"""
DEMONSTRATION_MARK = "TRÌNH DIỄN / DEMONSTRATION"

_PERSON_PREFIXES = ("CCCD:", "CMND:", "HC:", "TK:", "PNO", "PAS", "IDC")
_AGENCY_PREFIXES = ("MDD:", "MST:", "VAT", "NTR")


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a certificate as a verifier needs it. ``identifier`` keeps its prefix."""

    name: str
    organisation: str | None
    identifier: str | None
    role: Role
    demonstration: bool

    @property
    def bare_identifier(self) -> str | None:
        """The identifier without its prefix, for example ``H26.12`` or ``001090000001``."""
        return self.identifier.partition(":")[2] or self.identifier if self.identifier else None

    @classmethod
    def of(cls, certificate: x509.Certificate) -> Subject:
        """Read from the subject name; a name without any marker counts as a person unless it equals its
        organisation.
        """
        parts: dict[str, list[str]] = {}
        for attribute in certificate.subject.chosen:
            for entry in attribute:
                parts.setdefault(entry["type"].native, []).append(str(entry["value"].native))
        organisation = next(iter(parts.get("organization_name", [])), None)
        name = (
            next(iter(parts.get("common_name", [])), None)
            or organisation
            or certificate.subject.human_friendly
        )
        identifiers = [
            *parts.get("user_id", []),
            *parts.get("organization_identifier", []),
            *parts.get("serial_number", []),
        ]
        identifier = next(iter(identifiers), None)
        return cls(
            name,
            organisation,
            identifier,
            _role(parts, identifiers, name, organisation),
            is_demonstration(certificate),
        )


def _role(parts: dict[str, list[str]], identifiers: list[str], name: str, organisation: str | None) -> Role:
    upper = [value.upper() for value in identifiers]
    if (
        any(value.startswith(_PERSON_PREFIXES) for value in upper)
        or parts.get("surname")
        or parts.get("given_name")
    ):
        return "personal"
    if any(value.startswith(_AGENCY_PREFIXES) for value in upper) or parts.get("organization_identifier"):
        return "agency"
    return "agency" if organisation is not None and name == organisation else "personal"


def is_demonstration(certificate: x509.Certificate) -> bool:
    """Whether the certificate says of itself that it is for demonstration: by policy, or in its own or its
    issuer's name.
    """
    policies = certificate.certificate_policies_value
    if policies is not None and any(p["policy_identifier"].dotted == DEMONSTRATION_POLICY for p in policies):
        return True
    names = certificate.subject.human_friendly + certificate.issuer.human_friendly
    return "DEMONSTRATION" in names.upper()
