"""``hoso prepare``: what must be there before anything is served. Quick when it is there already."""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from pathlib import Path

from django.conf import settings

from hoso.cli.setting_up import set_up


def add(parser: argparse.ArgumentParser) -> None:
    """No options."""
    parser.add_argument(
        "--again", action="store_true", help="prepare even when nothing seems to have changed"
    )


def run(given: argparse.Namespace) -> int:
    """Migrate, lay in the catalogue and the demonstration, make the keys; nothing when nothing has changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoso.project.settings")
    begun = time.monotonic()
    mark = Path(settings.HOSO_VAR) / "prepared"
    state = _state()
    if not given.again and mark.exists() and mark.read_text() == state:
        return 0
    set_up()
    from django.core.management import call_command

    from hoso.base.preparing import run_all

    for folder in (settings.HOSO_VAR, settings.STATIC_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    with _quick_sqlite():
        call_command("migrate", verbosity=0)
        if settings.HOSO_DEMONSTRATION:
            run_all()
    if settings.HOSO_DEMONSTRATION:
        from hoso.cli.commands.welcome import words

        (Path(settings.HOSO_VAR) / "welcome.txt").write_text(words())
    mark.write_text(state)
    print(f"Prepared in {time.monotonic() - begun:.1f} s.", flush=True)
    return 0


def _state() -> str:
    """Changes when a migration, shipped data or the database's address changes."""
    root = Path(__file__).resolve().parents[2]
    files = [*root.glob("*/migrations/*.py"), *root.glob("*/data/**/*"), *root.glob("*/demonstration.py")]
    facts = [str(settings.DATABASES["default"]["NAME"]), settings.HOSO_BASE_URL]
    facts += [f"{file}:{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in sorted(files)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


class _quick_sqlite:  # noqa: N801 - reads as a phrase where it is used
    """Making a new embedded database needs no power-cut safety between its steps: it can be made again."""

    def __enter__(self) -> None:
        self._set("OFF")

    def __exit__(self, *_: object) -> None:
        self._set("FULL")

    def _set(self, mode: str) -> None:
        from django.db import connection

        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={mode}")
