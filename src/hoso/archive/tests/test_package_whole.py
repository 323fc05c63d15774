"""A whole dossier leaves as one file that proves itself."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from tests import stage

from hoso.archive.actions import package, preserve
from hoso.archive.package.checking import check_package
from hoso.archive.package.report import PackageReport
from hoso.base import clock
from hoso.dossiers.notary import published_key, sequence
from hoso.parties.actors import SYSTEM, Actor
from hoso.seal.trust import TrustStore

pytestmark = pytest.mark.django_db


def packed(dossier: UUID, folder: Path, by: Actor = SYSTEM) -> Path:
    path = folder / "goi.zip"
    with path.open("wb") as into:
        package(dossier, into, by=by)
    return path


def checked(path: Path) -> PackageReport:
    trust = TrustStore.load(Path(settings.HOSO_TRUST))
    return check_package(path, now=clock.now(), keys=[published_key()], trust=trust)


def told(report: PackageReport) -> list[tuple[str, str, str]]:
    return [(one.name, one.place, f"{one.outcome} {one.text.en}") for one in report.checks]


@pytest.fixture
def issued() -> UUID:
    dossier = stage.issued()
    sequence(clock.now())
    preserve(by=SYSTEM)
    return dossier


def test_a_package_is_whole_and_authentic(issued: UUID, tmp_path: Path) -> None:
    report = checked(packed(issued, tmp_path))
    assert report.verdict == "TOTAL_PASSED", told(report)
    assert {
        "container",
        "member",
        "signature",
        "journal",
        "receipt",
        "ledger",
        "papers",
        "evidence",
        "signatures",
    } == {one.name for one in report.checks}
    assert {one.outcome for one in report.checks} == {"ok"}


def test_the_same_state_gives_the_same_bytes_and_any_program_opens_it(issued: UUID, tmp_path: Path) -> None:
    first = packed(issued, tmp_path).read_bytes()
    assert packed(issued, tmp_path).read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert opened.testzip() is None
        assert opened.namelist()[0] == "mimetype"
        rows = json.loads(opened.read("papers.json"))["papers"]
        assert {row["provenance"] for row in rows} >= {"e_form", "register_extract"}
        for file in (file for row in rows for file in row["files"]):
            assert hashlib.sha256(opened.read(file["path"])).hexdigest() == file["sha256"]
        assert "Kiểm tra thế nào" in opened.read("DOC-TRUOC.txt").decode()


def test_its_owner_gets_his_papers_and_no_officer_s_name(issued: UUID, tmp_path: Path) -> None:
    path = packed(issued, tmp_path, stage.who("nguoidan"))
    assert checked(path).verdict == "TOTAL_PASSED"
    with zipfile.ZipFile(path) as opened:
        lines = [json.loads(line) for line in opened.read("journal.jsonl").splitlines()]
        assert len(json.loads(opened.read("papers.json"))["papers"]) >= 2
    assert "line" in lines[0]
    assert all("line" not in one for one in lines[1:])
    told = json.dumps(lines, ensure_ascii=False)
    for officer in ("motcua", "thuly", "lanhdao", "vanthu"):
        assert stage.who(officer).name not in told


def test_an_officer_sees_every_line_and_his_reading_is_written_down(issued: UUID, tmp_path: Path) -> None:
    from hoso.holdings.models import Reading

    path = packed(issued, tmp_path, stage.who("thuly"))
    assert checked(path).verdict == "TOTAL_PASSED"
    with zipfile.ZipFile(path) as opened:
        assert all("line" in json.loads(line) for line in opened.read("journal.jsonl").splitlines())
    assert Reading.objects.filter(reader_name=stage.who("thuly").name).exists()


def test_a_dossier_just_filed_is_whole_too_and_says_what_is_not_there_yet(tmp_path: Path) -> None:
    path = packed(stage.submitted(), tmp_path)
    report = checked(path)
    assert {one.name for one in report.checks if one.outcome == "absent"} == {"evidence", "ledger"}
    assert report.verdict == "TOTAL_PASSED", told(report)


def test_after_renewals_the_package_still_proves_the_first_instant(issued: UUID, tmp_path: Path) -> None:
    from hoso.archive.actions import renew

    renew(by=SYSTEM, every=True)
    renew(by=SYSTEM, algorithm="sha512")
    assert checked(packed(issued, tmp_path)).verdict == "TOTAL_PASSED"


def test_without_trust_it_says_that_nobody_vouches(issued: UUID, tmp_path: Path) -> None:
    report = check_package(packed(issued, tmp_path), now=clock.now())
    assert report.verdict == "INDETERMINATE"
    assert not report.failed, told(report)
    assert "--trust" in report.sentence.vi


def test_strangers_get_nothing(issued: UUID, tmp_path: Path) -> None:
    from hoso.base.errors import NotFound

    for stranger in ("nongdan", "hokinhdoanh", "motcua.tinh", "danhmuc", "quantri"):
        with pytest.raises(NotFound):
            package(issued, io.BytesIO(), by=stage.who(stranger))


def test_on_the_command_line_without_database_and_network(issued: UUID, tmp_path: Path) -> None:
    import os
    import shutil
    import subprocess
    import sys

    from hoso.cli.main import main

    row = stage.row(issued)
    path = tmp_path / "goi.zip"
    assert main(["package", row.code, "-o", str(path)]) == 0
    assert main(["package", "H00-KHONG-CO", "-o", str(tmp_path / "b.zip")]) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["goi.zip"]
    trust = tmp_path / "tin-cay"
    for part in ("anchors", "authorities", "crl"):
        shutil.copytree(Path(settings.HOSO_TRUST) / part, trust / part)
    (trust / "ledger").mkdir()
    (trust / "ledger/so-cai.pub").write_text(published_key().encode())
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "HOSO_VAR": str(tmp_path / "nowhere"),
    }

    def alone(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "hoso.cli", "verify-package", *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    done = alone(str(path), "--trust", str(trust), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["verdict"] == "TOTAL_PASSED"
    assert not (tmp_path / "nowhere").exists()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    done = alone(str(path), "--trust", str(trust))
    assert done.returncode == 1
    assert "KHÔNG còn nguyên vẹn" in done.stdout
