"""Certified copies: the original as digitised at the counter, joined with the certifier's statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hoso.base.errors import Invalid
from hoso.catalogue import queries as catalogue
from hoso.certification.registers import COPIES
from hoso.dossiers.models import Dossier
from hoso.filing.models import Component
from hoso.law.text import Text
from hoso.papers.records import PaperRecord, record_of

TEMPLATE = "certification_page"
NO_ORIGINAL = Text(
    "Chưa có bản số hóa của bản chính. Bản chính phải được xuất trình và số hóa tại quầy trước khi chứng thực.",
    "The original was not digitised. It must be shown and digitised at the counter before certification.",
)


def is_certified_copy(dossier: Dossier) -> bool:
    """Whether the result of this dossier is a certified copy of an original."""
    result = catalogue.version(dossier.version_id).result
    return result is not None and result.template == TEMPLATE


def original_of(dossier: Dossier) -> PaperRecord:
    """The digitised original that is to be certified. Raises ``Invalid`` when it was not digitised here."""
    keys = [one.key for one in catalogue.version(dossier.version_id).components if not one.from_form]
    row = (
        Component.objects.filter(dossier=dossier, current=True, key__in=keys, paper__isnull=False)
        .exclude(paper__digitised_by="")
        .select_related("paper")
        .first()
    )
    if row is None:
        raise Invalid(NO_ORIGINAL)
    return record_of(row.paper)


def page_facts(dossier: Dossier, number: str, at: datetime) -> dict[str, Any]:
    """What the certifier's page says beyond the answers; nothing for any other kind of result."""
    if not is_certified_copy(dossier):
        return {}
    original = original_of(dossier)
    return {
        "pages": original.pages or 1,
        "certification_number": number,
        "register": COPIES,
        "certified_at": at,
        "copy_sha256": original.sha256,
    }
