"""Which printed form a verb owes on a day, who signs it, and what its QR code must say."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from hoso.law.roles import Role
from hoso.law.rulesets import Parameter
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict

NEW_FORMS_FROM = Parameter(date(2025, 9, 15), confirmed=False, source="tt03-2025:annex-1")
"""The day of Circular 03/2025; the day its forms became obligatory is not confirmed."""


class Slip(StrEnum):
    """The printed papers of a dossier, whatever their number at the time."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL = "control"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class SlipForm:
    """A slip with its number under the circular of the day. ``paper`` is A5 or A4."""

    slip: Slip
    number: str
    name: Text
    signers: tuple[Role, ...]
    circular: str
    paper: str
    source: str


_DESK, _CASE, _HEAD = Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.HEAD
_NAMES: dict[Slip, tuple[Text, tuple[Role, ...]]] = {
    Slip.RECEIPT: (Text("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and appointment"), (_DESK,)),
    Slip.SUPPLEMENT: (
        Text("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request to supplement the dossier"),
        (_DESK, _CASE),
    ),
    Slip.REFUSAL: (Text("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal of the dossier"), (_DESK,)),
    Slip.APOLOGY: (Text("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology and new date"), (_HEAD,)),
    Slip.STOP: (Text("Thông báo dừng giải quyết hồ sơ", "Notice of stopping"), (_HEAD,)),
    Slip.CONTROL: (
        Text("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Process control slip"),
        (_DESK, _CASE),
    ),
    Slip.REGISTER: (Text("Sổ theo dõi hồ sơ", "Dossier book"), (_DESK,)),
}
_APOLOGY_2025 = Text(
    "Phiếu xin lỗi và đề nghị gia hạn thời gian giải quyết", "Apology and request to extend the time"
)
_ORDER_2018 = (Slip.RECEIPT, Slip.SUPPLEMENT, Slip.REFUSAL, Slip.APOLOGY, Slip.CONTROL, Slip.REGISTER)
_ORDER_2025 = (*_ORDER_2018[:4], Slip.STOP, Slip.CONTROL, Slip.REGISTER)

_OWED: dict[str, tuple[Slip, ...]] = {
    "intake.accept": (Slip.RECEIPT, Slip.CONTROL, Slip.REGISTER),
    "intake.request_completion": (Slip.SUPPLEMENT,),
    "intake.refuse": (Slip.REFUSAL,),
    "processing.request_supplement": (Slip.SUPPLEMENT,),
    "processing.hand_over": (Slip.CONTROL,),
    "processing.apologise": (Slip.APOLOGY,),
    "processing.stop": (Slip.STOP,),
    "filing.withdraw": (Slip.STOP,),
    "results.return_result": (Slip.CONTROL, Slip.REGISTER),
}


def forms_on(day: date) -> tuple[SlipForm, ...]:
    """The set of forms of a day in their order: six until the new circular, then seven.

    Source: tt01-2018:9, tt03-2025:annex-1.
    """
    new = day >= NEW_FORMS_FROM.value
    circular = "03/2025/TT-VPCP" if new else "01/2018/TT-VPCP"
    source = "tt03-2025:annex-1" if new else "tt01-2018:9"
    forms = []
    for number, slip in enumerate(_ORDER_2025 if new else _ORDER_2018, start=1):
        name, signers = _NAMES[slip]
        title = _APOLOGY_2025 if new and slip is Slip.APOLOGY else name
        paper = "A4" if slip is Slip.REGISTER else "A5"
        forms.append(SlipForm(slip, f"{number:02d}", title, signers, circular, paper, source))
    return tuple(forms)


def forms_owed(verb: str, day: date) -> tuple[SlipForm, ...]:
    """The forms a verb owes on a day; none for a verb that prints nothing or a form not yet invented.

    Source: tt01-2018:9, tt03-2025:annex-1, tt03-2025:form-05, nd61-2018:17, nd61-2018:19.
    """
    owed = _OWED.get(verb, ())
    return tuple(form for form in forms_on(day) if form.slip in owed)


@dataclass(frozen=True, slots=True)
class QrItems:
    """The six obligatory items of the QR code at the top left, and the two of receipts and results."""

    dossier_code: str
    procedure_code: str
    applicant_id: str
    paper_name: str
    system_name: str
    published_at: datetime
    appointment_on: date | None = None
    valid_until: date | None = None


def check_qr(items: QrItems, *, receipt: bool = False) -> Verdict:
    """Whether every obligatory item is there; a receipt needs its appointment date too.

    Source: tt01-2023:26.
    """
    lacking = [f.name for f in fields(items)[:6] if not str(getattr(items, f.name)).strip()]
    if receipt and items.appointment_on is None:
        lacking.append("appointment_on")
    if not lacking:
        return Verdict.yes()
    text = Text("Mã QR thiếu: {names}.", "The QR code lacks: {names}.").format(names=", ".join(lacking))
    return Verdict.no(Reason("qr-incomplete", text, "tt01-2023:26"))
