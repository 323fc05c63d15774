"""Format, lint, types, import contracts and house tests; every one is run, the exit code tells if all passed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STRICT = ["law", "seal", "scan", "ledger", "vault", "press", "dossiers"]


def main() -> int:
    fix = "--fix" in sys.argv
    strict = [f"src/hoso/{name}" for name in STRICT if (ROOT / "src" / "hoso" / name).exists()]
    steps = {
        "format": ["ruff", "format", *([] if fix else ["--check"]), "."],
        "lint": ["ruff", "check", *(["--fix"] if fix else []), "."],
        "types": ["mypy", *strict],
        "imports": ["importlinter.cli", "lint"],
        "house": ["pytest", "-q", "-p", "no:cacheprovider", "tests/house"],
    }
    failed = []
    for name, command in steps.items():
        print(f"-- {name}", flush=True)
        module = (
            ["-c", "from importlinter.cli import lint_imports_command as c; c()"]
            if name == "imports"
            else ["-m", *command]
        )
        if subprocess.call([sys.executable, *module], cwd=ROOT) != 0:
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
