from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoso.seal.appearance import (
    Appearance,
    agency_appearance,
    copy_mark_appearance,
    person_appearance,
    shown_time,
)
from hoso.seal.errors import CannotSign, StampDoesNotFit, TimestampUnavailable
from hoso.seal.keys import SigningKey
from hoso.seal.sign import Level, seal
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here
from hoso.seal.zones import AGENCY_BLOCK, AGENCY_COPY_MARK, PERSON_BLOCK, QR, SCANNER_MARK, Zone

from .conftest import page

A4 = (0.0, 0.0, 595.28, 841.89)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.integers(1, 3),
    text=st.binary(max_size=200),
    level=st.sampled_from(["B-B", "B-T", "B-LT"]),
    zone=st.sampled_from([None, PERSON_BLOCK, SCANNER_MARK, AGENCY_COPY_MARK]),
)
def test_a_signed_file_keeps_every_byte_of_the_original_in_front(
    pages: int,
    text: bytes,
    level: Level,
    zone: Zone | None,
    officer: SigningKey,
    timestamper: LocalTimestamper,
    trust: TrustStore,
    now: datetime,
    font: Path,
) -> None:
    original = page(text, pages)
    look = person_appearance(font, "Ân", now) if zone else None
    signed = seal(
        original,
        officer,
        field_name="F",
        now=now,
        level=level,
        timestamper=timestamper,
        trust=trust,
        zone=zone,
        appearance=look,
    )
    assert signed.startswith(original)
    assert verify_here(signed, trust, now=now).verdict == "TOTAL_PASSED"


def test_pdf_a_stays_pdf_a(
    tmp_path: Path,
    officer: SigningKey,
    agency: SigningKey,
    timestamper: LocalTimestamper,
    trust: TrustStore,
    now: datetime,
    font: Path,
) -> None:
    source = tmp_path / "paper.typ"
    source.write_text(
        '#set document(title: "Giấy", date: datetime(year: 2026, month: 11, day: 22))\n'
        '#set text(lang: "vi")\nNội dung',
        "utf-8",
    )
    original = typst.compile(str(source), format="pdf", pdf_standards=["a-2b"])
    once = seal(
        original,
        officer,
        field_name="P",
        now=now,
        timestamper=timestamper,
        zone=PERSON_BLOCK,
        appearance=person_appearance(font, officer.subject.name, now),
    )
    twice = seal(
        once,
        agency,
        field_name="A",
        now=now,
        timestamper=timestamper,
        trust=trust,
        level="B-LT",
        zone=AGENCY_BLOCK,
        appearance=agency_appearance(font, agency.subject.name, now),
    )
    before, after = _findings(original), _findings(twice)
    beyond_the_checker = {
        "interactive forms (/AcroForm) are not supported",
        "unrecognized key(s) /DSS are not checked",
    }
    assert after - before <= beyond_the_checker
    with pikepdf.open(io.BytesIO(twice)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2B"


def _findings(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {finding.message for finding in pikepdf.pdfa.check(pdf, "2b").findings}


def test_the_glyph_widths_of_a_stamp_are_those_of_its_font(
    officer: SigningKey, base: bytes, now: datetime, font: Path
) -> None:
    signed = seal(
        base,
        officer,
        field_name="F",
        now=now,
        level="B-B",
        zone=PERSON_BLOCK,
        appearance=Appearance(font, ("nnnn",)),
    )
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        look = pdf.pages[0].Annots[0].AP.N
        widths = look.Resources.Font.F1.DescendantFonts[0].W
        runs = {int(glyph): int(width[0]) for glyph, width in zip(widths[::2], widths[1::2], strict=True)}
        shown = bytes(look.read_bytes()).partition(b"BDC <")[2][:4]
        assert runs[int(shown, 16)] == 500  # an n is half an em wide in Liberation Serif


def test_zones_of_the_first_page_never_overlap() -> None:
    zones = [QR, SCANNER_MARK, AGENCY_COPY_MARK]
    for index, one in enumerate(zones):
        assert not any(one.overlaps(other, A4) for other in zones[index + 1 :])


def test_the_agency_covers_the_left_third_of_the_persons_block() -> None:
    person, agency = PERSON_BLOCK.box(A4), AGENCY_BLOCK.box(A4)
    assert agency[0] < person[0] < agency[2]
    assert (agency[2] - person[0]) / (person[2] - person[0]) == pytest.approx(1 / 3)


def test_time_is_shown_in_the_vietnamese_zone(now: datetime) -> None:
    assert shown_time(now) == "22/11/2026 10:15:30 +07:00"


def test_a_font_without_the_letter_stops_the_signing(
    officer: SigningKey, base: bytes, now: datetime, font: Path
) -> None:
    with pytest.raises(StampDoesNotFit) as caught:
        seal(
            base,
            officer,
            field_name="F",
            now=now,
            level="B-B",
            zone=PERSON_BLOCK,
            appearance=Appearance(font, ("漢",)),
        )
    assert "漢" in caught.value.text.vi


def test_a_text_too_long_for_its_zone_stops_the_signing(
    officer: SigningKey, base: bytes, now: datetime, font: Path
) -> None:
    look = copy_mark_appearance(font, "SAO Y", "Ủy ban nhân dân " * 60, now)
    with pytest.raises(StampDoesNotFit):
        seal(base, officer, field_name="F", now=now, level="B-B", zone=AGENCY_COPY_MARK, appearance=look)


def test_a_zone_on_a_missing_page_is_refused(
    officer: SigningKey, base: bytes, now: datetime, font: Path
) -> None:
    look = person_appearance(font, "Ân", now)
    with pytest.raises(CannotSign):
        seal(
            base, officer, field_name="F", now=now, level="B-B", zone=PERSON_BLOCK.on_page(9), appearance=look
        )


def test_a_field_is_signed_only_once(officer: SigningKey, base: bytes, now: datetime) -> None:
    signed = seal(base, officer, field_name="F", now=now, level="B-B")
    with pytest.raises(CannotSign):
        seal(signed, officer, field_name="F", now=now, level="B-B")


@pytest.mark.parametrize("content", [b"", b"MZ not a pdf", b"%PDF-1.7\nnothing more"])
def test_what_is_no_pdf_cannot_be_signed(content: bytes, officer: SigningKey, now: datetime) -> None:
    with pytest.raises(CannotSign):
        seal(content, officer, field_name="F", now=now, level="B-B")


def test_an_encrypted_file_cannot_be_signed(officer: SigningKey, base: bytes, now: datetime) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(CannotSign):
        seal(locked.getvalue(), officer, field_name="F", now=now, level="B-B")


class _SilentService:
    def answer(self, request_der: bytes) -> bytes:
        return b""


def test_without_a_proper_time_stamp_nothing_is_signed(
    officer: SigningKey, base: bytes, now: datetime
) -> None:
    with pytest.raises(TimestampUnavailable):
        seal(base, officer, field_name="F", now=now, timestamper=_SilentService())
    with pytest.raises(CannotSign):
        seal(base, officer, field_name="F", now=now, level="B-T")
