"""One walk over every object of a PDF, direct ones included: signatures, and whatever could act.

Forms hide XFA in nested direct dictionaries, so the walk goes into them. Clauses are of ISO 32000-1:
actions 12.6, embedded files 7.11.4, XFA 12.7.8, signature dictionaries 12.8.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

from hoso.scan.opening.refusal import Refusal

MOST_OBJECTS = 400_000
MOST_NODES = 3_000_000
DEEPEST = 60

_ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "submit",
    "/GoToR": "remote",
    "/GoToE": "remote",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/URI": "link",
}
_KEYS = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/XFA": "xfa",
    "/EmbeddedFiles": "embedded_file",
    "/EF": "embedded_file",
    "/AA": "open_action",
    "/RichMediaContent": "media",
}
_PROGRAM_NAMES = (
    ".exe",
    ".dll",
    ".com",
    ".scr",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".js",
    ".jar",
    ".msi",
    ".lnk",
    ".sh",
)


@dataclass(slots=True)
class Found:
    """What the walk met."""

    signed: bool = False
    active: set[str] = field(default_factory=set)
    nodes: int = 0


def walk(pdf: pikepdf.Pdf) -> Found:
    """Look at every object once. Raises ``Refusal`` when there are too many or they nest too deep."""
    found = Found()
    try:
        if len(pdf.objects) > MOST_OBJECTS:
            raise Refusal("swells")
        for thing in pdf.objects:
            _visit(thing, found, depth=0, top=True)
        action = pdf.Root.get("/OpenAction")
    except (pikepdf.PdfError, RuntimeError, RecursionError, ValueError) as error:
        raise Refusal("damaged") from error
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) != "/GoTo":
        found.active.add("open_action")
    return found


def _visit(thing: object, found: Found, *, depth: int, top: bool = False) -> None:
    found.nodes += 1
    if depth > DEEPEST or found.nodes > MOST_NODES:
        raise Refusal("damaged" if depth > DEEPEST else "swells")
    if not isinstance(thing, pikepdf.Object) or (thing.is_indirect and not top):
        return  # an indirect one has its own turn
    if isinstance(thing, pikepdf.Stream):
        _visit_dictionary(thing, found, depth)
        if "embedded_file" in found.active or thing.get("/Type") == Name.EmbeddedFile:
            _look_for_program(thing, found)
    elif isinstance(thing, pikepdf.Dictionary):
        _visit_dictionary(thing, found, depth)
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            _visit(item, found, depth=depth + 1)


def _visit_dictionary(thing: pikepdf.Object, found: Found, depth: int) -> None:
    keys = set(thing.keys())
    if _is_signature(thing, keys):
        found.signed = True
    found.active.update(_KEYS[key] for key in keys & _KEYS.keys())
    kind = str(thing.get("/S", ""))
    if kind in _ACTIONS:
        found.active.add(_ACTIONS[kind])
    for key in keys & {"/F", "/UF"}:
        if str(thing.get(key)).lower().endswith(_PROGRAM_NAMES):
            found.active.add("embedded_program")
    for key in keys:
        _visit(thing.get(key), found, depth=depth + 1)


def _is_signature(thing: pikepdf.Object, keys: set[str]) -> bool:
    """A signature dictionary, or a signature field with a value; a broken signature counts as one too."""
    if {"/ByteRange", "/Contents"} <= keys or thing.get("/Type") in (Name.Sig, Name.DocTimeStamp):
        return True
    return thing.get("/FT") == Name.Sig and "/V" in keys


def _look_for_program(stream: pikepdf.Stream, found: Found) -> None:
    if stream.get("/Type") != Name.EmbeddedFile:
        return
    from hoso.scan.opening.pdf_streams import beginning_of

    if beginning_of(stream, 4).startswith((b"MZ", b"\x7fELF", b"#!")):
        found.active.add("embedded_program")
