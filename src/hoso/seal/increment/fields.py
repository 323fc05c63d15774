"""A new signature field on a page and in the form (ISO 32000-1, 12.7.4.5), as quick edits of written objects."""

from __future__ import annotations

import re

from .lexer import NotUnderstood, Reference, reference, references, written
from .reading import Page
from .writing import Increment, named

_FORM_KEYS_NOT_HANDLED = (b"/XFA",)
_PLAIN_NAME = re.compile(rb"\(([^()\\]*)\)")


def add_field(increment: Increment, page: Page, name: str, field: Reference) -> None:
    """Enter the field object ``field`` into the form and the page. Raises NotUnderstood where the file sets
    rules for later changes, or has a field whose name may be the same.
    """
    if not name.isascii() or "." in name:
        raise NotUnderstood("a field name of another kind")
    reading = increment.reading
    root = reading.entries(reading.root)
    if b"/Perms" in root:
        raise NotUnderstood("a certified file")
    _enter_form(increment, root, name, field)
    annotations = page.entries.get(b"/Annots", b"[]")
    shared = reference(annotations)
    if shared is not None:
        increment.put(shared, _longer(reading.written(shared), field))
    else:
        entries = {**page.entries, b"/Annots": _longer(annotations, field)}
        increment.put(page.reference, written(entries))


def _enter_form(increment: Increment, root: dict[bytes, bytes], name: str, field: Reference) -> None:
    reading = increment.reading
    if b"/AcroForm" not in root:
        form = increment.add(written({b"/Fields": _longer(b"[]", field), b"/SigFlags": b"3"}))
        increment.put(reading.root, written({**root, b"/AcroForm": named(form)}))
        return
    held = reference(root[b"/AcroForm"])
    if held is None:
        raise NotUnderstood("a form within the catalogue")
    entries = reading.entries(held)
    if any(key in entries for key in _FORM_KEYS_NOT_HANDLED):
        raise NotUnderstood("a form of another kind")
    listed = entries.get(b"/Fields", b"[]")
    shared = reference(listed)
    fields = reading.written(shared) if shared is not None else listed
    for known in references(fields):
        _refuse_rules(increment, known, name)
    if shared is not None:
        increment.put(shared, _longer(fields, field))
        if entries.get(b"/SigFlags") != b"3":
            increment.put(held, written({**entries, b"/SigFlags": b"3"}))
    else:
        increment.put(held, written({**entries, b"/Fields": _longer(fields, field), b"/SigFlags": b"3"}))


def _refuse_rules(increment: Increment, known: Reference, name: str) -> None:
    """Not handled here: a field of the same name, a lock, a signature that allows only certain changes."""
    entries = increment.reading.entries(known)
    plain = _PLAIN_NAME.fullmatch(entries.get(b"/T", b""))
    if plain is None or plain[1] == name.encode() or b"/Lock" in entries:
        raise NotUnderstood("a field that must be looked at closely")
    if entries.get(b"/FT") == b"/Sig" and b"/V" in entries:
        signature = reference(entries[b"/V"])
        if signature is None or b"/Reference" in increment.reading.entries(signature):
            raise NotUnderstood("a signature that sets rules")


def _longer(array: bytes, field: Reference) -> bytes:
    references(array)  # nothing but references
    return array[:-1].rstrip() + b" " + named(field) + b"]"
