"""``./dev up``: from nothing to a running demonstration."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from devtool.environment import ROOT, ready, variables

ADDRESS = "127.0.0.1"


def up(arguments: list[str]) -> int:
    """Prepare and serve; ``--fresh`` starts over, ``--port N`` serves elsewhere, ``--prepare`` only prepares."""
    begun = time.monotonic()
    port = int(arguments[arguments.index("--port") + 1]) if "--port" in arguments else 8000
    var = ROOT / "var" if "HOSO_VAR" not in os.environ else None
    if "--fresh" in arguments and var and var.exists():
        shutil.rmtree(var)
    python = str(ready("run"))
    base = f"http://{ADDRESS}:{port}"
    environment = variables(HOSO_BASE_URL=base, HOSO_CITIZEN_SIGNING_URL=f"http://{ADDRESS}:{port + 1}")
    code = subprocess.call([python, "-m", "hoso.cli", "prepare"], cwd=ROOT, env=environment)
    if code or "--prepare" in arguments:
        return code
    return _serve(python, base, port, environment, begun)


def _serve(python: str, base: str, port: int, environment: dict[str, str], begun: float) -> int:
    commands = [
        ["-m", "gunicorn", "hoso.project.wsgi:application", "--bind", f"{ADDRESS}:{port}", "--worker-class",
         "gthread", "--threads", "8", "--timeout", "120", "--log-level", "warning", "--no-control-socket"],
        ["-m", "hoso.cli", "work"],
        ["-m", "hoso.cli", "signing-service", "--port", str(port + 1), "--origin", base],
    ]  # fmt: skip
    running = [subprocess.Popen([python, *command], cwd=ROOT, env=environment) for command in commands]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _wait(base, running)
        _welcome()
        print(f"Ready after {time.monotonic() - begun:.1f} s. Stop with Ctrl-C.", flush=True)
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        print("One of the three processes ended; stopping the others.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=10)


def _welcome() -> None:
    written = Path(os.environ.get("HOSO_VAR", ROOT / "var")) / "welcome.txt"
    if written.exists():  # an installation without demonstration has no accounts to show
        print(written.read_text(encoding="utf-8"))


def _wait(base: str, running: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(300):
        if any(process.poll() is not None for process in running):
            sys.exit("The server did not start; its own words stand above.")
        try:
            urllib.request.urlopen(base + "/song", timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    sys.exit("The server did not answer within 30 seconds.")
