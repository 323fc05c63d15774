"""The gate before any XML signature is computed: no types, no entities, no doubled names, no hiding transforms.

Attacks on XML signatures live on what a consumer reads and a verifier does not (signature wrapping). So the
gate works on the whole document: it says which elements each reference means, and what is left over.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lxml import etree

DS = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
XADES_141 = "{http://uri.etsi.org/01903/v1.4.1#}"
SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
_BASE64 = "http://www.w3.org/2000/09/xmldsig#base64"
CANONICAL = frozenset(
    method + comments
    for method, comments in (
        ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", ""),
        ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "#WithComments"),
        ("http://www.w3.org/2006/12/xml-c14n11", ""),
        ("http://www.w3.org/2006/12/xml-c14n11", "#WithComments"),
        ("http://www.w3.org/2001/10/xml-exc-c14n#", ""),
        ("http://www.w3.org/2001/10/xml-exc-c14n#", "WithComments"),
    )
)
_TRANSFORMS = CANONICAL | {ENVELOPED, _BASE64}
_IDENTIFIERS = frozenset({"Id", "ID", "id"})
_SCHEMA_WORDS = frozenset({"schemaLocation", "noNamespaceSchemaLocation"})
_MOST_SIGNATURES, _MOST_REFERENCES = 50, 500


class Forbidden(Exception):
    """The document is built in a way no honest signer needs. ``code`` says which; the message says where."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


@dataclass(frozen=True)
class Reference:
    """One thing a signature names: an element of this document, or (``element`` is None) a file beside it."""

    uri: str
    element: etree._Element | None
    enveloped: bool
    canonical: bool
    kind: str
    digest: str


def parsed(data: bytes) -> etree._Element:
    """The root of a document without type declaration. Raises Forbidden, and XMLSyntaxError for no XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    about = root.getroottree().docinfo
    if about.doctype or about.internalDTD is not None:
        raise Forbidden("DTD_REFUSED", "document type declaration")
    return root


def signatures_of(root: etree._Element) -> list[etree._Element]:
    """The signature elements in document order. Raises Forbidden for a crowd or one inside another's parts."""
    found = list(root.iter(DS + "Signature"))
    if len(found) > _MOST_SIGNATURES:
        raise Forbidden("FORMAT_FAILURE", "too many signatures")
    return found


def references_of(root: etree._Element, signature: etree._Element) -> list[Reference]:
    """What the signature names, each resolved to exactly one element. Raises Forbidden."""
    for part in ("SignedInfo", "SignatureValue"):
        if len(signature.findall(DS + part)) != 1:
            raise Forbidden("FORMAT_FAILURE", f"{part} is not there exactly once")
    method = signature.find(f"{DS}SignedInfo/{DS}CanonicalizationMethod")
    if method is None or method.get("Algorithm") not in CANONICAL:
        raise Forbidden("FORBIDDEN_TRANSFORM", "canonicalisation")
    nodes = signature.findall(f"{DS}SignedInfo/{DS}Reference")
    if not 0 < len(nodes) <= _MOST_REFERENCES:
        raise Forbidden("FORMAT_FAILURE", f"{len(nodes)} references")
    identifiers = Counter(value for node in root.iter(etree.Element) for value in _names(node))
    return [_reference(root, node, identifiers) for node in nodes]


def _names(node: etree._Element) -> list[str]:
    return [str(value) for key, value in node.attrib.items() if etree.QName(key).localname in _IDENTIFIERS]


def _reference(root: etree._Element, node: etree._Element, identifiers: Counter[str]) -> Reference:
    transforms = [one.get("Algorithm", "") for one in node.iterfind(f"{DS}Transforms/{DS}Transform")]
    unknown = [one for one in transforms if one not in _TRANSFORMS]
    if unknown:
        raise Forbidden("FORBIDDEN_TRANSFORM", unknown[0])
    uri = node.get("URI")
    if uri is None or uri.startswith("#xpointer"):
        raise Forbidden("FORMAT_FAILURE", f"reference {uri!r}")
    method = node.find(DS + "DigestMethod")
    return Reference(
        uri,
        _named(root, uri, identifiers),
        ENVELOPED in transforms,
        bool(CANONICAL & set(transforms)),
        node.get("Type", ""),
        "" if method is None else method.get("Algorithm", ""),
    )


def _named(root: etree._Element, uri: str, identifiers: Counter[str]) -> etree._Element | None:
    if not uri:
        return root
    if not uri.startswith("#"):
        return None
    wanted = uri[1:]
    if identifiers[wanted] != 1:
        raise Forbidden("FORMAT_FAILURE", f"{identifiers[wanted]} elements are called “{wanted}”")
    return next(node for node in root.iter(etree.Element) if wanted in _names(node))


def left_over(root: etree._Element, covered: list[etree._Element]) -> str | None:
    """What no signature covers, in a few words; None when every part is signed or belongs to a signature.

    Elements that only wrap signed ones may stand around them, without text and attributes of their own.
    """
    if not covered:
        return None  # nothing is signed properly: the signatures themselves say so
    roots, around = set(covered), {above for node in covered for above in node.iterancestors()}
    around |= {above for one in root.iter(DS + "Signature") for above in one.iterancestors()}
    for outside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        if isinstance(outside, etree._ProcessingInstruction):  # noqa: SLF001  lxml's only name for it
            return f"processing instruction {outside.target}"
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node in roots or node.tag == DS + "Signature" or isinstance(node, etree._Comment):  # noqa: SLF001
            continue
        if node not in around or _speaks(node):
            return f"element {etree.QName(node).localname if isinstance(node.tag, str) else node}"
        waiting += list(node)
    loose = (_loose_object(one, roots) for one in root.iter(DS + "Signature"))
    return next((finding for finding in loose if finding), None)


def _loose_object(signature: etree._Element, roots: set[etree._Element]) -> str | None:
    """An object inside a signature that the signature does not sign (its own properties set aside)."""
    for held in signature.iterfind(DS + "Object"):
        if held in roots:
            continue
        strange = [child for child in held if child not in roots and not _is_property(child)]
        if strange or _text_of(held):
            return "an object inside a signature"
    return None


def _is_property(node: etree._Element) -> bool:
    return node.tag in (XADES + "QualifyingProperties", XADES_141 + "QualifyingProperties")


def _text_of(node: etree._Element) -> str:
    return "".join(text or "" for text in (node.text, *(child.tail for child in node))).strip()


def _speaks(node: etree._Element) -> bool:
    """Whether a wrapping element says something itself: text of its own, or an attribute that is no name."""
    spoken = [key for key in node.attrib if etree.QName(key).localname not in _IDENTIFIERS | _SCHEMA_WORDS]
    return bool(spoken or _text_of(node))
