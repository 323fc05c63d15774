"""Synchronisation by a drop folder: one JSON file a message, in the portal's fields; a courier takes them on.

The true state is sent, unknown stays unknown: no invented identity numbers, no pause dressed up as done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from hoso.base import clock
from hoso.base.outbox import handles
from hoso.dossiers.models import Channel, Entry
from hoso.filing.models import Component
from hoso.law.states import State
from hoso.papers.models import Provenance
from hoso.results.models import Result

CHANNELS = {Channel.DIRECT: 1, Channel.ONLINE: 2, Channel.POSTAL: 3}


def folder() -> Path:
    """Where messages wait for the courier."""
    return Path(settings.HOSO_VAR) / "national_portal"


def message(entry: Entry) -> dict[str, Any]:
    """The dossier after a journal line, in the portal's fields; local time as ``yyyyMMddHHmmss``."""
    dossier = entry.dossier
    parts = list(Component.objects.filter(dossier=dossier, current=True).select_related("paper"))
    results = Result.objects.filter(dossier=dossier, issued_at__isnull=False).select_related("paper")
    state = State(entry.state_to)
    return {
        "MaHoSo": dossier.code,
        "SoBienNhan": dossier.receipt_number,
        "MaTTHC": dossier.procedure_code,
        "TenTTHC": dossier.version.procedure.name,
        "KenhThucHien": CHANNELS[Channel(dossier.channel)],
        "ChuHoSo": dossier.owner_name,
        "LoaiDoiTuong": 2 if dossier.owner_organisation_id else 1,
        "NgayNopHoSo": _local(dossier.submitted_at),
        "NgayTiepNhan": _local(dossier.accepted_at),
        "NgayHenTra": _local(entry.due_at),
        "NgayKetThucXuLy": _local(entry.at if state is State.ISSUED else dossier.ended_at),
        "TrangThaiHoSo": state.national_code,
        "DonViXuLy": dossier.agency.name,
        "HoSoCoThanhPhanSoHoa": int(any(_digitised(part) for part in parts)),
        "TaiLieuNop": [
            {
                "TepDinhKemId": str(part.paper_id) if part.paper_id else None,
                "TenTepDinhKem": part.paper.file_name if part.paper else None,
                "MaThanhPhanHoSo": part.key,
                "DuocSoHoa": int(_digitised(part)),
                "DuocTaiSuDung": int(part.from_holdings),
            }
            for part in parts
        ],
        "DanhSachGiayToKetQua": [
            {"TenGiayTo": row.name, "GiayToId": str(row.paper_id), "MaGiayToKetQua": row.code}
            for row in results
        ],
        "ThoiDiemXuLy": _local(entry.at),
        "NguoiXuLy": entry.actor_name[:50],
    }


def _digitised(part: Component) -> bool:
    return bool(part.paper and part.paper.provenance == Provenance.DIGITISED)


def _local(moment: datetime | None) -> str | None:
    return moment.astimezone(clock.VIETNAM).strftime("%Y%m%d%H%M%S") if moment else None


@handles("national_portal.sync")
def _deliver(payload: Mapping[str, Any]) -> None:
    entry = Entry.objects.select_related("dossier__agency", "dossier__version__procedure").get(
        dossier_id=UUID(payload["dossier"]), seq=int(payload["seq"])
    )
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    name = f"{entry.dossier_id}-{entry.seq:04d}.json"
    waiting = place / f".{name}.part"
    with waiting.open("w", encoding="utf-8") as out:
        json.dump(message(entry), out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    waiting.replace(place / name)
