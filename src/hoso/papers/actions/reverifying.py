"""A verdict computed again, from the paper and the kept evidence alone, and compared line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hoso.base import clock
from hoso.law.text import Text
from hoso.papers.evidence import laid_out
from hoso.papers.queries import data_of, paper
from hoso.papers.records import PaperRecord
from hoso.papers.trust.store import trust_store
from hoso.parties.actors import Actor, require
from hoso.seal.formats.verify_any import verify_file
from hoso.vault.errors import NotStored

_PARTS = ("verdict", "integrity", "reasons", "signatures", "doc_timestamps", "policy", "trust_store_version")
_UNSIGNED = Text("Giấy tờ này không có kết luận về chữ ký.", "No verdict was made on this paper.")
_NO_EVIDENCE = Text(
    "Không có chứng cứ lưu kèm kết luận; đã tính lại theo kho tin cậy hiện nay.",
    "No evidence was kept with the verdict; it was computed by today's trust store.",
)
_GONE = Text("Không còn tệp của giấy tờ trong kho.", "The paper's file is not in the vault any more.")
_MISSING = Text("Thiếu chứng cứ {mark}.", "Evidence {mark} is missing.")
_DIFFERS = Text("{place}: trước là {before}, nay là {after}.", "{place}: was {before}, is now {after}.")


@dataclass(frozen=True, slots=True)
class Reverification:
    """``same`` when the verdict, the integrity and every signature's verdict came out as they were stored.

    ``differences`` explain every line that changed, and what was missing; ``judged_at`` is the instant the
    verdict speaks of, ``computed_at`` when it was computed again.
    """

    paper_id: UUID
    title: str
    same: bool
    stored: str
    computed: str
    judged_at: datetime | None
    computed_at: datetime
    trust_store_version: str
    differences: tuple[Text, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``hoso reverify --json``."""
        return {
            "paper": str(self.paper_id),
            "title": self.title,
            "same": self.same,
            "stored_verdict": self.stored,
            "verdict": self.computed,
            "judged_at": self.judged_at.isoformat() if self.judged_at else None,
            "computed_at": self.computed_at.isoformat(),
            "trust_store_version": self.trust_store_version,
            "differences": [{"vi": one.vi, "en": one.en} for one in self.differences],
        }


def reverify(paper_id: UUID, *, by: Actor) -> Reverification:
    """Compute the stored verdict of a paper again, for the instant it was made, without any network.

    Raises ``NotFound``. Nothing is written.
    """
    require(by, "papers.reverify")
    record = paper(paper_id)
    if not record.report:
        return _told(record, None, "", (_UNSIGNED,), same=True)
    kept = laid_out(paper_id)
    try:
        data = data_of(record)
    except NotStored:
        return _told(record, kept.judged_at if kept else None, "", (_GONE,), same=False)
    judged_at = kept.judged_at if kept else datetime.fromisoformat(record.report["checked_at"])
    report = verify_file(data, kept.store if kept else trust_store(), now=judged_at).as_json()
    notes = [_NO_EVIDENCE] if kept is None else [_MISSING.format(mark=mark) for mark in kept.missing]
    notes += _differences(record.report, report)
    same = _weighty(record.report) == _weighty(report)
    version = str(report["trust_store_version"])
    return _told(record, judged_at, str(report["verdict"]), tuple(notes), same=same, version=version)


def _told(
    record: PaperRecord,
    judged_at: datetime | None,
    computed: str,
    notes: tuple[Text, ...],
    *,
    same: bool,
    version: str = "",
) -> Reverification:
    stored = record.verdict if record.report else ""
    return Reverification(
        record.id, record.title, same, stored, computed, judged_at, clock.now(), version, notes
    )


def _weighty(report: dict[str, Any]) -> tuple[object, ...]:
    return (
        report.get("verdict"),
        report.get("integrity"),
        [(one.get("field"), one.get("verdict")) for one in report.get("signatures", ())],
    )


def _differences(before: dict[str, Any], after: dict[str, Any]) -> list[Text]:
    """One line for each value that is not what it was; sentences are left out, since they may be reworded."""
    old = dict(_lines({part: before.get(part) for part in _PARTS}, ""))
    new = dict(_lines({part: after.get(part) for part in _PARTS}, ""))
    return [
        _DIFFERS.format(place=place, before=old.get(place, "–"), after=new.get(place, "–"))
        for place in dict.fromkeys([*old, *new])
        if old.get(place) != new.get(place)
    ]


def _lines(value: Any, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, held in value.items():
            if key not in {"vi", "en"}:
                yield from _lines(held, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from _lines(held, f"{place}[{number}]")
    else:
        yield place, value
