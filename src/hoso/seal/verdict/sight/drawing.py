"""Pages as grey pictures, drawn by PDFium."""

from __future__ import annotations

from ctypes import byref, c_int

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from .areas import Box

FINE, COARSE = 1.0, 0.4
"""Pixels for each point: so that a letter is seen, and so that a line is."""
_LARGEST_SIDE = 2400.0


class Drawn:
    """A document opened for drawing. Use as a context manager."""

    def __init__(self, content: bytes) -> None:
        self._document = pypdfium2.PdfDocument(content)
        self._document.init_forms()  # without it the blocks of fields and signatures are not drawn
        self._pictures: dict[tuple[int, float], Image.Image] = {}

    def __enter__(self) -> Drawn:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        self._pictures.clear()
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def picture(self, number: int, scale: float) -> Image.Image:
        """The page in grey, annotations included; kept for the next comparison."""
        mark = (number, scale)
        if mark not in self._pictures:
            page = self._document[number]
            try:
                scale = min(scale, _LARGEST_SIDE / max(*page.get_size(), 1.0))
                bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
                self._pictures[mark] = bitmap.to_pil().convert("L")
            finally:
                page.close()
        return self._pictures[mark]

    def pixels(self, number: int, box: Box) -> tuple[int, int, int, int]:
        """The box of a page, in pixels of its fine picture, a little wider."""
        width, height = self.picture(number, FINE).size
        page = self._document[number]
        try:
            corners = [_device(page, (width, height), box[i], box[j]) for i, j in ((0, 1), (2, 3))]
        finally:
            page.close()
        (left, top), (right, bottom) = corners
        return (
            max(min(left, right) - 3, 0),
            max(min(top, bottom) - 3, 0),
            min(max(left, right) + 3, width),
            min(max(top, bottom) + 3, height),
        )


def _device(page: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, byref(across), byref(down))
    return across.value, down.value
