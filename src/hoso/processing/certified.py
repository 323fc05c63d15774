"""Certified copies: the originals as digitised at the counter, each joined with the certifier's statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.catalogue import queries as catalogue
from hoso.certification.queries import comparison_of
from hoso.certification.registers import COPIES
from hoso.dossiers.models import Dossier
from hoso.filing.models import Component
from hoso.law.copies import STATEMENT
from hoso.law.text import Text
from hoso.papers.records import PaperRecord, record_of

TEMPLATE = "certification_page"
EXTRACT = "civil_status_extract"
NO_ORIGINAL = Text(
    "Chưa có bản số hóa của bản chính. Bản chính phải được xuất trình và số hóa tại quầy trước khi chứng thực.",
    "The original was not digitised. It must be shown and digitised at the counter before certification.",
)


def _template(dossier: Dossier) -> str:
    result = catalogue.version(dossier.version_id).result
    return (result.template or "") if result else ""


def is_certified_copy(dossier: Dossier) -> bool:
    """Whether the result of this dossier is a certified copy of an original."""
    return _template(dossier) == TEMPLATE


def is_drawn_copy(dossier: Dossier) -> bool:
    """Whether the result of this dossier is a copy drawn from an original register."""
    return _template(dossier) == EXTRACT


def originals_of(dossier: Dossier) -> tuple[PaperRecord, ...]:
    """The digitised originals that are to be certified, each for a copy of its own.

    Raises ``Invalid`` when none was digitised here.
    """
    keys = [one.key for one in catalogue.version(dossier.version_id).components if not one.from_form]
    rows = (
        Component.objects.filter(dossier=dossier, current=True, key__in=keys, paper__isnull=False)
        .exclude(paper__digitised_by="")
        .select_related("paper")
        .order_by("added_at", "id")
    )
    found = tuple(record_of(row.paper) for row in rows)
    if not found:
        raise Invalid(NO_ORIGINAL)
    return found


def page_facts(
    dossier: Dossier, number: str, at: datetime, original: PaperRecord | None = None
) -> dict[str, Any]:
    """What the certifier's page says beyond the answers; nothing for any other kind of result.

    ``original`` None: the first. Once compared, it bears the name the certifier read on it.
    """
    if not is_certified_copy(dossier):
        return {}
    paper = original or originals_of(dossier)[0]
    facts: dict[str, Any] = {
        "statement": STATEMENT,
        "pages": paper.pages or 1,
        "certification_number": number,
        "register": f"Sổ chứng thực bản sao điện tử từ bản chính, quyển {clock.civil_day(at).year}-{COPIES}",
        "certified_at": at,
        "copy_sha256": paper.sha256,
    }
    seen = comparison_of(paper.id)
    if seen is None:
        return facts
    named = {
        "original_name": seen.name,
        "original_number": seen.number or None,
        "original_issuer": seen.issuer or None,
        "compared_by": seen.by_name,
        "compared_at": seen.at,
    }
    return facts | named
