"""The public list of procedures, and the page of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import ChannelRecord, ComponentRecord, FeeRecord, VersionRecord
from hoso.holdings import queries as holdings
from hoso.law.text import Text
from hoso.portal.doorway import is_owner

LEVELS = {
    "ministry": Text("Bộ, ngành", "Ministry"),
    "province": Text("Cấp tỉnh", "Province"),
    "district": Text("Cấp huyện (đến 30/6/2025)", "District (until 30 June 2025)"),
    "commune": Text("Cấp xã", "Commune"),
    "other": Text("Cơ quan khác", "Other agencies"),
}
ONLINE = {
    "full": Text("Trực tuyến toàn trình", "Fully online"),
    "partial": Text("Trực tuyến một phần", "Partly online"),
}
CHANNELS = {
    "online": Text("Trực tuyến", "Online"),
    "direct": Text("Trực tiếp tại một cửa", "At the one-stop desk"),
    "postal": Text("Bưu chính", "By post"),
}
SAME_DAY = Text("Trong ngày làm việc", "The same working day")
AFTER_CUTOFF = Text(
    "Trong ngày làm việc; nộp sau {hour} giờ thì trả trong ngày làm việc tiếp theo",
    "The same working day; filed after {hour}:00, the next working day",
)
UNKNOWN_LIMIT = Text("Nguồn chưa công bố", "Not announced by the source")
UNKNOWN_FEE = Text("Nguồn chưa công bố mức phí", "The source states no fee")
FREE = Text("Không thu phí, lệ phí", "No fee")


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Search and filters. Procedures that are not published yet are shown on demand, or when nothing else fits."""
    asked = {
        name: request.GET.get(key, "")[:200]
        for key, name in (("q", "search"), ("linh-vuc", "sector"), ("cap", "level"), ("muc", "online"))
    }
    everything = request.GET.get("ca-dang-hoan-thien") == "1"
    after = request.GET.get("sau") or None
    chosen: dict[str, Any] = {name: asked[name] or None for name in ("sector", "level", "online")}
    page = catalogue.published(asked["search"], preparing=everything, after=after, limit=20, **chosen)
    widened = not everything and not page.items and not after and not asked["online"]
    if widened:
        page = catalogue.published(asked["search"], preparing=True, limit=20, **chosen)
    context = {
        "page": page,
        "asked": asked,
        "everything": everything,
        "widened": widened and bool(page.items),
        "first_page": not after,
        "sectors": catalogue.sectors(preparing=True),
        "levels": LEVELS.items(),
        "online_levels": ONLINE.items(),
        "online_words": ONLINE,
    }
    return render(request, "portal/procedures.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one procedure: the version in force, or the one that is being prepared."""
    version, in_force = version_shown(code, request.GET.get("phien-ban", ""))
    context = {
        "version": version,
        "in_force": in_force,
        "obstacles": () if in_force else catalogue.draft_obstacles(code),
        "channels": [channel_line(one) for one in version.channels.values()],
        "components": _components(version, request),
        "online_words": ONLINE.get(version.online.level or ""),
        "level_words": [LEVELS[one] for one in version.levels if one in LEVELS],
        "versions": catalogue.versions(code),
        "steps": _steps_for_people(version),
        "can_file": in_force and "online" in version.channels,
        "crumbs": [
            {"label": Text("Thủ tục", "Procedures"), "url": "/thu-tuc/"},
            {"label": version.name},
        ],
    }
    return render(request, "portal/procedure.html", context)


def version_shown(code: str, number: str = "") -> tuple[VersionRecord, bool]:
    """(version, whether it is the one in force today). Raises ``NotFound`` for an unknown code."""
    try:
        current = catalogue.in_force(code[:40])
    except NotFound:
        return catalogue.newest(code[:40]), False
    if number and number != str(current.number):
        older = next((one for one in catalogue.versions(code) if str(one.number) == number), None)
        if older:
            return older, False
    return current, True


def channel_line(channel: ChannelRecord) -> dict[str, Any]:
    """One way to file in words: limit, fees, and whether a source confirms the limit."""
    limit = channel.limit
    return {
        "key": channel.channel,
        "name": CHANNELS.get(channel.channel, Text(channel.channel, channel.channel)),
        "limit": limit_words(channel),
        "unconfirmed": limit is not None and not limit.confirmed,
        "source": limit.source if limit else "",
        "published": channel.published,
        "fees": [fee_words(fee) for fee in channel.fees] or [UNKNOWN_FEE],
        "notes": channel.notes,
    }


def limit_words(channel: ChannelRecord) -> Text:
    """The time limit as people say it."""
    limit = channel.limit
    if limit is None:
        return UNKNOWN_LIMIT
    if limit.value == 0:
        return AFTER_CUTOFF.format(hour=limit.cutoff.hour) if limit.cutoff else SAME_DAY
    unit = limit.unit.label
    english = unit.en.removesuffix("s") if limit.value == 1 else unit.en
    return Text(f"{limit.value} {unit.vi}", f"{limit.value} {english}")


def fee_words(fee: FeeRecord) -> Text:
    """One fee in words; the official note stands beside the amount."""
    if fee.amount is None:
        return Text(fee.note, fee.note) if fee.note else UNKNOWN_FEE
    if fee.amount == 0:
        return Text(f"{FREE.vi}. {fee.note}".strip(), f"{FREE.en}. {fee.note}".strip()) if fee.note else FREE
    amount = f"{int(fee.amount):,}".replace(",", ".")
    note = f" ({fee.note})" if fee.note else ""
    return Text(f"{amount} đồng{note}", f"VND {amount}{note}")


def _steps_for_people(version: VersionRecord) -> list[Text]:
    """The same four steps for everybody who files online; the official text stands below them."""
    name = version.handler.name if version.handler else Text("cơ quan có thẩm quyền", "the competent agency")
    return [
        Text("Khai thông tin trên tờ khai điện tử", "Fill in the electronic form"),
        Text("Thêm giấy tờ còn thiếu", "Add the papers that are still missing"),
        Text("Kiểm tra, nộp và nhận biên nhận ngay", "Check, file and get the receipt at once"),
        Text(f"{name.vi} giải quyết", f"{name.en} decides"),
        Text("Nhận kết quả điện tử có ký số", "Receive the signed electronic result"),
    ]


def _components(version: VersionRecord, request: HttpRequest) -> list[dict[str, Any]]:
    held = held_kinds(version.components, request)
    return [
        {
            "record": one,
            "held": any(held.get(kind) for kind in one.fitting_kinds) and not one.from_form,
            "group": _others(one, version),
        }
        for one in version.components
        if one.entry == "paper"
    ]


def held_kinds(components: tuple[ComponentRecord, ...], request: HttpRequest) -> dict[str, Any]:
    """Held papers by kind for whoever is signed in; empty for visitors and officers."""
    actor = request.actor
    if not is_owner(actor):
        return {}
    kinds = {kind for one in components for kind in one.fitting_kinds if kind and not one.from_form}
    today = clock.civil_day(clock.now())
    own = [one for one in holdings.own(actor, on=today) if one.unusable is None and one.paper_kind in kinds]
    found: dict[str, Any] = {}
    for one in own:
        found.setdefault(one.paper_kind, []).append(one)
    return found


def _others(component: ComponentRecord, version: VersionRecord) -> list[Text]:
    """The names of the papers that may stand instead of this one."""
    if not component.alternatives:
        return []
    return [
        one.name
        for one in version.components
        if one.alternatives == component.alternatives and one.key != component.key
    ]
