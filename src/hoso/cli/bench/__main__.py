"""One part in this process: ``python -m hoso.cli.bench PART``. Its rows go out as lines of JSON."""

from __future__ import annotations

import importlib
import os
import sys


def main(name: str) -> None:
    """Make Django ready where the part has a database, and measure."""
    from hoso.cli.bench.running import PARTS

    part = next(part for part in PARTS if part.name == name)
    if part.needs_database:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoso.project.settings")
        import django

        django.setup()
    importlib.import_module(f"hoso.cli.bench.{name}").measure()


if __name__ == "__main__":
    main(sys.argv[1])
