"""Signs XML by hand, so that tests can also build what no honest signer builds."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec, utils
from lxml import etree

from hoso.seal.keys import SigningKey
from hoso.seal.timestamp import Timestamper, timestamp_token

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
SHA256 = ("http://www.w3.org/2001/04/xmlenc#sha256", "sha256")
SHA1 = ("http://www.w3.org/2000/09/xmldsig#sha1", "sha1")
_SIGNED = {"sha256": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
           "sha1": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"}  # fmt: skip


def canonical(node: etree._Element) -> bytes:
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False)


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def reference(
    uri: str, over: bytes, transforms: Sequence[str], kind: str = "", digest: tuple[str, str] = SHA256
) -> str:
    steps = "".join(f'<ds:Transform Algorithm="{one}"/>' for one in transforms)
    steps = f"<ds:Transforms>{steps}</ds:Transforms>" if steps else ""
    named = f' Type="{kind}"' if kind else ""
    value = text_of(hashlib.new(digest[1], over).digest())
    return (
        f'<ds:Reference URI="{uri}"{named}>{steps}<ds:DigestMethod Algorithm="{digest[0]}"/>'
        f"<ds:DigestValue>{value}</ds:DigestValue></ds:Reference>"
    )


def properties(key: SigningKey, at: datetime, name: str, certificate_digest: bytes | None = None) -> str:
    value = text_of(certificate_digest or hashlib.sha256(key.certificate.dump()).digest())
    return (
        f'<xades:SignedProperties xmlns:xades="{XADES}" xmlns:ds="{DS}" Id="{name}-p"><xades:SignedSignatureProperties>'
        f"<xades:SigningTime>{at.isoformat()}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert>"
        f'<xades:CertDigest><ds:DigestMethod Algorithm="{SHA256[0]}"/><ds:DigestValue>{value}</ds:DigestValue>'
        "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>"
        "</xades:SignedProperties>"
    )


def signature(
    key: SigningKey,
    references: Sequence[str],
    *,
    at: datetime | None = None,
    name: str = "S1",
    objects: str = "",
    hashed: str = "sha256",
    timestamper: Timestamper | None = None,
    certificate_digest: bytes | None = None,
) -> str:
    """A ds:Signature; with ``at`` it has XAdES properties, with ``timestamper`` a signature time stamp."""
    rows = list(references)
    held = ""
    if at is not None:
        held = properties(key, at, name, certificate_digest)
        kind = "http://uri.etsi.org/01903#SignedProperties"
        rows.append(reference(f"#{name}-p", canonical(etree.fromstring(held)), [C14N], kind))
    info = (
        f'<ds:SignedInfo xmlns:ds="{DS}"><ds:CanonicalizationMethod Algorithm="{C14N}"/>'
        f'<ds:SignatureMethod Algorithm="{_SIGNED[hashed]}"/>{"".join(rows)}</ds:SignedInfo>'
    )
    value = text_of(_raw(key, canonical(etree.fromstring(info)), hashed))
    plain = f'<ds:SignatureValue xmlns:ds="{DS}">{value}</ds:SignatureValue>'
    unsigned = ""
    if timestamper is not None:
        digest = hashlib.sha256(canonical(etree.fromstring(plain))).digest()
        token = text_of(cms.ContentInfo.load(timestamp_token(digest, "sha256", timestamper)).dump())
        unsigned = (
            f'<xades:UnsignedProperties xmlns:xades="{XADES}"><xades:UnsignedSignatureProperties>'
            f'<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm="{C14N}"/>'
            f"<xades:EncapsulatedTimeStamp>{token}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>"
            "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
        )
    certificates = "".join(
        f"<ds:X509Certificate>{text_of(one.dump())}</ds:X509Certificate>"
        for one in (key.certificate, *key.chain)
    )
    qualifying = (
        f'<ds:Object><xades:QualifyingProperties xmlns:xades="{XADES}" Target="#{name}">{held}{unsigned}'
        "</xades:QualifyingProperties></ds:Object>"
    )
    return (
        f'<ds:Signature xmlns:ds="{DS}" Id="{name}">{info}{plain}<ds:KeyInfo><ds:X509Data>{certificates}'
        f"</ds:X509Data></ds:KeyInfo>{qualifying if at else ''}{objects}</ds:Signature>"
    )


def _raw(key: SigningKey, data: bytes, hashed: str) -> bytes:
    from cryptography.hazmat.primitives import hashes

    private = key.private_key
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    algorithm = hashes.SHA1() if hashed == "sha1" else hashes.SHA256()
    r, s = utils.decode_dss_signature(private.sign(data, ec.ECDSA(algorithm)))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def enveloped(document: str, key: SigningKey, at: datetime | None, **said: object) -> bytes:
    """``document`` with a signature over all of it before its last end tag."""
    over = reference("", canonical(etree.fromstring(document)), [ENVELOPED, C14N])
    end = document.rindex("</")
    return (document[:end] + signature(key, [over], at=at, **said) + document[end:]).encode()  # type: ignore[arg-type]
