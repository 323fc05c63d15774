"""Which adapter stands behind which port. Read this file to know what talks to what."""

from __future__ import annotations


def join() -> None:
    """Join ports to adapters. Called once when the project has loaded."""
