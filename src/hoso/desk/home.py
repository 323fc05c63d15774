"""The first page of a working day: what waits for me, by my roles."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hoso.desk.doorway import WORKERS, counts, officer, page
from hoso.dossiers.queries import DossierRecord, Waiting
from hoso.law.reminders import ReminderKind
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.processing import queries as processing
from hoso.reminders.queries import ReminderRecord, reminders_of

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that opens its list."""

    label: Text
    count: int
    url: str
    tone: str = ""


@officer()
def home(request: HttpRequest) -> HttpResponse:
    """Counts with links, then what is overdue and due today."""
    by, waits = request.actor, counts(request.actor)
    context = {
        "figures": figures(by, waits) if waits else [],
        "late": _rows(by, "overdue") if waits else (),
        "today": _rows(by, "today") if waits else (),
        "reminders": _told(by) if waits else [],
        "can_board": by.has(Role.SUPERVISOR) or by.has(Role.HEAD),
    }
    return page(request, "home.html", context)


def _told(by: Actor) -> list[tuple[ReminderRecord, str]]:
    """What the clock says to him, and where he can do something about it."""
    return [
        (
            one,
            reverse(
                "desk:apologise" if one.kind is ReminderKind.APOLOGISE else "desk:dossier",
                args=[one.dossier_id],
            ),
        )
        for one in reminders_of(by, most=SHOWN)
    ]


def _rows(by: Actor, kind: str) -> tuple[DossierRecord, ...]:
    """Only for those who work on dossiers of the agency; the desk follows the clock in its queue."""
    if not by.roles & {*WORKERS, Role.COMPETENT_OFFICER, Role.RECORDS_OFFICER}:
        return ()
    return processing.worklist(by, kind, size=SHOWN).rows


def figures(by: Actor, waits: Waiting) -> list[Figure]:
    """What waits, by the actor's roles, in the order of a dossier's day."""
    intake, work = reverse("desk:intake"), reverse("desk:work")
    found = []
    if by.has(Role.INTAKE_OFFICER):
        found += [
            Figure(Text("Mới nộp, chờ tiếp nhận", "New"), waits.new, f"{intake}?muc=new"),
            Figure(
                Text("Chờ người nộp bổ sung", "Waiting for owners"), waits.waiting, f"{intake}?muc=waiting"
            ),
            Figure(Text("Kết quả chờ trả", "Results to hand out"), waits.ready, f"{intake}?muc=ready"),
        ]
    if by.has(Role.CASE_OFFICER):
        found.append(Figure(Text("Việc của tôi", "My dossiers"), waits.mine, f"{work}?muc=mine"))
    if by.roles & set(WORKERS):
        found += [
            Figure(Text("Chưa phân công", "Unassigned"), waits.unassigned, f"{work}?muc=unassigned", "doubt"),
            Figure(Text("Đến hạn hôm nay", "Due today"), waits.today, f"{work}?muc=today", "doubt"),
            Figure(Text("Quá hạn", "Overdue"), waits.overdue, f"{work}?muc=overdue", "bad"),
            Figure(
                Text("Ý kiến chờ trả lời", "Opinions to give"),
                len(processing.opinions_waiting(by)),
                reverse("desk:opinions"),
            ),
        ]
    if by.has(Role.COMPETENT_OFFICER):
        found.append(Figure(Text("Chờ tôi ký", "To sign"), waits.proposed, reverse("desk:to_sign")))
    if by.has(Role.RECORDS_OFFICER):
        found.append(Figure(Text("Chờ đóng dấu", "To seal"), waits.decided, reverse("desk:to_seal")))
    return found
