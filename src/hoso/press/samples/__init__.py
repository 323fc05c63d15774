"""One plausible set of data for every template: for previews, for the bench, and for the tests.

All persons and codes are invented; every sample asks for the mark of a demonstration print.
"""

from __future__ import annotations

from typing import Any

from hoso.press.samples import results, slips
from hoso.press.samples.slips import NOW

__all__ = ["NOW", "sample"]


def sample(template: str) -> dict[str, Any]:
    """Fresh sample data for a template. Raises AttributeError for a template without a sample."""
    made: dict[str, Any] = getattr(slips if hasattr(slips, template) else results, template)()
    return made
