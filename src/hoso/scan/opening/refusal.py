"""How a check inside the worker says no."""

from __future__ import annotations


class Refusal(Exception):
    """The file is not acceptable: a code of ``verdict.REASONS`` and the values of its sentence."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
