"""Results of procedures, and the decision that denies one."""

from __future__ import annotations

from datetime import date
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


class DecisionDenied(DossierHead):
    """The reasoned document that refuses what was asked; ``facts`` come first, then ``articles`` the law."""

    facts: Lines
    articles: Lines
    reasons: Lines
    remedy: str


class Parent(TypedDict):
    name: str
    birth_year: str
    ethnicity: str
    nationality: str
    residence: str


class BirthCertificate(Head):
    """Birth certificate, electronic. A parent who is not known is left out."""

    dossier_code: str
    child_name: str
    born_on: date
    born_on_in_words: str
    sex: str
    ethnicity: str
    nationality: str
    birthplace: str
    home_town: str
    personal_id: str
    mother: NotRequired[Parent]
    father: NotRequired[Parent]
    declarant: str
    declarant_paper: str
    registered_at: str
    registered_on: LongDate
    register_entry: str


class CivilStatusExtract(Head):
    """Copy of an extract from the civil-status register; ``rows`` are the entry's fields in the
    register's order.
    """

    dossier_code: str
    event: str
    subject: str
    rows: Annotated[list[Row], Print.SOME]
    register: str
    entry_number: str
    entered_on: LongDate
    original_agency: str


class CertificationPage(Head):
    """The certifier's statement on an electronic copy of an original (Decree 23/2015/NĐ-CP)."""

    original_name: str
    original_number: NotRequired[str]
    original_issuer: NotRequired[str]
    pages: int
    statement: str
    certification_number: str
    register: str
    certified_at: ExactInstant
    copy_sha256: str
    compared_by: NotRequired[str]
    compared_at: NotRequired[ExactInstant]


class CertificationLine(TypedDict):
    """One line of a register of copies; ``source`` is the original's number or its line in the original register."""

    number: str
    day: date
    requested_by: str
    title: str
    source: NotRequired[str]
    certifier: str
    dossier_code: str
    note: NotRequired[str]


class CertificationRegister(Head):
    """The register of a year; A4 across."""

    heading: str
    period: str
    lines: list[CertificationLine]


class HouseholdMember(TypedDict):
    name: str
    born_on: date
    sex: str
    personal_id: str
    relation: str


class ResidenceNotice(Head):
    """Notice of the outcome of a registration of permanent residence."""

    dossier_code: str
    applicant_name: str
    personal_id: str
    request: str
    outcome: str
    address: str
    head_of_household: str
    head_personal_id: NotRequired[str]
    relation_to_head: NotRequired[str]
    members: NotRequired[list[HouseholdMember]]
    registered_on: LongDate
    articles: Lines


class BusinessMember(TypedDict):
    name: str
    personal_id: str
    address: str


class BusinessCertificate(Head):
    """Certificate of registration of a household business."""

    dossier_code: str
    business_code: str
    first_registered_on: LongDate
    changes: NotRequired[str]
    business_name: str
    address: str
    phone: NotRequired[str]
    email: NotRequired[str]
    lines_of_business: Lines
    capital: Dong
    established_by: str
    owner_name: str
    owner_born_on: date
    owner_sex: str
    owner_personal_id: str
    owner_address: str
    members: NotRequired[list[BusinessMember]]


class Conviction(TypedDict):
    judgment: str
    offence: str
    penalty: str
    state: str


class CriminalRecord(Head):
    """Criminal-record certificate no. 1. No conviction is an empty list, printed as “Không có án tích”."""

    dossier_code: str
    full_name: str
    sex: str
    born_on: date
    birthplace: str
    nationality: str
    residence: str
    identity_paper: str
    convictions: list[Conviction]
    position_ban: NotRequired[str]
    purpose: NotRequired[str]


class ResultSection(TypedDict):
    title: str
    rows: Annotated[list[Row], Print.SOME]


class GenericResult(DossierHead):
    """A result that has no form of its own: named paper, sections of fields, free conclusion."""

    paper_name: str
    sections: Annotated[list[ResultSection], Print.SOME]
    conclusion: str
    validity: NotRequired[str]
    articles: Lines


class Answers(Sheet):
    """A filled e-form as a document: the declarant's own words, section by section."""

    form_name: str
    form_code: NotRequired[str]
    addressed_to: str
    sections: Annotated[list[ResultSection], Print.SOME]
    pledge: str
    place: str
    signed_on: LongDate
    declarant_name: str


class ChannelLine(TypedDict):
    channel: str
    time_limit: str
    fee: str


class Step(TypedDict):
    title: str
    text: str


class PaperLine(TypedDict):
    name: str
    quantity: str


class WallNotice(Sheet):
    """A procedure on the wall of the one-stop shop: who, steps, papers, time limits, fees, result,
    legal basis.
    """

    agency: str
    superior: NotRequired[str]
    procedure_name: str
    procedure_code: str
    sector: str
    online_level: str
    who: str
    steps: Annotated[list[Step], Print.SOME]
    papers: Annotated[list[PaperLine], Print.SOME]
    sets: str
    channels: Annotated[list[ChannelLine], Print.SOME]
    result: str
    requirements: NotRequired[str]
    legal_basis: Lines
    decision: str
    lookup_url: str
    hotline: NotRequired[str]
