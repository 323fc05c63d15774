"""``hoso csc-service``: the demonstration remote signing service (Cloud Signature Consortium API)."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings

from hoso.seal.demonstration import csc_service


def add(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and for which client."""
    parser.add_argument("--port", type=int, default=8002)
    parser.add_argument("--client-id", default="hoso")
    parser.add_argument("--secret-file", type=Path, required=True, help="file with the client's secret")


def run(given: argparse.Namespace) -> int:
    """Serve on the loopback address until stopped."""
    keys = str(Path(settings.HOSO_TRUST) / "keys")
    client = ["--client-id", given.client_id, "--secret-file", str(given.secret_file)]
    csc_service.main(["--port", str(given.port), "--keys", keys, *client])
    return 0
