"""One dossier as its page shows it: gathered from the rooms' reads, once a request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from hoso.base import clock
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import VersionRecord
from hoso.desk.seen import ComponentSeen, Look, components_seen, look_at, paper_among
from hoso.desk.words import channel_words, events_of, slip_words
from hoso.dossiers import queries as dossiers
from hoso.dossiers.queries import DossierRecord, EntryRecord
from hoso.filing import queries as filed
from hoso.filing.clock import Clock
from hoso.holdings import queries as holdings
from hoso.holdings.records import HoldingRecord
from hoso.law.calendar import national_calendar
from hoso.law.deadline import Remaining, Standing, remaining, standing
from hoso.law.errors import LawError
from hoso.law.reuse import may_request_paper
from hoso.law.roles import Relation, Role
from hoso.law.text import Text
from hoso.papers.records import Owner, PaperRecord
from hoso.parties.actors import Actor
from hoso.processing import queries as processing
from hoso.results import queries as results
from hoso.slips import queries as slips

_DONE_BY = {
    "intake_officer": "intake.accept",
    "competent_officer": "results.decide",
    "records_officer": "results.issue",
}


@dataclass
class Workspace:
    """A dossier that ``by`` may read. Everything beyond the record is read when the page asks for it."""

    record: DossierRecord
    by: Actor
    asked_here: tuple[processing.OpinionRecord, ...]
    wanted_paper: str = ""
    wanted_page: int = 1

    @classmethod
    def of(cls, dossier_id: UUID, request: HttpRequest) -> Workspace:
        """The workspace behind an address. Raises ``NotFound`` for a stranger."""
        by = request.actor
        asked = processing.opinions_asked(dossier_id, by)
        also: frozenset[object] = frozenset({Relation.ASKED}) if asked else frozenset()
        record = dossiers.dossier(dossier_id, by=by, also=also)
        page = request.GET.get("trang", "1")
        return cls(record, by, asked, request.GET.get("giay", ""), int(page) if page.isdigit() else 1)

    @cached_property
    def version(self) -> VersionRecord:
        """The pinned version of the procedure."""
        return catalogue.version(self.record.version_id)

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """What the actor may do now."""
        return dossiers.open_verbs(self.record.id, by=self.by)

    @cached_property
    def answers(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The answers, and the same as asked."""
        return filed.answers_of(self.record.id)

    @cached_property
    def owner(self) -> Owner:
        """Whose dossier it is."""
        return Owner(self.record.owner_person_id, self.record.owner_organisation_id)

    @cached_property
    def held(self) -> dict[str, tuple[HoldingRecord, ...]]:
        """The owner's usable papers by component: for the desk and for the officer in charge."""
        if not (self.by.has(Role.INTAKE_OFFICER) or self.record.assignee_id == self.by.account_id):
            return {}
        slots = self.version.components
        kinds = {kind for slot in slots for kind in slot.fitting_kinds}
        found = holdings.usable_by_kind(self.owner, kinds, on=clock.civil_day(clock.now()))
        laid = {
            slot.key: tuple(one for kind in slot.fitting_kinds for one in found.get(kind, ()))
            for slot in slots
        }
        return {key: records for key, records in laid.items() if records}

    @cached_property
    def refusals(self) -> dict[str, Text]:
        """Why a paper may not be asked for again, in the law's own words, by component."""
        if not (self.by.has(Role.INTAKE_OFFICER) or self.record.assignee_id == self.by.account_id):
            return {}
        today = clock.civil_day(clock.now())
        held = filed.held_papers_of(self.record.id)
        verdicts = {key: may_request_paper(them, on=today) for key, them in held.items()}
        return {key: verdict.first_text for key, verdict in verdicts.items() if not verdict.ok}

    @cached_property
    def components(self) -> list[ComponentSeen]:
        """What was filed and what is missing."""
        asked = tuple(
            slot
            for slot in self.version.asked(self.answers[0], self.record.channel)
            if slot.entry == "paper" and slot.required
        )
        return components_seen(
            self.version, asked, filed.components_of(self.record.id), self.held, self.refusals
        )

    @cached_property
    def judged(self) -> bool:
        """Whether every component has been judged."""
        return all(one.filed is None or one.filed.validity for one in self.components)

    @property
    def channel(self) -> Text:
        """How it was filed."""
        return channel_words(self.record.channel)

    @cached_property
    def clock(self) -> Clock | None:
        """The clock with its calculation."""
        return filed.clock_for(self.record.id)

    @cached_property
    def left(self) -> Remaining | None:
        """What is left of the term; None when it has ended or none runs."""
        if self.clock is None or self.record.ended_at:
            return None
        try:
            return remaining(self.clock.due, clock.now(), national_calendar())
        except LawError:
            return None

    @cached_property
    def late(self) -> bool:
        """Whether the due date has passed, or had passed when the dossier ended."""
        due_at = self.record.due_at
        if due_at is None:
            return False
        return standing(clock.civil_day(due_at), self.record.ended_at or clock.now()) is Standing.OVERDUE

    @cached_property
    def journal(self) -> tuple[EntryRecord, ...]:
        """The lines of the journal, oldest first."""
        return dossiers.timeline(self.record.id)

    @cached_property
    def events(self) -> list[Any]:
        """The journal in plain words."""
        names = {slot.key: slot.name for slot in self.version.components}
        names |= {step.key: step.name for step in self.version.steps}
        return events_of(self.journal, names)

    @cached_property
    def slips(self) -> list[dict[str, Any]]:
        """The printed forms made so far."""
        return [{"name": slip_words(one.form), "slip": one} for one in slips.slips_of(self.record.id)]

    @cached_property
    def opinions(self) -> tuple[processing.OpinionRecord, ...]:
        """Opinions asked and given."""
        return processing.opinions_of(self.record.id)

    @cached_property
    def steps(self) -> list[processing.StepState]:
        """The process with what is done: ticked by the officer, or told by the journal."""
        told = {entry.verb: entry for entry in self.journal}
        return [self._told(state, told) for state in processing.steps_of(self.record.id)]

    def _told(self, state: processing.StepState, told: dict[str, EntryRecord]) -> processing.StepState:
        verb = _DONE_BY.get(state.step.role, "") if state.step.hours is not None else "results.return_result"
        entry = told.get(verb)
        if state.done_at or entry is None:
            return state
        return replace(state, done_at=entry.at, done_by=entry.actor_name)

    @cached_property
    def proposals(self) -> tuple[processing.ProposalRecord, ...]:
        """The drafts of the result, the latest first."""
        return processing.proposals_of(self.record.id)

    @cached_property
    def proposal(self) -> processing.ProposalRecord | None:
        """The draft that waits for a decision or was decided on."""
        return next((one for one in self.proposals if one.sent_back_at is None), None)

    @cached_property
    def results(self) -> tuple[results.ResultRecord, ...]:
        """The results decided."""
        return results.results_of(self.record.id)

    @cached_property
    def originals(self) -> tuple[processing.OriginalSeen, ...]:
        """The originals that are to be certified; none in any other dossier."""
        return processing.originals(self.record.id)

    @cached_property
    def requests(self) -> tuple[filed.RequestRecord, ...]:
        """The supplement rounds."""
        return filed.requests_of(self.record.id)

    @cached_property
    def papers(self) -> list[PaperRecord]:
        """Everything of this dossier that can be looked at."""
        found = [one.paper for one in self.components if one.paper]
        found += [one.document for one in self.proposals]
        for one in self.results:
            found += [one.paper, *([one.paper_copy] if one.paper_copy else [])]
        return found + [one["slip"].paper for one in self.slips]

    @cached_property
    def look(self) -> Look | None:
        """The page being looked at: the one asked for, else the latest result or draft, else the first paper."""
        if self.wanted_paper:
            return look_at(paper_among(self.papers, self.wanted_paper), self.wanted_page)
        first = self.results[-1].paper if self.results else self.proposal.document if self.proposal else None
        return look_at(first or paper_among(self.papers, ""), self.wanted_page)
