"""System packages: read from ``system-packages.txt``, installed when we may, named when we may not."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
from dataclasses import dataclass

from devtool.environment import ROOT


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package, the program that shows it is there, and what needs it."""

    name: str
    program: str
    purpose: str

    @property
    def present(self) -> bool:
        """Whether its program is on this machine."""
        return bool(glob.glob(self.program)) if "/" in self.program else bool(shutil.which(self.program))


def listed() -> list[SystemPackage]:
    """Every package that the file names."""
    lines = (ROOT / "system-packages.txt").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip() and line[0] != "#"]
    return [SystemPackage(*row) for row in rows]


def supply() -> list[SystemPackage]:
    """Install what is missing if we are root or have sudo without a password; what is missing still."""
    missing = [package for package in listed() if not package.present]
    if not missing or not shutil.which("apt-get"):
        return missing
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and subprocess.call([*prefix, "true"], stderr=subprocess.DEVNULL) != 0:
        return missing
    print("Installing", ", ".join(package.name for package in missing), "…", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.call([*prefix, "apt-get", "update", "-qq"], **quiet)
    subprocess.call(
        [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends",
         *[package.name for package in missing]], **quiet,
    )  # fmt: skip
    return [package for package in missing if not package.present]


def command_for(missing: list[SystemPackage]) -> str:
    """The exact line a person types to install what is missing."""
    return "sudo apt-get install -y " + " ".join(package.name for package in missing)
