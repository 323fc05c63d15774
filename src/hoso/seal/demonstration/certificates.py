"""Certificates, revocation lists and key files of the demonstration hierarchy (RFC 5280 profiles)."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
    ObjectIdentifier,
)

from hoso.seal.keys import PrivateKey
from hoso.seal.subjects import DEMONSTRATION_MARK, DEMONSTRATION_POLICY

KeyKind = Literal["P-256", "P-384", "RSA-2048", "RSA-3072", "RSA-4096"]
Purpose = Literal["authority", "timestamp", "ocsp", "signer"]


@dataclass(frozen=True)
class Authority:
    """A certificate with its key, able to issue further ones; ``slug`` names its files and addresses."""

    slug: str
    certificate: x509.Certificate
    key: PrivateKey


@dataclass(frozen=True)
class Wanted:
    """What a new certificate shall say. Instants are aware; ``purpose`` decides its key usages."""

    slug: str
    subject: x509.Name
    purpose: Purpose
    valid_from: datetime
    valid_to: datetime


def new_key(kind: KeyKind) -> PrivateKey:
    """A fresh private key of the given kind."""
    if kind.startswith("RSA"):
        return rsa.generate_private_key(public_exponent=65537, key_size=int(kind[4:]))
    return ec.generate_private_key(ec.SECP384R1() if kind == "P-384" else ec.SECP256R1())


def subject_name(
    common_name: str,
    *,
    identifier: str | None = None,
    organisation: str | None = None,
    email: str | None = None,
) -> x509.Name:
    """A subject whose organisational unit says in both languages that it is a demonstration."""
    wanted = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, DEMONSTRATION_MARK),
        (NameOID.COMMON_NAME, common_name),
        (NameOID.USER_ID, identifier),
        (NameOID.EMAIL_ADDRESS, email),
    ]
    # The limit of 64 is counted in bytes by the library, and names of agencies here need more even in
    # letters.
    with warnings.catch_warnings(action="ignore"):
        return x509.Name([x509.NameAttribute(oid, value, _validate=False) for oid, value in wanted if value])


def issue(wanted: Wanted, key: PrivateKey, issuer: Authority | None, base_url: str) -> x509.Certificate:
    """The certificate, self-signed when there is no issuer, else with CRL and OCSP addresses under
    ``base_url``.
    """
    issuer_name = issuer.certificate.subject if issuer else wanted.subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(wanted.subject)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(wanted.valid_from)
        .not_valid_after(wanted.valid_to)
        .add_extension(_basic_constraints(wanted, is_root=issuer is None), critical=True)
        .add_extension(_key_usage(wanted.purpose), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer is not None:
        builder = _with_issuer_pointers(builder, wanted, issuer, base_url)
    return builder.sign(issuer.key if issuer else key, hashes.SHA256())


def _with_issuer_pointers(
    builder: x509.CertificateBuilder, wanted: Wanted, issuer: Authority, base_url: str
) -> x509.CertificateBuilder:
    policy = x509.PolicyInformation(ObjectIdentifier(DEMONSTRATION_POLICY), None)
    builder = builder.add_extension(x509.CertificatePolicies([policy]), critical=False).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
    )
    if wanted.purpose == "timestamp":
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)  # RFC 3161 section 2.3: critical and alone
    if wanted.purpose == "ocsp":
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False
        )
        return builder.add_extension(x509.OCSPNoCheck(), critical=False)
    where = x509.UniformResourceIdentifier(f"{base_url}/crl/{issuer.slug}.crl")
    asked = x509.UniformResourceIdentifier(f"{base_url}/ocsp/{issuer.slug}")
    return builder.add_extension(
        x509.CRLDistributionPoints([x509.DistributionPoint([where], None, None, None)]), critical=False
    ).add_extension(
        x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, asked)]),
        critical=False,
    )


def _basic_constraints(wanted: Wanted, *, is_root: bool) -> x509.BasicConstraints:
    if wanted.purpose != "authority":
        return x509.BasicConstraints(ca=False, path_length=None)
    return x509.BasicConstraints(ca=True, path_length=1 if is_root else 0)


def _key_usage(purpose: Purpose) -> x509.KeyUsage:
    is_authority = purpose == "authority"
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=purpose == "signer",
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def revocation_list(authority: Authority, revoked: dict[int, datetime], issued_at: datetime) -> bytes:
    """The authority's CRL (DER). It stays current until the authority ends, so that a demonstration needs
    no daily job.
    """
    ends_at = authority.certificate.not_valid_after_utc
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(issued_at)
        .next_update(max(ends_at, issued_at + timedelta(days=1)))
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
        )
        .add_extension(x509.CRLNumber(int(issued_at.timestamp())), critical=False)
    )
    for serial, revoked_at in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(revoked_at).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def key_file(name: str, authority: Authority, chain: list[x509.Certificate], passphrase: str) -> bytes:
    """A PKCS#12 file with the key, its certificate and the authorities above it, encrypted with
    ``passphrase``.
    """
    return pkcs12.serialize_key_and_certificates(
        name.encode(),
        authority.key,
        authority.certificate,
        chain,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read; readers never see it half-written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    passing.replace(path)
