"""``hoso signing-service``: the demonstration signing service that holds citizens' demonstration keys."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from hoso.seal.demonstration import citizen_service
from hoso.seal.demonstration.citizen_enrolment import SECRET_FILE


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and which pages may ask."""
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--origin", default=settings.HOSO_BASE_URL)


def run(given: argparse.Namespace) -> int:
    """Serve on the loopback address until stopped."""
    trust = Path(settings.HOSO_TRUST)
    where = ["--port", str(given.port), "--origin", given.origin]
    citizen_service.main([*where, "--keys", str(trust / "keys"), "--secret", str(trust / SECRET_FILE)])
    return 0
