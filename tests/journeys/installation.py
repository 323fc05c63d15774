"""One running installation for the stories: its own folder, its own keys, three processes on free ports."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds that the server may take until it answers for the first time."""


def free_port() -> int:
    """A port of the loopback address that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """The product as it runs for people: web server, worker and the demonstration signing service."""

    var: Path
    base: str
    signing: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    ours: bool = True

    @classmethod
    def started(cls) -> Installation:
        """Prepared and answering; raises with the last words of its logs when it does not come up.

        ``HOSO_JOURNEYS_AT="FOLDER ADDRESS SIGNING-ADDRESS"`` names one that runs already and is left running.
        """
        if named := os.environ.get("HOSO_JOURNEYS_AT"):
            folder, address, service = named.split()
            return cls(Path(folder), address, service, ours=False)
        base, signing = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        made = cls(Path(tempfile.mkdtemp(prefix="hoso-journeys-")), base, signing)
        try:
            made.hoso("prepare")
            made._start()
        except BaseException:
            print(made.logs())
            made.stop()
            raise
        return made

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see; nothing of the run that tests it."""
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOSO_DEBUG"}
        }
        return kept | {
            "HOSO_VAR": str(self.var),
            "HOSO_BASE_URL": self.base,
            "HOSO_CITIZEN_SIGNING_URL": self.signing,
            "HOSO_DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "hoso.project.settings",
            "PYTHONPATH": str(ROOT / "src"),
            "OMP_THREAD_LIMIT": "1",
        }

    def hoso(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """The ``hoso`` command line of this installation."""
        command = [sys.executable, "-m", "hoso.cli", *arguments]
        done = subprocess.run(
            command,
            cwd=self.var,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"hoso {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done

    def _start(self) -> None:
        port, signing = self.base.rpartition(":")[2], self.signing.rpartition(":")[2]
        gunicorn = ["gunicorn", "hoso.project.wsgi:application", "--bind", f"127.0.0.1:{port}", "--log-level"]
        gunicorn += ["warning", "--worker-class", "gthread", "--threads", "4", "--timeout", "120"]
        self._run("web", *gunicorn, "--no-control-socket")
        self.start_worker()
        self._run("signing", "hoso.cli", "signing-service", "--port", signing, "--origin", self.base)
        self._wait(f"{self.base}/song")

    def start_worker(self) -> None:
        """A worker, at the beginning or after one was killed."""
        self._run("work", "hoso.cli", "work")

    def kill_worker(self) -> None:
        """kill -9, whatever it is doing."""
        worker = next(process for process in self.processes if process.args[-1] == "work")  # type: ignore[index]
        worker.kill()
        worker.wait()
        self.processes.remove(worker)

    def _run(self, name: str, *module: str) -> None:
        log = (self.var / f"{name}.log").open("ab")
        command = [sys.executable, "-m", *module]
        self.processes.append(
            subprocess.Popen(
                command, cwd=self.var, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        )

    def _wait(self, address: str) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if any(process.poll() is not None for process in self.processes):
                raise RuntimeError("a process of the installation ended before it served")
            try:
                urllib.request.urlopen(address, timeout=2).close()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(f"{address} did not answer within {PATIENCE:.0f} s")

    def logs(self, last: int = 3000) -> str:
        """The end of each process's log."""
        texts = ((file.name, file.read_text(errors="replace")) for file in sorted(self.var.glob("*.log")))
        return "\n".join(f"== {name}\n{text[-last:]}" for name, text in texts if text.strip())

    def stop(self) -> None:
        """End the processes and remove the folder, when they are ours. Safe to call twice."""
        if not self.ours:
            return
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
        self.processes.clear()
        shutil.rmtree(self.var, ignore_errors=True)
