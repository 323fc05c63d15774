"""What the signatures of a file say, by the trust store of this installation."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from hoso.seal.formats.verify_any import verify_file
from hoso.seal.trust import TrustStore
from hoso.seal.verify import Report, verify_here


@lru_cache(maxsize=2)
def _store_at(directory: str, _newest: float) -> TrustStore:
    return TrustStore.load(Path(directory), production=not settings.HOSO_DEMONSTRATION)


def trust_store() -> TrustStore:
    """The trust store of this installation, read again when its directory changes."""
    directory = Path(settings.HOSO_TRUST)
    parts = [directory / name for name in ("anchors", "authorities", "crl")]
    newest = max(
        (file.stat().st_mtime for part in parts if part.is_dir() for file in part.rglob("*")), default=0.0
    )
    return _store_at(str(directory), newest)


def signature_report(pdf: bytes, now: datetime) -> dict[str, Any]:
    """The verdict on a file made here, as plain JSON (see ``seal.verdict.report.Report.as_json``)."""
    return verify_here(pdf, trust_store(), now=now).as_json()


def judge_foreign(data: bytes, now: datetime, *, name: str = "", content: bytes | None = None) -> Report:
    """The verdict on a file from outside, PDF, XML, CMS or ASiC: read in a worker with limits.

    ``content``: the file that a signature standing alone signs.
    """
    return verify_file(data, trust_store(), now=now, name=name, content=content)


def etsi_of(data: bytes, now: datetime, *, name: str = "", content: bytes | None = None) -> bytes:
    """The validation report on a file from outside as XML (ETSI TS 119 102-2)."""
    from hoso.seal.reporting.etsi import etsi_report  # the engine is only loaded where it works
    from hoso.seal.reporting.material import material_of

    report = judge_foreign(data, now, name=name, content=content)
    return etsi_report(report, material_of(data, content), content or data, trust_store())
