"""Intake: the verbs submit, judge and accept on a procedure without papers, beside the bare database."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoso.base.identifiers import uuid7
from hoso.catalogue import queries as catalogue
from hoso.cli.bench.floor import Bare
from hoso.cli.bench.measuring import Timed, peak_megabytes, shared_out
from hoso.cli.bench.rows import Pattern, changed, insert, key, with_answer
from hoso.cli.bench.table import latency, rate, tell
from hoso.cli.journey.stories import STORIES
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.intake import actions as intake
from hoso.parties import queries as parties

STORY = next(story for story in STORIES if story.procedure == "2.000635")
VERBS = ("submit", "judge", "accept")
TIMES = 160
WITH_FORM = 24
SECONDS = 9


class Desk:
    """A citizen's complete draft, copied as often as wanted, and the verbs that take the copies in."""

    def __init__(self) -> None:
        self.citizen = parties.account_actor(STORY.cast.citizen)
        self.officer = parties.account_actor(STORY.cast.desk)
        draft = filing.open_draft(STORY.procedure, str(self.officer.agency_id), by=self.citizen)
        known = filed.draft(draft, by=self.citizen).answers
        filing.save_draft(draft, {**known, **STORY.answers}, by=self.citizen)
        self._draft = Pattern.read("filing_draft", "id = %s", key(draft))
        version = catalogue.in_force(STORY.procedure)
        self._form = next(slot.key for slot in version.components if slot.from_form)
        self.verb_seconds: dict[str, list[float]] = {verb: [] for verb in VERBS}
        self.paper: UUID | None = None
        self.first = self.take_in(self.drafts(1)[0])
        with connection.cursor() as cursor:
            cursor.execute("SELECT paper_id FROM filing_component WHERE dossier_id = %s", [key(self.first)])
            found = cursor.fetchone()[0]
            self.paper = found if isinstance(found, UUID) else UUID(found)

    def drafts(self, times: int, *, composed: bool = False) -> list[UUID]:
        """Open drafts that differ in one answer. ``composed``: the form's PDF lies in them already."""
        made = [uuid7() for _ in range(times)]
        row = self._draft.rows[0]

        def differing(place: int, _: object) -> dict[str, object]:
            answers = with_answer(row["answers"], "so_dang_ky", made[place].hex)
            return {"id": key(made[place]), "answers": answers}

        insert(self._draft, changed([row] * times, differing))
        if composed:
            self._lay_in_forms(made)
        return made

    def _lay_in_forms(self, drafts: list[UUID]) -> None:
        paper = key(self.paper) if self.paper else None
        revision = self._draft.rows[0]["revision"]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO filing_draft_paper (draft_id, component, paper_id, from_holdings, form_revision) "
                "VALUES (%s, %s, %s, %s, %s)",
                [(key(draft), self._form, paper, False, revision) for draft in drafts],
            )

    def take_in(self, draft: UUID) -> UUID:
        """File, judge and accept one draft; the dossier."""
        dossier = self._timed("submit", lambda: filing.submit(draft, by=self.citizen))
        self._timed("judge", lambda: intake.judge(dossier, by=self.officer))
        self._timed("accept", lambda: intake.accept(dossier, by=self.officer))
        return dossier

    def _timed(self, verb: str, call: Callable[[], UUID]) -> UUID:
        begun = time.perf_counter()
        answer = call()
        self.verb_seconds[verb].append(time.perf_counter() - begun)
        return answer


def measure() -> None:
    """Tell the rows of intake on this place's database."""
    desk = Desk()
    _tell_statements(desk)
    bare = Bare.of(desk.first)
    for threads in (1, 4):
        _side_by_side(desk, bare, threads)
    drafts = desk.drafts(WITH_FORM)
    composing = shared_out(lambda n: desk.take_in(drafts[n]), WITH_FORM, threads=1, within=SECONDS)
    tell(rate("dossiers taken in, form composed too", composing, peak=peak_megabytes()))


def _side_by_side(desk: Desk, bare: Bare, threads: int) -> None:
    """The floor, the verbs, and the floor again, so that neither has the quieter moment alone."""
    drafts = desk.drafts(TIMES * (2 if threads > 1 else 1), composed=True)
    half = 2 * len(drafts)
    copies = bare.copies(2 * half)
    before = shared_out(lambda n: bare.write(copies[n]), half, threads=threads, within=SECONDS / 3)
    ours = shared_out(lambda n: desk.take_in(drafts[n]), len(drafts), threads=threads, within=SECONDS)
    after = shared_out(lambda n: bare.write(copies[n + half]), half, threads=threads, within=SECONDS / 3)
    floor = Timed(before.seconds + after.seconds, before.wall + after.wall)
    words = f"{threads} thread{'s' if threads > 1 else ''}"
    rows = f"its {bare.count} rows, one transaction"
    tell(rate(f"dossiers taken in, {words}", ours, floor, floor_is=rows, peak=peak_megabytes()))
    tell(rate(f"  the floor itself, {words}", floor))
    if threads == 1:
        _tell_verbs(desk)


def _tell_verbs(desk: Desk) -> None:
    for verb in VERBS:
        seconds = desk.verb_seconds[verb][-TIMES:]
        tell(latency(f"  {verb}", Timed(tuple(seconds), sum(seconds))))


def _tell_statements(desk: Desk) -> None:
    """How often each verb speaks to the database: what a network between them would multiply."""
    draft = desk.drafts(1, composed=True)[0]
    dossier = UUID(int=0)
    said = []
    for verb in VERBS:
        with CaptureQueriesContext(connection) as captured:
            if verb == "submit":
                dossier = filing.submit(draft, by=desk.citizen)
            else:
                getattr(intake, verb)(dossier, by=desk.officer)
        kinds = Counter(query["sql"].split(None, 1)[0].strip(";").upper() for query in captured)
        said.append(f"{verb} {len(captured)} ({', '.join(f'{n} {kind}' for kind, n in kinds.most_common())})")
    tell(f"statements a verb: {'; '.join(said)}")
