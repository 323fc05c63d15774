"""The press: every slip, notice and result as a PDF/A that says exactly what was put in."""

from hoso.press.compose import Composed, compose
from hoso.press.errors import LyingDocument, PressError, UnprintableLetter, WrongData
from hoso.press.qr import PaperIdentity, PublicAddress
from hoso.press.shapes import TEMPLATES

__all__ = [
    "TEMPLATES",
    "Composed",
    "LyingDocument",
    "PaperIdentity",
    "PressError",
    "PublicAddress",
    "UnprintableLetter",
    "WrongData",
    "compose",
]
