"""A signature as it lies in the file, read more patiently than the engine reads it.

Besides CMS containers there is the oldest kind, ``adbe.x509.rsa_sha1`` (ISO 32000-1, 12.8.3.2): a bare RSA value
in the container and the certificate beside it. It is brought into the form of the newer ones, so that everything
after it is the same.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from typing import Any

from asn1crypto import cms, core, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, extract_contents

BARE_RSA = "/adbe.x509.rsa_sha1"


class FoundSignature(EmbeddedPdfSignature):
    """The engine's view of a signature. Raises what the engine raises for containers that cannot be read."""

    def __init__(self, reader: PdfFileReader, sig_field: generic.DictionaryObject, fq_name: str) -> None:
        self.reader = reader
        self.sig_field = sig_field
        self.fq_name = fq_name
        raw = sig_field.raw_get("/V")
        self.sig_object = raw.get_object()
        if not isinstance(self.sig_object, generic.DictionaryObject):
            raise PdfReadError("the signature is no dictionary")
        self.byte_range = self.sig_object["/ByteRange"]
        self.pkcs7_content = extract_contents(self.sig_object)
        self.signed_data = self._container()
        self.signer_info = extract_signer_info(self.signed_data)
        self.md_algorithm = self.signer_info["digest_algorithm"]["algorithm"].native.lower()
        self.external_md_algorithm = self.md_algorithm
        self.signed_revision = reader.xrefs.get_last_change(_place(raw, sig_field))
        self.coverage = None
        self.external_digests = {}
        self._sd_cert_info = None

    def _container(self) -> cms.SignedData:
        if self.sig_object.get("/SubFilter") == BARE_RSA:
            return _dressed(self.pkcs7_content, self.sig_object.get("/Cert"))
        held: cms.SignedData = cms.ContentInfo.load(self.pkcs7_content)["content"]
        return held


def _place(raw: generic.PdfObject, field: generic.DictionaryObject) -> Any:
    """Where the signature is written: its own object, or the field's when it is written in place."""
    return raw.reference if isinstance(raw, generic.IndirectObject) else field.container_ref


def _dressed(contents: bytes, certificates: object) -> cms.SignedData:
    held = list(certificates) if isinstance(certificates, generic.ArrayObject) else [certificates]
    chain = [x509.Certificate.load(one.original_bytes) for one in held if hasattr(one, "original_bytes")]
    if not chain:
        raise PdfReadError("the signature comes without a certificate")
    signer = {
        "version": "v1",
        "sid": {
            "issuer_and_serial_number": {"issuer": chain[0].issuer, "serial_number": chain[0].serial_number}
        },
        "digest_algorithm": {"algorithm": "sha1"},
        "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
        "signature": core.OctetString.load(contents).native,
    }
    made = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha1"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": chain,
            "signer_infos": [signer],
        }
    )
    read: cms.SignedData = cms.SignedData.load(made.dump())
    return read
