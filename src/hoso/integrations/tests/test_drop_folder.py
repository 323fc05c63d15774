"""The drop folder: the true state in the portal's fields, whole files only, again without harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests import stage

from hoso.base import clock, outbox
from hoso.base.models import OutboxMessage
from hoso.law.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: object, tmp_path: Path) -> Path:
    settings.HOSO_VAR = tmp_path
    return tmp_path / "national_portal"


def deliver() -> None:
    OutboxMessage.objects.exclude(topic="national_portal.sync").update(done_at=clock.now())
    outbox.drain()


def sent(folder: Path, dossier: object) -> list[dict[str, object]]:
    return [json.loads(file.read_text()) for file in sorted(folder.glob(f"{dossier}-*.json"))]


def test_every_line_that_matters_is_told_in_the_portals_words(folder: Path) -> None:
    dossier = stage.issued()
    deliver()
    told = sent(folder, dossier)
    row = stage.row(dossier)
    assert told[0]["TrangThaiHoSo"] == State.SUBMITTED.national_code
    last = told[-1]
    assert last["TrangThaiHoSo"] == State.ISSUED.national_code == 9
    assert (last["MaHoSo"], last["SoBienNhan"]) == (row.code, row.receipt_number)
    assert last["NgayHenTra"] == row.due_at.astimezone(clock.VIETNAM).strftime("%Y%m%d%H%M%S")
    assert last["DanhSachGiayToKetQua"][0]["MaGiayToKetQua"].startswith(row.code)
    assert told[0]["NgayHenTra"] is None  # unknown stays unknown
    assert not list(folder.glob(".*"))


def test_a_pause_is_told_as_a_pause(folder: Path) -> None:
    dossier = stage.awaiting_supplement()
    deliver()
    assert sent(folder, dossier)[-1]["TrangThaiHoSo"] == 5


def test_delivered_again_it_is_the_same_file(folder: Path) -> None:
    stage.submitted()
    deliver()
    (before,) = [(file.name, file.read_bytes()) for file in folder.iterdir()]
    OutboxMessage.objects.filter(topic="national_portal.sync").update(done_at=None)
    deliver()
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [before]
