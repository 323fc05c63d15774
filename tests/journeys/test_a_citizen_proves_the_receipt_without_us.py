"""S0: "Processing time is calculated from the time of receiving electronic files": a time its owner can prove."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.journeys.deeds import a_number, file_copy
from tests.journeys.installation import ROOT
from tests.journeys.visitor import Visitor


def test_a_citizen_proves_the_receipt_without_us(citizen: Visitor, tmp_path: Path) -> None:
    """S0: "Processing time is calculated from the time of receiving electronic files." Its owner proves that time."""
    path = file_copy(citizen, a_number())
    receipt, key = tmp_path / "bien-nhan.json", tmp_path / "so-cai.pub"
    receipt.write_bytes(citizen.go(f"{path}/bien-nhan").download("Tệp biên nhận để chứng minh"))
    number = citizen.page.locator(".govuk-panel .hoso-code").inner_text()
    citizen.go("/so-cai")
    key.write_text(published_key(citizen))

    alone = verified(receipt, key, tmp_path)
    assert alone.returncode == 0, alone.stdout + alone.stderr
    assert number in alone.stdout or number in receipt.read_text()

    forged = json.loads(receipt.read_text())
    changed = re.sub(r"(2\d{3})-(\d\d)-(\d\d)T", lambda found: f"{int(found[1]) - 1}-{found[2]}-{found[3]}T",
                     json.dumps(forged, ensure_ascii=False))  # fmt: skip
    assert changed != json.dumps(forged, ensure_ascii=False)
    earlier = tmp_path / "som-hon.json"
    earlier.write_text(changed)
    assert verified(earlier, key, tmp_path).returncode != 0, "nobody dates his receipt back"


def test_a_citizen_takes_the_whole_dossier_away_and_proves_it_without_us(
    citizen: Visitor, tmp_path: Path
) -> None:
    """S0: electronic files have legal value as paper has; so they must be worth something without this system too."""
    path = file_copy(citizen, a_number())
    package, key = tmp_path / "ho-so.zip", tmp_path / "so-cai.pub"
    package.write_bytes(citizen.go(path).download("Tải trọn gói hồ sơ (ZIP)"))
    citizen.go("/so-cai")
    key.write_text(published_key(citizen))

    alone = verified(package, key, tmp_path, "verify-package")
    assert alone.returncode == 0, alone.stdout + alone.stderr
    assert {one["outcome"] for one in json.loads(alone.stdout)["checks"]} <= {"ok", "absent"}

    broken = bytearray(package.read_bytes())
    broken[len(broken) // 2] ^= 1
    (tmp_path / "sua.zip").write_bytes(broken)
    told = verified(tmp_path / "sua.zip", key, tmp_path, "verify-package")
    assert told.returncode == 1
    assert "KHÔNG còn nguyên vẹn" in told.stdout


def published_key(citizen: Visitor) -> str:
    """The line that stands on the public page of the ledger."""
    return citizen.page.locator("main pre").first.inner_text().strip()


def verified(
    file: Path, key: Path, folder: Path, command: str = "verify-receipt"
) -> subprocess.CompletedProcess[str]:
    """``hoso verify-receipt`` (or another check) on a machine that has neither our folder nor our database."""
    nowhere = folder / "no-such-folder"
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {
        "PYTHONPATH": str(ROOT / "src"),
        "HOSO_VAR": str(nowhere),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    }
    arguments = [sys.executable, "-m", "hoso.cli", command, str(file), "--key", str(key), "--json"]
    done = subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert not (nowhere / "hoso.sqlite3").exists()
    return done
