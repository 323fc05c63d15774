"""What the browser loads is ours to serve, complete, and small enough to read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

SCREENS = Path(__file__).resolve().parents[1]
STATIC = SCREENS / "static" / "screens"
ASSETS = SCREENS.parents[2] / "assets"
SHEETS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere_and_no_absent_file_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "sourceMappingURL" not in text
    if path.suffix == ".css":
        for named in re.findall(r"url\(['\"]?([^)'\"]+)", text):
            assert named.startswith("data:") or (path.parent / named).is_file()
    elif path.parent.name == "js":
        for named in re.findall(r"from \"([^\"]+)\"", text):
            assert (path.parent / named).is_file()


def test_the_style_names_no_other_governments_letters_or_crest() -> None:
    style = (STATIC / "govuk.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in style
    assert "crest" not in style
    assert "Be Vietnam Pro" in style


def test_each_vendored_work_lies_beside_its_licence() -> None:
    for name in ("govuk-frontend", "htmx", "be-vietnam-pro"):
        assert (STATIC / "licences" / f"{name}-LICENSE.txt").stat().st_size > 200


def test_our_own_sheets_and_scripts_stay_short() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 300, sheet.name
    for script in (STATIC / "js").glob("*.js"):
        assert len(script.read_text(encoding="utf-8").splitlines()) <= 120, script.name


def test_the_lock_pins_every_package_by_its_hash_and_names_no_registry() -> None:
    packages = json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = {name: facts for name, facts in packages.items() if name}
    assert pinned
    for facts in pinned.values():
        assert facts["integrity"].startswith("sha512-")
        assert "resolved" not in facts
