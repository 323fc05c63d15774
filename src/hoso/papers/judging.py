"""What the signatures of a file say, by the trust store of this installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoso.papers.evidence import laid_out
from hoso.papers.queries import data_of
from hoso.papers.records import PaperRecord
from hoso.papers.trust.revocation import with_fetched
from hoso.papers.trust.store import trust_store
from hoso.seal.formats.verify_any import verify_file
from hoso.seal.trust import TrustStore
from hoso.seal.verify import Report, verify_here

__all__ = ["Judged", "etsi_of", "etsi_of_paper", "judge", "judge_foreign", "judge_own", "trust_store"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with the store it was made from: what ``evidence.keep_evidence`` wants to know."""

    report: Report
    store: TrustStore

    @property
    def json(self) -> dict[str, Any]:
        """The report as plain JSON (see ``seal.verdict.report.Report.as_json``)."""
        return self.report.as_json()


def judge_own(pdf: bytes, now: datetime) -> Judged:
    """The verdict on a file made here."""
    store = trust_store()
    return Judged(verify_here(pdf, store, now=now, drawn=False), store)


def judge(data: bytes, now: datetime, *, name: str = "", content: bytes | None = None) -> Judged:
    """The verdict on a file from outside, PDF, XML, CMS or ASiC: read in a worker with limits.

    ``content``: the file that a signature standing alone signs. When only revocation data is missing, it is
    asked for where the authorities say, if this installation may (see ``ports.Revocation``), and judged once more.
    """
    store = trust_store()
    report = verify_file(data, store, now=now, name=name, content=content)
    richer = with_fetched(store, report, data, content, now)
    if richer is not None:
        store = richer
        report = verify_file(data, store, now=now, name=name, content=content)
    return Judged(report, store)


def judge_foreign(data: bytes, now: datetime, *, name: str = "", content: bytes | None = None) -> Report:
    """The report of ``judge`` alone."""
    return judge(data, now, name=name, content=content).report


def etsi_of(data: bytes, now: datetime, *, name: str = "", content: bytes | None = None) -> bytes:
    """The validation report on a file from outside as XML (ETSI TS 119 102-2)."""
    from hoso.seal.reporting.etsi import etsi_report  # the engine is only loaded where it works
    from hoso.seal.reporting.material import material_of

    judged = judge(data, now, name=name, content=content)
    return etsi_report(judged.report, material_of(data, content), content or data, judged.store)


def etsi_of_paper(record: PaperRecord) -> bytes:
    """The validation report on a stored paper as XML: computed from its kept evidence, for its own instant."""
    from hoso.seal.reporting.etsi import etsi_report  # the engine is only loaded where it works
    from hoso.seal.reporting.material import material_of

    kept, data = laid_out(record.id), data_of(record)
    store = kept.store if kept else trust_store()
    report = verify_file(
        data, store, now=kept.judged_at if kept else record.created_at, name=record.file_name
    )
    return etsi_report(report, material_of(data), data, store)
