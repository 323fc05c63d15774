"""Tables that turn into cards on a phone: each cell learns the heading of its column."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import escape, strip_tags

HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL | re.IGNORECASE)
HEADING = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL | re.IGNORECASE)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL | re.IGNORECASE)
CELL = re.compile(r"<(td|th)\b([^>]*)>", re.IGNORECASE)
TABLE = re.compile(r"<table\b([^>]*)>", re.IGNORECASE)


def with_labels(html: str) -> str:
    """The same table with ``data-label`` on each body cell and the class ``hoso-cards``. Text is not touched.

    ``html`` comes from our own templates, so its markup is well formed and its values are escaped already.
    """
    head = HEAD.search(html)
    if not head:
        return html
    labels = [" ".join(unescape(strip_tags(text)).split()) for text in HEADING.findall(head.group())]
    body = ROW.sub(lambda row: _label_row(row.group(), labels), html[head.end() :])
    return TABLE.sub(lambda tag: _classed(tag.group(1)), html[: head.end()], count=1) + body


def _label_row(row: str, labels: list[str]) -> str:
    position = -1

    def label(cell: re.Match[str]) -> str:
        nonlocal position
        position += 1
        name, attributes = cell.groups()
        plain = position >= len(labels) or not labels[position] or name.lower() == "th"
        if plain or "data-label" in attributes or "colspan" in attributes:
            return cell.group()
        return f'<{name} data-label="{escape(labels[position])}"{attributes}>'

    return CELL.sub(label, row)


def _classed(attributes: str) -> str:
    if 'class="' not in attributes:
        return f'<table class="hoso-cards"{attributes}>'
    attributes = attributes.replace('class="', 'class="hoso-cards ', 1)
    return f"<table{attributes}>"
