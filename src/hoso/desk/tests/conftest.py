"""Officers at their desks and a birth registration as a citizen files it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoso.cli.journey.stories import STORIES, Story
from hoso.dossiers import queries as dossiers
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.parties.actors import SYSTEM
from hoso.parties.models import Account
from hoso.parties.queries import account_actor
from hoso.scan.samples.paper import jpeg, page, scanned

BIRTH = next(story for story in STORIES if story.procedure == "1.001193")
COPY = next(story for story in STORIES if story.procedure == "2.000635")
CERTIFIED = next(story for story in STORIES if story.procedure == "2.000815")


@cache
def scan_of(lines: tuple[str, ...]) -> bytes:
    """A JPEG as the office scanner makes it."""
    return jpeg(scanned(page(lines)))


def upload(lines: tuple[str, ...] = BIRTH.papers["giay-chung-sinh"]) -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile("giay-chung-sinh.jpg", scan_of(tuple(lines)), "image/jpeg")


@pytest.fixture
def at_desk(db: None) -> Callable[[str], Client]:
    """A browser signed in as one of the demonstration accounts."""

    def signed_in(username: str) -> Client:
        client = Client()
        account = Account.objects.get(username=username)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def file_online(story: Story = BIRTH, *, paper: bool = True) -> UUID:
    """A dossier that a citizen files on the portal: answers, and photos of the papers."""
    citizen = account_actor(story.cast.citizen)
    draft = filing.open_draft(story.procedure, str(account_actor(story.cast.desk).agency_id), by=citizen)
    known = filed.draft(draft, by=citizen).answers
    filing.save_draft(draft, {**known, **story.answers}, by=citizen)
    if paper:
        for component, lines in story.papers.items():
            filing.attach(draft, component, io.BytesIO(scan_of(tuple(lines))), f"{component}.jpg", by=citizen)
    return filing.submit(draft, by=citizen)


@pytest.fixture
def birth(db: None) -> UUID:
    """A birth registration, just filed."""
    return file_online()


@pytest.fixture
def copy_asked(db: None) -> UUID:
    """A request for a copy from the register, just filed: only the form, no paper."""
    return file_online(COPY)


def seq_of(dossier_id: UUID) -> int:
    """The last journal line, as a page would carry it."""
    return dossiers.dossier(dossier_id, by=SYSTEM).seq


def state_of(dossier_id: UUID) -> str:
    """Where the dossier stands."""
    return dossiers.dossier(dossier_id, by=SYSTEM).state.value
