"""The document of a result: its data from the answers, what the officer entered, and what the system knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.base.refusing import refusals
from hoso.catalogue import queries as catalogue
from hoso.catalogue.bindings import bind
from hoso.catalogue.forms import clean_answers, validate_answers
from hoso.catalogue.records import VersionRecord
from hoso.dossiers.models import Dossier
from hoso.filing.models import Submission
from hoso.law.text import Text
from hoso.press.compose import Composed, compose
from hoso.press.shapes import template_named
from hoso.slips.heads import head

REMEDY = "Nếu không đồng ý, ông (bà) có quyền khiếu nại hoặc khởi kiện theo quy định của pháp luật."
PREVIEW = "…/… (bản xem trước)"
FAULTY = Text(
    "Chưa đủ thông tin để lập kết quả. Hãy điền các mục được đánh dấu.",
    "Some facts for the result are missing. Fill in the fields that are marked.",
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who will sign, in what capacity, under which number and look-up token, at what instant."""

    capacity: str
    name: str
    number: str
    lookup: str
    at: datetime


def check_entries(version: VersionRecord, entries: Mapping[str, object], now: datetime) -> dict[str, object]:
    """The officer's entries, cleaned. Raises ``Invalid`` with what is wrong, field by field."""
    form = version.result.entry_form if version.result else None
    if form is None:
        return {}
    day = clock.civil_day(now)
    wrong = validate_answers(form, entries, on=day)
    if wrong:
        raise Invalid(FAULTY, wrong)
    return clean_answers(form, entries, on=day)


def grant(
    dossier: Dossier,
    entries: Mapping[str, object],
    signature: Signature,
    extra: Mapping[str, Any] | None = None,
) -> Composed:
    """The result document of a granted dossier. ``extra`` are facts of the room that issues it."""
    version = catalogue.version(dossier.version_id)
    result = version.result
    if result is None or result.template is None:
        raise Invalid(Text("Thủ tục này không có mẫu kết quả.", "This procedure has no result document."))
    data = _head(dossier, result.name.vi, signature)
    data |= _bound(dossier, entries, clock.civil_day(signature.at))
    data |= dict(extra or {})
    data = {name: value for name, value in data.items() if value is not None}
    return _print(result.template, data, dossier, signature.at)


def entry_of(dossier: Dossier, entries: Mapping[str, object]) -> dict[str, Any]:
    """What a granted document says of the answers and the officer's entries, by the names of its template."""
    return _bound(dossier, entries, clock.civil_day(clock.now()))


def _bound(dossier: Dossier, entries: Mapping[str, object], day: date) -> dict[str, Any]:
    version = catalogue.version(dossier.version_id)
    if version.result is None:
        return {}
    answers = Submission.objects.get(dossier=dossier).answers
    facts = {"agency": dossier.agency.name, "day": day}
    return bind(version.result, version.form, answers, entries=entries, facts=facts)


def deny(dossier: Dossier, reason: str, articles: str, signature: Signature) -> Composed:
    """The reasoned document that denies what was asked."""
    data = _head(dossier, template_named("decision_denied").title.vi, signature)
    data |= {
        "facts": [f"Hồ sơ nhận lúc {dossier.submitted_at.astimezone(clock.VIETNAM):%H:%M ngày %d/%m/%Y}."],
        "articles": _lines(articles),
        "reasons": _lines(reason),
        "remedy": REMEDY,
    }
    return _print("decision_denied", data, dossier, signature.at)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _head(dossier: Dossier, paper_name: str, signature: Signature) -> dict[str, Any]:
    return head(
        dossier,
        dossier.agency,
        paper_name=paper_name,
        signer_title=signature.capacity,
        signer_name=signature.name,
        now=signature.at,
        lookup=signature.lookup,
        number=signature.number,
    )


def _print(template: str, data: Mapping[str, Any], dossier: Dossier, now: datetime) -> Composed:
    shape = template_named(template).shape
    known = shape.__required_keys__ | shape.__optional_keys__
    with refusals():
        return compose(
            template,
            {name: value for name, value in data.items() if name in known},
            now=now,
            identifier=dossier.code or dossier.receipt_number,
        )
