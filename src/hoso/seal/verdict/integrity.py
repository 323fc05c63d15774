"""The part of a verdict that needs no trust: is the signature's cryptography right, and over exactly which
bytes.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from asn1crypto import cms, core, x509
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .byte_gate import gap_is_exact
from .changes.views import States
from .engine.containers import certificates_of, signer_code
from .engine.embedded_signature import BARE_RSA
from .engine.raw_signatures import new_digest
from .modification import Later, later_changes
from .opening import Found, entry
from .report import Modification
from .sight.gate import Sight, Viewer

_DETACHED = {"/ETSI.CAdES.detached", "/adbe.pkcs7.detached", BARE_RSA}


@dataclass(frozen=True)
class Integrity:
    """What the bytes say about one signature or document time stamp. ``coverage_end`` is where its revision
    ends.
    """

    found: Found
    intact: bool
    code: str | None
    detail: str
    byte_range_ok: bool
    covers_revision: bool
    later: Later
    coverage_end: int
    certificate: x509.Certificate | None = None
    others: tuple[x509.Certificate, ...] = ()
    names_signer: bool = True
    sight: Sight = field(default_factory=lambda: Sight("same"))

    @property
    def looks_changed(self) -> bool:
        """Whether a reader sees something else than what was signed."""
        return self.sight.seen in ("changed", "covered")

    @property
    def modification(self) -> Modification:
        """What kind of change followed."""
        return "OTHER" if self.looks_changed else self.later.kind

    @property
    def modification_allowed(self) -> bool:
        """Whether what followed may follow."""
        return self.later.allowed and not self.looks_changed


def looked_at(held: Integrity, viewer: Viewer) -> Integrity:
    """The same with what a reader sees; only asked where the structure raised no objection."""
    if not held.covers_revision or not held.later.allowed or held.later.kind == "NONE":
        return held
    return replace(held, sight=viewer.compare(held.coverage_end, held.later.areas))


def examined(data: bytes, found: Found, states: States) -> Integrity:
    """Judge one found signature; whatever the engine trips over becomes a finding with FORMAT_FAILURE."""
    signature = found.signature
    if signature is None:
        return _broken(found, "FORMAT_FAILURE", found.trouble)
    try:
        return _examined(data, found, signature, states)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  hostile input raises anything; it must end as a finding
        code = getattr(getattr(error, "ades_subindication", None), "name", "FORMAT_FAILURE")
        return _broken(
            found,
            code if code in ("HASH_FAILURE", "SIG_CRYPTO_FAILURE") else "FORMAT_FAILURE",
            repr(error)[:300],
        )


def _broken(found: Found, code: str, detail: str) -> Integrity:
    return Integrity(
        found,
        intact=False,
        code=code,
        detail=detail,
        byte_range_ok=False,
        covers_revision=False,
        later=Later("OTHER", allowed=False),
        coverage_end=0,
    )


def _examined(data: bytes, found: Found, signature: EmbeddedPdfSignature, states: States) -> Integrity:
    numbers = [int(number) for number in signature.byte_range]
    if len(numbers) != 4:
        return _broken(found, "FORMAT_FAILURE", "byte range")
    first, length, second, rest = numbers
    exact = gap_is_exact(data, (first, length, second, rest), signature.pkcs7_content)
    certificate, others, named = certificates_of(signature.signed_data)
    code = _cryptography(data, (first, length, second, rest), signature, certificate)
    signature.coverage = signature.evaluate_signature_coverage()  # type: ignore[assignment]
    covers = signature.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    later = later_changes(signature, states)
    return Integrity(
        found,
        code is None,
        code,
        later.detail,
        exact,
        covers,
        later,
        second + rest,
        certificate,
        others,
        names_signer=named,
    )


def _cryptography(
    data: bytes,
    byte_range: tuple[int, int, int, int],
    signature: EmbeddedPdfSignature,
    certificate: x509.Certificate,
) -> str | None:
    """None when hash and signature are right, else the sub-indication (ETSI EN 319 102-1, 5.2.7)."""
    signed, info = signature.signed_data, signature.signer_info
    if len(signed["signer_infos"]) != 1:
        return "FORMAT_FAILURE"
    content = signed["encap_content_info"]
    kind = str(entry(signature.sig_object, "/SubFilter"))
    algorithm = info["digest_algorithm"]["algorithm"].native
    if kind == "/ETSI.RFC3161":
        if not _imprint_matches(data, byte_range, content):
            return "HASH_FAILURE"
        digest = _digest(algorithm, bytes(content["content"].parsed.dump()))
        digest = (
            digest
            if _raw_matches(content, algorithm, digest)
            else _digest(algorithm, content["content"].contents)
        )
    elif kind in _DETACHED:
        digest = _covered_digest(data, byte_range, algorithm)
        enveloped = content["content"].native if content["content"] is not core.VOID else None
        if enveloped is not None and (
            not isinstance(enveloped, bytes) or _digest(algorithm, enveloped) != digest
        ):
            return "FORMAT_FAILURE"
    elif kind == "/adbe.pkcs7.sha1":
        if content["content"].native != _covered_digest(data, byte_range, "sha1"):
            return "HASH_FAILURE"
        digest = _digest(algorithm, content["content"].native)
    else:
        return "UNSUPPORTED_SIGNATURE"
    return signer_code(info, certificate, content["content_type"].native, digest)


def checked(
    info: cms.SignerInfo, certificate: x509.Certificate, content_type: str, digest: bytes
) -> str | None:
    """None when the digest is the signed one and the raw signature fits the certificate, which the signed
    reference must name. Raises the engine's errors.
    """
    generic_cms._check_signing_certificate(certificate, info["signed_attrs"])  # noqa: SLF001  raises
    return signer_code(info, certificate, content_type, digest)


def _raw_matches(content: cms.EncapsulatedContentInfo, algorithm: str, digest: bytes) -> bool:
    return _digest(algorithm, content["content"].contents) == digest


def _imprint_matches(
    data: bytes, byte_range: tuple[int, int, int, int], content: cms.EncapsulatedContentInfo
) -> bool:
    imprint = content["content"].parsed["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    return bool(imprint["hashed_message"].native == _covered_digest(data, byte_range, algorithm))


def _covered_digest(data: bytes, byte_range: tuple[int, int, int, int], algorithm: str) -> bytes:
    view = memoryview(data)
    first, length, second, rest = byte_range
    digest = new_digest(algorithm, view[first : first + length])
    digest.update(view[second : second + rest])
    return bytes(digest.digest())


def _digest(algorithm: str, content: bytes) -> bytes:
    return bytes(new_digest(algorithm, content).digest())


def token_is_intact(token: cms.SignedData, over: bytes) -> datetime | None:
    """The time of a signature's time-stamp token when it is sound and stamps ``over``; None otherwise (RFC
    3161).
    """
    content = token["encap_content_info"]
    info = content["content"].parsed
    imprint = info["message_imprint"]
    wanted = _digest(imprint["hash_algorithm"]["algorithm"].native, over)
    certificate = generic_cms.extract_certs_for_validation(token).signer_cert
    signer = extract_signer_info(token)
    digest = _digest(signer["digest_algorithm"]["algorithm"].native, content["content"].contents)
    sound = (
        checked(signer, certificate, "tst_info", digest) is None
        and imprint["hashed_message"].native == wanted
    )
    time: datetime = info["gen_time"].native
    return time if sound else None
