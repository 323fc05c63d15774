"""The project's own Python environment, made from a lock file; made again when the lock changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("HOSO_VENV", ROOT / ".venv"))
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
QUICK = PYTHON.parent / "uv"
HASHED = ["--quiet", "--require-hashes", "-r"]
QUIET = {**os.environ, "UV_LINK_MODE": "copy", "PIP_ROOT_USER_ACTION": "ignore"}
LOCKS = {"run": ROOT / "requirements" / "run.lock", "test": ROOT / "requirements" / "test.lock"}


def ready(kind: str) -> Path:
    """The interpreter of an environment that holds at least the ``kind`` lock ("run" or "test")."""
    lock = LOCKS[kind]
    mark = HOME / f"installed-{kind}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted and PYTHON.exists():
        return PYTHON
    _make()
    _install(lock)
    mark.write_text(wanted)
    if kind == "test":  # the test lock holds the run lock's packages in the same versions
        (HOME / "installed-run").write_text(hashlib.sha256(LOCKS["run"].read_bytes()).hexdigest())
    return PYTHON


def _make() -> None:
    if PYTHON.exists():
        return
    print(f"Making the environment in {HOME} …", flush=True)
    try:
        venv.create(HOME, with_pip=True, clear=HOME.exists())
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(HOME, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(f"This Python has no venv. Install it and run again:  apt install python{version}-venv")
    site = subprocess.check_output(
        [PYTHON, "-c", "import site; print(site.getsitepackages()[0])"], text=True
    ).strip()
    (Path(site) / "hoso-source.pth").write_text(str(ROOT / "src"))


def _install(lock: Path) -> None:
    print(f"Installing the packages of {lock.relative_to(ROOT)} …", flush=True)
    quick = _installer()
    command = (
        [quick, "pip", "install", "--python", str(PYTHON)]
        if quick
        else [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    )
    if subprocess.call([*command, "--only-binary", ":all:", *HASHED, str(lock)], env=QUIET) != 0:
        sys.exit("The packages could not be installed. Is the package index reachable? Then run again.")


def _installer() -> str | None:
    """The quick installer, itself installed by hash; None where it has no wheel: then pip does it, slower."""
    if not QUICK.exists():
        pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-deps"]
        lock = str(ROOT / "requirements" / "bootstrap.lock")
        subprocess.call([*pip, *HASHED, lock], env=QUIET, stderr=subprocess.DEVNULL)
    return str(QUICK) if QUICK.exists() else None


def variables(**more: str) -> dict[str, str]:
    """The environment variables for our processes: our source first, the settings named."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "hoso.project.settings",
        "OMP_THREAD_LIMIT": "1",
        **more,
    }


def run(*arguments: str, kind: str = "run", **more: str) -> int:
    """Run our Python with ``arguments`` in the foreground; its exit code."""
    return subprocess.call([str(ready(kind)), *arguments], cwd=ROOT, env=variables(**more))
