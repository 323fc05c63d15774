"""The law is pure: no clock, no file, no row, and nothing but the standard library."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hoso.law

ROOT = Path(hoso.law.__file__).parent
FILES = sorted(
    path for path in ROOT.rglob("*.py") if "tests" not in path.parts and path.name != "__main__.py"
)  # __main__ only prints
ALLOWED = {
    "__future__", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "hashlib", "hoso", "importlib", "inspect", "itertools", "pkgutil", "re", "types", "typing",
    "unicodedata",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "time_ns", "monotonic", "open", "getenv", "random"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_law_module_imports_only_the_library_and_reads_no_clock(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= ALLOWED
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] in ALLOWED
            assert not (node.module or "").startswith("hoso.") or (node.module or "").startswith("hoso.law")
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in CLOCKS


def test_the_law_loads_without_django() -> None:
    code = (
        "import sys; sys.modules['django'] = None; from hoso.law.citations import law_modules;"
        "print(len(law_modules()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT.parents[1]
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 25
