"""Names for files, from the titles of papers."""

from __future__ import annotations

from hoso.base.identifiers import fold


def file_name_for(title: str, extension: str = "pdf") -> str:
    """``to-khai-dang-ky-khai-sinh.pdf``: letters every system can store, at most 80 before the extension."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in fold(title))
    words = [word for word in plain.split("-") if word]
    return f"{'-'.join(words)[:80].rstrip('-') or 'giay-to'}.{extension}"
