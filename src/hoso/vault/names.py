"""The name of a file as shown to people. It is never used as a path."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
NAMELESS = "tệp không tên"

_DRIVE = re.compile(r"^[A-Za-z]:[\\/]")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$", re.ASCII)
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SPACES = {"Zs", "Zl", "Zp"}


def safe_name(name: str) -> str:
    """A display name: NFC, one line, at most 200 characters with the extension kept, never empty.

    Control and invisible characters go, above all those that turn the direction of writing and make
    ``gpj.exe`` look like ``exe.jpg``. Folders sent along go; slashes inside a name, as in a document number,
    become hyphens.
    """
    if _DRIVE.match(name):
        name = re.split(r"[\\/]", name)[-1]
    letters = (_letter(letter) for letter in unicodedata.normalize("NFC", name))
    parts = re.split(r"[\\/]", "".join(letters))
    kept = [" ".join(part.split()) for part in parts]
    joined = "-".join(part for part in kept if part.strip("."))
    # Joining can bring a letter and its accent together anew.
    tidy = unicodedata.normalize("NFC", joined).strip(" .")
    return _shortened(tidy) or NAMELESS


def extension(name: str) -> str:
    """The extension in lower case without its dot, or nothing."""
    found = _ENDING.search(name)
    return found.group()[1:].lower() if found else ""


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _SPACES or letter in "\t\r\n":
        return " "
    return "" if category in _DROPPED else letter


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    found = _ENDING.search(name)
    ending = found.group() if found else ""
    cut = LONGEST - len(ending)
    # Never between a letter and the accents that belong to it.
    while cut > 1 and unicodedata.combining(name[cut]):
        cut -= 1
    return name[:cut].rstrip(" .") + ending
