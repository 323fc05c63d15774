"""Asking the owner for what is missing: one complete request. Called by the verbs of intake and processing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoso.base import clock
from hoso.base.errors import Invalid, Refused
from hoso.base.words import refuse_unreadable
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import ComponentRecord
from hoso.dossiers import spine
from hoso.dossiers.models import Dossier
from hoso.filing.announce import announce
from hoso.filing.models import Component, SupplementRequest
from hoso.filing.parties import Owner
from hoso.holdings import queries as holdings
from hoso.holdings.records import HoldingRecord
from hoso.law.appointments import may_request_supplement
from hoso.law.calendar import national_calendar
from hoso.law.reuse import HeldPaper, OverrideGround, Where, may_request_paper
from hoso.law.rulesets import rules_at
from hoso.law.text import Text
from hoso.law.verdict import Reason, Verdict
from hoso.parties.actors import Actor

NOTHING_ASKED = Text(
    "Hãy chọn ít nhất một thành phần cần bổ sung và nói rõ cần gì.",
    "Choose at least one component and say what is needed.",
)
NO_REASON = Text("Hãy ghi lý do yêu cầu bổ sung.", "Give the reason for asking.")
SECOND_ROUND = Text(
    "Hồ sơ này đã được yêu cầu bổ sung một lần. Chỉ được hướng dẫn một lần, đầy đủ (Nghị định 61/2018, Điều 17). "
    "Nếu vẫn phải yêu cầu nữa, hãy ghi căn cứ pháp lý; lần này được tính vào chỉ số giải quyết quá hạn.",
    "This dossier was asked to supplement before. Guidance is given once and completely (Decree 61/2018 Art 17). "
    "If you must ask again, give the legal ground; this round counts as overdue in the national figure.",
)
TOO_LATE = Text(
    "Đã quá thời hạn được yêu cầu bổ sung kể từ khi tiếp nhận (Nghị định 61/2018, Điều 19). "
    "Nếu vẫn phải yêu cầu, hãy ghi căn cứ pháp lý riêng.",
    "The days in which a supplement may be asked, counted from acceptance, are over (Decree 61/2018 Art 19). "
    "If you must ask all the same, give the special legal ground.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to add or correct: the component's key, its name, and what exactly is needed."""

    component: str
    name: str
    what: str
    override: str = ""
    """A value of ``law.reuse.OverrideGround`` when the paper is held and asked for all the same."""
    legal_basis: str = ""

    @property
    def as_item(self) -> dict[str, str]:
        """The line that is kept and shown to the owner."""
        item = {"component": self.component, "name": self.name, "what": self.what.strip()}
        if self.override:
            item |= {"override": self.override, "legal_basis": self.legal_basis.strip()}
        return item


def ask_owner(
    dossier: Dossier, verb: str, wanted: Sequence[Wanted], reason: str, *, by: Actor, second_ground: str = ""
) -> None:
    """What both rooms do when they ask: one complete request (Form 02); the clock stands still from now on.

    The verb has held the row and checked who asks. Raises what ``ask`` raises.
    """
    now = clock.now()
    asked = ask(dossier, wanted, reason, second_ground=second_ground, by=by, now=now)
    override = [one for one in asked.items if one.get("override")]
    facts = {"number": asked.number, "items": asked.items, "reason": asked.reason, "override": override}
    entry = spine.advance(dossier, verb, by, facts=facts, now=now)
    announce(dossier, entry, slip="supplement_request")


def ask(
    dossier: Dossier,
    wanted: Sequence[Wanted],
    reason: str,
    *,
    second_ground: str = "",
    by: Actor,
    now: datetime,
) -> SupplementRequest:
    """Write the next request of a held dossier, in the caller's transaction.

    Raises ``Invalid`` with the fields, ``Refused`` for a paper that is held already (Directive, section 1b)
    unless the line carries an override ground with its legal basis.
    """
    items = [one for one in wanted if one.what.strip()]
    refuse_unreadable([reason, second_ground, *(text for one in items for text in one.as_item.values())])
    fields = {}
    known = {one.key for one in catalogue.version(dossier.version_id).components}
    if not items or any(one.component not in known for one in items):
        fields["items"] = NOTHING_ASKED
    if not reason.strip():
        fields["reason"] = NO_REASON
    rounds = SupplementRequest.objects.filter(dossier=dossier).count()
    rules = rules_at(dossier.accepted_at or dossier.submitted_at)
    asking = may_request_supplement(
        dossier.accepted_at or now,  # before acceptance the days to notify have not begun
        now,
        national_calendar(),
        rules,
        rounds_before=rounds,
        legal_ground=second_ground,
    )
    if not asking.ok:
        again = rounds >= rules.supplement_rounds.value
        fields["second_ground"] = SECOND_ROUND if again else TOO_LATE
    if fields:
        raise Invalid(next(iter(fields.values())), fields)
    _refuse_held(dossier, items, clock.civil_day(now))
    waiting = timedelta(days=rules.supplement_wait_days.value)
    return SupplementRequest.objects.create(
        dossier=dossier,
        number=rounds + 1,
        items=[one.as_item for one in items],
        reason=reason.strip(),
        second_ground=second_ground.strip(),
        asked_by_id=by.account_id,
        asked_at=now,
        answer_by=clock.civil_day(now + waiting),
    )


def held_papers(dossier: Dossier, on: date) -> dict[str, tuple[HeldPaper, ...]]:
    """What need not be asked for again, by component, on a civil day.

    A paper of somebody else that lies in its slot and was judged valid (what the owner declared himself may
    be corrected at any time), and the usable papers in his holdings that fill the slot, save the one in it.
    """
    version = catalogue.version(dossier.version_id)
    lying: dict[str, list[Component]] = {}
    for row in Component.objects.filter(dossier=dossier, current=True, paper__isnull=False):
        lying.setdefault(row.key, []).append(row)
    owner = Owner(dossier.owner_person_id, dossier.owner_organisation_id)
    kinds = {kind for slot in version.components for kind in slot.fitting_kinds}
    found = holdings.usable_by_kind(owner, kinds, on=on)
    return {
        slot.key: tuple(
            [_in_dossier(slot) for row in lying.get(slot.key, ()) if _stands(row, slot)]
            + [
                _in_holdings(one)
                for kind in slot.fitting_kinds
                for one in found.get(kind, ())
                if one.paper_id not in {row.paper_id for row in lying.get(slot.key, ())}
            ]
        )
        for slot in version.components
    }


def _stands(row: Component, slot: ComponentRecord) -> bool:
    return row.validity == "valid" and not slot.from_form and slot.kind != "self-declared"


def _in_dossier(slot: ComponentRecord) -> HeldPaper:
    return HeldPaper(Where.DOSSIER, slot.name.vi, valid=True)


def _in_holdings(one: HoldingRecord) -> HeldPaper:
    reference = one.code or one.number or one.title
    return HeldPaper(Where.HOLDINGS, reference, valid=True, valid_until=one.valid_until)


def _refuse_held(dossier: Dossier, items: Sequence[Wanted], on: date) -> None:
    refused: list[Reason] = []
    held = held_papers(dossier, on)
    for one in items:
        ground = OverrideGround(one.override) if one.override in set(OverrideGround) else None
        verdict = may_request_paper(held[one.component], on=on, override=ground, legal_basis=one.legal_basis)
        refused += [] if verdict.ok else verdict.reasons
    if refused:
        raise Refused(Verdict.no(refused[0], *refused[1:]))
