"""A dossier in any state, quickly: a copy from the register (2.000635), which needs no papers and no OCR.

Every step is a real verb by the account whose duty it is; nothing is written past the rooms.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any
from uuid import UUID

from hoso.base.errors import Unavailable
from hoso.base.models import OutboxMessage
from hoso.cli.journey.stories import STORIES
from hoso.dossiers.models import Dossier, Entry
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.requests import Wanted
from hoso.intake import actions as intake
from hoso.law.states import State
from hoso.law.text import Text
from hoso.papers import ports
from hoso.parties.actors import SYSTEM, Actor
from hoso.parties.queries import account_actor
from hoso.processing import actions as processing
from hoso.results import actions as results

COPY = next(story for story in STORIES if story.procedure == "2.000635")
RESIDENCE = next(story for story in STORIES if story.procedure == "1.004222")
COMMUNE = "tq-02269"
OTHER_COMMUNE = "tq-02266"
_serial = count(1)


def who(username: str) -> Actor:
    """The actor behind a demonstration account."""
    return account_actor(username)


def second_administrator() -> Actor:
    """Another system administrator than ``quantri``: some changes need two persons."""
    return who("quantri2")


def begin_matters_at(number: int) -> None:
    """Let a process of its own file matters that no other process files."""
    global _serial  # noqa: PLW0603 - one counter a process
    _serial = count(number)


def answers(**changes: object) -> dict[str, object]:
    """Complete answers; each call is another matter (another number in the register)."""
    return {**COPY.answers, "so_dang_ky": str(next(_serial)), **changes}


def draft(citizen: str = "nguoidan", *, complete: bool = True, **changes: object) -> UUID:
    """An open draft, filled in."""
    actor = who(citizen)
    opened = filing.open_draft(COPY.procedure, COMMUNE, by=actor)
    if complete:
        known = filed.draft(opened, by=actor).answers
        filing.save_draft(opened, {**known, **answers(**changes)}, by=actor)
    return opened


def submitted(citizen: str = "nguoidan", **changes: object) -> UUID:
    """A dossier just filed online."""
    return filing.submit(draft(citizen, **changes), by=who(citizen))


def judged() -> UUID:
    """A dossier whose components the desk has judged."""
    dossier = submitted()
    intake.judge(dossier, by=who("motcua"))
    return dossier


def awaiting_completion() -> UUID:
    """A dossier whose owner was asked to complete it before acceptance."""
    dossier = submitted()
    intake.request_completion(dossier, wanted(), "Thiếu giấy tờ", by=who("motcua"))
    return dossier


def refused() -> UUID:
    """A dossier that the desk refused."""
    dossier = submitted()
    intake.refuse(dossier, "Sai thẩm quyền", "Điều 5 Luật Hộ tịch", "Nộp ở nơi đăng ký", by=who("motcua"))
    return dossier


def accepted() -> UUID:
    """A dossier with its code, its due date and nobody working on it."""
    dossier = judged()
    intake.accept(dossier, by=who("motcua"))
    return dossier


def in_process() -> UUID:
    """A dossier on the desk of the case officer ``thuly``."""
    dossier = accepted()
    processing.assign(dossier, who("thuly").account_id, by=who("thuly"))
    return dossier


def awaiting_supplement() -> UUID:
    """A dossier whose clock rests until its owner answers."""
    dossier = in_process()
    processing.request_supplement(dossier, wanted(), "Cần đối chiếu", by=who("thuly"))
    return dossier


def proposed(outcome: str = "grant") -> UUID:
    """A dossier with a result waiting for the competent officer."""
    dossier = in_process()
    given = {"entries": COPY.entries} if outcome == "grant" else {"reason": "Không có", "articles": "Điều 64"}
    processing.propose(dossier, outcome, by=who("thuly"), **given)
    return dossier


def decided() -> UUID:
    """A dossier whose result carries the officer's signature."""
    dossier = proposed()
    results.decide(dossier, by=who("lanhdao"))
    return dossier


def issued() -> UUID:
    """A dossier whose result is sealed and issued."""
    dossier = decided()
    results.issue(dossier, by=who("vanthu"))
    return dossier


def returned() -> UUID:
    """A dossier whose owner has the result."""
    dossier = issued()
    results.return_result(dossier, by=SYSTEM)
    return dossier


def withdrawn() -> UUID:
    """A dossier that its owner took back."""
    dossier = submitted()
    filing.withdraw(dossier, "Nộp nhầm", by=who("nguoidan"))
    return dossier


def stopped() -> UUID:
    """A dossier that the head stopped."""
    dossier = in_process()
    processing.stop(dossier, "Người nộp yêu cầu", by=who("thutruong"))
    return dossier


IN_STATE: dict[State, Callable[[], UUID]] = {
    State.SUBMITTED: submitted,
    State.AWAITING_COMPLETION: awaiting_completion,
    State.ACCEPTED: accepted,
    State.REFUSED: refused,
    State.IN_PROCESS: in_process,
    State.AWAITING_SUPPLEMENT: awaiting_supplement,
    State.PROPOSED: proposed,
    State.DECIDED: decided,
    State.ISSUED: issued,
    State.RETURNED: returned,
    State.WITHDRAWN: withdrawn,
    State.STOPPED: stopped,
}


def wanted(component: str = "giay-to-tuy-than", what: str = "Ảnh chụp cả hai mặt") -> list[Wanted]:
    """One thing that is asked of the owner."""
    return [Wanted(component, "Giấy tờ tùy thân", what)]


def row(dossier_id: UUID) -> Dossier:
    """The row as it stands in the database."""
    return Dossier.objects.select_related("agency", "receiver").get(id=dossier_id)


def lines(dossier_id: UUID) -> list[str]:
    """The verbs of its journal in order."""
    return list(Entry.objects.filter(dossier_id=dossier_id).order_by("seq").values_list("verb", flat=True))


def last_line(dossier_id: UUID) -> Entry:
    """The newest line of its journal."""
    return Entry.objects.filter(dossier_id=dossier_id).latest("seq")


def owed(dossier_id: UUID) -> set[tuple[str, str]]:
    """(topic, form or nothing) of the messages that the newest line of the journal posted."""
    seq = last_line(dossier_id).seq
    rows = OutboxMessage.objects.filter(payload__dossier=str(dossier_id), payload__seq=seq)
    return {(one.topic, one.payload.get("form", "")) for one in rows}


def everything(*models: type[Any]) -> dict[str, int]:
    """How many rows there are, table by table: to show that a failing verb leaves nothing behind."""
    from django.apps import apps

    known = models or tuple(model for model in apps.get_models() if model.__module__.startswith("hoso."))
    return {model.__name__: model.objects.count() for model in known}


@dataclass
class WitnessSigning:
    """``papers.ports.Signing`` that fails at the chosen calls and passes the others on."""

    real: ports.Signing
    fails: frozenset[str]
    asked: list[str] = field(default_factory=list)

    def as_person(self, by: Actor, pdf: bytes, *, place: ports.Place | None, reason: str) -> bytes:
        """See ``papers.ports.Signing``."""
        self._answer("as_person")
        return self.real.as_person(by, pdf, place=place, reason=reason)

    def as_scanner(self, by: Actor, pdf: bytes) -> bytes:
        """See ``papers.ports.Signing``."""
        self._answer("as_scanner")
        return self.real.as_scanner(by, pdf)

    def as_agency(
        self, agency_id: str, pdf: bytes, *, place: ports.Place | None, reason: str, digitised: bool = False
    ) -> bytes:
        """See ``papers.ports.Signing``."""
        self._answer("as_agency")
        return self.real.as_agency(agency_id, pdf, place=place, reason=reason, digitised=digitised)

    def check_keys(self, *, sign: bool) -> list[ports.KeyCheck]:
        """See ``papers.ports.Signing``."""
        return self.real.check_keys(sign=sign)

    def _answer(self, call: str) -> None:
        self.asked.append(call)
        if call in self.fails:
            raise Unavailable(Text("Thiết bị ký không trả lời.", "The token does not answer."))


@contextmanager
def token_fails(*calls: str) -> Iterator[WitnessSigning]:
    """In this block the named calls of the signing port raise ``Unavailable``."""
    real = ports.signing()
    witness = WitnessSigning(real, frozenset(calls))
    ports.connect_signing(lambda: witness)
    try:
        yield witness
    finally:
        ports.connect_signing(lambda: real)


def small_pdf(words: str = "Giay to") -> bytes:
    """A one-page PDF that differs with its words."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(300, 400))
        made.docinfo["/Title"] = words
        made.save(out, deterministic_id=True)
    return out.getvalue()


@lru_cache
def small_scan() -> bytes:
    """A little scanned page: quick to digitise."""
    from hoso.scan.samples.paper import jpeg, page, scanned

    return jpeg(scanned(page(("GIẤY TỜ MẪU", "Số 12"), dpi=150)))
