"""Check a package with nothing but the file and whom one trusts: no database, no network, nothing unpacked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from hoso.ledger.errors import LedgerError
from hoso.ledger.keys import LogKey
from hoso.seal.trust import TrustStore

from . import layout
from .form import LOCAL_MARK, LOCAL_SIZE
from .lines import check_journal
from .papers import check_papers
from .proofs import check_proofs, check_receipt
from .reading import Members, Refused, open_package
from .report import PackageReport
from .trusted import packed_store

_MOST_JSON = 64 * 1024 * 1024


@dataclass(slots=True)
class Opened:
    """A package whose container and manifest could be read, and whom to believe."""

    members: Members
    report: PackageReport
    keys: list[LogKey]
    keys_are_published: bool
    trust: TrustStore
    now: datetime
    facts: dict[str, Any] = field(default_factory=dict)

    def json(self, name: str) -> Any:
        """A member as JSON. Raises ``Refused``."""
        return read_json(self.members, name)


def check_package(
    path: Path, *, now: datetime, keys: list[LogKey] | None = None, trust: TrustStore | None = None
) -> PackageReport:
    """The report on a package: always a report, whatever the file is. ``now`` is aware.

    ``keys`` are the published keys of the ledger, ``trust`` the roots one believes. Without them what came with
    the package is used, and the report says that it proves nothing about who packed. Raises ``OSError``.
    """
    with path.open("rb") as file:
        return check_stream(file, now=now, keys=keys, trust=trust)


def check_stream(
    file: BinaryIO, *, now: datetime, keys: list[LogKey] | None = None, trust: TrustStore | None = None
) -> PackageReport:
    """The same for an open file that can be read anywhere. With ``keys``, a package that none of them signed is
    refused before its papers are looked at.
    """
    report = PackageReport(anchored=bool(keys) and trust is not None)
    try:
        _check(open_package(file), report, now, keys, trust)
    except Refused as refusal:
        report.add(refusal.name, refusal.place, "failed", refusal.text.vi, refusal.text.en)
    return report


def is_package(head: bytes) -> bool:
    """Whether a file begins as a dossier package does: its first member names the media type."""
    mark = layout.MEDIA_TYPE.encode()
    return head.startswith(LOCAL_MARK) and head[LOCAL_SIZE : LOCAL_SIZE + 8 + len(mark)] == b"mimetype" + mark


def _check(
    members: Members,
    report: PackageReport,
    now: datetime,
    keys: list[LogKey] | None,
    trust: TrustStore | None,
) -> None:
    report.add(
        "container", "", "ok", "Khung gói nguyên vẹn từng byte.", "The container is whole, every byte."
    )
    believed = keys or _packed_keys(members)
    _check_own(members, report)
    if report.failed:
        return  # nothing that the manifest says can be held against the other members
    manifest = read_json(members, layout.MANIFEST)
    _check_signature(members, believed, report, trusted=bool(keys))
    _check_members(members, manifest, report)
    if report.failed:
        return  # what was altered is named; reading on would only repeat it in other words
    opened = Opened(members, report, believed, bool(keys), packed_store(members, trust), now, manifest)
    report.reference = str(manifest.get("reference", ""))[:60]
    for part in _PARTS:
        try:
            part(opened)
        except Refused as refusal:
            report.add(refusal.name, refusal.place, "failed", refusal.text.vi, refusal.text.en)


_PARTS: tuple[Callable[[Opened], None], ...] = (check_journal, check_receipt, check_proofs, check_papers)


def read_json(members: Members, name: str) -> Any:
    """A member as a JSON object. Raises ``Refused``."""
    try:
        found = json.loads(members.read(name, _MOST_JSON))
    except (ValueError, RecursionError) as error:
        raise Refused("member", name, f"Không đọc được {name}.", f"{name} cannot be read.") from error
    if not isinstance(found, dict):
        raise Refused("member", name, f"Không đọc được {name}.", f"{name} cannot be read.")
    return found


_OWN = (layout.MANIFEST, layout.SIGNATURE)


def _check_own(members: Members, report: PackageReport) -> None:
    """The manifest and its signature, which the manifest cannot list: there, and as their CRC says."""
    for name in _OWN:
        if not members.is_sound(name):
            report.add("member", name, "failed", f"Thành phần {name} đã bị sửa.", f"{name} was altered.")


def _check_members(members: Members, manifest: dict[str, Any], report: PackageReport) -> None:
    """Every member against the manifest: altered, missing, added, in another order."""
    rows = manifest.get("files")
    listed: dict[str, tuple[Any, Any]] = {
        str(one.get("path")): (one.get("size"), one.get("sha256"))
        for one in (rows if isinstance(rows, list) else ())
        if isinstance(one, dict)
    }
    for name, size, sha256, crc_agrees in members.digests(but=_OWN):
        if name not in listed:
            report.add(
                "member",
                name,
                "failed",
                f"Thành phần {name} không có trong bản kê: bị thêm vào sau.",
                f"The member {name} is not in the manifest: it was added.",
            )
        elif listed[name] != (size, sha256) or not crc_agrees:
            report.add("member", name, "failed", f"Thành phần {name} đã bị sửa.", f"{name} was altered.")
    for name in (*(one for one in listed if one not in members.places), *_required(members)):
        report.add("member", name, "failed", f"Thiếu thành phần {name}.", f"The member {name} is missing.")
    named = any(one.name == "member" and one.outcome == "failed" for one in report.checks)
    if not named and list(members.places) != [*listed, *_OWN]:
        report.add(
            "member", "", "failed", "Thứ tự các thành phần bị đổi.", "The order of members was changed."
        )
    elif not named:
        count = len(members.places)
        report.add(
            "member", "", "ok", f"{count} thành phần khớp bản kê.", f"{count} members fit the manifest."
        )


def _required(members: Members) -> list[str]:
    return [name for name in layout.REQUIRED if name not in members.places]


def _packed_keys(members: Members) -> list[LogKey]:
    try:
        return [LogKey.parse(members.read(layout.KEY, 4096).decode("utf-8", "replace").strip())]
    except LedgerError:
        return []


def _check_signature(members: Members, keys: list[LogKey], report: PackageReport, *, trusted: bool) -> None:
    manifest_bytes = members.read(layout.MANIFEST, _MOST_JSON)
    signed = read_json(members, layout.SIGNATURE)
    if not any(layout.signed_by(key, manifest_bytes, signed) for key in keys):
        report.add(
            "signature",
            layout.SIGNATURE,
            "failed",
            "Bản kê không mang chữ ký đúng của hệ thống đã đóng gói.",
            "The manifest is not rightly signed by the system that packed it.",
        )
    elif trusted:
        report.add(
            "signature", "", "ok", "Bản kê do đúng hệ thống ký.", "The manifest is signed by the system."
        )
    else:
        report.add(
            "signature",
            layout.KEY,
            "absent",
            f"Bản kê có chữ ký khớp, nhưng khóa nằm ngay trong gói. Hãy so dấu vân {keys[0].fingerprint}.",
            f"The manifest's signature fits, but the key came along. Compare its fingerprint {keys[0].fingerprint}.",
        )
