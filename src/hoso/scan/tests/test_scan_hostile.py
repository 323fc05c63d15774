"""Every hostile file gets its verdict, in words, within five seconds, and opening goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from hoso.scan.gate import inspect, repeated
from hoso.scan.opening.kinds import display_name, kind_of
from hoso.scan.opening.verdict import REASONS
from hoso.scan.samples.hostile import HOSTILE, Hostile
from hoso.scan.samples.hostile_pdf import SIGNED, SIGNED_IN_DISGUISE, Make, plain_pdf
from hoso.scan.sandbox import Limits, WorkerPool, WorkerStopped


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1) as workers:
        workers.warm()
        yield workers


STOPPED = {"took_too_long", "unsafe_to_open", "swells"}
"""Which limit of the worker such a file meets first depends on the machine."""


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.name)
def test_each_hostile_file_gets_its_verdict_within_five_seconds(case: Hostile, pool: WorkerPool) -> None:
    data = case.make()
    started = time.monotonic()
    verdict = inspect(data, case.name, pool=pool)
    assert time.monotonic() - started < 5.0
    expected = STOPPED if case.code in STOPPED else {case.code}
    assert verdict.code in expected
    assert verdict.ok == (case.code == "ok")
    assert set(case.active) <= set(verdict.active_content)
    if not verdict.ok:
        assert verdict.problem is not None
        assert "{" not in verdict.problem.vi + verdict.problem.en
        assert "Vui lòng" in verdict.problem.vi


def test_there_are_at_least_sixty_hostile_files() -> None:
    assert len({case.name for case in HOSTILE}) == len(HOSTILE) >= 60


def test_the_worker_has_neither_network_nor_programs(pool: WorkerPool) -> None:
    assert pool.call("inspect", b"MZ", max_pages=1).facts["confined"] is True


def test_no_hostile_file_made_the_worker_use_a_gigabyte() -> None:
    large = [case for case in HOSTILE if case.name.startswith(("bom", "khong-lo", "20000", "long", "nhieu"))]
    assert len(large) >= 8
    with WorkerPool(1) as own:
        for case in large:
            inspect(case.make(), case.name, pool=own)
        assert own.call("inspect", b"MZ", max_pages=1).facts["peak"] < 10**9


def test_a_worker_that_dies_is_replaced(pool: WorkerPool) -> None:
    with pool.lease() as worker, pytest.raises(WorkerStopped):
        worker.call("no such task")
    assert inspect(plain_pdf(), "a.pdf", pool=pool).ok


def test_a_worker_out_of_memory_is_a_verdict() -> None:
    with WorkerPool(1, Limits(memory=200 * 1024**2)) as small:
        verdict = inspect(b"%PDF-1.7\n" + b"\x01" * 150_000_000, "to.pdf", pool=small, max_bytes=10**9)
    assert not verdict.ok
    assert verdict.problem is not None


def test_a_file_over_the_size_limit_is_refused_without_being_opened() -> None:
    verdict = inspect(plain_pdf() + b"\n" * 3_000_000, "to.pdf", max_bytes=1024**2)
    assert (verdict.code, verdict.kind) == ("too_big", "pdf")
    assert verdict.problem is not None
    assert "1 MB" in verdict.problem.en


def test_a_signed_active_file_is_kept_and_flagged(pool: WorkerPool) -> None:
    verdict = inspect(SIGNED(active=True), "qd.pdf", pool=pool)
    assert verdict.has_signature
    assert verdict.needs_care
    assert not inspect(SIGNED(active=False), "qd.pdf", pool=pool).needs_care


@pytest.mark.parametrize("make", SIGNED_IN_DISGUISE)
def test_a_dropped_or_broken_signature_still_counts_as_signed(make: Make, pool: WorkerPool) -> None:
    verdict = inspect(make(), "qd.pdf", pool=pool)
    assert (verdict.ok, verdict.has_signature, verdict.pages) == (True, True, 1)


def test_one_look_without_a_pool_works() -> None:
    assert inspect(plain_pdf(), "don.pdf").pages == 1


def test_the_same_bytes_are_told(pool: WorkerPool) -> None:
    verdicts = [inspect(data, pool=pool) for data in (plain_pdf(), b"MZ", plain_pdf())]
    assert list(repeated(verdicts).values()) == [(0, 2)]


def test_a_wrong_extension_is_noted_and_the_true_kind_used(pool: WorkerPool) -> None:
    verdict = inspect(plain_pdf(), "anh.jpg", pool=pool)
    assert verdict.kind == "pdf"
    assert any("pdf" in note.en for note in verdict.notes)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\hồ sơ\\đơn.pdf", "đơn.pdf"),
        ("don\u202efdp.exe", "donfdp.exe"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("", "tep"),
        ("....", "tep"),
        ("e\u0302\u0301.pdf", "ế.pdf"),
    ],
)
def test_names_are_made_safe_to_show(given: str, shown: str) -> None:
    assert display_name(given) == shown


def test_a_name_of_500_letters_is_shortened_and_keeps_its_extension() -> None:
    shown = display_name("đ" * 500 + ".pdf")
    assert len(shown) == 120
    assert shown.endswith(".pdf")


def test_every_reason_says_what_to_do_in_both_languages() -> None:
    for code, text in REASONS.items():
        assert text.vi != text.en
        assert code == "ok" or ("Vui lòng" in text.vi and "lease" in text.en)


@pytest.mark.parametrize(
    ("start", "kind"), [(b"RIFF1234WEBPVP8 ", "webp"), (b"II*\x00", "tiff"), (b"abc", "unknown")]
)
def test_kinds_are_told_by_bytes(start: bytes, kind: str) -> None:
    assert kind_of(start + b"\x00" * 40) == kind
