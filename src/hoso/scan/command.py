"""``hoso scan IN… -o OUT.pdf [--json]``: digitise files from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hoso.law.text import Text
from hoso.scan.archive import Digitised, digitise
from hoso.scan.errors import ScanError
from hoso.scan.pages.picture import PAPERS


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 with a file written; 2 when an input is refused (nothing is written then)."""
    parser = argparse.ArgumentParser(
        prog="hoso scan", description="Pictures and PDFs into one archival PDF/A."
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="IN")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf")
    parser.add_argument("--title", default="")
    parser.add_argument("--paper", choices=sorted(PAPERS), default="A4", help="size asserted for photos")
    parser.add_argument("--flavour", choices=["1b", "2b", "3b"], default="2b")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    asked = parser.parse_args(argv)
    try:
        made = digitise(
            asked.inputs, title=asked.title or asked.output.stem, paper=asked.paper, flavour=asked.flavour
        )
        asked.output.write_bytes(made.pdf)
    except (ScanError, OSError) as error:
        _say(asked.json, _refusal(error))
        return 2
    _say(asked.json, report_of(made, asked.output))
    return 0


def _say(as_json: bool, report: dict[str, Any]) -> None:  # noqa: FBT001
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    elif report["ok"]:
        sys.stdout.write(f"{report['output']}: {len(report['pages'])} trang, {report['bytes']} byte\n")
        lines = [f"  trang {page['number']}: {w['vi']}" for page in report["pages"] for w in page["warnings"]]
        sys.stdout.write("".join(line + "\n" for line in lines))
    else:
        sys.stderr.write(report["problem"]["vi"] + "\n")


def _refusal(error: ScanError | OSError) -> dict[str, Any]:
    if isinstance(error, ScanError):
        verdict = getattr(error, "verdict", None)
        return {
            "ok": False,
            "error": type(error).__name__,
            "code": verdict.code if verdict is not None else None,
            "file": verdict.name if verdict is not None else None,
            "problem": _both(error.text),
        }
    name = error.filename or ""
    text = Text("Không đọc hoặc ghi được tệp “{name}”.", "The file “{name}” cannot be read or written.")
    return {
        "ok": False,
        "error": "OSError",
        "code": None,
        "file": name,
        "problem": _both(text.format(name=name)),
    }


def report_of(made: Digitised, output: Path) -> dict[str, Any]:
    """The report on a digitised file as plain data for JSON."""
    return {
        "ok": True,
        "output": str(output),
        "bytes": len(made.pdf),
        "pages": [
            {
                "number": number,
                "width": page.width,
                "height": page.height,
                "dpi": page.dpi,
                "score": page.score,
                "source": page.source,
                "warnings": [_both(text) for text in page.warnings],
            }
            for number, page in enumerate(made.pages, start=1)
        ],
        "text": made.text,
        "codes": list(made.codes),
        "notes": [_both(note) for note in made.notes],
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
