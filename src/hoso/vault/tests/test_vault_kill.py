"""Killing a process while it puts files leaves whole objects or none."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from hoso.vault import LocalVault, audit
from hoso.vault.audit import Trouble

PUTTER = Path(__file__).with_name("vault_putter.py")
SOURCE = Path(__file__).parents[3]
KILLS = 15


def put_and_kill(directory: Path, seed: int, after: float) -> list[str]:
    """Lines that the putter had told before SIGKILL reached it."""
    command = [sys.executable, str(PUTTER), str(directory), str(seed)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(SOURCE)}
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(after)
        child.kill()
        told = child.stdout.read()
    # A line cut off by the kill was not told.
    return [line for line in told.splitlines(keepends=True) if line.endswith("\n")]


def test_a_kill_at_any_moment_leaves_no_half_object_and_loses_nothing_promised(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    promised: dict[str, int] = {}
    for seed in range(KILLS):
        for line in put_and_kill(tmp_path, seed, chance.uniform(0, 0.15)):
            sha256, size = line.split()
            promised[sha256] = int(size)
    vault = LocalVault(tmp_path)
    troubles = {finding.trouble for finding in audit(vault, sorted(promised))}
    # An object may have been finished just before its address could be told; nothing else may differ.
    assert troubles <= {Trouble.ORPHAN}
    assert promised
    for sha256, length in promised.items():
        path = vault.path_or_none(sha256)
        assert path is not None
        assert path.stat().st_size == length
    vault.sweep_temporary(datetime.now(UTC))
    assert not list(vault.incoming.iterdir())
    assert {finding.trouble for finding in audit(vault, sorted(promised))} == troubles
