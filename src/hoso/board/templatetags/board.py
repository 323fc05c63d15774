"""Tags of the board: a figure that opens the list behind it, a rate, a time in days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hoso.board.filters import Filters
from hoso.law.indicators import Ratio
from hoso.law.text import Text
from hoso.oversight.measures import MEASURES, Measure
from hoso.oversight.records import Counts
from hoso.screens import formats
from hoso.screens.language import spoken

register = template.Library()


@register.simple_tag
def figure(filters: Filters, counts: Counts, key: str, *, agency: str = "", level: str = "") -> SafeString:
    """The number with a link to its list; a bare 0 when there is nothing to open."""
    number = formats.written_number(counts[key])
    if not counts[key]:
        return format_html('<span class="hoso-quiet">{}</span>', number)
    return format_html(
        '<a class="govuk-link" href="{}" title="{}">{}</a>',
        behind(filters, key, agency=agency, level=level),
        spoken(MEASURES[key].label),
        number,
    )


@register.simple_tag
def behind(filters: Filters, key: str, *, agency: str = "", level: str = "") -> str:
    """The address of the list behind a figure."""
    narrowed = {name: value for name, value in (("co_quan", agency), ("cap", level)) if value}
    return f"{reverse('board:behind')}?so={key}&{filters.query(**narrowed)}".rstrip("&")


@register.filter
def rate(ratio: Ratio) -> str:
    """A ratio as a percentage, written once, here."""
    return formats.written_share(ratio.numerator, ratio.denominator)


@register.filter
def of_total(ratio: Ratio) -> str:
    """The two numbers of a ratio in words."""
    part, whole = formats.written_number(ratio.numerator), formats.written_number(ratio.denominator)
    return spoken(Text(f"{part} trên {whole} hồ sơ", f"{part} of {whole} dossiers"))


@register.filter
def in_days(spent: timedelta | None) -> str:
    """A mean time in days, or in hours below two days."""
    if spent is None:
        return formats.NOTHING
    hours = spent.total_seconds() / 3600
    if hours < 48:
        return spoken(
            Text(f"{formats.written_number(hours, 1)} giờ", f"{formats.written_number(hours, 1)} hours")
        )
    days = formats.written_number(hours / 24, 1)
    return spoken(Text(f"{days} ngày", f"{days} days"))


@register.simple_tag
def narrowed(filters: Filters, agency: str) -> str:
    """The query string of the same page for one agency."""
    return filters.query(co_quan=agency)


@register.filter
def late_note(counts: Counts) -> str:
    """How many of the solved were late, in words."""
    return spoken(Text(f"{counts['late']} quá hạn", f"{counts['late']} late"))


@register.filter
def online_note(counts: Counts) -> str:
    """The share filed online, in words."""
    share = rate(counts.online_rate)
    return spoken(Text(f"trực tuyến {share}", f"online {share}"))


@register.inclusion_tag("screens/kpi.html")
def flag_kpi(filters: Filters, counts: Counts, measure: Measure) -> dict[str, object]:
    """A red flag as a box: red with its list when there is any, green and plain when there is none."""
    number = counts[measure.key]
    return {
        "label": measure.label,
        "value": formats.written_number(number),
        "url": behind(filters, measure.key) if number else "",
        "tone": "bad" if number else "good",
        "note": "",
    }


@register.simple_tag
def field_name(names: Mapping[str, Text], field: str) -> Text:
    """The name of a field of a procedure; its key when nobody has named it."""
    return names.get(field, Text(field, field))
