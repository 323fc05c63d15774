"""Pictures of pages for the screen: WebP that we drew ourselves, never the file as it came."""

from __future__ import annotations

from pathlib import Path

from hoso.scan.errors import PageFailed, Unreadable
from hoso.scan.gate import inspect
from hoso.scan.sandbox import WorkerPool, WorkerStopped, pool_or_one_off

THUMBNAIL, READABLE = 320, 1400
"""Longest side in pixels of a list picture and of a page one can read."""
SECONDS = 10.0


def preview(
    source: bytes | Path,
    page: int = 0,
    *,
    longest: int = READABLE,
    quality: int = 70,
    pool: WorkerPool | None = None,
) -> bytes:
    """One page (from 0) as WebP. Works on signed files. Raises ``Unreadable`` and ``PageFailed``."""
    data = source.read_bytes() if isinstance(source, Path) else source
    with pool_or_one_off(pool) as workers:
        verdict = inspect(data, pool=workers)
        if not verdict.ok or verdict.pages == 0:
            raise Unreadable(verdict, 0)
        try:
            answer = workers.call(
                "preview",
                data,
                seconds=SECONDS,
                page=page,
                longest=longest,
                quality=quality,
                dpi=_dpi_for(longest),
            )
        except WorkerStopped as stopped:
            raise PageFailed(verdict.name, 0, page, stopped.cause) from stopped
    return answer.blob


def thumbnail(source: bytes | Path, page: int = 0, *, pool: WorkerPool | None = None) -> bytes:
    """One page (from 0), small, as WebP."""
    return preview(source, page, longest=THUMBNAIL, quality=60, pool=pool)


def _dpi_for(longest: int) -> float:
    """Resolution to draw at so that an A4 page has about twice the wanted length, at most 200."""
    return min(200.0, max(36.0, longest / 11.7 * 1.5))
