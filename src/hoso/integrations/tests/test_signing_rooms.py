"""A key outside the house that fails gives the number back; one that works decides the dossier."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.certification.models import Register
from hoso.integrations.signing.local import LocalSigning
from hoso.law.states import State
from hoso.papers import ports
from hoso.papers.judging import judge_foreign
from hoso.results import actions as results
from hoso.results import queries
from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE
from hoso.seal.zones import AGENCY_COPY_MARK, SCANNER_MARK

from .signing_places import remote_service, small_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings_file(settings: object, tmp_path: Path) -> Iterator[Path]:
    """The settings of an installation of its own, joined as the wiring does."""
    file, before = tmp_path / "signing.toml", ports._Holder.make
    (tmp_path / "pin").write_text(DEMONSTRATION_PASSPHRASE)
    ports.connect_signing(lambda: LocalSigning(Path(settings.HOSO_TRUST), file))
    yield file
    ports.connect_signing(before)


def _remote(where: str, folder: Path) -> str:
    return (
        f'[service.s]\nurl = "{where}/v2"\nclient_id = "hoso"\nsecret_file = "{folder}/client"\ntimeout_seconds = 2\n'
        '[officer.lanhdao]\nkind = "csc"\nservice = "s"\ncredential = "officer-lanhdao"\npin_file = "pin"\n'
    )


def test_a_remote_key_decides_and_its_failures_give_the_number_back(
    settings: object, settings_file: Path, tmp_path: Path
) -> None:
    dossier, officer = stage.proposed(), stage.who("lanhdao")
    before = stage.everything()
    with remote_service(Path(settings.HOSO_TRUST) / "keys", tmp_path) as where:
        settings_file.write_text(_remote(where, tmp_path), "utf-8")
        (tmp_path / "pin").write_text("000000")
        _refused(dossier, "từ chối mã PIN", before)
        (tmp_path / "pin").write_text(DEMONSTRATION_PASSPHRASE)
    _refused(dossier, "không trả lời", before)
    with remote_service(Path(settings.HOSO_TRUST) / "keys", tmp_path) as where:
        settings_file.write_text(_remote(where, tmp_path) + "# moved\n", "utf-8")
        results.decide(dossier, by=officer)
    (made,) = queries.results_of(dossier)
    assert made.paper.number.startswith("1/")


def test_settings_that_cannot_be_read_stop_the_decision_in_words(settings_file: Path) -> None:
    dossier = stage.proposed()
    before = stage.everything()
    settings_file.write_text("[officer.lanhdao]\nkind = 'magic'\n", "utf-8")
    _refused(dossier, 'officer."lanhdao"', before)


def _refused(dossier: object, told: str, before: object) -> None:
    with pytest.raises(Unavailable, match=told):
        results.decide(dossier, by=stage.who("lanhdao"))
    assert stage.everything() == before
    assert not Register.objects.exists()
    assert stage.row(dossier).state == State.PROPOSED


def test_the_marks_of_digitising_stand_in_their_corners_and_say_who_and_when(settings: object) -> None:
    adapter, officer = LocalSigning(Path(settings.HOSO_TRUST)), stage.who("lanhdao")
    scanned = adapter.as_scanner(officer, small_page())
    sealed = adapter.as_agency(stage.COMMUNE, scanned, place=None, reason="Số hóa", digitised=True)
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        scanner, agency = pdf.Root.AcroForm.Fields
        for field, zone in ((scanner, SCANNER_MARK), (agency, AGENCY_COPY_MARK)):
            wanted = zone.placed((0, 0, 595, 842)).box
            assert [float(edge) for edge in field.Rect] == pytest.approx(wanted, abs=0.01)
    report = judge_foreign(sealed, clock.now())
    assert [(one.role, one.visible_block_matches) for one in report.signatures] == [
        ("personal", True),
        ("agency", True),
    ]
