"""Attacks in proper revisions: every object in order, every table right, and yet another document.

Each function takes a workshop and gives a file that must be refused.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

from .workshop import Box, N, Workshop, changed, document, drawing, page_of, rectangle

Writer = IncrementalPdfFileWriter
_ALL: Box = (0, 0, 595, 842)
_WHITE = b"1 g 0 0 595 842 re f 0 g BT /F1 12 Tf 72 700 Td (Cap cho ong B) Tj ET"
_EVIL = b"BT /F1 12 Tf 72 700 Td (Cap cho ong B chin muoi trieu) Tj ET"


@dataclass(frozen=True)
class Attack:
    """A change to a signed document, and which document it starts from."""

    name: str
    change: Callable[[Writer], None]
    level: int | None = None
    form: bool = True
    lock: FieldMDPSpec | None = None
    box: Box | None = None

    def file(self, shop: Workshop) -> bytes:
        """The attacked file."""
        plain = document(form=self.form)
        if self.name.startswith("empty field"):
            plain = changed(
                plain,
                lambda writer: append_signature_field(writer, SigFieldSpec("Trong", box=(72, 100, 272, 160))),
            )
        return changed(shop.signed(plain, level=self.level, lock=self.lock, box=self.box), self.change)


def new_content(writer: Writer) -> None:
    """Another text on the first page."""
    page_of(writer)[N("/Contents")] = writer.add_object(generic.StreamObject(stream_data=_EVIL))


def _more_content(writer: Writer) -> None:
    page = page_of(writer)
    more = writer.add_object(generic.StreamObject(stream_data=_WHITE))
    page[N("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), more])


def _same_number(writer: Writer) -> None:
    raw = writer.root["/Pages"]["/Kids"][0].raw_get("/Contents")
    writer.objects[(raw.generation, raw.idnum)] = generic.StreamObject(stream_data=_EVIL)


def _other_font(writer: Writer) -> None:
    raw = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"].raw_get("/F1")
    raw.get_object()[N("/BaseFont")] = N("/Symbol")
    writer.mark_update(raw)


def _page_entry(name: str, value: Callable[[], generic.PdfObject]) -> Callable[[Writer], None]:
    def change(writer: Writer) -> None:
        page_of(writer)[N(name)] = value()

    return change


def _catalogue_entry(name: str, value: Callable[[], generic.PdfObject]) -> Callable[[Writer], None]:
    def change(writer: Writer) -> None:
        writer.root[N(name)] = value()
        writer.update_root()

    return change


def _other_parent(writer: Writer) -> None:
    """The tree still holds the page, but the page names a parent that turns it."""
    page = page_of(writer)
    other = generic.DictionaryObject(dict(writer.root["/Pages"].items()))
    other[N("/Rotate")] = generic.NumberObject(180)
    page[N("/Parent")] = writer.add_object(other)


def _page_gone(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    del pages["/Kids"][1]
    pages[N("/Count")] = generic.NumberObject(1)
    writer.mark_update(writer.root.raw_get("/Pages"))


def _pages_swapped(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    page = page_of(writer, 1)
    page[N("/MediaBox")] = page["/MediaBox"]
    pages[N("/Kids")] = generic.ArrayObject(list(reversed(list(list.__iter__(pages["/Kids"])))))
    writer.mark_update(writer.root.raw_get("/Pages"))


def annotation(
    kind: str, content: bytes | None, box: Box = _ALL, **more: generic.PdfObject
) -> Callable[[Writer], None]:
    """An annotation on the first page, drawn by ``content``."""

    def change(writer: Writer) -> None:
        note = generic.DictionaryObject(
            {
                N("/Type"): N("/Annot"),
                N("/Subtype"): N(kind),
                N("/Rect"): rectangle(*box),
                N("/F"): generic.NumberObject(4),
            }
            | {N("/" + name): value for name, value in more.items()}
        )
        if content is not None:
            note[N("/AP")] = generic.DictionaryObject({N("/N"): drawing(writer, content, box)})
        page = page_of(writer)
        held = page.get("/Annots", [])
        page[N("/Annots")] = generic.ArrayObject([*list.__iter__(held), writer.add_object(note)])

    return change


def _field(writer: Writer, name: str) -> generic.DictionaryObject:
    for raw in list.__iter__(writer.root["/AcroForm"]["/Fields"]):
        if raw.get_object().get("/T") == name:
            writer.mark_update(raw)
            held: generic.DictionaryObject = raw.get_object()
            return held
    raise KeyError(name)


def filled(name: str, value: str) -> Callable[[Writer], None]:
    """A text field gets a value."""

    def change(writer: Writer) -> None:
        _field(writer, name)[N("/V")] = generic.TextStringObject(value)

    return change


def _looks_of(name: str) -> Callable[[Writer], None]:
    def change(writer: Writer) -> None:
        look = generic.DictionaryObject({N("/N"): drawing(writer, _WHITE, _ALL)})
        _field(writer, name)[N("/AP")] = look

    return change


def _box_of(name: str) -> Callable[[Writer], None]:
    def change(writer: Writer) -> None:
        _field(writer, name)[N("/Rect")] = rectangle(*_ALL)

    return change


def _signature_entry(writer: Writer) -> None:
    field = _field(writer, "Ky")
    field["/V"][N("/Reason")] = generic.TextStringObject("khac")
    writer.mark_update(field.raw_get("/V"))


def _new_field(writer: Writer) -> None:
    box = writer.add_object(
        generic.DictionaryObject(
            {
                N("/FT"): N("/Tx"), N("/T"): generic.TextStringObject("moi"), N("/Type"): N("/Annot"),
                N("/Subtype"): N("/Widget"), N("/Rect"): rectangle(72, 680, 400, 720),
                N("/V"): generic.TextStringObject("chin muoi trieu"),
            }
        )
    )  # fmt: skip
    form = writer.root["/AcroForm"]
    form["/Fields"].append(box)
    writer.update_container(form["/Fields"])
    page = page_of(writer)
    page[N("/Annots")] = generic.ArrayObject([*list.__iter__(page["/Annots"]), box])


def _script() -> generic.PdfObject:
    return generic.DictionaryObject(
        {N("/S"): N("/JavaScript"), N("/JS"): generic.TextStringObject("app.alert(1)")}
    )


def _names() -> generic.PdfObject:
    tree = generic.DictionaryObject(
        {N("/Names"): generic.ArrayObject([generic.TextStringObject("a"), _script()])}
    )
    return generic.DictionaryObject({N("/JavaScript"): tree})


def _labels() -> generic.PdfObject:
    style = generic.DictionaryObject({N("/S"): N("/r"), N("/St"): generic.NumberObject(7)})
    return generic.DictionaryObject({N("/Nums"): generic.ArrayObject([generic.NumberObject(0), style])})


def _appearances_wanted(writer: Writer) -> None:
    writer.root["/AcroForm"][N("/NeedAppearances")] = generic.BooleanObject(True)  # noqa: FBT003
    writer.update_container(writer.root["/AcroForm"])


def _title(writer: Writer) -> None:
    writer.set_info(generic.DictionaryObject({N("/Title"): generic.TextStringObject("Giay khac")}))


def _store_with_content(writer: Writer) -> None:
    evil = writer.add_object(generic.StreamObject(stream_data=_EVIL))
    writer.root[N("/DSS")] = generic.DictionaryObject({N("/Certs"): generic.ArrayObject([evil])})
    page_of(writer)[N("/Contents")] = evil
    writer.update_root()


def _struck(writer: Writer) -> None:
    page_of(writer)[N("/Annots")] = generic.ArrayObject()


_LOCK = FieldMDPSpec(FieldMDPAction.INCLUDE, ["sotien"])
_STAMP = (72, 500, 272, 560)
ATTACKS = (
    Attack("page content replaced", new_content),
    Attack("page content added to", _more_content),
    Attack("page content under its old number", _same_number),
    Attack("font replaced", _other_font),
    Attack("page turned", _page_entry("/Rotate", lambda: generic.NumberObject(180))),
    Attack("page cut", _page_entry("/CropBox", lambda: rectangle(0, 0, 595, 690))),
    Attack("page enlarged", _page_entry("/UserUnit", lambda: generic.NumberObject(3))),
    Attack("page with an action", _page_entry("/AA", lambda: generic.DictionaryObject({N("/O"): _script()}))),
    Attack("page under another parent", _other_parent),
    Attack("page removed", _page_gone),
    Attack("pages swapped", _pages_swapped),
    Attack("script when opened", _catalogue_entry("/OpenAction", _script)),
    Attack("script among the names", _catalogue_entry("/Names", _names)),
    Attack("page labels", _catalogue_entry("/PageLabels", _labels)),
    Attack(
        "layers",
        _catalogue_entry(
            "/OCProperties", lambda: generic.DictionaryObject({N("/OCGs"): generic.ArrayObject()})
        ),
    ),
    Attack("appearances wanted anew", _appearances_wanted),
    Attack("validation data that is also page content", _store_with_content),
    Attack("white square over the page", annotation("/Square", _WHITE)),
    Attack("stamp over the page", annotation("/Stamp", _WHITE)),
    Attack("field filled without a certification", filled("ten", "Ong B")),
    Attack("new text field", _new_field),
    Attack("signature dictionary rewritten", _signature_entry),
    Attack("looks of the signature rewritten", _looks_of("Ky"), box=_STAMP),
    Attack("signature block moved", _box_of("Ky"), box=_STAMP),
    Attack("empty field painted over", _looks_of("Trong")),
    Attack("empty field moved", _box_of("Trong")),
    Attack("annotations removed", _struck),
    Attack("level 1: field filled", filled("ten", "Ong B"), level=1),
    Attack("level 1: note added", annotation("/Text", None, (10, 10, 30, 30)), level=1),
    Attack("level 2: note added", annotation("/Text", None, (10, 10, 30, 30)), level=2),
    Attack("level 2: content replaced", new_content, level=2),
    Attack("level 2: looks of a field without its value", _looks_of("ten"), level=2),
    Attack("level 2: new text field", _new_field, level=2),
    Attack("level 2: locked field filled", filled("sotien", "90000000"), level=2, lock=_LOCK),
    Attack("level 3: free text over the page (EAA)", annotation("/FreeText", _WHITE), level=3),
    Attack("level 3: stamp over the page (EAA)", annotation("/Stamp", _WHITE), level=3),
    Attack("level 3: redaction (EAA)", annotation("/Redact", _WHITE), level=3),
    Attack("level 3: highlight that writes (EAA)", annotation("/Highlight", _WHITE), level=3),
    Attack("level 3: opaque highlight (EAA)", annotation("/Highlight", b"1 g 0 0 595 842 re f"), level=3),
    Attack("level 3: ink that covers (EAA)", annotation("/Ink", b"1 g 60 690 300 30 re f", _ALL), level=3),
    Attack("level 3: link", annotation("/Link", None, A=_script()), level=3),
    Attack("level 3: content replaced", new_content, level=3),
    Attack("locked field filled", filled("sotien", "90000000"), lock=_LOCK),
)
"""Attacks by one further revision."""


def sneaky_signature(shop: Workshop, level: int) -> bytes:
    """A certified document gets a visible signature that covers and rewrites the page (SSA)."""
    certified = shop.signed(document(), "ChungThuc", level=level)
    return shop.signed(certified, "LenTrang", box=_ALL)
