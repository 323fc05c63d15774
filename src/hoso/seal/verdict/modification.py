"""Gate (b): what may happen to a file after it was signed.

After a signature only validation data, document time stamps and further signatures may follow. Filled form
fields and harmless notes are allowed only where a certification says so (ISO 32000-2, 12.8.2.2), fields also
where the signature's lock leaves them free; any other change is suspicious.
"""

# mypy: allow-untyped-calls
# The signature engine is typed only in part.
from __future__ import annotations

from dataclasses import dataclass, replace

from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .changes.comparison import changes_between
from .changes.found import Change
from .changes.permission import Permission, permission_of
from .changes.views import States
from .report import Modification
from .sight.areas import Area, areas_of

_NAMED: dict[str, Modification] = {
    "evidence": "LTA",
    "timestamp": "LTA",
    "signature": "LTA",
    "new_block": "LTA",
    "fill": "FORM",
    "note": "FORM",
    "other": "OTHER",
}
_ORDER: tuple[Modification, ...] = ("NONE", "LTA", "FORM", "OTHER")


@dataclass(frozen=True)
class Later:
    """What came after a signature: its kind, whether that is allowed, and the first thing that is not."""

    kind: Modification
    allowed: bool
    detail: str = ""
    areas: tuple[Area, ...] = ()


def later_changes(signature: EmbeddedPdfSignature, states: States) -> Later:
    """Judge what followed this signature. Needs the coverage to be evaluated."""
    if signature.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Later("NONE", allowed=True)
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Later("OTHER", allowed=False, detail="coverage")
    try:
        signed = states.after(signature.signed_revision)
        changes = tuple(changes_between(signed, states.last))
        permission = permission_of(signed, signature.sig_field, signature.sig_object)
        areas = tuple(areas_of(states.last, signed, changes))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever cannot be compared is a suspicious change
        return Later("OTHER", allowed=False, detail=f"{type(error).__name__}: {error}"[:300])
    return replace(_judged(changes, permission), areas=areas)


def _judged(changes: tuple[Change, ...], permission: Permission) -> Later:
    refused = [change for change in changes if not permission.allows(change)]
    kinds: list[Modification] = ["NONE", *(_NAMED[change.kind] for change in changes)]
    worst = max(kinds, key=_ORDER.index)
    if any(change.kind not in ("fill", "note") for change in refused):
        worst = "OTHER"
    detail = "; ".join(change.place for change in refused)[:300]
    return Later(worst, not refused, detail)
