"""Signed and still PDF/A-2b, at every level and by both ways of signing; and what is not is found out."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle

from hoso.press.compose import compose
from hoso.press.samples import NOW, sample
from hoso.seal.appearance import agency_appearance, digitised_appearance, person_appearance
from hoso.seal.archival.checking import archival_faults
from hoso.seal.increment import quick
from hoso.seal.increment.lexer import NotUnderstood, references
from hoso.seal.increment.reading import PdfReading
from hoso.seal.increment.writing import Increment, named
from hoso.seal.keys import SigningKey
from hoso.seal.sign import Level, seal
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.zones import AGENCY_BLOCK, AGENCY_COPY_MARK, PERSON_BLOCK

ALL_VIETNAMESE = (
    "ĂÂĐÊÔƠƯ ăâđêôơư ÀÁẢÃẠ ằắẳẵặ ẦẤẨẪẬ èéẻẽẹ ỀẾỂỄỆ ìíỉĩị ÒÓỎÕỌ ồốổỗộ ỜỚỞỠỢ ùúủũụ ỪỨỬỮỰ ỳýỷỹỵ ÝỲỶỸỴ àáảãạ "
    "ẰẮẲẴẶ ầấẩẫậ ÈÉẺẼẸ ềếểễệ ÌÍỈĨỊ òóỏõọ ỒỐỔỖỘ ờớởỡợ ÙÚỦŨỤ ừứửữự"
)


@pytest.fixture(scope="module")
def archival() -> bytes:
    return compose("receipt", sample("receipt"), now=NOW).pdf


@pytest.fixture
def sealed(
    archival: bytes,
    officer: SigningKey,
    agency: SigningKey,
    timestamper: LocalTimestamper,
    trust: TrustStore,
    now: datetime,
    font: Path,
) -> Callable[[Level], bytes]:
    def both(level: Level) -> bytes:
        more = {"now": now, "level": level, "timestamper": timestamper, "trust": trust}
        person = person_appearance(font, officer.subject.name, now)
        once = seal(archival, officer, field_name="P", zone=PERSON_BLOCK, appearance=person, **more)
        looks = agency_appearance(font, agency.subject.name, now)
        twice = seal(once, agency, field_name="A", zone=AGENCY_BLOCK, appearance=looks, **more)
        mark = digitised_appearance(font, agency.subject.name, now)
        return seal(twice, agency, field_name="S", zone=AGENCY_COPY_MARK, appearance=mark, **more)

    return both


@pytest.mark.parametrize("level", ["B-B", "B-T", "B-LT", "B-LTA"])
def test_three_signatures_with_stamps_leave_pdf_a(level: Level, sealed: Callable[[Level], bytes]) -> None:
    assert archival_faults(sealed(level)) == []


def test_the_careful_way_leaves_pdf_a_too(
    sealed: Callable[[Level], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise NotUnderstood("for this test")

    monkeypatch.setattr(quick, "append", never)
    assert archival_faults(sealed("B-LTA")) == []


def test_a_stamp_shows_every_vietnamese_letter_and_gives_it_back(
    archival: bytes, officer: SigningKey, now: datetime, font: Path
) -> None:
    look = person_appearance(font, ALL_VIETNAMESE, now)
    wide = PERSON_BLOCK.at(10, 40)
    signed = seal(archival, officer, field_name="P", now=now, level="B-B", zone=wide, appearance=look)
    assert archival_faults(signed) == []
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        shown = pdf.pages[0].Annots[-1].AP.N.Resources.Font.F1
        letters = shown.ToUnicode.read_bytes().decode()
        assert all(f"<{ord(letter):04x}>" in letters for letter in ALL_VIETNAMESE if letter != " ")
        assert int(shown.DescendantFonts[0].FontDescriptor.FontFile2.Length1) > 0


def _appended(signed: bytes, change: Callable[[Increment], None]) -> bytes:
    increment = Increment(PdfReading(signed))
    change(increment)
    return signed + increment.written()[0]


def _stray(increment: Increment) -> None:
    increment.add(b"(a message from nobody)")


def _new_content(increment: Increment) -> None:
    page = increment.reading.page(0)
    page.entries[b"/Contents"] = named(increment.add(b"<</Length 0>>\nstream\n\nendstream"))
    increment.put(page.reference, b"<<" + b" ".join(k + b" " + v for k, v in page.entries.items()) + b">>")


def _form_entry(key: bytes, value: bytes) -> Callable[[Increment], None]:
    def change(increment: Increment) -> None:
        root = increment.reading.entries(increment.reading.root)
        (form,) = references(b"[" + root[b"/AcroForm"] + b"]")
        entries = {**increment.reading.entries(form), key: value}
        increment.put(form, b"<<" + b" ".join(k + b" " + v for k, v in entries.items()) + b">>")

    return change


def _opening_action(increment: Increment) -> None:
    entries = {
        **increment.reading.entries(increment.reading.root),
        b"/OpenAction": b"<</S /JavaScript /JS (x)>>",
    }
    increment.put(increment.reading.root, b"<<" + b" ".join(k + b" " + v for k, v in entries.items()) + b">>")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_stray, "is nothing a signature brings"),
        (_new_content, "page 1 changed at /Contents"),
        (_form_entry(b"/NeedAppearances", b"true"), "asks for appearances"),
        (_opening_action, "catalogue changed at /OpenAction"),
    ],
)
def test_what_no_signature_brings_is_found(
    change: Callable[[Increment], None], told: str, sealed: Callable[[Level], bytes]
) -> None:
    faults = archival_faults(_appended(sealed("B-B"), change))
    assert any(told in fault for fault in faults), faults


def test_a_stamp_in_a_font_that_is_not_embedded_is_found(archival: bytes, officer: SigningKey) -> None:
    output = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(archival))
    fields.append_signature_field(writer, fields.SigFieldSpec("F", box=(50, 50, 200, 100)))
    engine = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="F"),
        signer=_engine_signer(officer),
        stamp_style=TextStampStyle(stamp_text="Signed"),
    )
    engine.sign_pdf(writer, output=output)
    faults = archival_faults(output.getvalue())
    assert any("is not embedded" in fault for fault in faults), faults


def _engine_signer(key: SigningKey) -> signers.Signer:
    return signers.ExternalSigner(key.certificate, None, signature_value=bytes(72))


def test_a_base_that_is_no_archive_and_a_tail_are_found(
    base: bytes, officer: SigningKey, now: datetime, sealed: Callable[[Level], bytes]
) -> None:
    assert archival_faults(seal(base, officer, field_name="P", now=now, level="B-B"))[0].startswith("before")
    assert archival_faults(sealed("B-B") + b"\n") == ["something follows the last revision"]
    assert archival_faults(b"nothing") != []
    assert archival_faults(base) != []  # no signature at all


@pytest.mark.parametrize(
    ("change", "told"),
    [({"/F": 2}, "not printed or is hidden"), ({"/AA": Dictionary()}, "the widget has /AA")],
)
def test_a_widget_is_printed_and_does_nothing(
    change: dict[str, object], told: str, sealed: Callable[[Level], bytes]
) -> None:
    signed = sealed("B-B")
    reading = PdfReading(signed)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        number = pdf.Root.AcroForm.Fields[0].objgen
        held = Dictionary(pdf.Root.AcroForm.Fields[0])
        for key, value in change.items():
            held[key] = value
        text = held.unparse(resolved=False)
    increment = Increment(reading)
    increment.put(number, text)
    faults = archival_faults(signed + increment.written()[0])
    assert any(told in fault for fault in faults), faults
