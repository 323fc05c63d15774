"""The data that ships with the package (see ``data/PROVENANCE.md``), read as it is."""

from __future__ import annotations

import csv
import gzip
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def procedures() -> list[dict[str, Any]]:
    """The 190 official procedure records."""
    return _json("procedures.json")


def version_pairs() -> list[dict[str, Any]]:
    """Procedures whose time limits differ between two published states."""
    return _json("version_pairs.json")


def internal_processes() -> list[dict[str, Any]]:
    """Approved internal processes of one province, step by step."""
    found: list[dict[str, Any]] = json.loads(_bytes("internal_processes.json"))["processes"]
    return found


def online_levels() -> list[dict[str, str]]:
    """Rows of decisions on online levels: code, name, level, decision, issued_by, issued_on."""
    return list(csv.DictReader(io.StringIO(_bytes("online_levels.csv").decode("utf-8-sig"))))


def index() -> list[dict[str, str]]:
    """The rows of the national catalogue."""
    text = gzip.decompress(_bytes("catalogue_index.csv.gz")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def essential_numbers() -> dict[str, int]:
    """Procedure code to its number among the 25 essential services of 06/QĐ-TTg."""
    services = json.loads(_bytes("essential_services.json"))["services"]
    return {one["code"]: service["number"] for service in services for one in service["procedures"]}


@cache
def curations() -> dict[str, dict[str, Any]]:
    """What an officer completed, by procedure code. Read only; do not change the dictionaries."""
    found = {}
    for path in sorted((DATA / "curation").glob("*.json")):
        one = json.loads(path.read_text("utf-8"))
        found[one["code"]] = one
    return found


def _bytes(name: str) -> bytes:
    return (DATA / name).read_bytes()


def _json(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_bytes(name))
    return found
