"""Gate (b): what may happen to a file after it was signed.

After a signature only validation data, document time stamps and further signatures may follow. Filled form
fields are allowed only where a certification says so (ISO 32000-2, 12.8.2.2); any other change is
suspicious.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

import contextlib

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    FormUpdatingRule,
    GenericFieldModificationRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .empty_fields import painted_empty_fields
from .evidence_rule import EvidenceRule, UnshownStreamsRule
from .leniency import be_lenient
from .report import Modification

_LTA = ModificationLevel.LTA_UPDATES
_GLOBAL_RULES = [
    CatalogModificationRule(),
    DocInfoRule().as_qualified(_LTA),
    XrefStreamRule().as_qualified(_LTA),
    ObjectStreamRule().as_qualified(_LTA),
    EvidenceRule().as_qualified(_LTA),
    UnshownStreamsRule().as_qualified(_LTA),
    MetadataUpdateRule().as_qualified(_LTA),
]
_SIGNATURE_RULES = [SigFieldCreationRule(), SigFieldModificationRule()]
SEAL_POLICY = StandardDiffPolicy(_GLOBAL_RULES, FormUpdatingRule(field_rules=_SIGNATURE_RULES))
"""No form field may change its value."""
FORM_POLICY = StandardDiffPolicy(
    _GLOBAL_RULES, FormUpdatingRule(field_rules=[*_SIGNATURE_RULES, GenericFieldModificationRule()])
)
"""Form fields may be filled; used to name the change, and where a certification allows it."""


def later_changes(signature: EmbeddedPdfSignature) -> tuple[Modification, bool, str]:
    """(kind of change after this signature, whether it is allowed, detail). Needs the coverage to be
    evaluated.
    """
    if signature.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "NONE", True, ""
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "OTHER", False, "coverage"
    with contextlib.suppress(PdfError, KeyError, TypeError, AttributeError, RecursionError):
        be_lenient(signature.reader, signature.signed_revision)
    permission = _permission(signature)
    strict = _review(signature, SEAL_POLICY)
    painted = _painted(signature)
    if painted:
        return "OTHER", False, painted
    if isinstance(strict, DiffResult):
        level = strict.modification_level
        allowed = level <= _LTA or permission is not MDPPerm.NO_CHANGES
        return ("NONE" if level == ModificationLevel.NONE else "LTA"), allowed, ""
    lenient = _review(signature, FORM_POLICY)
    if isinstance(lenient, DiffResult) and lenient.modification_level <= ModificationLevel.FORM_FILLING:
        allowed = permission in (MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE)
        return "FORM", allowed, ", ".join(sorted(lenient.changed_form_fields))
    return "OTHER", False, str(strict)[:300]


def _painted(signature: EmbeddedPdfSignature) -> str:
    try:
        return ", ".join(painted_empty_fields(signature.reader, signature.signed_revision))
    except (PdfError, KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        return str(error) or "form"


def _review(signature: EmbeddedPdfSignature, policy: StandardDiffPolicy) -> object:
    try:
        return signature.evaluate_modifications(policy)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever the engine trips over in a later revision is a suspicious change
        return error


def _permission(signature: EmbeddedPdfSignature) -> MDPPerm | None:
    """What a certification by this signature allows; None for an ordinary signature."""
    try:
        permission: MDPPerm | None = signature.docmdp_level
    except (SigningError, ValueError, KeyError, TypeError, AttributeError):
        return MDPPerm.NO_CHANGES
    return permission
