"""The same signature by stock pyHanko, as its manual does it: what ours stands beside."""

from __future__ import annotations

import asyncio
import io
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE
from hoso.seal.timestamp import Timestamper
from hoso.seal.trust import TrustStore

FIELD = "Ky"
logging.getLogger("pyhanko").setLevel(
    logging.ERROR
)  # it warns that nothing is fetched, which is what is wanted


class _SameAuthority(TimeStamper):
    """The authority our own signatures get their time stamps from, as pyHanko wants to ask it."""

    def __init__(self, authority: Timestamper) -> None:
        super().__init__()
        self._authority = authority

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer of the authority in this process."""
        return tsp.TimeStampResp.load(self._authority.answer(req.dump()))


@dataclass(frozen=True)
class StockSigning:
    """pyHanko with a key file, an authority and the roots and revocation lists of a trust store."""

    key_file: Path
    authority: Timestamper
    trust: TrustStore
    now: datetime

    def ready(self) -> signers.Signer:
        """The signer of the manual, its key file read."""
        return signers.SimpleSigner.load_pkcs12(self.key_file, passphrase=DEMONSTRATION_PASSPHRASE.encode())

    def seal_with(self, signer: signers.Signer, pdf: bytes, level: str) -> bytes:
        """One invisible signature at a level of PAdES."""
        lasting = level in ("B-LT", "B-LTA")
        said = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            embed_validation_info=lasting,
            use_pades_lta=level == "B-LTA",
            validation_context=self.context() if lasting else None,
        )
        stamper = None if level == "B-B" else _SameAuthority(self.authority)
        output = io.BytesIO()
        engine = signers.PdfSigner(said, signer=signer, timestamper=stamper)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        asyncio.run(engine.async_sign_pdf(writer, output=output))
        return output.getvalue()

    def check(self, signed: bytes) -> None:
        """Stock validation of the first signature. Raises RuntimeError when it is not good."""
        embedded = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures[0]
        if not validate_pdf_signature(embedded, self.context()).bottom_line:
            raise RuntimeError("stock pyHanko does not find the signature good")

    def context(self) -> ValidationContext:
        """What pyHanko is to trust: nothing from a network."""
        return ValidationContext(
            trust_roots=[anchor.certificate for anchor in self.trust.anchors],
            other_certs=list(self.trust.authorities),
            crls=list(self.trust.crls),
            moment=self.now,
            allow_fetching=False,
        )
