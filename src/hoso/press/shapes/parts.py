"""Parts that many papers share. All texts are printed as given; dates and sums are formatted by the press."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated, NotRequired, TypedDict

from hoso.press.qr import QrContent


class Print(Enum):
    """How the press prints a value whose type leaves a choice."""

    LONG_DATE = "ngày 22 tháng 11 năm 2026"
    EXACT = "22/11/2026 10:15:30 +07:00"
    DONG = "60.000 đồng"
    SOME = "a list that must not be empty"
    NOT_PRINTED = "held in the QR code or steering the layout"


LongDate = Annotated[date, Print.LONG_DATE]
ExactInstant = Annotated[datetime, Print.EXACT]
Dong = Annotated[int, Print.DONG]
Flag = Annotated[bool, Print.NOT_PRINTED]
Lines = Annotated[list[str], Print.SOME]


class Signer(TypedDict):
    """Who signs: ``capacity`` stands above the signature (lines split by ``\\n``), ``name`` below it."""

    capacity: str
    name: str


class Party(TypedDict):
    """An applicant or other person as a slip shows them. What is unknown is left out, never invented."""

    name: str
    identity_code: NotRequired[str]
    address: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]


class Sheet(TypedDict):
    """What every paper carries: the QR code and the mark of a demonstration print."""

    qr: Annotated[QrContent, Print.NOT_PRINTED]
    demonstration: NotRequired[Flag]


class Head(Sheet):
    """The head of an agency's document (Decree 30/2020/NĐ-CP, Annex I): who, number, where and when,
    who signs.
    """

    agency: str
    superior: NotRequired[str]
    number: NotRequired[str]
    place: str
    signed_on: LongDate
    signer: Signer


class DossierHead(Head):
    """The head of a paper about one dossier."""

    dossier_code: str
    procedure_name: str
    procedure_code: str
    applicant: Party


class Row(TypedDict):
    """A label and its value."""

    label: str
    value: str
