"""The secret that signs sessions: from the environment; made once on disk for a demonstration."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(var: Path, *, demonstration: bool) -> str:
    """``HOSO_SECRET`` if set. A demonstration makes its own and keeps it in ``var``; production must set it."""
    if given := os.environ.get("HOSO_SECRET"):
        return given
    if not demonstration:
        raise RuntimeError("Set HOSO_SECRET: production does not make its own secret.")
    file = var / "secret"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text()
