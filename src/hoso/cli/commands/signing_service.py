"""``hoso signing-service``: the demonstration signing service that holds citizens' demonstration keys."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from hoso.seal.demonstration import citizen_service


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and which pages may ask."""
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--origin", default=settings.HOSO_BASE_URL)


def run(given: argparse.Namespace) -> int:
    """Serve on the loopback address until stopped."""
    keys = Path(settings.HOSO_TRUST) / "keys"
    citizen_service.main(["--port", str(given.port), "--keys", str(keys), "--origin", given.origin])
    return 0
