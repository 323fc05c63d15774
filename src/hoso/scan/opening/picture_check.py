"""Checks of a picture: its size before anything is decoded, then a full decode of every frame."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, UnidentifiedImageError

from hoso.scan.opening.refusal import Refusal

MOST_PIXELS = 80_000_000
"""A0 at 200 dpi is 62 million; three bytes each."""
LEAST_SIDE = 200
"""Pixels; a page of A4 at 25 dpi, which nobody can read."""
PILLOW_NAMES = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WEBP"}


def check_picture(data: bytes, kind: str, max_pages: int) -> dict[str, Any]:
    """Pages of a picture file (frames of a TIFF). Raises ``Refusal``."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit speaks first, and in words
    if kind == "jpeg" and b"\xff\xd9" not in data[-64 * 1024 :]:
        raise Refusal("truncated")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[PILLOW_NAMES[kind]]) as picture:
                return {"pages": _check_frames(picture, kind, max_pages)}
        except (
            UnidentifiedImageError,
            SyntaxError,
            ValueError,
            EOFError,
            Image.DecompressionBombError,
        ) as error:
            raise Refusal("damaged") from error
        except OSError as error:
            raise Refusal("truncated" if "truncated" in str(error) else "damaged") from error


def _check_frames(picture: Image.Image, kind: str, max_pages: int) -> int:
    _check_size(picture)
    frames = int(getattr(picture, "n_frames", 1))
    if frames > 1 and kind in {"png", "webp"}:
        raise Refusal("animated")
    if kind == "jpeg":
        frames = 1  # a phone's second frame is its depth map or thumbnail, not a page
    if frames > max_pages:
        raise Refusal("too_many_pages", pages=frames, limit=max_pages)
    for frame in range(frames):
        if frames > 1:
            picture.seek(frame)
        _check_size(picture)
        if frame < 3:
            picture.load()
    return frames


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Refusal("picture_too_large", width=width, height=height)
    if min(width, height) < LEAST_SIDE:
        raise Refusal("picture_too_small", width=width, height=height)
