"""The worker: delivers, numbers the ledger, gives up visibly, and does nothing twice in effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import stage

from hoso.base import clock, outbox
from hoso.base.models import OutboxMessage
from hoso.dossiers.models import Leaf, TreeHead
from hoso.filing.models import Notice
from hoso.jobs.worker import HEAD_EVERY, Worker
from hoso.slips.models import Slip

pytestmark = pytest.mark.django_db


def test_a_round_delivers_what_verbs_owe_and_signs_a_head() -> None:
    dossier = stage.submitted()
    assert Worker().round() == 3  # slip, notice, synchronisation
    assert not OutboxMessage.objects.filter(done_at=None).exists()
    assert Slip.objects.filter(dossier_id=dossier, form="e_receipt").count() == 1
    assert Notice.objects.filter(dossier_id=dossier).count() == 1
    assert not Leaf.objects.filter(index=None).exists()
    assert TreeHead.objects.count() == 1
    assert Worker().round() == 0


def test_heads_are_not_signed_more_often_than_every_few_seconds() -> None:
    worker, now = Worker(), clock.now()
    with clock.standing_at(now):
        stage.submitted()
        OutboxMessage.objects.update(done_at=now)
        worker.round()
        stage.submitted()
        OutboxMessage.objects.update(done_at=now)
        worker.round()
    assert TreeHead.objects.count() == 1
    with clock.standing_at(now + HEAD_EVERY):
        worker.round()
    assert TreeHead.objects.count() == 2


def test_a_message_delivered_again_after_its_worker_died_has_its_effect_once() -> None:
    dossier = stage.submitted()
    worker = Worker()
    worker.round()
    OutboxMessage.objects.update(done_at=None)  # as if each worker had died before it could say done
    with clock.standing_at(clock.now() + 2 * outbox.LEASE):
        worker.round()
    assert Slip.objects.filter(dossier_id=dossier).count() == 1
    assert Notice.objects.filter(dossier_id=dossier).count() == 1
    assert not OutboxMessage.objects.filter(done_at=None).exists()


def test_a_message_that_fails_for_ever_is_given_up_and_says_why() -> None:
    stage.submitted()
    moment = clock.now()
    with stage.token_fails("as_agency"):
        for tries in range(outbox.MOST_ATTEMPTS + 2):
            with clock.standing_at(moment + timedelta(hours=2 * tries + 1)):
                Worker().round()
    message = OutboxMessage.objects.get(topic="slips.make")
    assert message.gave_up_at
    assert message.attempts == outbox.MOST_ATTEMPTS
    assert "The token" in message.last_error or "Thiết bị ký" in message.last_error
    assert OutboxMessage.objects.exclude(topic="slips.make").filter(done_at=None).count() == 0


def test_one_message_that_fails_does_not_hold_up_the_others() -> None:
    outbox.post("notices.tell", "broken", {"dossier": "no uuid", "seq": 1})
    dossier = stage.submitted()
    Worker().round()
    assert Notice.objects.filter(dossier_id=dossier).exists()
    assert OutboxMessage.objects.get(key="broken").last_error.startswith("ValueError")
