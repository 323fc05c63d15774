"""Free digital signatures: the states of a grant, the steps between them, and their days (one table)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hoso.law.rulesets import Parameter
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict


class GrantState(StrEnum):
    """Where a grant stands. One grant is one certificate, from the wish for it to its end."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    ISSUED = "issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    REVOKED = "revoked"
    EXPIRED = "expired"

    @property
    def label(self) -> Text:
        """The state in words. Source: tq-2024:free-signature."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    GrantState.REQUESTED: Text("Chờ xác nhận danh tính", "Identity to be confirmed"),
    GrantState.CONFIRMED: Text("Chờ đặt mã PIN", "PIN to be chosen"),
    GrantState.ISSUED: Text("Đang dùng được", "In use"),
    GrantState.REFUSED: Text("Không được cấp", "Refused"),
    GrantState.WITHDRAWN: Text("Đã rút yêu cầu", "Withdrawn"),
    GrantState.REPLACED: Text("Đã gia hạn bằng chứng thư mới", "Renewed by a new certificate"),
    GrantState.REVOKED: Text("Đã thu hồi", "Revoked"),
    GrantState.EXPIRED: Text("Đã hết hạn", "Expired"),
}
WAITING = frozenset({GrantState.REQUESTED, GrantState.CONFIRMED})
"""A request that is alive: a person has at most one."""
LIVE = frozenset({GrantState.ISSUED})
"""A certificate that is alive: a person has at most one."""


class RevocationReason(StrEnum):
    """Why a certificate ends before its day."""

    LOST = "lost"
    COMPROMISED = "compromised"
    PIN_FORGOTTEN = "pin_forgotten"
    FACTS_CHANGED = "facts_changed"
    NOT_NEEDED = "not_needed"
    ISSUED_WRONGLY = "issued_wrongly"

    @property
    def label(self) -> Text:
        """The reason in words. Source: law20-2023:trust-services."""
        return _REASON_LABELS[self]


_REASON_LABELS = {
    RevocationReason.LOST: Text("Mất điện thoại hoặc thiết bị ký", "Telephone or signing device lost"),
    RevocationReason.COMPROMISED: Text("Nghi người khác biết mã PIN", "Somebody else may know the PIN"),
    RevocationReason.PIN_FORGOTTEN: Text("Quên mã PIN", "PIN forgotten"),
    RevocationReason.FACTS_CHANGED: Text("Thông tin của tôi đã thay đổi", "My data changed"),
    RevocationReason.NOT_NEEDED: Text("Không cần dùng nữa", "No longer needed"),
    RevocationReason.ISSUED_WRONGLY: Text("Cấp không đúng người", "Issued to the wrong person"),
}
HOLDERS_REASONS = tuple(one for one in RevocationReason if one is not RevocationReason.ISSUED_WRONGLY)

VALID_DAYS = Parameter(365, confirmed=False, source="law20-2023:trust-services")
"""How long a free certificate lives."""
RENEW_WITHIN_DAYS = Parameter(60, confirmed=False, source="law20-2023:trust-services")
"""How many days before its end a certificate may be renewed."""
WARNING_DAYS = Parameter((30, 7), confirmed=False, source="law20-2023:trust-services")
"""How many days before its end the holder is warned, once each."""


@dataclass(frozen=True, slots=True)
class GrantStep:
    """A verb moves a grant from one of ``sources`` to ``target``; no other way exists."""

    verb: str
    sources: frozenset[GrantState]
    target: GrantState
    label: Text
    source: str


_S = GrantState
# fmt: off
GRANT_STEPS: dict[str, GrantStep] = {one.verb: one for one in (
    GrantStep("grants.withdraw", WAITING, _S.WITHDRAWN,
              Text("rút yêu cầu", "withdraw the request"), "tq-2024:free-signature"),
    GrantStep("grants.confirm", frozenset({_S.REQUESTED}), _S.CONFIRMED,
              Text("xác nhận danh tính", "confirm the identity"), "law20-2023:trust-services"),
    GrantStep("grants.refuse", frozenset({_S.REQUESTED}), _S.REFUSED,
              Text("từ chối", "refuse"), "law20-2023:trust-services"),
    GrantStep("grants.issue", frozenset({_S.CONFIRMED}), _S.ISSUED,
              Text("đặt mã PIN và nhận chứng thư", "choose the PIN and take the certificate"), "law20-2023:22"),
    GrantStep("grants.renew", frozenset({_S.ISSUED}), _S.REPLACED,
              Text("gia hạn", "renew"), "law20-2023:trust-services"),
    GrantStep("grants.revoke", frozenset({_S.ISSUED}), _S.REVOKED,
              Text("thu hồi", "revoke"), "law20-2023:trust-services"),
    GrantStep("grants.watch", frozenset({_S.ISSUED}), _S.EXPIRED,
              Text("đóng khi hết hạn", "close after its end"), "law20-2023:trust-services"),
)}
# fmt: on


def may_step(verb: str, state: GrantState) -> Verdict:
    """Whether the verb is possible in this state. Source: tq-2024:free-signature, law20-2023:22."""
    step = GRANT_STEPS[verb]
    if state in step.sources:
        return Verdict.yes(Reason("allowed", step.label, step.source))
    text = Text(
        f"Chữ ký số này ở trạng thái “{state.label.vi}”, nên không {step.label.vi} được nữa.",
        f"This signature stands at “{state.label.en}”, so you cannot {step.label.en} now.",
    )
    return Verdict.no(Reason("wrong-state", text, step.source))


def may_renew(valid_to: date, today: date) -> Verdict:
    """Whether the end is near enough to renew, and not over. Source: law20-2023:trust-services."""
    source = "law20-2023:trust-services"
    opens = valid_to - timedelta(days=RENEW_WITHIN_DAYS.value)
    if opens <= today <= valid_to:
        return Verdict.yes(Reason("allowed", GRANT_STEPS["grants.renew"].label, source))
    text = Text(
        f"Chứng thư này gia hạn được từ {opens:%d/%m/%Y} đến {valid_to:%d/%m/%Y}. "
        "Quá ngày đó, bạn yêu cầu cấp chữ ký số mới.",
        f"This certificate can be renewed from {opens:%d/%m/%Y} to {valid_to:%d/%m/%Y}. "
        "After that, ask for a new signature.",
    )
    return Verdict.no(Reason("not-yet", text, source))


def warnings_due(valid_to: date, today: date, given: Collection[int]) -> int | None:
    """The warning to give today (days before the end), or None. An older one that was missed is not made up.

    Source: law20-2023:trust-services.
    """
    left = (valid_to - today).days
    if left < 0:
        return None
    due = min((days for days in WARNING_DAYS.value if left <= days), default=None)
    return due if due not in given else None
