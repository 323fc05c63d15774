"""The verbs of the catalogue: import, draft, publish, abolish."""

from hoso.catalogue.actions.imports import ImportReport, import_procedures
from hoso.catalogue.actions.index_imports import import_entries, import_online_levels
from hoso.catalogue.actions.publishing import abolish, draft_version, publish

__all__ = [
    "ImportReport",
    "abolish",
    "draft_version",
    "import_entries",
    "import_online_levels",
    "import_procedures",
    "publish",
]
