"""The verbs of the catalogue: import, draft, publish, abolish, review, simplify."""

from hoso.catalogue.actions.imports import ImportReport, import_procedures
from hoso.catalogue.actions.index_imports import import_entries, import_online_levels
from hoso.catalogue.actions.publishing import abolish, draft_version, publish
from hoso.catalogue.actions.reviews import decide_review, open_campaign, propose_simplification

__all__ = [
    "ImportReport",
    "abolish",
    "decide_review",
    "draft_version",
    "import_entries",
    "import_online_levels",
    "import_procedures",
    "open_campaign",
    "propose_simplification",
    "publish",
]
