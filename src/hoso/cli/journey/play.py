"""Playing a story: every step is a verb, every step is told with its instant, state, due date and signatures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hoso.base import clock, outbox
from hoso.cli.journey.stories import Story
from hoso.dossiers import queries as dossiers
from hoso.dossiers.notary import published_key, sequence
from hoso.dossiers.proof import receipt_file
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.filing.actions.supplement import Addition
from hoso.filing.parties import Owner
from hoso.filing.requests import Wanted
from hoso.intake import actions as intake
from hoso.ledger.verification import verify_receipt
from hoso.papers.judging import judge_foreign
from hoso.papers.queries import data_of
from hoso.parties import queries as parties
from hoso.parties.actors import SYSTEM, Actor
from hoso.processing import actions as processing
from hoso.processing import queries as worked
from hoso.results import actions as results
from hoso.results import queries as issued
from hoso.scan.samples.paper import jpeg, page, photographed, scanned
from hoso.slips import queries as slips


@dataclass
class Stage:
    """A story being played: its actors and, once filed, its dossier."""

    story: Story
    citizen: Actor
    desk: Actor
    case_officer: Actor
    signer: Actor
    records: Actor
    dossier_id: UUID | None = None

    @classmethod
    def of(cls, story: Story) -> Stage:
        """The stage with its actors called by their accounts."""
        cast = story.cast
        names = (cast.citizen, cast.desk, cast.case_officer, cast.signer, cast.records)
        return cls(story, *(parties.account_actor(name) for name in names))


def play(story: Story) -> Iterator[dict[str, Any]]:
    """Play one story; each step as it is done."""
    stage = Stage.of(story)
    yield _told(stage, "filing.submit", stage.citizen, **_file(stage))
    yield from _take_in(stage)
    yield from _work(stage)
    yield from _finish(stage)
    yield _verified(stage)


def photo(lines: tuple[str, ...], *, phone: bool) -> bytes:
    """A JPEG of a printed page: as a telephone takes it, or as the office scanner does."""
    sheet = page(lines)
    return jpeg(photographed(sheet)) if phone else jpeg(scanned(sheet))


def _file(stage: Stage) -> dict[str, Any]:
    story = stage.story
    counter = story.at_counter
    actor = stage.desk if counter else stage.citizen
    owner = Owner(stage.citizen.person_id, None)
    draft = filing.open_draft(
        story.procedure,
        str(stage.desk.agency_id),
        by=actor,
        channel=dossiers.Channel.DIRECT if counter else dossiers.Channel.ONLINE,
        for_owner=owner if counter else None,
    )
    known = filed.draft(draft, by=actor).answers
    filing.save_draft(draft, {**known, **story.answers}, by=actor)
    for component, lines in story.papers.items():
        picture = photo(lines, phone=not counter)
        if counter:
            intake.digitise_into_draft(draft, component, [(f"{component}.jpg", picture)], by=actor)
        else:
            filing.attach(draft, component, io.BytesIO(picture), f"{component}.jpg", by=actor)
    stage.dossier_id = filing.submit(draft, by=actor)
    return {"channel": "direct" if counter else "online"}


def _take_in(stage: Stage) -> Iterator[dict[str, Any]]:
    yield from _digitise_and_judge(stage, stage.desk)
    code = intake.accept(_dossier(stage), by=stage.desk)
    yield _told(stage, "intake.accept", stage.desk, code=code)


def _digitise_and_judge(stage: Stage, officer: Actor) -> Iterator[dict[str, Any]]:
    dossier = _dossier(stage)
    for component in filed.components_of(dossier):
        paper = component.paper
        if paper and paper.media_type != "application/pdf":
            made = intake.digitise(dossier, component.id, by=officer)
            yield _told(stage, "intake.digitise", officer, component=component.key, verdict=made.verdict)
    intake.judge(dossier, by=officer)
    conditions = {one.key: one.condition for one in filed.components_of(dossier)}
    yield _told(stage, "intake.judge", officer, conditions=conditions)


def _work(stage: Stage) -> Iterator[dict[str, Any]]:
    dossier, officer = _dossier(stage), stage.case_officer
    processing.assign(dossier, officer.account_id, by=officer)
    yield _told(stage, "processing.assign", officer)
    if stage.story.supplement:
        yield from _supplement(stage)
    for state in worked.steps_of(dossier):
        if state.step.role == "case_officer":
            processing.complete_step(dossier, state.step.key, by=officer)
            yield _told(stage, "processing.complete_step", officer, step=state.step.key)
    processing.propose(dossier, "grant", by=officer, entries=stage.story.entries)
    yield _told(stage, "processing.propose", officer)
    for original in worked.originals(dossier):
        name = str(stage.story.answers.get("ten_giay_to") or original.paper.title)
        processing.compare(dossier, original.paper.id, name=name, pages=original.pages, by=stage.signer)
        yield _told(stage, "processing.compare", stage.signer, pages=len(original.pages))


def _supplement(stage: Stage) -> Iterator[dict[str, Any]]:
    dossier = _dossier(stage)
    component, lines = next(iter(stage.story.papers.items()))
    wanted = [Wanted(component, component, "Ảnh mờ ở góc phải, đề nghị chụp lại cả trang")]
    processing.request_supplement(dossier, wanted, "Không đọc được ngày ký hợp đồng", by=stage.case_officer)
    yield _told(stage, "processing.request_supplement", stage.case_officer)
    again = Addition(component, f"{component}-2.jpg", io.BytesIO(photo(lines, phone=False)))
    filing.supplement(dossier, [again], by=stage.citizen, words="Tôi gửi lại bản rõ hơn.")
    yield _told(stage, "filing.supplement", stage.citizen)
    yield from _digitise_and_judge(stage, stage.case_officer)


def _finish(stage: Stage) -> Iterator[dict[str, Any]]:
    dossier = _dossier(stage)
    results.decide(dossier, by=stage.signer)
    yield _told(stage, "results.decide", stage.signer)
    results.issue(dossier, by=stage.records)
    yield _told(stage, "results.issue", stage.records)
    results.return_result(dossier, "account", by=SYSTEM)
    yield _told(stage, "results.return_result", SYSTEM)


def _verified(stage: Stage) -> dict[str, Any]:
    dossier = _dossier(stage)
    outbox.drain()
    sequence(clock.now())
    result = issued.results_of(dossier, issued_only=True)[-1]
    report = judge_foreign(data_of(result.paper), clock.now())
    receipt = verify_receipt(receipt_file(dossier), trusted_keys={"log": published_key()})
    return _told(
        stage,
        "verify",
        stage.citizen,
        result=result.code,
        paper=result.paper.title,
        verdict=report.verdict,
        sentence=report.sentence.vi,
        signatures=[_signature(one) for one in report.as_json()["signatures"]],
        slips=[slip.form for slip in slips.slips_of(dossier)],
        receipt=str(receipt.outcome),
    )


def _signature(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found.get(name) for name in ("role", "signer", "signed_at", "level")}


def _dossier(stage: Stage) -> UUID:
    if stage.dossier_id is None:
        raise RuntimeError("the story has not been filed")
    return stage.dossier_id


def _told(stage: Stage, verb: str, actor: Actor, **more: Any) -> dict[str, Any]:
    record = dossiers.dossier(_dossier(stage), by=SYSTEM)
    return {
        "procedure": stage.story.procedure,
        "dossier": record.reference,
        "verb": verb,
        "by": actor.username or actor.name,
        "at": clock.now().astimezone(clock.VIETNAM).isoformat(timespec="milliseconds"),
        "state": record.state.value,
        "due_at": record.due_at.astimezone(clock.VIETNAM).isoformat() if record.due_at else None,
        **more,
    }
