"""Signature schemes and container kinds that real files use, beside the usual ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from asn1crypto import cms, core, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from hoso.seal.proving.workshop import document
from hoso.seal.trust import TrustStore
from hoso.seal.verify import Report, verify_here

_ROOM = 6000
Sign = Callable[[bytes], bytes]
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED25519, ED448 = ed25519.Ed25519PrivateKey.generate(), ed448.Ed448PrivateKey.generate()
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
PSS_PARAMETERS = {
    "hash_algorithm": {"algorithm": "sha256"},
    "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
    "salt_length": 32,
}


def _plain(data: bytes) -> bytes:
    r, s = decode_dss_signature(EC.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


SCHEMES: dict[str, tuple[object, dict[str, object], str, Sign]] = {
    "PSS": (RSA, {"algorithm": "rsassa_pss", "parameters": PSS_PARAMETERS}, "sha256",
            lambda data: RSA.sign(data, PSS, hashes.SHA256())),
    "RSA with SHA3-256": (RSA, {"algorithm": "2.16.840.1.101.3.4.3.14"}, "sha3_256",
                          lambda data: RSA.sign(data, padding.PKCS1v15(), hashes.SHA3_256())),
    "ECDSA with SHA3-384": (EC, {"algorithm": "2.16.840.1.101.3.4.3.11"}, "sha3_384",
                            lambda data: EC.sign(data, ec.ECDSA(hashes.SHA3_384()))),
    "plain ECDSA": (EC, {"algorithm": "0.4.0.127.0.7.1.1.4.1.3"}, "sha256", _plain),
    "Ed25519": (ED25519, {"algorithm": "ed25519"}, "sha512", ED25519.sign),
    "Ed448": (ED448, {"algorithm": "ed448"}, "shake256", ED448.sign),
}  # fmt: skip


def _certificate(key: object, now: datetime) -> x509.Certificate:
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "Thử")])
    made = (
        certificates.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key())  # type: ignore[attr-defined]
        .serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        .sign(key, None if isinstance(key, (ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey)) else hashes.SHA256())  # type: ignore[arg-type]
    )  # fmt: skip
    return x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))


def _prepared(sub_filter: bytes, more: bytes = b"") -> tuple[bytes, int, int]:
    """A document with an empty container, and where the container begins and ends."""
    content = document()
    root = re.findall(rb"/Root (\d+) 0 R", content)[-1]
    pages = re.search(rb"/Pages (\d+) 0 R", content)
    assert pages
    last = re.findall(rb"startxref\s+(\d+)", content)[-1]
    objects = {
        int(root): b"<< /Type /Catalog /Pages %s 0 R /AcroForm << /Fields [71 0 R] /SigFlags 3 >> >>"
        % pages[1],
        71: b"<< /FT /Sig /T (Ky) /V 72 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>",
        72: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s %s /ByteRange [0 %s] /Contents <%s> >>"
        % (sub_filter, more, b" " * 40, b"0" * _ROOM),
    }
    body, places = content, []
    for number, held in sorted(objects.items()):
        places.append((number, len(body)))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    body += b"xref\n%strailer\n<< /Size 73 /Root %s 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        table, root, last, len(body),
    )  # fmt: skip
    start = body.rindex(b"/Contents <") + 10
    end = start + _ROOM + 2
    written = b"/ByteRange [0 %d %d %d" % (start, end, len(body) - end)
    at = body.rindex(b"/ByteRange [0")
    return body[:at] + written.ljust(53) + body[at + 53 :], start, end


def _filled(prepared: tuple[bytes, int, int], container: bytes) -> bytes:
    content, start, end = prepared
    return content[: start + 1] + container.hex().encode().ljust(_ROOM, b"0") + content[end - 1 :]


def _digest(name: str, content: bytes) -> bytes:
    return (
        hashlib.shake_256(content).digest(64) if name == "shake256" else hashlib.new(name, content).digest()
    )


def _signed(
    scheme: str,
    now: datetime,
    *,
    sub_filter: bytes = b"adbe.pkcs7.detached",
    inside: Callable[[bytes], bytes] | None = None,
    spoil: bool = False,
) -> bytes:
    """A file signed with the scheme; ``inside`` makes content for the container from the covered bytes."""
    key, mechanism, digest, sign = SCHEMES[scheme]
    prepared = _prepared(sub_filter)
    content, start, end = prepared
    covered = content[:start] + content[end:]
    held = inside(covered) if inside else None
    said = held if held is not None and sub_filter == b"adbe.pkcs7.sha1" else covered
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "message_digest", "values": [_digest(digest, said)]},
        ]
    )
    certificate = _certificate(key, now)
    data = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": digest}],
        "encap_content_info": {"content_type": "data"} | ({"content": held} if held is not None else {}),
        "certificates": [certificate],
        "signer_infos": [
            {
                "version": "v1",
                "sid": {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": 7}},
                "digest_algorithm": {"algorithm": digest},
                "signed_attrs": attributes,
                "signature_algorithm": mechanism,
                "signature": sign(attributes.dump() + b"x" * spoil),
            }
        ],
    }
    return _filled(prepared, cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def _judged(content: bytes, now: datetime) -> Report:
    return verify_here(content, TrustStore.empty(), now=now)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_checked_and_what_does_not_fit_is_found(scheme: str, now: datetime) -> None:
    content = _signed(scheme, now)
    assert _judged(content, now).integrity == "OK"
    for wrong, code in (
        (content.replace(b"595", b"596", 1), "HASH_FAILURE"),
        (_signed(scheme, now, spoil=True), "SIG_CRYPTO_FAILURE"),
    ):
        report = _judged(wrong, now)
        assert (report.integrity, report.reasons[0].code) == ("FAILED", code)


def test_content_inside_the_container_must_be_what_is_signed(now: datetime) -> None:
    assert _judged(_signed("PSS", now, inside=lambda covered: covered[:100]), now).integrity == "FAILED"
    assert _judged(_signed("PSS", now, inside=lambda _: b""), now).integrity == "FAILED"


def test_the_older_kind_that_signs_a_hash(now: datetime) -> None:
    def signed(inside: Callable[[bytes], bytes]) -> Report:
        return _judged(_signed("PSS", now, sub_filter=b"adbe.pkcs7.sha1", inside=inside), now)

    assert signed(lambda covered: hashlib.sha1(covered).digest()).integrity == "OK"
    assert signed(lambda covered: hashlib.sha1(covered + b"x").digest()).integrity == "FAILED"


def test_the_oldest_kind_of_a_bare_value_with_its_certificate(now: datetime) -> None:
    certificate = _certificate(RSA, now).dump().hex().encode()
    prepared = _prepared(b"adbe.x509.rsa_sha1", b"/Cert <" + certificate + b">")
    content, start, end = prepared
    for covered, wanted in ((content[:start] + content[end:], "OK"), (content[:start], "FAILED")):
        value = RSA.sign(covered, padding.PKCS1v15(), hashes.SHA1())
        report = _judged(_filled(prepared, core.OctetString(value).dump()), now)
        assert report.integrity == wanted
        assert "CRYPTO_CONSTRAINTS_FAILURE_NO_POE" in {why.code for why in report.reasons}
