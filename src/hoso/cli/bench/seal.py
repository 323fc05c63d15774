"""Signing and verifying one page: ours, stock pyHanko with the same key, and the key alone."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hoso.cli.bench.measuring import peak_megabytes, repeated
from hoso.cli.bench.table import latency, tell
from hoso.press.compose import compose
from hoso.press.samples import NOW, sample
from hoso.seal.demonstration.hierarchy import create
from hoso.seal.keys import SigningKey
from hoso.seal.proving.workshop import KeySigner
from hoso.seal.sign import seal
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here

TIMES, SECONDS = 40, 6
PAPER = "receipt"


def measure() -> None:
    """Tell signing at level B-B without a visible block, and verifying what was signed."""
    now = datetime.now(UTC)
    pdf = compose(PAPER, sample(PAPER), now=NOW).pdf
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
        hierarchy = create(Path(folder), now, "http://127.0.0.1:8000/trust")
        key = hierarchy.issue_personal(
            "Nguyễn Văn Ân", "001090000001", scope="official", now=now, name="officer"
        )
        trust = TrustStore.load(Path(folder))
        raw = repeated(lambda: key.sign(b"x" * 300), TIMES * 10, within=SECONDS)
        ours = repeated(lambda: seal(pdf, key, field_name="Ky", now=now, level="B-B"), TIMES, within=SECONDS)
        stock = repeated(lambda: _stock(pdf, key), TIMES, within=SECONDS)
        tell(latency("sign a receipt, ours (B-B)", ours, raw, floor_is="the key alone"))
        tell(latency("sign a receipt, stock pyHanko (B-B)", stock, raw, floor_is="the key alone"))
        signed = seal(pdf, key, field_name="Ky", now=now, level="B-B")
        checked = repeated(lambda: verify_here(signed, trust, now=now), TIMES, within=SECONDS)
        stock_checked = repeated(lambda: _stock_check(signed, key), TIMES, within=SECONDS)
        tell(
            latency(
                "verify it, ours (all gates)", checked, stock_checked, floor_is="stock pyHanko, one signature"
            )
        )
        tell(latency("verify it, stock pyHanko", stock_checked))
    tell(f"a page of {len(pdf) / 1000:.0f} kB; peak memory {peak_megabytes():.0f} MB")


def _stock(pdf: bytes, key: SigningKey) -> bytes:
    output = io.BytesIO()
    metadata = signers.PdfSignatureMetadata(field_name="Ky", md_algorithm=key.digest_algorithm)
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=KeySigner(key), output=output
    )
    return output.getvalue()


def _stock_check(signed: bytes, key: SigningKey) -> None:
    context = ValidationContext(
        trust_roots=[key.chain[-1]], other_certs=list(key.chain), allow_fetching=False
    )
    embedded = PdfFileReader(io.BytesIO(signed)).embedded_signatures[0]
    if not validate_pdf_signature(embedded, context).intact:
        raise RuntimeError("stock pyHanko finds the file changed")
