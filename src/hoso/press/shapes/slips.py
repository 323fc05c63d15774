"""The seven forms of Circular 03/2025/TT-VPCP, Annex I, and the receipt of an electronic filing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, NotRequired, TypedDict

from hoso.press.shapes.parts import (
    Dong,
    DossierHead,
    ExactInstant,
    Head,
    Lines,
    LongDate,
    Print,
    Row,
    Sheet,
)


class ReceivedComponent(TypedDict):
    """One component as it was handed in: how many of each kind."""

    name: str
    originals: int
    certified_copies: int
    plain_copies: int
    electronic: int


class FeeLine(TypedDict):
    name: str
    amount: Dong


class Receipt(DossierHead):
    """Form 01, receipt and appointment. ``calculation`` is the due date's arithmetic, line by line."""

    desk: str
    channel: str
    submitter_name: NotRequired[str]
    components: Annotated[list[ReceivedComponent], Print.SOME]
    sets: int
    time_limit: str
    received_at: datetime
    due_at: datetime
    calculation: Annotated[list[Row], Print.SOME]
    fees: NotRequired[list[FeeLine]]
    return_place: str
    lookup_url: str
    hotline: NotRequired[str]


class WantedItem(TypedDict):
    """One thing to add or correct; ``reason`` says what is wrong with what was handed in."""

    name: str
    quantity: str
    reason: str


class SupplementRequest(DossierHead):
    """Form 02, one complete request to supplement."""

    desk: str
    items: Annotated[list[WantedItem], Print.SOME]
    reason: str
    answer_by: NotRequired[datetime]
    effect_on_clock: str
    officer_name: str
    officer_phone: str
    lookup_url: str


class Refusal(DossierHead):
    """Form 03, refusal to accept or to solve; ``articles`` are the provisions relied on."""

    desk: str
    submitted_at: datetime
    reasons: Lines
    articles: Lines
    what_to_do: str
    complaint: str
    help_contact: str


class Apology(DossierHead):
    """Form 04, apology and new date."""

    received_at: datetime
    due_at: datetime
    stage: str
    reason: str
    new_due_at: datetime
    contact: str


class StopNotice(DossierHead):
    """Form 05, notice that the dossier's processing stops."""

    received_at: datetime
    requested_by: str
    requested_at: NotRequired[datetime]
    stage: str
    reason: str
    articles: Lines
    fee_settlement: str
    papers_returned: str
    contact: str


class HandOver(TypedDict):
    """One hand-over between two units. ``outcome`` is before, on or after time, in words."""

    giver: str
    receiver: str
    handed_at: datetime
    due_at: NotRequired[datetime]
    outcome: str
    note: NotRequired[str]


class RoutingSlip(DossierHead):
    """Form 06, control of the hand-overs."""

    received_at: datetime
    due_at: datetime
    solving_unit: str
    coordinating_units: NotRequired[str]
    hand_overs: list[HandOver]


class RegisterLine(TypedDict):
    dossier_code: str
    procedure_name: str
    sets: int
    owner: str
    contact: str
    receiving_agency: str
    received_on: date
    due_on: date
    solved_on: NotRequired[date]
    returned_on: NotRequired[date]
    return_method: NotRequired[str]
    note: NotRequired[str]


class DossierRegister(Head):
    """Form 07, the running register of a year; A4 across."""

    period: str
    lines: list[RegisterLine]


class ReceivedFile(TypedDict):
    """One uploaded file; ``sha256`` is its hash in hexadecimal."""

    name: str
    component: str
    size: str
    sha256: str


class ElectronicReceipt(Sheet):
    """Confirmation that an electronic dossier arrived: the official instant, the files, and how to
    prove it.
    """

    agency: str
    superior: NotRequired[str]
    place: str
    signed_on: LongDate
    filing_code: str
    procedure_name: str
    procedure_code: str
    applicant_name: str
    received_at: ExactInstant
    files: Annotated[list[ReceivedFile], Print.SOME]
    answer_by: NotRequired[datetime]
    ledger_leaf: str
    proof_steps: Lines
    lookup_url: str
