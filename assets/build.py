#!/usr/bin/env python3
"""Build what the browser needs from the npm packages of ``package-lock.json``.

Run it only after changing a package or ``scss/govuk.scss``; the results are committed.

    npm ci --omit=optional && python3 build.py
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "node_modules"
TARGET = HERE.parent / "src" / "hoso" / "screens" / "static" / "screens"
FONT = PACKAGES / "@fontsource" / "be-vietnam-pro"
WEIGHTS = (400, 600, 700)
SUBSETS = ("vietnamese", "latin")
SOURCE_MAP = re.compile(r"\s*(?:/\*#|//#) sourceMappingURL=\S+(?: \*/)?\s*$")


def main() -> None:
    """Write style, letters, scripts and licences; say what each file weighs."""
    written = [*build_style(), *copy_fonts(), *copy_scripts(), *copy_licences()]
    for path in written:
        print(f"{path.stat().st_size / 1024:8.1f} kB  {path.relative_to(TARGET)}")


def build_style() -> list[Path]:
    """Compile GOV.UK Frontend with our colours and letters."""
    target = TARGET / "govuk.css"
    subprocess.run(
        ["node", PACKAGES / "sass" / "sass.js", "--no-source-map", "--style=compressed", "--quiet-deps",
         f"--load-path={PACKAGES}", HERE / "scss" / "govuk.scss", target],
        check=True,
    )  # fmt: skip
    css = target.read_text(encoding="utf-8").lstrip("\ufeff")
    if "GDS Transport" in css or "crest" in css:
        raise SystemExit("The style still speaks of another government's letters or crest.")
    target.write_text(css, encoding="utf-8")
    return [target]


def copy_fonts() -> list[Path]:
    """Copy the subsets and write their ``@font-face`` rules, with the ranges of the package."""
    ranges = json.loads((FONT / "unicode.json").read_text(encoding="utf-8"))
    rules, written = [], []
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            written.append(Path(shutil.copy(FONT / "files" / name, TARGET / "fonts" / name)))
            rules.append(
                "@font-face {\n  font-family: 'Be Vietnam Pro';\n"
                "  font-style: normal;\n  font-display: swap;\n"
                f"  font-weight: {weight};\n  src: url('{name}') format('woff2');\n"
                f"  unicode-range: {ranges[subset]};\n}}\n"
            )
    sheet = TARGET / "fonts" / "letters.css"
    sheet.write_text("".join(rules), encoding="utf-8")
    return [*written, sheet]


def copy_scripts() -> list[Path]:
    """Copy the two vendored scripts without their source-map comment, which names a file we do not ship."""
    pairs = {
        PACKAGES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js": "govuk-frontend.min.js",
        PACKAGES / "htmx.org" / "dist" / "htmx.min.js": "htmx.min.js",
    }
    written = []
    for source, name in pairs.items():
        target = TARGET / "vendor" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(SOURCE_MAP.sub("", source.read_text(encoding="utf-8")) + "\n", encoding="utf-8")
        written.append(target)
    return written


def copy_licences() -> list[Path]:
    """Put each licence beside the work it covers."""
    pairs = {
        HERE / "licences" / "govuk-frontend.txt": "govuk-frontend-LICENSE.txt",
        PACKAGES / "htmx.org" / "LICENSE": "htmx-LICENSE.txt",
        FONT / "LICENSE": "be-vietnam-pro-LICENSE.txt",
    }
    target = TARGET / "licences"
    target.mkdir(exist_ok=True)
    return [Path(shutil.copy(source, target / name)) for source, name in pairs.items()]


if __name__ == "__main__":
    main()
