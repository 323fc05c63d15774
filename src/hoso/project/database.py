"""One address for the database: SQLite beside the data by default, or ``postgresql://…``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
    "PRAGMA recursive_triggers=ON;"
    "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
)


def database_from(address: str | None, default_file: Path) -> dict[str, Any]:
    """Django's database settings for ``address``; without one, the embedded SQLite file.

    SQLite takes its write lock when a transaction begins (IMMEDIATE), so two officers wait for each
    other instead of one of them failing at the first write.
    """
    if not address or address.startswith("sqlite:"):
        file = Path(address.removeprefix("sqlite:///")) if address else default_file
        return {
            "ENGINE": "hoso.project.sqlite",
            "NAME": str(file),
            "OPTIONS": {"init_command": _SQLITE_START, "transaction_mode": "IMMEDIATE", "timeout": 20},
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": ":memory:"},  # said here, since the engine is a descendant of Django's own
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql:// or sqlite:///, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # No server-side prepared statements: a pooler in transaction mode lacks them.
        "OPTIONS": {"prepare_threshold": None},
    }
