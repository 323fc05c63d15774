"""What a time stamp token says, and the token completed with the evidence that lets it be judged later."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation import generic_cms

from hoso.seal.subjects import Subject
from hoso.seal.timestamp import Timestamper, timestamp_token
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.integrity import checked
from hoso.seal.verdict.trusting import Evidence

_BASIC_ANSWER = "1.3.6.1.5.5.7.48.1.1"
"""id-pkix-ocsp-basic (RFC 6960 section 4.2.1)."""


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """Who stamped what, when; with which key, and until when the certificate of that key is valid."""

    time: datetime
    algorithm: str
    imprint: bytes
    authority: str
    valid_until: date
    key: str
    bits: int
    digest: str


def stamped(
    root: bytes, algorithm: str, timestamper: Timestamper, trust: TrustStore, about: Sequence[bytes] = ()
) -> bytes:
    """A token over the root of a tree, completed with evidence. Raises ``TimestampUnavailable``.

    ``about``: older tokens that this one renews; today's evidence about their authorities goes in too.
    """
    return completed(timestamp_token(root, algorithm, timestamper), trust, about)


def facts_of(token: bytes) -> TokenFacts:
    """The facts of a token. Raises ``ValueError``, ``TypeError`` or ``KeyError`` for what is none."""
    signed = cms.ContentInfo.load(token)["content"]
    info = signed["encap_content_info"]["content"].parsed
    certificate = generic_cms.extract_certs_for_validation(signed).signer_cert
    key = certificate.public_key
    return TokenFacts(
        time=info["gen_time"].native,
        algorithm=str(info["message_imprint"]["hash_algorithm"]["algorithm"].native),
        imprint=bytes(info["message_imprint"]["hashed_message"].native),
        authority=Subject.of(certificate).name or str(certificate.subject.human_friendly),
        valid_until=certificate.not_valid_after.date(),
        key=str(key.algorithm),
        bits=int(key.bit_size),
        digest=str(signed["signer_infos"][0]["digest_algorithm"]["algorithm"].native),
    )


def soundly_signed(token: bytes) -> bool:
    """Whether the signature of a token holds over what the token says (RFC 5652 section 5.6).

    Says nothing of what was stamped nor of whom to trust. Raises whatever a malformed token makes the engine raise.
    """
    signed = cms.ContentInfo.load(token)["content"]
    content = signed["encap_content_info"]
    certificate = generic_cms.extract_certs_for_validation(signed).signer_cert
    signer = extract_signer_info(signed)
    said = hashlib.new(signer["digest_algorithm"]["algorithm"].native, content["content"].contents).digest()
    return (
        content["content_type"].native == "tst_info"
        and checked(signer, certificate, "tst_info", said) is None
    )


def completed(token: bytes, trust: TrustStore, about: Sequence[bytes] = ()) -> bytes:
    """The token with the authorities' certificates and revocation lists that the store holds now.

    They stand in the unsigned part of the token (RFC 5652 section 5.1), so its signature stays as it is, and
    the next renewal, which hashes the whole token, vouches for them. What the store lacks is left out.
    """
    content = cms.ContentInfo.load(token)
    signed = content["content"]
    held = [choice.chosen for choice in signed["certificates"] if isinstance(choice.chosen, x509.Certificate)]
    older = evidence_in(about).certificates
    way = _way_up([*held, *older], trust)
    known = {one.dump() for one in held}
    added = [one for one in way if one.dump() not in known and one.subject != one.issuer]
    issuers = {one.issuer.hashable for one in (*held, *older, *way) if one.issuer != one.subject}
    there = {one.dump() for one in _lists_in(signed)}
    lists = [one for one in trust.crls if one.issuer.hashable in issuers and one.dump() not in there]
    signed["certificates"] = cms.CertificateSet([*signed["certificates"], *added])
    if lists:
        signed["crls"] = cms.RevocationInfoChoices([*_lists_in(signed), *lists])
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump(force=True))


def evidence_in(tokens: Sequence[bytes]) -> Evidence:
    """The certificates, revocation lists and OCSP answers that the tokens carry.

    They hang on a token unsigned: a set that cannot be read is no evidence, and what misses it fails by itself.
    """
    certificates: list[x509.Certificate] = []
    lists: list[crl.CertificateList] = []
    answers: list[ocsp.OCSPResponse] = []
    for token in tokens:
        with suppress(ValueError, TypeError, KeyError):
            signed = cms.ContentInfo.load(token)["content"]
            choices = signed["certificates"] or ()
            certificates += [one.chosen for one in choices if isinstance(one.chosen, x509.Certificate)]
            lists += _lists_in(signed)
            answers += _answers_in(signed)
    return Evidence(tuple(certificates), tuple(lists), tuple(answers))


def _answers_in(signed: cms.SignedData) -> list[ocsp.OCSPResponse]:
    """OCSP answers as RFC 5940 stores them, and bare basic responses, as some authorities do."""
    found = []
    for one in (choice.chosen for choice in signed["crls"] or () if choice.name == "other"):
        kind, held = one["other_rev_info_format"].native, one["other_rev_info"].dump()
        if kind == "ocsp_response":
            found.append(ocsp.OCSPResponse.load(held))
        elif kind == _BASIC_ANSWER:
            body = {"response_type": "basic_ocsp_response", "response": ocsp.BasicOCSPResponse.load(held)}
            found.append(ocsp.OCSPResponse({"response_status": "successful", "response_bytes": body}))
    return found


def _lists_in(signed: cms.SignedData) -> list[crl.CertificateList]:
    return [one.chosen for one in signed["crls"] or () if isinstance(one.chosen, crl.CertificateList)]


def _way_up(held: list[x509.Certificate], trust: TrustStore) -> list[x509.Certificate]:
    known = {
        one.subject.hashable: one for one in (*trust.authorities, *(a.certificate for a in trust.anchors))
    }
    way: list[x509.Certificate] = []
    for certificate in held:
        walker: x509.Certificate | None = certificate
        while walker is not None and walker.subject != walker.issuer and len(way) < 20:
            walker = known.get(walker.issuer.hashable)
            if walker is not None and walker not in way:
                way.append(walker)
    return way
