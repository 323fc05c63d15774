"""Signing at every level: ours, stock pyHanko with the same key file, and the bare cryptography, side by side."""

from __future__ import annotations

import hashlib
import io
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pikepdf

from hoso.cli.bench.measuring import Timed, peak_megabytes, repeated
from hoso.cli.bench.stock_signing import FIELD, StockSigning
from hoso.cli.bench.table import latency, rate, tell
from hoso.press.compose import compose
from hoso.press.letters import FONTS
from hoso.press.samples import NOW, sample
from hoso.seal.appearance import person_appearance
from hoso.seal.demonstration.certificates import KeyKind
from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.keys import SigningKey
from hoso.seal.sign import Level, seal
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here
from hoso.seal.zones import PERSON_BLOCK

TIMES, SECONDS = 400, 1.5
PAPER = "receipt"
MEGABYTES = 10
KINDS: tuple[KeyKind, ...] = ("RSA-2048", "P-256")
_SIGNATURES: dict[Level, int] = {"B-B": 1, "B-T": 2, "B-LT": 2, "B-LTA": 3}
FONT = FONTS / "LiberationSerif-Regular.ttf"


@dataclass(frozen=True)
class _Case:
    """One kind of key on one machine, with everything a signature needs."""

    key: SigningKey
    stock: StockSigning
    stamps: LocalTimestamper
    trust: TrustStore
    now: datetime

    def ours(self, pdf: bytes, level: Level, *, visible: bool = False) -> bytes:
        """One signature of ours."""
        looks = person_appearance(FONT, self.key.subject.name, self.now) if visible else None
        return seal(
            pdf,
            self.key,
            field_name=FIELD,
            now=self.now,
            level=level,
            timestamper=self.stamps,
            trust=self.trust,
            zone=PERSON_BLOCK if visible else None,
            appearance=looks,
        )

    def floor(self, pdf: bytes, level: Level) -> None:
        """What no implementation can leave out: hash the file, sign, and let the authority sign."""
        digest = hashlib.sha256(pdf).digest()
        self.key.sign(digest)
        for _ in range(_SIGNATURES[level] - 1):
            self.stamps.tsa.sign(digest)


def measure() -> None:
    """Tell every kind of key, every level, one page and ten megabytes."""
    now = datetime.now(UTC)
    page = compose(PAPER, sample(PAPER), now=NOW).pdf
    large = _large(page)
    for kind in KINDS:
        with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
            hierarchy = create(Path(folder), now, "http://127.0.0.1:8000/trust", kind=kind)
            case = _case(hierarchy, kind, now)
            _levels(case, kind, page, large)
    tell(f"one page of {len(page) / 1000:.0f} kB; {MEGABYTES} MB is that page and a stream of random bytes")
    tell("stock pyHanko reads its key file once, before; at every signature it opens the key twice (RSA)")
    tell(
        "left above the floor: reading and rewriting three objects, two dozen DER shapes, the second copy of the file"
    )
    tell("left at B-T and above: the authority's token is made and read through asn1crypto, in this process")
    tell(f"peak memory {peak_megabytes():.0f} MB")


def _case(hierarchy: Hierarchy, kind: KeyKind, now: datetime) -> _Case:
    key = hierarchy.issue_personal(
        "Nguyễn Văn Ân", "001090000001", scope="official", now=now, name="officer", kind=kind
    )
    trust, stamps = (
        TrustStore.load(hierarchy.directory),
        LocalTimestamper(hierarchy.timestamp_authority, lambda: now),
    )
    return _Case(
        key, StockSigning(hierarchy.directory / "keys/officer.p12", stamps, trust, now), stamps, trust, now
    )


def _levels(case: _Case, kind: str, page: bytes, large: bytes) -> None:
    ready = case.stock.ready()
    rows: list[tuple[str, bytes, Level]] = [(f"page {level}", page, level) for level in _SIGNATURES]
    rows.insert(1, (f"{MEGABYTES} MB B-B", large, "B-B"))
    for what, pdf, level in rows:
        _require_good(case, pdf, level)
        floor = _timed(partial(case.floor, pdf, level))
        ours = _timed(partial(case.ours, pdf, level))
        stock = _timed(partial(case.stock.seal_with, ready, pdf, level))
        said = "hash and raw signature" if level == "B-B" else f"hash and {_SIGNATURES[level]} raw signatures"
        tell(latency(f"{kind} {what}, ours", ours, floor, floor_is=said))
        tell(latency(f"{kind} {what}, stock pyHanko", stock, floor, floor_is=said))
    floor = _timed(lambda: case.floor(page, "B-B"))
    block = _timed(lambda: case.ours(page, "B-B", visible=True))
    tell(
        latency(
            f"{kind} page B-B with a visible block, ours", block, floor, floor_is="hash and raw signature"
        )
    )
    tell(rate(f"{kind} page B-B with a visible block, one core", block))


def _timed(call: Callable[[], object]) -> Timed:
    return repeated(call, TIMES, within=SECONDS)


def _require_good(case: _Case, pdf: bytes, level: Level) -> None:
    """A quick signature that nobody accepts is none."""
    signed = case.ours(pdf, level)
    case.stock.check(signed)
    if verify_here(signed, case.trust, now=case.now).verdict != "TOTAL_PASSED":
        raise RuntimeError("our verifier does not find our signature good")


def _large(page: bytes) -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(page)) as pdf:
        pdf.Root.Ballast = pdf.make_stream(secrets.token_bytes(MEGABYTES * 1024 * 1024))
        pdf.save(output)
    return output.getvalue()
