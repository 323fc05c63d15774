"""Hostile and broken PDFs: made with qpdf where it allows, by hand where it refuses."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Make = Callable[[], bytes]


def _saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def _one_page(content: bytes = b"0.9 g 50 50 300 300 re f", **entries: pikepdf.Object) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Contents = pdf.make_stream(content)
    for name, value in entries.items():
        pdf.Root[f"/{name}"] = value
    return pdf


def plain_pdf() -> bytes:
    """One blank-looking page of A4; nothing wrong with it."""
    return _saved(_one_page())


def _script(code: str = "app.alert('xin chao')") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(code))


def _launch() -> bytes:
    pdf = _one_page()
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 500, 500]),
        A=Dictionary(S=Name.Launch, F=String("cmd.exe")),
    )
    pdf.pages[0].obj.Annots = Array([link])
    return _saved(pdf)


def _linked() -> bytes:
    pdf = _one_page()
    action = Dictionary(S=Name.URI, URI=String("https://dichvucong.gov.vn/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 50, 50]), A=action)
    pdf.pages[0].obj.Annots = Array([link])
    return _saved(pdf)


def _attached(name: str, body: bytes) -> bytes:
    pdf = _one_page()
    pdf.attachments[name] = pikepdf.AttachedFileSpec(
        pdf, body, description="", filename=name, mime_type="", creation_date="", mod_date=""
    )
    return _saved(pdf)


def _xfa() -> bytes:
    pdf = _one_page()
    form = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("template"), form]))
    return _saved(pdf)


def _submitting() -> bytes:
    pdf = _one_page()
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.SubmitForm, F=String("http://xau.example/")))
    return _saved(pdf)


def _picture_bomb() -> bytes:
    pdf = _one_page(b"q 595 0 0 842 0 0 cm /I Do Q")
    picture = pdf.make_stream(
        zlib.compress(b"\x00" * 1_000_000),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=20_000,
        Height=20_000,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=picture))
    return _saved(pdf)


def _swelling(size: int, *, twice: bool = False) -> bytes:
    """A content stream that unpacks to ``size`` bytes of spaces, packed once or twice."""
    engine = zlib.compressobj(9)
    start = engine.compress(b" ") + engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(b" " * 2**20) + engine.flush(zlib.Z_FULL_FLUSH)
    packed = start + block * (size // 2**20) + engine.flush()  # blocks repeat; only the checksum is off
    pdf = _one_page()
    filters = [Name.FlateDecode, Name.FlateDecode] if twice else [Name.FlateDecode]
    body = zlib.compress(packed, 9) if twice else packed
    pdf.pages[0].obj.Contents = pdf.make_stream(body, Filter=Array(filters))
    return _saved(pdf, compress_streams=False)


def _boxed(*box: float) -> bytes:
    pdf = _one_page()
    pdf.pages[0].obj.MediaBox = Array(list(box))
    return _saved(pdf)


def by_hand(*objects: bytes, root: int = 1, head: bytes = b"%PDF-1.7\n") -> bytes:
    """A PDF from raw object bodies, numbered from 1, with a true cross-reference table."""
    out, places = bytearray(head), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"


def _of_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    return by_hand(_CATALOG, b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), *[_PAGE] * count)


def _page_loop() -> bytes:
    return by_hand(_CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>")


def _deep() -> bytes:
    nest = b"[" * 200_000 + b"]" * 200_000
    return by_hand(_CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", _PAGE, nest)


def _deep_but_legal() -> bytes:
    nest = b"<</A" * 120 + b" 1" + b">>" * 120
    return by_hand(_CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", _PAGE, nest)


def _form_loop() -> bytes:
    """A form that draws itself twice: exponential for a renderer without a depth limit."""
    pdf = _one_page(b"/F Do /F Do")
    form = pdf.make_stream(b"/F Do /F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form))
    return _saved(pdf)


def _locked(*, user: str) -> bytes:
    return _saved(_one_page(), encryption=pikepdf.Encryption(owner="chu-so-huu", user=user, R=6))


def _without_table() -> bytes:
    data = plain_pdf()
    return data.replace(b"startxref\n", b"startxref\n9")


def _signed(*, active: bool) -> bytes:
    """A signature dictionary in place (its CMS is nonsense: the gate tells presence, not validity)."""
    pdf = _one_page()
    signature = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        SubFilter=Name("/ETSI.CAdES.detached"),
        ByteRange=Array([0, 100, 200, 300]),
        Contents=String(b"\x30\x80" + b"\x00" * 60),
    )
    field = Dictionary(FT=Name.Sig, T=String("ChuKy1"), V=pdf.make_indirect(signature))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]), SigFlags=3)
    if active:
        pdf.Root.OpenAction = _script()
    return _saved(pdf)


def _signature_dropped() -> bytes:
    """A signed file to which a later revision was appended that leaves the signature field out."""
    data = by_hand(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        _PAGE,
        b"<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>>>",
    )
    catalog = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n4 0 obj\nnull\nendobj\n"
    place, start = len(data), len(data) + len(catalog)
    table = b"xref\n1 1\n%010d 00000 n \n4 1\n%010d 00000 n \n" % (place, place + catalog.index(b"4 0 obj"))
    before = data.rindex(b"startxref\n") + len(b"startxref\n")
    previous = int(data[before : data.index(b"\n", before)])
    trailer = b"trailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (previous, start)
    return data + catalog + table + trailer


def _signature_broken() -> bytes:
    """A signature field whose signature lacks its byte range."""
    return by_hand(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        _PAGE,
        b"<</FT/Sig/T(a)/V<</Filter/Adobe.PPKLite/Contents<00>>>>>",
    )


SIGNED = _signed
SIGNED_IN_DISGUISE: tuple[Make, ...] = (_signature_dropped, _signature_broken)
"""Makers of signed PDFs, for tests of what must never be converted."""

PDF_CASES: tuple[tuple[str, str, Make, tuple[str, ...]], ...] = (
    ("tot.pdf", "ok", plain_pdf, ()),
    ("javascript.pdf", "ok", lambda: _saved(_one_page(OpenAction=_script())), ("javascript", "open_action")),
    ("mo-chuong-trinh.pdf", "ok", _launch, ("launch",)),
    ("lien-ket.pdf", "ok", _linked, ("link",)),
    ("kem-exe.pdf", "ok", lambda: _attached("cai.exe", b"MZ\x90"), ("embedded_file", "embedded_program")),
    ("kem-exe-giau.pdf", "ok", lambda: _attached("anh.jpg", b"MZ\x90\x00"), ("embedded_program",)),
    ("kem-txt.pdf", "ok", lambda: _attached("ghi.txt", b"xin chao"), ("embedded_file",)),
    ("xfa.pdf", "ok", _xfa, ("xfa",)),
    ("gui-di.pdf", "ok", _submitting, ("submit",)),
    ("da-ky.pdf", "ok", lambda: _signed(active=False), ()),
    ("da-ky-script.pdf", "ok", lambda: _signed(active=True), ("javascript",)),
    ("khoa-sua.pdf", "ok", lambda: _locked(user=""), ()),
    ("mat-khau.pdf", "locked", lambda: _locked(user="bi-mat"), ()),
    ("bom-anh.pdf", "picture_too_large", _picture_bomb, ()),
    ("bom-noi-dung.pdf", "swells", lambda: _swelling(2**30), ()),
    ("bom-kep.pdf", "swells", lambda: _swelling(2**30, twice=True), ()),
    ("kho-lon.pdf", "page_size", lambda: _boxed(0, 0, 2_000_000, 2_000_000), ()),
    ("kho-am.pdf", "page_size", lambda: _boxed(0, 0, 0, 0), ()),
    (
        "kho-la.pdf",
        "ok",
        lambda: by_hand(
            _CATALOG,
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[(a)/b null 1]>>",
        ),
        (),
    ),
    ("20000-trang.pdf", "too_many_pages", lambda: _of_pages(20_000), ()),
    ("khong-trang.pdf", "no_pages", lambda: by_hand(_CATALOG, b"<</Type/Pages/Count 0/Kids[]>>"), ()),
    ("vong-trang.pdf", "damaged", _page_loop, ()),
    ("long-sau.pdf", "damaged", _deep, ()),
    ("long-sau-2.pdf", "damaged", _deep_but_legal, ()),
    ("hinh-tu-goi.pdf", "took_too_long", _form_loop, ()),
    ("cut.pdf", "truncated", lambda: plain_pdf()[:-200], ()),
    ("chi-co-dau.pdf", "truncated", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ()),
    ("mat-bang.pdf", "ok", _without_table, ()),
    ("rac-o-dau.pdf", "ok", lambda: b"rac " * 125 + plain_pdf(), ()),
    ("chi-co-duoi.pdf", "damaged", lambda: b"%PDF-1.7\nstartxref\n0\n%%EOF\n", ()),
)
