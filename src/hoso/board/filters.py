"""The filters above every figure: period, day, level, agency. They stand in the address, so a view can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, QueryDict

from hoso.base import clock
from hoso.law.periods import Period, reporting_year_of
from hoso.law.text import Text
from hoso.oversight.scope import LEVELS, Scope, Span, end_of_day, period_named, scope_for, span_of
from hoso.parties import queries as parties
from hoso.parties.actors import Actor
from hoso.screens.forms import DateField
from hoso.screens.language import said

_YEARS_BACK, _MONTHS_BACK = 3, 12


class FilterForm(forms.Form):
    """Period, day of the figures, level, and words of an agency's name."""

    ky = forms.ChoiceField(label=Text("Kỳ", "Period"), required=False)
    tai_ngay = DateField(
        label=Text("Số liệu tính đến hết ngày", "Figures as of the end of"), required=False, help_text=""
    )
    cap = forms.ChoiceField(label=Text("Cấp", "Level"), required=False)
    tim = forms.CharField(
        label=Text("Tên cơ quan", "Agency"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data: QueryDict, today: date) -> None:
        super().__init__(data)
        self.fields["ky"].choices = period_choices(today, data.get("ky", ""))
        self.fields["cap"].choices = [("", Text("Tất cả", "All")), *LEVELS.items()]
        for field in self.fields.values():
            field.error_messages.setdefault("invalid_choice", said(_UNKNOWN))
            field.error_messages["invalid_choice"] = said(_UNKNOWN)


_UNKNOWN = Text("Không có lựa chọn này; đang dùng mặc định.", "No such choice; the default is used.")


def period_choices(today: date, chosen: str = "") -> list[tuple[str, Any]]:
    """The reporting years, the quarters of this one, the last months; and ``chosen`` if it is a period."""
    year = reporting_year_of(today)
    choices: list[tuple[str, Text]] = [("", period_label("", today))]
    choices += [(f"{year}-q{n}", period_label(f"{year}-q{n}", today)) for n in range(1, 5)]
    choices += [
        (str(year - back), period_label(str(year - back), today)) for back in range(1, _YEARS_BACK + 1)
    ]
    month = today.replace(day=1)
    for _ in range(_MONTHS_BACK):
        choices.append((f"{month:%Y-%m}", period_label(f"{month:%Y-%m}", today)))
        month = (month - timedelta(days=1)).replace(day=1)
    if chosen and chosen not in dict(choices) and _period_or_none(chosen, today):
        choices.append((chosen, period_label(chosen, today)))
    return choices


def period_label(name: str, today: date) -> Text:
    """The period in words, with its days where they are not those of the calendar."""
    year, _, part = (name or str(reporting_year_of(today))).partition("-")
    if not part:
        return Text(f"Năm báo cáo {year} (15/12–14/12)", f"Reporting year {year} (15/12–14/12)")
    if part[0] == "q":
        return Text(f"Quý {part[1:]} năm báo cáo {year}", f"Quarter {part[1:]} of {year}")
    return Text(f"Tháng {part}/{year}", f"{part}/{year}")


def _period_or_none(name: str, today: date) -> Period | None:
    try:
        return period_named(name, today)
    except ValueError:
        return None


@dataclass(frozen=True)
class Filters:
    """What the address asks for, checked. ``form`` shows it, and says what was not understood."""

    form: FilterForm
    by: Actor
    period: Period
    period_name: str
    as_of: date | None
    level: str
    agency_id: str
    words: str

    @classmethod
    def of(cls, request: HttpRequest) -> Filters:
        """Read the address; what cannot be read falls back to its default and is marked on the form."""
        today = clock.civil_day(clock.now())
        form = FilterForm(request.GET, today)
        form.is_valid()
        clean = form.cleaned_data
        name = clean.get("ky", "")
        return cls(
            form=form,
            by=request.actor,
            period=period_named(name, today),
            period_name=name,
            as_of=clean.get("tai_ngay"),
            level=clean.get("cap", ""),
            agency_id=request.GET.get("co_quan", "")[:40],
            words=clean.get("tim", "").strip(),
        )

    @cached_property
    def scope(self) -> Scope:
        """What is looked at; refuses a reader who may not."""
        return scope_for(self.by, agency_id=self.agency_id, level=self.level)

    @cached_property
    def span(self) -> Span:
        """The period as of the day asked for, at most now."""
        now = clock.now()
        return span_of(self.period, min(end_of_day(self.as_of), now) if self.as_of else now)

    @property
    def agency(self) -> parties.AgencyRecord | None:
        """The agency that the figures are narrowed to."""
        return parties.agency(self.agency_id) if self.agency_id else None

    @property
    def label(self) -> Text:
        """The period in words."""
        return period_label(self.period_name, clock.civil_day(clock.now()))

    @property
    def unnarrowed(self) -> str:
        """The query string without the agency."""
        return self.query(co_quan="")

    def query(self, **changes: str) -> str:
        """The filters as a query string, some replaced; an empty value leaves its key out."""
        facts = {
            "ky": self.period_name,
            "tai_ngay": f"{self.as_of:%d/%m/%Y}" if self.as_of else "",
            "cap": self.level,
            "co_quan": self.agency_id,
        }
        return urlencode({key: value for key, value in (facts | changes).items() if value})
