"""Our containers are byte for byte those of another implementation, for every kind of key."""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from asn1crypto import algos, cms, tsp, x509
from pyhanko.sign.attributes import CMSAlgorithmProtectionProvider, CMSAttributeProvider
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.pdf_cms import SignedAttributeProviderSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

from hoso.seal.cms import form_of
from hoso.seal.demonstration.certificates import KeyKind
from hoso.seal.der import parts
from hoso.seal.keys import SigningKey
from hoso.seal.schemes import signature_algorithm
from hoso.seal.sign import seal
from hoso.seal.timestamp import LocalTimestamper, token_over
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here

from .conftest import KeyOf

KINDS: tuple[KeyKind, ...] = ("RSA-2048", "RSA-3072", "RSA-4096", "P-256", "P-384")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("pss", [False, True])
def test_the_container_is_the_one_another_implementation_makes(
    kind: KeyKind, digest: str, pss: bool, key_of: KeyOf
) -> None:
    key = key_of(kind, digest, pss)
    document = hashlib.new(digest, b"the covered bytes of a document").digest()
    form = form_of(key.certificate, key.chain, key.scheme)
    attributes = form.signed_attributes(document)
    signature = key.sign(attributes)
    theirs, covered = _theirs(key, document, signature)
    assert attributes == covered
    assert form.container(attributes, signature) == theirs


def _theirs(key: SigningKey, document: bytes, signature: bytes) -> tuple[bytes, bytes]:
    store = SimpleCertificateStore()
    store.register_multiple(held for held in key.chain if held.subject != held.issuer)
    signer = ExternalSigner(key.certificate, store, signature_value=signature)
    mechanism = signer.get_signature_mechanism_for_digest(key.scheme.digest)
    if key.scheme.pss:  # their default salt is the longest possible one; ours is as long as the digest
        mechanism = signature_algorithm(key.certificate, key.scheme)
        signer = ExternalSigner(key.certificate, store, signature, signature_mechanism=mechanism)
    signer.signed_attr_prov_spec = _Attributes(key, mechanism)
    container = asyncio.run(signer.async_sign(document, key.scheme.digest, use_pades=True))
    return container.dump(), container["content"]["signer_infos"][0]["signed_attrs"].untag().dump()


class _Attributes(SignedAttributeProviderSpec):
    """Their encoders, asked for the attributes we sign."""

    def __init__(self, key: SigningKey, mechanism: algos.SignedDigestAlgorithm) -> None:
        self.key, self.mechanism = key, mechanism

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> list[CMSAttributeProvider]:
        return [
            _Certificate(self.key.certificate, digest_algorithm),
            CMSAlgorithmProtectionProvider(digest_algorithm, self.mechanism),
        ]


class _Certificate(CMSAttributeProvider):
    attribute_type = "signing_certificate_v2"

    def __init__(self, certificate: x509.Certificate, digest_algorithm: str) -> None:
        self.certificate, self.digest_algorithm = certificate, digest_algorithm

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        return as_signing_certificate_v2(self.certificate, self.digest_algorithm)


def test_a_time_stamp_stands_where_another_implementation_looks_for_it(
    key_of: KeyOf, timestamper: LocalTimestamper
) -> None:
    key = key_of("P-256", "sha256", False)
    form = form_of(key.certificate, key.chain, key.scheme)
    attributes = form.signed_attributes(bytes(32))
    signature = key.sign(attributes)
    token = token_over(signature, "sha256", timestamper)
    parsed = cms.ContentInfo.load(form.container(attributes, signature, timestamp_token=token), strict=True)
    held = parsed["content"]["signer_infos"][0]["unsigned_attrs"][0]
    assert held["type"].native == "signature_time_stamp_token"
    assert held["values"][0].dump() == token


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pss", [False, True])
def test_openssl_and_our_verifier_accept_every_kind_of_key(
    kind: KeyKind,
    pss: bool,
    key_of: KeyOf,
    base: bytes,
    trust: TrustStore,
    timestamper: LocalTimestamper,
    now: datetime,
    tmp_path: Path,
) -> None:
    key = key_of(kind, None, pss)
    signed = seal(base, key, field_name="Ky", now=now, level="B-LTA", timestamper=timestamper, trust=trust)
    report = verify_here(signed, trust, now=now)
    assert (report.verdict, report.signatures[0].level) == ("TOTAL_PASSED", "B-LTA"), report
    container, covered = container_and_covered(signed)
    (tmp_path / "cms").write_bytes(container)
    (tmp_path / "covered").write_bytes(covered)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-in", "cms", "-content", "covered", "-binary"]
    command += ["-noverify", "-out", "same"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def container_and_covered(signed: bytes) -> tuple[bytes, bytes]:
    """The first signature's container without its padding, and the bytes it covers."""
    start = signed.index(b"/ByteRange [0 ") + len(b"/ByteRange [")
    _, length, second, rest = map(int, signed[start : signed.index(b"]", start)].split())
    padded = bytes.fromhex(signed[length + 1 : second - 1].decode("ascii"))
    _, _, _, end = next(parts(padded))
    return padded[:end], signed[:length] + signed[second : second + rest]
