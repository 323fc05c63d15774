"""What must be digitised, since when, and what a digitised paper must tell about itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict

RESULTS_BY = date(2024, 12, 31)
"""Results still valid were to be digitised by this day."""

_DUTY_FROM = {"province": date(2022, 6, 1), "district": date(2022, 12, 1), "commune": date(2023, 6, 1)}
_ESSENTIAL_FROM = date(2022, 7, 1)
REQUIRED_FIELDS = (
    "name",
    "kind",
    "owner_id",
    "number",
    "issued_on",
    "issuer",
    "digitised_by",
    "digitised_at",
)


class Exemption(StrEnum):
    """The closed list of grounds on which a component is not digitised."""

    SHARED_AS_DATA = "shared_as_data"
    PLAIN_COPY = "plain_copy"
    ONLY_SHOWN = "only_shown"
    STATE_SECRET = "state_secret"  # noqa: S105 (a kind of paper, no password)
    NATURE = "nature"

    @property
    def label(self) -> Text:
        """The ground in words. Source: tt01-2023:scope, hn-directive:2a."""
        return _EXEMPTIONS[self]


_EXEMPTIONS = {
    Exemption.SHARED_AS_DATA: Text("Đã có dưới dạng dữ liệu dùng chung", "Already shared as data"),
    Exemption.PLAIN_COPY: Text("Nộp bản chụp hoặc bản sao giấy", "Filed as a photocopy or paper copy"),
    Exemption.ONLY_SHOWN: Text("Chỉ xuất trình, không nộp", "Only shown"),
    Exemption.STATE_SECRET: Text("Thuộc bí mật nhà nước", "A state secret"),
    Exemption.NATURE: Text("Không thể số hóa do đặc thù", "Impossible for its nature"),
}


def duty_from(level: str, *, essential: bool = False) -> date:
    """Since when a level digitises and reuses; essential services from 1 July 2022 at the latest.

    KeyError for a level other than province, district, commune. Source: hy-1292:1a, hy-1292:1b, hy-1292:1c.
    """
    usual = _DUTY_FROM[level]
    return min(usual, _ESSENTIAL_FROM) if essential else usual


def may_skip(exemption: Exemption, explanation: str) -> Verdict:
    """Whether a component may stay undigitised; "for its nature" has to be explained.

    Source: hn-directive:2a, tt01-2023:scope.
    """
    if exemption is Exemption.NATURE and not explanation.strip():
        return Verdict.no(Reason("explain", _EXPLAIN, "hn-directive:2a"))
    return Verdict.yes(Reason(exemption.value, exemption.label, "tt01-2023:scope"))


def result_is_owed(*, issued_on: date, valid_until: date | None, on: date) -> bool:
    """Whether an old paper result still has to be digitised: issued by the end of 2024 and still valid.

    Source: tq-2024:results-2024, hy-1292:1d, nd45-2020:25.
    """
    return issued_on <= RESULTS_BY and (valid_until is None or on <= valid_until)


def check_description(fields: Mapping[str, str]) -> Verdict:
    """Whether the data of a digitised paper are complete; a no names every empty field.

    Source: tq-2024:complete, tt01-2023:7.
    """
    empty = [name for name in REQUIRED_FIELDS if not fields.get(name, "").strip()]
    if not empty:
        return Verdict.yes()
    text = Text("Dữ liệu số hóa còn thiếu: {names}.", "The description lacks: {names}.")
    return Verdict.no(Reason("incomplete", text.format(names=", ".join(empty)), "tq-2024:complete"))


_EXPLAIN = Text("Hãy ghi rõ vì sao giấy tờ này không thể số hóa.", "Say why this paper cannot be digitised.")
