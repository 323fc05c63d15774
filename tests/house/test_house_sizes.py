"""Files and functions stay small enough to be read in one go. Numbers: the p90 of the field's best houses."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hoso"
MOST_LINES, MOST_TEST_LINES, MOST_FUNCTION_LINES, MOST_MODULES = 300, 400, 50, 18


def _files(*, tests: bool) -> list[Path]:
    inside = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
    return [file for file in inside if ("tests" in file.parts) == tests]


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_file_holds_two_ideas() -> None:
    large = {
        str(file.relative_to(ROOT)): _lines(file) for file in _files(tests=False) if _lines(file) > MOST_LINES
    }
    assert not large


def test_no_test_file_is_longer_than_a_person_reads() -> None:
    files = [*_files(tests=True), *(ROOT / "tests").rglob("*.py")]
    large = {str(file.relative_to(ROOT)): _lines(file) for file in files if _lines(file) > MOST_TEST_LINES}
    assert not large


def test_no_function_is_longer_than_a_screen() -> None:
    long = []
    for file in _files(tests=False):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MOST_FUNCTION_LINES:
                    long.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name} {length}")
    assert not long


def test_no_folder_holds_more_modules_than_one_remembers() -> None:
    crowded = {}
    for folder in {file.parent for file in _files(tests=False)}:
        modules = [file for file in folder.glob("*.py") if file.name != "__init__.py"]
        if len(modules) > MOST_MODULES and folder.name != "law":
            crowded[str(folder.relative_to(ROOT))] = len(modules)
    assert not crowded


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "misc"])
def test_no_module_is_named_after_nothing(word: str) -> None:
    assert not [file for file in SOURCE.rglob("*.py") if file.stem == word]
