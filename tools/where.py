"""``./dev where WORD``: the lines of docs/where-is.md that speak of it."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

PLACES = Path(__file__).resolve().parents[1] / "docs" / "where-is.md"


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def main() -> int:
    """Print the rows that hold all the words; 1 when there is none."""
    words = [_plain(word) for word in sys.argv[1:]]
    rows = [line for line in PLACES.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    found = [row for row in rows[1:] if all(word in _plain(row) for word in words)]
    for row in found:
        question, place = [cell.strip() for cell in row.strip("|").split("|")][:2]
        print(f"{question}\n    {place}")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
