"""Our verdicts beside stock pyHanko's and pdfsig's, on a corpus and on our own attacks; false accepts and rejects."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from json import loads
from pathlib import Path

from hoso.cli.bench.measuring import peak_megabytes
from hoso.cli.bench.table import Row, tell
from hoso.cli.bench.verify.samples import CORPUS_VARIABLE, Sample, corpus, own, workshop
from hoso.cli.bench.verify.stock import ROUNDS
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here


@dataclass(frozen=True, slots=True)
class Told:
    """What the verifiers said of one file (None: not asked), and the processor seconds of ours and the stock one."""

    sample: Sample
    ours: bool
    stock: bool
    pdfsig: bool | None
    our_seconds: float
    stock_seconds: float


def measure() -> None:
    """Tell the table of verdicts, the counts, and the times."""
    logging.disable(logging.CRITICAL)
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as name:
        folder = Path(name)
        (folder / "trust").mkdir()
        samples = [*corpus(), *own(workshop(folder / "trust", now), folder)]
        told = _asked(samples, now)
    if not corpus():
        tell(f"no corpus: name its directory with --corpus or in {CORPUS_VARIABLE}")
    _tell_table(told)
    for group in dict.fromkeys(one.sample.group for one in told):
        _tell_group(group, [one for one in told if one.sample.group == group])
    tell(f"peak memory {peak_megabytes():.0f} MB; every time is the median of {ROUNDS}, in processor time")


def _asked(samples: Sequence[Sample], now: datetime) -> list[Told]:
    trust, pdfsig = TrustStore.empty(), shutil.which("pdfsig")
    command = [sys.executable, "-m", "hoso.cli.bench.verify.stock"]
    told = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as stock:
        assert stock.stdin is not None
        assert stock.stdout is not None
        for sample in samples:
            stock.stdin.write(f"{sample.path}\n")
            stock.stdin.flush()
            passed, seconds = loads(stock.stdout.readline())  # one after the other, so that neither disturbs
            ours, our_seconds = _ours(sample.path, trust, now)
            by_pdfsig = _pdfsig(pdfsig, sample.path) if pdfsig else None
            told.append(Told(sample, ours, passed, by_pdfsig, our_seconds, seconds))
        stock.stdin.close()
    return told


def _ours(path: Path, trust: TrustStore, now: datetime) -> tuple[bool, float]:
    content, rounds = path.read_bytes(), []
    for _ in range(ROUNDS):
        begun = time.process_time()
        report = verify_here(content, trust, now=now)
        rounds.append(time.process_time() - begun)
    return report.integrity == "OK", sorted(rounds)[ROUNDS // 2]


def _pdfsig(program: str, path: Path) -> bool:
    """At its word: some signature, and all of them “Signature is Valid”."""
    try:
        told = subprocess.run(
            [program, "-nocert", str(path)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=20,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired:
        return False
    return 0 < told.count("Signature is Valid") == told.count("Signature Validation:")


def _tell_table(told: list[Told]) -> None:
    """Every file about which somebody is wrong; the rest is only counted."""
    tell("expected  ours    stock   pdfsig   (files somebody is wrong about)")
    for one in told:
        said = [one.ours, one.stock, one.pdfsig]
        if any(answer is not None and answer != one.sample.must_pass for answer in said):
            words = "  ".join(f"{_word(answer):6}" for answer in said)
            tell(f"{_word(one.sample.must_pass):8}  {words}   {one.sample.group}: {one.sample.name}")


def _word(answer: bool | None) -> str:  # noqa: FBT001
    return {True: "accept", False: "refuse", None: "–"}[answer]


def _tell_group(group: str, told: list[Told]) -> None:
    for name, answers in (
        ("ours", [(one.ours, one.sample.must_pass) for one in told]),
        ("stock pyHanko", [(one.stock, one.sample.must_pass) for one in told]),
        ("pdfsig", [(one.pdfsig, one.sample.must_pass) for one in told if one.pdfsig is not None]),
    ):
        if answers:
            accepted = sum(bool(said) and not wanted for said, wanted in answers)
            refused = sum(not said and wanted for said, wanted in answers)
            tell(f"{group}, {len(answers)} files, {name}: {accepted} false accepts, {refused} false rejects")
    ours, stock = (
        1000 * sum(times) for times in zip(*((t.our_seconds, t.stock_seconds) for t in told), strict=True)
    )
    tell(Row(f"{group}: all {len(told)} files", ours, stock, "ms", floor_is="stock pyHanko, fewer checks"))
