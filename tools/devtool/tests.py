"""``./dev test``: the whole suite, on SQLite and on PostgreSQL, with what it needs installed first."""

from __future__ import annotations

import os
import sys
import time

from devtool import packages, postgres
from devtool.environment import ready, run

# Everything below the rooms runs once; what touches the database runs on both engines.
CRAFTS = ["law", "seal", "scan", "ledger", "vault", "press", "reckoning"]
CRAFT_PATHS = [f"src/hoso/{name}" for name in CRAFTS]


def test(arguments: list[str]) -> int:
    """Run everything; with arguments, hand them to pytest on SQLite alone."""
    ready("test")
    if arguments:
        return run("-m", "pytest", *arguments, kind="test")
    missing = packages.supply()
    gone = {package.name for package in missing}
    parts: list[tuple[str, int, float]] = []

    def part(name: str, *command: str, **more: str) -> None:
        print(f"\n== {name}", flush=True)
        begun = time.monotonic()
        parts.append((name, run(*command, kind="test", **more), time.monotonic() - begun))

    several = ["-m", "pytest", "-q", "-n", str(os.cpu_count() or 2), "--dist", "loadfile"]
    rooms = [f"--ignore={path}" for path in [*CRAFT_PATHS, "tests/journeys", "tests/house"]]
    browser = [] if "chromium" not in gone else ["-m", "not browser"]
    part("house rules, lint, types", "tools/check.py")
    part("crafts, without Django", *several, "-p", "no:django", *CRAFT_PATHS)
    part("rooms and doors on SQLite", *several, *rooms, *browser, DATABASE_URL="")
    with postgres.server() as address:
        if address:
            part("rooms and doors on PostgreSQL", *several, *rooms, "-m", "not browser", DATABASE_URL=address)
    if "chromium" not in gone:
        part("journeys in the browser", *several, "tests/journeys", DATABASE_URL="")
    return _closing(parts, missing, postgres_ran=address is not None)


def _closing(
    parts: list[tuple[str, int, float]], missing: list[packages.SystemPackage], *, postgres_ran: bool
) -> int:
    print("\n== summary")
    for name, code, seconds in parts:
        print(f"  {'passed' if code == 0 else 'FAILED':8}{seconds:7.1f} s  {name}")
    if not postgres_ran:
        print("  NOT RUN: everything on PostgreSQL")
    for package in missing:
        print(f"  NOT RUN: {package.purpose}, because {package.name} is missing")
    if missing:
        print("  To run them:  ", packages.command_for(missing))
    failed = sum(code != 0 for _, code, _ in parts) + (0 if postgres_ran else 1) * (
        1 if os.environ.get("CI") else 0
    )
    if os.environ.get("CI"):
        failed += len(missing)
    print(f"{len(parts) - sum(code != 0 for _, code, _ in parts)} passed, {failed} failed")
    sys.stdout.flush()
    return 1 if failed else 0
