"""Signed XML of ministries: every signature, and what none of them covers (XML signature wrapping)."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from hoso.seal.trust import TrustStore
from hoso.seal.verdict.expectation import Expectation
from hoso.seal.verdict.report import Report

from .judging import Signed, report_of
from .wording import refused, undecided
from .xml_gate import (
    DS,
    SIGNED_PROPERTIES,
    Forbidden,
    Reference,
    left_over,
    parsed,
    references_of,
    signatures_of,
)
from .xml_signature import Resolver, examined_signature

_MARK = b"xmldsig#"


def examine_xml(
    name: str,
    data: bytes,
    content: bytes | None,
    trust: TrustStore,
    now: datetime,
    expect: Expectation | None,
) -> Report:
    """The report on an XML file; ``content`` is the one file its signatures may name beside it."""
    try:
        root = parsed(data)
        found, covered = signatures_in(root, lambda _uri: content)
    except etree.XMLSyntaxError as error:
        if _MARK in data or _MARK.decode().encode("utf-16-le") in data:
            return refused(name, "DAMAGED", trust, now, str(error)[:200])
        return undecided(name, "unsupported-format", trust, now)
    except Forbidden as finding:
        if _MARK not in data and _MARK.decode().encode("utf-16-le") not in data:
            return undecided(name, "unsupported-format", trust, now, str(finding))
        return refused(name, finding.code, trust, now, str(finding))
    own = [held for held in covered if held is not None]
    hidden = left_over(root, own) if found else None
    return report_of(name, found, hidden, trust, now, expect)


def signatures_in(
    root: etree._Element, resolve: Resolver, prefix: str = ""
) -> tuple[list[Signed], list[etree._Element]]:
    """Every signature of a document, and the elements that intact ones sign. Raises Forbidden."""
    found: list[Signed] = []
    covered: list[etree._Element] = []
    for number, signature in enumerate(signatures_of(root)):
        references = references_of(root, signature)
        name = prefix + (signature.get("Id") or f"signature-{number + 1}")
        held = examined_signature(root, signature, number, references, name, resolve)
        found.append(held)
        if held.code is None:
            covered += [one.element for one in references if _is_data(one) and one.element is not None]
    return found, covered


def _is_data(reference: Reference) -> bool:
    """Whether the reference is to what people read, not to the signature's own key information and properties."""
    own = reference.element is not None and reference.element.tag == DS + "KeyInfo"
    return reference.kind != SIGNED_PROPERTIES and not own
