"""What the worker clears by the hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import stage

from hoso.base import clock
from hoso.jobs.clearing import EVERY, Clearing
from hoso.papers import signing_sessions
from hoso.papers.models import SigningSession

pytestmark = pytest.mark.django_db


def test_what_was_offered_and_never_came_back_is_removed_within_the_hour() -> None:
    signing_sessions.offer(b"%PDF-", "draft:1:0", by=stage.who("nguoidan"))
    clearing, now = Clearing(), clock.now()
    with clock.standing_at(now):
        assert clearing.round(now)
        assert not clearing.round(now + EVERY / 2)
    assert SigningSession.objects.count() == 1
    later = now + timedelta(days=38)
    with clock.standing_at(later):
        assert clearing.round(later)
    assert not SigningSession.objects.exists()
