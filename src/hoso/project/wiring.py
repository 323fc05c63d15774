"""Which adapter stands behind which port. Read this file to know what talks to what."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def join() -> None:
    """Join ports to adapters. Called once when the project has loaded."""
    from hoso.integrations.national_portal import drop_folder  # noqa: F401 - registers its handler
    from hoso.integrations.signing.local import LocalSigning
    from hoso.papers.ports import connect_signing

    connect_signing(LocalSigning(Path(settings.HOSO_TRUST)))
