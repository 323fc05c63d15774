"""Citizens at the door: signed-in clients, a draft that can be filed, a dossier that is filed."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

from hoso.cli.journey.stories import STORIES
from hoso.filing import actions
from hoso.filing import queries as filing
from hoso.parties.actors import Actor
from hoso.parties.models import Account
from hoso.parties.queries import account_actor

BIRTH = next(one for one in STORIES if one.procedure == "1.001193")
EXTRACT = next(one for one in STORIES if one.procedure == "2.000635")
COMMUNE = "tq-02269"


def picture() -> bytes:
    """A small real JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "JPEG")
    return out.getvalue()


def signed_in_as(username: str) -> Client:
    """A browser with this person's session."""
    client = Client()
    client.force_login(
        Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def citizen(db: None) -> Client:
    """Nguyễn Thị Hoa."""
    return signed_in_as("nguoidan")


@pytest.fixture
def stranger(db: None) -> Client:
    """Another citizen."""
    return signed_in_as("nongdan")


@pytest.fixture
def hoa(db: None) -> Actor:
    """The actor behind ``citizen``."""
    return account_actor("nguoidan")


@pytest.fixture
def draft(hoa: Actor) -> UUID:
    """A birth registration just opened."""
    return actions.open_draft("1.001193", COMMUNE, by=hoa)


def filled(draft_id: UUID, by: Actor, **changes: object) -> UUID:
    """The same draft with all answers and papers of its story."""
    known = filing.draft(draft_id, by=by).answers
    actions.save_draft(draft_id, {**known, **BIRTH.answers, **changes}, by=by)
    actions.attach(draft_id, "giay-chung-sinh", io.BytesIO(picture()), "giấy chứng sinh.jpg", by=by)
    return draft_id


@pytest.fixture
def ready(draft: UUID, hoa: Actor) -> UUID:
    """A draft that can be filed."""
    return filled(draft, hoa)


@pytest.fixture
def extract_draft(hoa: Actor) -> UUID:
    """A draft that needs no paper, complete."""
    made = actions.open_draft("2.000635", COMMUNE, by=hoa)
    known = filing.draft(made, by=hoa).answers
    actions.save_draft(made, {**known, **EXTRACT.answers}, by=hoa)
    return made


@pytest.fixture
def filed(extract_draft: UUID, hoa: Actor) -> UUID:
    """A dossier that was filed a moment ago."""
    return actions.submit(extract_draft, by=hoa)
