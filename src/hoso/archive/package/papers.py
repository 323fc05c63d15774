"""The papers in a package: their evidence records, and their signatures judged at the time those prove."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from hoso.ledger.receipt import LARGEST
from hoso.ledger.receipt import read as read_receipt
from hoso.seal.preservation.report import RecordReport
from hoso.seal.preservation.verification import verify_record
from hoso.seal.verify import LARGEST_BYTES, verify

from . import layout
from .reading import Members, Refused

if TYPE_CHECKING:
    from .checking import Opened

_MOST_RECORD = 16 * 1024 * 1024
_SECONDS = 20.0


def check_papers(opened: Opened) -> None:
    """Every paper of ``papers.json``: files, evidence, signatures; and that no other file lies there."""
    rows = opened.json(layout.PAPERS).get("papers")
    if not isinstance(rows, list):
        raise Refused("papers", layout.PAPERS, "Danh mục giấy tờ hỏng.", "The list of papers is broken.")
    _check_filed(opened, rows)
    named = set()
    for row in rows:
        files, evidence, said = _paths(row, opened.members)
        named |= {*files, evidence, said}
        proven_at = _check_evidence(opened, files, evidence)
        _check_signatures(opened, files[0], said, str(row.get("media_type")), proven_at)
    for name in opened.members.places:
        if name.startswith(("papers/", "evidence/", "reports/")) and name not in named:
            raise Refused(
                "papers", name, f"Tệp {name} không thuộc giấy tờ nào.", f"{name} belongs to no paper."
            )


def _check_filed(opened: Opened, rows: list[Any]) -> None:
    """Every file that the receipt lists is in the package: whoever packs anew cannot leave one out."""
    listed = {str(one.get("path")): str(one.get("sha256")) for one in opened.facts["files"]}
    there = {listed.get(name, "") for row in rows for name in _paths(row, opened.members)[0]}
    receipt, _ = read_receipt(opened.members.read(layout.RECEIPT, LARGEST))
    lost = [file.name for file in receipt.files if file.sha256 not in there]
    if lost:
        raise Refused(
            "papers",
            layout.PAPERS,
            f"Gói thiếu {len(lost)} tệp mà biên nhận có ghi.",
            f"{len(lost)} files that the receipt lists are not in the package.",
        )
    count = len(receipt.files)
    opened.report.add(
        "papers",
        "",
        "ok",
        f"Đủ {count} tệp đã ghi trong biên nhận.",
        f"All {count} files that the receipt lists are there.",
    )


def _paths(row: Any, members: Members) -> tuple[list[str], str, str]:
    """(files, evidence or nothing, report) of a row. Raises ``Refused`` when one of them is not there."""
    try:
        files = [str(one["path"]) for one in row["files"]]
        evidence, said = str(row.get("evidence") or ""), str(row["report"])
    except (TypeError, KeyError, AttributeError) as error:
        raise Refused(
            "papers", layout.PAPERS, "Danh mục giấy tờ hỏng.", "The list of papers is broken."
        ) from error
    for name in (*files, said, *((evidence,) if evidence else ())):
        if name not in members.places:
            raise Refused("papers", name, f"Thiếu thành phần {name}.", f"The member {name} is missing.")
    if not files:
        raise Refused("papers", layout.PAPERS, "Có giấy tờ không kèm tệp.", "A paper comes without a file.")
    return files, evidence, said


def _check_evidence(opened: Opened, files: list[str], evidence: str) -> datetime | None:
    """Since when the evidence record proves these files; None without one, or when it does not hold."""
    if not evidence:
        vi = "Chưa có bản ghi bằng chứng: hệ thống niêm phong mỗi đêm."
        opened.report.add(
            "evidence", files[0], "absent", vi, "No evidence record yet: papers are sealed every night."
        )
        return None
    objects = {name: opened.members.stream(name) for name in files}
    data = opened.members.read(evidence, _MOST_RECORD)
    report = verify_record(data, objects, opened.trust, now=opened.now)
    _told(opened, evidence, report)
    return report.proven_at


def _told(opened: Opened, place: str, report: RecordReport) -> None:
    outcome = {"TOTAL_PASSED": "ok", "TOTAL_FAILED": "failed"}.get(report.verdict, "unknown")
    why = next((one for one in report.checks if one.outcome == outcome and outcome != "ok"), None)
    vi = f"{report.sentence.vi} {why.text.vi if why else ''}".strip()
    en = f"{report.sentence.en} {why.text.en if why else ''}".strip()
    opened.report.add("evidence", place, outcome, vi, en)  # type: ignore[arg-type]  # the three values above


def _check_signatures(
    opened: Opened, file: str, said: str, media_type: str, proven_at: datetime | None
) -> None:
    """Judge the signatures anew, at the proven time if there is one, and compare with what was found when kept."""
    if media_type != "application/pdf":
        return
    then = str(opened.json(said).get("verdict", "NO_SIGNATURE"))
    data = opened.members.read(file, LARGEST_BYTES)
    found = verify(data, opened.trust, now=proven_at or opened.now, seconds=_SECONDS)
    if found.verdict == then:
        vi, en = f"{found.sentence.vi} (như khi được lưu)", f"{found.sentence.en} (as when it was kept)"
        opened.report.add("signatures", file, "ok", vi, en)
        return
    worse = found.verdict == "TOTAL_FAILED" and then != "TOTAL_FAILED"
    opened.report.add(
        "signatures",
        file,
        "failed" if worse else "unknown",
        f"Chữ ký nay là {found.verdict}, khi lưu là {then}: {found.sentence.vi}",
        f"The signatures are now {found.verdict}, when kept {then}: {found.sentence.en}",
    )
