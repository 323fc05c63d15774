"""Attacks on signed files, each made here from a file of our own; none may pass."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from hoso.seal.appearance import person_appearance
from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.opening import found_signatures, open_reader
from hoso.seal.verify import Report, verify_here
from hoso.seal.zones import PERSON_BLOCK

from .conftest import page

N = generic.NameObject
Judge = Callable[[bytes], Report]


@pytest.fixture(scope="module")
def signed(base: bytes, agency: SigningKey, timestamper: LocalTimestamper, now: datetime) -> bytes:
    return seal(base, agency, field_name="CoQuan", now=now, timestamper=timestamper)


@pytest.fixture
def judge(trust: TrustStore, now: datetime) -> Judge:
    def told(content: bytes) -> Report:
        return verify_here(content, trust, now=now)

    return told


def _codes(report: Report) -> set[str]:
    return {why.code for why in report.reasons}


def _failed(report: Report, code: str) -> None:
    assert (report.integrity, report.verdict) == ("FAILED", "TOTAL_FAILED")
    assert code in _codes(report)


def _startxref(content: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", content)[-1])


def test_the_untouched_file_passes(signed: bytes, judge: Judge) -> None:
    assert judge(signed).passed


def test_one_changed_byte_fails(signed: bytes, judge: Judge) -> None:
    _failed(judge(signed.replace(b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 596")), "HASH_FAILURE")


def test_every_changed_byte_of_the_signature_value_fails(signed: bytes, judge: Judge) -> None:
    held = found_signatures(open_reader(signed))[0].signature
    assert held is not None
    value = held.signer_info["signature"].native.hex().encode()
    start = signed.index(value)
    for place in range(start + 9, start + len(value), 13):
        other = b"1" if signed[place : place + 1] != b"1" else b"2"
        assert not judge(signed[:place] + other + signed[place + 1 :]).passed, place


def test_a_second_page_body_with_an_empty_xref_fails(signed: bytes, judge: Judge) -> None:
    number = re.search(rb"/Kids \[ (\d+) 0 R", signed)
    assert number
    body = b"\n" + number[1] + b" 0 obj\n<< /Type /Page /MediaBox [0 0 100 100] >>\nendobj\n"
    at = len(signed) + len(body)
    tail = b"xref\n0 0\ntrailer\n<< /Size 30 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        _startxref(signed),
        at,
    )
    _failed(judge(signed + body + tail), "HIDDEN_BYTES")


def test_objects_without_any_xref_fail(signed: bytes, judge: Judge) -> None:
    stray = b"\n3 0 obj\n<< /Type /Page /MediaBox [0 0 9 9] >>\nendobj\n"
    _failed(judge(signed + stray), "HIDDEN_BYTES")
    _failed(judge(signed + stray + b"startxref\n%d\n%%%%EOF\n" % _startxref(signed)), "HIDDEN_BYTES")


@pytest.mark.parametrize("tail", [b"GARBAGE", b"<script>", b"\n%%EOF\nPK\x03\x04"])
def test_anything_behind_the_last_revision_fails(tail: bytes, signed: bytes, judge: Judge) -> None:
    report = judge(signed + tail)
    assert (report.integrity, report.verdict) == ("FAILED", "TOTAL_FAILED")


def test_a_few_line_ends_behind_the_file_do_no_harm(signed: bytes, judge: Judge) -> None:
    assert judge(signed + b"\r\n\n").passed


def _with_change(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer, output = IncrementalPdfFileWriter(io.BytesIO(content), strict=False), io.BytesIO()
    change(writer)
    writer.write(output)
    return output.getvalue()


def _first_page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    first: generic.DictionaryObject = writer.root["/Pages"]["/Kids"][0].get_object()
    return first


def test_new_page_content_in_a_proper_revision_fails(signed: bytes, judge: Judge) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        first = _first_page(writer)
        first[N("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
        writer.update_container(first)

    _failed(judge(_with_change(signed, change)), "MODIFIED_AFTER_SIGNING")


def test_an_added_annotation_fails(signed: bytes, judge: Judge) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        box = generic.ArrayObject([generic.NumberObject(n) for n in (10, 10, 300, 300)])
        note = generic.DictionaryObject(
            {N("/Type"): N("/Annot"), N("/Subtype"): N("/Square"), N("/Rect"): box}
        )
        writer.register_annotation(writer.root["/Pages"]["/Kids"].raw_get(0), writer.add_object(note))

    _failed(judge(_with_change(signed, change)), "MODIFIED_AFTER_SIGNING")


def _form(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                FT=pikepdf.Name.Tx,
                T=pikepdf.String("ten"),
                V=pikepdf.String("An"),
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                Rect=[50, 50, 200, 80],
                F=4,
            )
        )
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=[field]))
        pdf.pages[0].Annots = [field]
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


def test_a_text_field_filled_after_the_seal_fails(
    base: bytes, agency: SigningKey, now: datetime, judge: Judge
) -> None:
    sealed = seal(_form(base), agency, field_name="CoQuan", now=now, level="B-B")
    assert judge(sealed).passed

    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        field[N("/V")] = generic.TextStringObject("Attacker")
        writer.mark_update(writer.root["/AcroForm"]["/Fields"].raw_get(0))

    report = judge(_with_change(sealed, change))
    _failed(report, "FORM_CHANGED_AFTER_SIGNING")
    assert report.signatures[0].modification == "FORM"


def test_a_missing_object_defined_later_as_evidence_fails(
    agency: SigningKey, now: datetime, judge: Judge
) -> None:
    """The signed page points to an object that does not exist; a later revision defines it, dressed as
    validation data.
    """
    with pikepdf.open(io.BytesIO(page())) as pdf:
        pdf.pages[0].Contents = pikepdf.Array([pdf.pages[0].obj.Contents])
        output = io.BytesIO()
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    raw = output.getvalue()
    dangling = re.sub(rb"/Contents \[ (\d+) 0 R \]", lambda m: b"/Contents [ " + m[1] + b" 0 R 30 0 R ]", raw)
    assert b" 30 0 R ]" in dangling
    signed = seal(_rebuilt(dangling), agency, field_name="CoQuan", now=now, level="B-B")
    assert judge(signed).passed
    at = len(signed)
    evil = b"30 0 obj\n<< /Length 19 >>\nstream\nBT (evil) Tj ET    \nendstream\nendobj\n"
    store = b"31 0 obj\n<< /Certs [ 30 0 R ] >>\nendobj\n"
    number, root = _root(signed)
    catalog = b"%d 0 obj\n" % number + root.rstrip()[:-2] + b" /DSS 31 0 R >>\nendobj\n"
    places = [(30, at), (31, at + len(evil)), (number, at + len(evil) + len(store))]
    body = evil + store + catalog
    table = b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in sorted(places))
    tail = (
        b"xref\n" + table + b"trailer\n<< /Size 40 /Root %d 0 R /Prev %d >>\n" % (number, _startxref(signed))
    )
    _failed(
        judge(signed + body + tail + b"startxref\n%d\n%%%%EOF\n" % (at + len(body))), "MODIFIED_AFTER_SIGNING"
    )


def _rebuilt(content: bytes) -> bytes:
    """The same objects behind a fresh cross-reference table."""
    body = content[: content.rindex(b"xref\n0")] if b"xref\n0" in content else content
    places = {int(m[1]): m.start() for m in re.finditer(rb"(?m)^(\d+) 0 obj", body)}
    size = max(places) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)
    )
    root = re.search(rb"/Root (\d+) 0 R", content)
    assert root
    return (
        body
        + b"xref\n0 %d\n" % size
        + rows
        + b"trailer\n<< /Size %d /Root %s 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root[1], len(body))
    )


def _root(content: bytes) -> tuple[int, bytes]:
    number = int(re.findall(rb"/Root (\d+) 0 R", content)[-1])
    found = re.findall(rb"(?s)(?:^|\n)%d 0 obj\s*(<<.*?>>)\s*endobj" % number, content)
    return number, found[-1]


def test_extra_bytes_in_the_signature_gap_fail(signed: bytes, judge: Judge) -> None:
    start = signed.index(b"/Contents <") + 10
    end = signed.index(b">", start)
    poisoned = signed[: end - 30] + b"> /Evil (0123456789abcdefg) <" + signed[end - 1 :]
    assert len(poisoned) == len(signed)
    assert not judge(poisoned).passed
    assert judge(poisoned).integrity == "FAILED"


def test_a_signature_lifted_into_another_file_fails(signed: bytes, judge: Judge) -> None:
    other = signed.replace(b"(noi dung)", b"(thay doi)")
    if other == signed:
        other = signed.replace(b"%PDF-1.3", b"%PDF-1.4")
    assert not judge(other).passed


def test_a_wrong_byte_range_fails(signed: bytes, judge: Judge) -> None:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", signed)
    assert found
    shorter = b"/ByteRange [0 %s %s %d" % (found[1], found[2], int(found[3]) - 1)
    report = judge(signed.replace(found[0], shorter.ljust(len(found[0]))))
    assert (report.integrity, report.verdict) == ("FAILED", "TOTAL_FAILED")


def test_a_further_signature_after_the_seal_is_allowed(
    signed: bytes, officer: SigningKey, now: datetime, judge: Judge
) -> None:
    report = judge(seal(signed, officer, field_name="Them", now=now, level="B-B"))
    assert report.passed
    assert [s.modification for s in report.signatures] == ["LTA", "NONE"]


def test_an_empty_signature_field_painted_over_the_page_fails(signed: bytes, judge: Judge) -> None:
    """A field without a signature could show anything over the sealed text."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        spec = SigFieldSpec("Che", box=(0, 0, 595, 842), empty_field_appearance=True)
        append_signature_field(writer, spec)

    _failed(judge(_with_change(signed, change)), "MODIFIED_AFTER_SIGNING")


def test_a_strangers_visible_signature_leaves_no_unquestioned_file(
    signed: bytes, hierarchy: Hierarchy, tmp_path: Path, now: datetime, judge: Judge, font: Path
) -> None:
    stranger = create(tmp_path, now, "http://127.0.0.1/trust").issue_personal(
        "Kẻ Lạ", "0666", scope="public", now=now, name="stranger"
    )
    look = person_appearance(font, "Ủy ban nhân dân phường Bến Nghé", now)
    painted = seal(
        signed, stranger, field_name="Che", now=now, level="B-B", zone=PERSON_BLOCK, appearance=look
    )
    report = judge(painted)
    assert report.verdict == "INDETERMINATE"
    assert report.signatures[1].visible_block_matches is False
