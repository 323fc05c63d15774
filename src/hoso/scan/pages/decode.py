"""From bytes to the picture of one page: EXIF turned, CMYK and palettes made RGB, PDF pages drawn."""

from __future__ import annotations

import io
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageCms, ImageOps

from hoso.scan.pages.picture import LAWFUL_DPI, POINTS_PER_INCH, Picture, Source, as_picture

EXPOSURE_TIME = 0x829A
EXIF_PART = 0x8769
ORIENTATION = 0x0112
MOST_DRAWN_PIXELS = 40_000_000
"""A PDF page larger than A1 at 200 dpi is drawn at a lower resolution."""
BEST_DPI = 300.0


def decode_picture(data: bytes, frame: int) -> Source:
    """One frame of a picture file, upright, in colour."""
    Image.MAX_IMAGE_PIXELS = None  # the gate has measured it
    with Image.open(io.BytesIO(data)) as opened:
        if frame:
            opened.seek(frame)
        dpi = _believable_dpi(opened)
        turned = opened.getexif().get(ORIENTATION, 1) != 1
        if opened.format == "JPEG" and opened.mode in {"RGB", "L"} and not turned:
            return Source(_plain_jpeg(data), dpi)
        rgb = _to_rgb(ImageOps.exif_transpose(opened) if turned else opened)
    return Source(as_picture(cv2.cvtColor(np.asarray(rgb), cv2.COLOR_RGB2BGR)), dpi)


def _plain_jpeg(data: bytes) -> Picture:
    """The common case without Pillow's copies."""
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    if decoded is None:
        raise ValueError("not a JPEG")
    return as_picture(decoded)


def _believable_dpi(picture: Image.Image) -> float | None:
    """A scanner's resolution; cameras write a number that has nothing to do with the paper."""
    if EXPOSURE_TIME in picture.getexif().get_ifd(EXIF_PART):
        return None
    try:
        across, down = (float(number) for number in picture.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not 100 <= across <= 2400 or not 0.9 <= down / across <= 1.1:
        return None
    inches = (picture.width / across, picture.height / across)
    return across if all(1.0 <= side <= 60.0 for side in inches) else None


def _to_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode in {"CMYK", "LAB"} and picture.info.get("icc_profile"):
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
            turned = ImageCms.profileToProfile(
                picture, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            turned = None
        if turned is not None:
            return turned
    if picture.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8)).convert("RGB")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return picture.convert("RGB")


class PdfPages:
    """Pages of an unsigned PDF, drawn by PDFium, which runs no script and follows no link."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)
        self._document.init_forms()

    def __len__(self) -> int:
        return len(self._document)

    def draw(self, number: int, *, dpi: float | None = None) -> Source:
        """One page (from 0): a scanned page at its own resolution up to 300 dpi, any other at 200."""
        page = self._document[number]
        try:
            inner = _picture_dpi(page)
            width, height = page.get_size()
            wanted = dpi or max(LAWFUL_DPI, min(inner or 0.0, BEST_DPI))
            scale = wanted / POINTS_PER_INCH
            scale = min(scale, (MOST_DRAWN_PIXELS / (width * height)) ** 0.5)
            bitmap = page.render(scale=scale, may_draw_forms=True)
            picture = _three_channels(bitmap.to_numpy())
            bitmap.close()
        finally:
            page.close()
        low = inner if inner is not None and inner < LAWFUL_DPI - 5 else None
        return Source(picture, scale * POINTS_PER_INCH, scanned=inner is not None, true_dpi=low)

    def text(self, number: int) -> str:
        """The text layer of one page (from 0), lines ended by newlines."""
        page = self._document[number]
        try:
            layer = page.get_textpage()
            words: str = layer.get_text_range()
            layer.close()
        finally:
            page.close()
        return words.replace("\r\n", "\n").replace("\ufffe", "")


def _three_channels(array: Any) -> Picture:
    if array.ndim == 2:
        return as_picture(np.repeat(array[:, :, None], 3, axis=2))
    return as_picture(array[:, :, :3])


def _picture_dpi(page: Any) -> float | None:
    """Resolution of the picture that covers most of the page; None for a page drawn by a program."""
    from pypdfium2 import raw

    width, height = page.get_size()
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        covered = (right - left) * (top - bottom)
        across, down = thing.get_px_size()
        if covered >= 0.6 * width * height and across and down:
            return float((across * down / covered) ** 0.5 * POINTS_PER_INCH)
    return None
