"""Tags and filters of the screens: ``{% load screens %}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hoso.law.citations import cite
from hoso.law.text import Text
from hoso.screens import cards, charts, errors, formats, states
from hoso.screens.language import current_language, spoken

register = template.Library()

# H26.12-261122-0001: agency identifier, civil day, number of the day.
CODE = re.compile(r"\b[A-Z]\d{2}(?:\.\d{1,3})*-\d{6}-\d{4,}\b")

register.filter("text", spoken)
register.filter("vndate", formats.written_date)
register.filter("vntime", formats.written_time)
register.filter("vnnumber", formats.written_number)
register.filter("vnd", formats.written_money)
register.filter("filesize_vi", formats.written_size)
register.filter("days_left", formats.days_left)
register.filter("state_colour", states.colour_of)


@register.simple_tag
def t(vi: str, en: str, **values: Any) -> str:
    """``{% t "Còn {n} hồ sơ" "{n} dossiers left" n=count %}``: one of the two, escaped."""
    sentence = en if current_language() == "en" else vi
    return sentence.format(**{name: spoken(value) for name, value in values.items()}) if values else sentence


@register.filter(needs_autoescape=False)
def codes(sentence: Any) -> SafeString:
    """The sentence, escaped, with each dossier code in it kept on one line."""
    return mark_safe(CODE.sub(r'<span class="hoso-code">\g<0></span>', escape(str(sentence))))  # noqa: S308  # escaped here


@register.filter
def citation(source: Any) -> str:
    """A key of the law's shelf as it is printed, Điều 17 Nghị định 61/2018/NĐ-CP; any other text as it is."""
    try:
        return cite(str(source))
    except KeyError:
        return spoken(source)


@register.filter
def share(numerator: float, denominator: float) -> str:
    """``{{ part|share:whole }}`` as 81,6 %; a dash when the whole is nothing."""
    return formats.written_share(numerator, denominator)


@register.simple_tag(takes_context=True)
def qs(context: Context, **changes: Any) -> str:
    """The page's own query string with some keys replaced; ``None`` or an empty text removes a key."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def error_title(context: Context) -> str:
    """The heading of an error page, from its ``status``."""
    return spoken(errors.words_for(int(context.get("status") or 500))[0])


@register.simple_tag(takes_context=True)
def error_advice(context: Context) -> str:
    """What to do next: the page's own ``advice`` or the usual one of its ``status``."""
    return spoken(context.get("advice") or errors.words_for(int(context.get("status") or 500))[1])


@register.simple_tag(takes_context=True)
def error_code(context: Context) -> str:
    """The code to quote, the same one that the log of this request carries."""
    return errors.request_code(context["request"])


@register.inclusion_tag("screens/status_tag.html")
def status_tag(state: Any, note: Any = "") -> dict[str, str]:
    """A coloured tag for a state with ``label`` and ``value``."""
    return {
        "colour": states.colour_of(state),
        "value": states.value_of(state),
        "label": states.label_of(state),
        "note": spoken(note),
    }


@register.inclusion_tag("screens/nav_item.html", takes_context=True)
def nav_item(
    context: Context, address: str, vi: str, en: str, count: int | None = None, **extra: Any
) -> dict[str, Any]:
    """One entry of the header's navigation, by URL name or path; the current one is marked."""
    exact = extra.pop("exact", False)
    try:
        url = address if address.startswith("/") else reverse(address, kwargs=extra or None)
    except NoReverseMatch:
        return {"url": ""}
    path = context["request"].path if "request" in context else ""
    here = path == url or (not exact and url != "/" and path.startswith(url.rstrip("/") + "/"))
    return {
        "url": url,
        "label": en if current_language() == "en" else vi,
        "here": here,
        "count": count,
        "same": path == url,
    }


@register.inclusion_tag("screens/kpi.html")
def kpi(vi: str, en: str, value: Any, *, url: str = "", note: Any = "", tone: str = "") -> dict[str, Any]:
    """One figure in a ``<ul class="hoso-kpis">``; ``url`` is the list behind it. Tones: good, bad, doubt."""
    return {"label": Text(vi, en), "value": value, "url": url, "note": note, "tone": tone}


@register.simple_block_tag
def as_cards(content: str) -> SafeString:
    """``{% as_cards %}<table>…</table>{% endas_cards %}``: on a phone each row becomes a card."""
    return mark_safe(cards.with_labels(content))  # noqa: S308  # a block of our own template, already escaped


@register.inclusion_tag("screens/bar_chart.html")
def bar_chart(items: Iterable[Any], title: Any = "", unit: Any = "") -> dict[str, Any]:
    """Horizontal bars, each perhaps a link to the list behind it, with the table folded away below."""
    return {"bars": charts.bars(items), "title": spoken(title), "unit": spoken(unit)}


@register.inclusion_tag("screens/line_chart.html")
def line_chart(series: Sequence[Any], title: Any = "", unit: Any = "") -> dict[str, Any]:
    """Lines over time, at most four, with the table folded away below."""
    drawing = charts.line_chart(series)
    return {
        "chart": drawing,
        "title": spoken(title),
        "unit": spoken(unit),
        "width": charts.WIDTH,
        "height": charts.HEIGHT,
        "left": charts.LEFT,
        "right": charts.WIDTH - charts.RIGHT,
        "floor": charts.HEIGHT - 10,
    }
