"""What the import linter cannot see: foreign keys, furniture, pointers, words."""

from __future__ import annotations

import configparser
import importlib
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hoso"
TEXTS = {".py", ".md", ".toml", ".txt", ".lock", ".json", ".html", ".js", ".css", ".typ"}
ROOMS = ("parties", "calendars", "catalogue", "papers", "holdings", "grants", "certification", "dossiers", "slips",
         "filing", "intake", "processing", "results", "followup", "reminders", "archive", "oversight")  # fmt: skip


def _floors() -> list[str]:
    """The rooms from the ground up, as the import contract states them."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:floors"]["layers"].split("\n")
    return [line.strip() for line in lines if line.strip()][::-1]


def test_no_foreign_key_points_upstairs() -> None:
    floor = {name.strip(): n for n, line in enumerate(_floors()) for name in line.split("|")}
    upstairs = []
    for model in apps.get_models():
        room = model.__module__.split(".")
        if room[0] != "hoso":
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None or not target.__module__.startswith("hoso."):
                continue
            if floor[target.__module__.split(".")[1]] > floor[room[1]]:
                upstairs.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert not upstairs


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_readme_that_names_what_enters_and_leaves(room: str) -> None:
    readme = SOURCE / room / "README.md"
    assert readme.exists(), f"{room} has no README.md"
    assert len(readme.read_text(encoding="utf-8")) > 200


def test_every_pointer_of_where_is_leads_somewhere() -> None:
    text = (ROOT / "docs" / "where-is.md").read_text(encoding="utf-8")
    pointers = re.findall(r"`(hoso\.[a-z_.0-9]+):([A-Za-z_]+)`", text)
    assert len(pointers) > 25
    lost = []
    for module, name in pointers:
        if not hasattr(importlib.import_module(module), name):
            lost.append(f"{module}:{name}")
    assert not lost


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_append_only_table_is_guarded_by_the_database() -> None:
    from hoso.base.append_only import unguarded_tables

    assert unguarded_tables() == []


def test_nothing_is_left_for_later_in_silence() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    left = [
        str(file.relative_to(ROOT))
        for folder in ("src", "tools", "tests")
        for file in (ROOT / folder).rglob("*.py")
        if words.search(file.read_text(encoding="utf-8")) and file != Path(__file__).resolve()
    ]
    assert not left


def test_what_is_shipped_names_no_machine_it_was_made_on() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    machine = re.compile(r"/work/main|/work/shared|/root/|\bpypi\.org\b|registry\.npmjs")
    found = []
    for name in listed.stdout.splitlines():
        file = ROOT / name
        if file.suffix not in TEXTS or not file.exists() or file == Path(__file__).resolve():
            continue
        if machine.search(file.read_text("utf-8")):
            found.append(name)
    assert not found
