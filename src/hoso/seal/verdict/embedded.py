"""Validation data that travels inside the file: the document security store and what containers carry."""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from .opening import Found, entry
from .trusting import Evidence

_MOST = 400
_ERRORS = (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
Held = TypeVar("Held")


def embedded_evidence(reader: PdfFileReader, found: list[Found], *, for_chains: bool = True) -> Evidence:
    """Everything readable in the DSS and in the signatures' revocation attributes; unreadable entries are
    left out. Certificates only help to build chains, so they can be left aside.
    """
    store = entry(reader.root, "/DSS")
    store = store if isinstance(store, generic.DictionaryObject) else generic.DictionaryObject()
    lists = list(_loaded(entry(store, "/CRLs"), crl.CertificateList.load))
    answers = list(_loaded(entry(store, "/OCSPs"), ocsp.OCSPResponse.load))
    for item in found:
        archived_lists, archived_answers = _archived(item)
        lists += archived_lists
        answers += archived_answers
    held = entry(store, "/Certs") if for_chains else None
    return Evidence(tuple(_loaded(held, x509.Certificate.load)), tuple(lists), tuple(answers))


def _loaded(array: object, load: Callable[[bytes], Held]) -> Iterator[Held]:
    if not isinstance(array, generic.ArrayObject):
        return
    for item in list(array)[:_MOST]:
        try:
            held = load(item.get_object().data)
            if isinstance(held, x509.Certificate):
                held.native  # noqa: B018  an unreadable certificate must fail here, not spoil a chain
        except _ERRORS:
            continue
        yield held


def _archived(item: Found) -> tuple[list[crl.CertificateList], list[ocsp.OCSPResponse]]:
    """The Adobe revocation-information attribute (signed), where older signers put lists and answers."""
    if item.signature is None:
        return [], []
    try:
        for attribute in item.signature.signer_info["signed_attrs"]:
            if attribute["type"].native == "adobe_revocation_info_archival":
                value = attribute["values"][0]
                return list(value["crl"] or ()), list(value["ocsp"] or ())
    except _ERRORS:
        pass
    return [], []
