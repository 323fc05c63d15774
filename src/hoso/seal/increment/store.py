"""The document security store: certificates, revocation lists and OCSP answers behind a signature (ETSI EN
319 142-1 clause 5.4.2), as quick edits.
"""

from __future__ import annotations

from collections.abc import Iterable

from .lexer import NotUnderstood, Reference, dictionary, reference, references, written
from .reading import PdfReading
from .writing import Increment, named, stream

_LISTS = {b"/Certs": b"/Cert", b"/CRLs": b"/CRL", b"/OCSPs": b"/OCSP"}


def with_store(pdf: bytes, certificates: Iterable[bytes], lists: Iterable[bytes], about: str) -> bytes:
    """The file with a revision that holds this evidence, also under ``about`` (the upper-case SHA-1 of the
    signature's contents). What the store holds already is not written twice. Raises NotUnderstood.
    """
    reading = PdfReading(pdf)
    increment = Increment(reading)
    root = reading.entries(reading.root)
    place = reference(root.get(b"/DSS"))
    if place is None and b"/DSS" in root:
        raise NotUnderstood("a store within the catalogue")
    held = reading.entries(place) if place else {b"/Type": b"/DSS"}
    own: dict[bytes, bytes] = {b"/Type": b"/VRI"}
    for key, contents in ((b"/Certs", certificates), (b"/CRLs", lists)):
        known = _known(reading, held.get(key))
        spoken = [named(_kept(increment, known, content)) for content in contents]
        held[key] = b"[" + b" ".join(map(named, known.values())) + b"]"
        own[_LISTS[key]] = b"[" + b" ".join(spoken) + b"]"
    relations = dictionary(reading.resolved(held[b"/VRI"]))[0] if b"/VRI" in held else {}
    held[b"/VRI"] = written({**relations, b"/" + about.encode(): named(increment.add(written(own)))})
    if place:
        increment.put(place, written(held))
    else:
        increment.put(reading.root, written({**root, b"/DSS": named(increment.add(written(held)))}))
    return pdf + increment.written()[0]


def _known(reading: PdfReading, array: bytes | None) -> dict[bytes, Reference]:
    if array is None:
        return {}
    return {reading.stream(one): one for one in references(reading.resolved(array))}


def _kept(increment: Increment, known: dict[bytes, Reference], content: bytes) -> Reference:
    if content not in known:
        known[content] = increment.add(stream({}, content))
    return known[content]


def signature_contents(pdf: bytes, field_name: str) -> bytes:
    """The container in the signature field of this name, with its padding. Raises NotUnderstood."""
    reading = PdfReading(pdf)
    form = reference(reading.entries(reading.root).get(b"/AcroForm"))
    if form is None:
        raise NotUnderstood("no form")
    for field in references(reading.resolved(reading.entries(form).get(b"/Fields"))):
        entries = reading.entries(field)
        signature = reference(entries.get(b"/V"))
        if entries.get(b"/T") != b"(" + field_name.encode() + b")" or signature is None:
            continue
        contents = reading.entries(signature).get(b"/Contents", b"")
        if contents[:1] == b"<" and contents[:2] != b"<<":
            return bytes.fromhex(contents[1:-1].decode("ascii"))
    raise NotUnderstood("no such signature")
