"""Files of every shape are signed quickly where they are understood, carefully where not, and always right."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hoso.seal.appearance import agency_appearance, person_appearance
from hoso.seal.errors import CannotSign
from hoso.seal.increment import quick
from hoso.seal.increment.lexer import NotUnderstood
from hoso.seal.increment.said import SignatureText
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here
from hoso.seal.zones import AGENCY_COPY_MARK, PERSON_BLOCK

from .shapes import CAREFUL, LINK, QUICK

Seal = Callable[[bytes], bytes]


@pytest.fixture
def sealed_twice(
    officer: SigningKey,
    agency: SigningKey,
    timestamper: LocalTimestamper,
    trust: TrustStore,
    now: datetime,
    font: Path,
) -> Seal:
    """A person's visible signature on the last page, then the agency's with all evidence on the first."""

    def both(pdf: bytes) -> bytes:
        person = person_appearance(font, officer.subject.name, now)
        once = seal(
            pdf, officer, field_name="Nguoi", now=now, level="B-B", zone=PERSON_BLOCK, appearance=person
        )
        mark = agency_appearance(font, agency.subject.name, now)
        more = {"level": "B-LTA", "timestamper": timestamper, "trust": trust}
        return seal(once, agency, field_name="CQ", now=now, zone=AGENCY_COPY_MARK, appearance=mark, **more)

    return both


@pytest.mark.parametrize("shape", [*QUICK, *(name for name in CAREFUL if name != LINK)])
def test_a_file_of_any_shape_is_signed_and_found_good_by_all_readers(
    shape: str, sealed_twice: Seal, trust: TrustStore, now: datetime, tmp_path: Path
) -> None:
    original = (QUICK | CAREFUL)[shape]()
    signed = sealed_twice(original)
    assert signed.startswith(original)
    report = verify_here(signed, trust, now=now)
    assert report.verdict == "TOTAL_PASSED", report
    assert [one.visible_block_matches for one in report.signatures[:2]] == [True, True]
    if shape != "a hybrid":  # which stock pyHanko signs but does not judge
        _stock_finds_it_good(signed, trust, now)
    _poppler_finds_it_good(signed, tmp_path / "signed.pdf")
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields][-3:] == ["Nguoi", "CQ", "CQ-LuuTru"]


@pytest.mark.parametrize("shape", [*QUICK, *CAREFUL])
def test_the_quick_way_knows_what_it_does_not_understand(shape: str, now: datetime) -> None:
    said = SignatureText("Ky", now)
    if shape in QUICK:
        assert quick.append(QUICK[shape](), said, 4000, None, None)[0]
    else:
        with pytest.raises(NotUnderstood):
            quick.append(CAREFUL[shape](), said, 4000, None, None)


def test_a_page_with_an_annotation_of_its_own_is_signed_the_careful_way(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    signed = seal(CAREFUL[LINK](), officer, field_name="Ky", now=now, level="B-B")
    assert verify_here(signed, trust, now=now).verdict == "TOTAL_PASSED"
    _stock_finds_it_good(signed, trust, now)


def test_a_locked_document_is_not_signed_again_by_either_way(
    base: bytes, officer: SigningKey, now: datetime
) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        value = {"/Type": pikepdf.Name.SigFieldLock, "/Action": pikepdf.Name.All}
        field = pikepdf.Dictionary(
            FT=pikepdf.Name.Sig, T=pikepdf.String("Khoa"), Lock=pikepdf.Dictionary(value)
        )
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=[pdf.make_indirect(field)]))
        pdf.save(output)
    with pytest.raises(NotUnderstood):
        quick.append(output.getvalue(), SignatureText("Ky", now), 4000, None, None)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_damaged_file_is_refused_in_words(
    cut: float, base: bytes, officer: SigningKey, now: datetime
) -> None:
    damaged = base[: int(len(base) * cut)]
    with pytest.raises(CannotSign) as refusal:
        seal(damaged, officer, field_name="Ky", now=now, level="B-B")
    assert refusal.value.text.vi


def _stock_finds_it_good(signed: bytes, trust: TrustStore, now: datetime) -> None:
    context = ValidationContext(
        trust_roots=[anchor.certificate for anchor in trust.anchors],
        other_certs=list(trust.authorities),
        crls=list(trust.crls),
        moment=now,
        allow_fetching=False,
    )
    for embedded in PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures:
        status = validate_pdf_signature(embedded, context)
        assert status.bottom_line, status.pretty_print_details()
        assert status.modification_level in (
            ModificationLevel.NONE,
            ModificationLevel.LTA_UPDATES,
            ModificationLevel.FORM_FILLING,
        )


def _poppler_finds_it_good(signed: bytes, path: Path) -> None:
    path.write_bytes(signed)
    told = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout
    assert told.count("Signature Validation: Signature is Valid.") == 2, told  # it knows no time stamps
