"""The outbox: posted once, leased, retried, given up, delivered at least once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hoso.base import outbox
from hoso.base.clock import standing_at
from hoso.base.models import OutboxMessage

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """What the handler of topic ``word`` received; topic ``broken`` always fails."""
    monkeypatch.setattr(outbox, "_handlers", {})
    received: list[Mapping[str, Any]] = []
    outbox.handles("word")(received.append)

    @outbox.handles("broken")
    def fail(_payload: Mapping[str, Any]) -> None:
        raise ConnectionError("cổng quốc gia không trả lời")

    return received


def test_a_message_is_posted_once_for_its_key(heard: list[Mapping[str, Any]]) -> None:
    outbox.post("word", "slip/1", {"n": 1})
    outbox.post("word", "slip/1", {"n": 2})
    assert outbox.drain() == 1
    assert heard == [{"n": 1}]
    assert outbox.drain() == 0


def test_a_message_of_a_rolled_back_cause_never_existed(heard: list[Mapping[str, Any]]) -> None:
    with transaction.atomic():
        outbox.post("word", "lost", {})
        transaction.set_rollback(True)
    assert outbox.drain() == 0


def test_messages_are_delivered_in_the_order_of_posting(heard: list[Mapping[str, Any]]) -> None:
    with standing_at(START):
        for number in range(25):
            outbox.post("word", f"row/{number}", {"n": number})
        assert outbox.drain() == 25
    assert [each["n"] for each in heard] == list(range(25))


def test_a_message_for_later_waits(heard: list[Mapping[str, Any]]) -> None:
    with standing_at(START):
        outbox.post("word", "later", {}, at=START + 10 * SECOND)
        assert outbox.drain() == 0
    with standing_at(START + 10 * SECOND):
        assert outbox.drain() == 1


def test_a_leased_message_is_hidden_until_the_lease_ends(heard: list[Mapping[str, Any]]) -> None:
    with standing_at(START):
        outbox.post("word", "one", {})
        assert len(outbox.lease("first")) == 1
    with standing_at(START + outbox.LEASE):
        assert outbox.lease("second") == []
    with standing_at(START + outbox.LEASE + SECOND):
        (again,) = outbox.lease("second")
        assert (again.attempts, again.leased_by) == (2, "second")


def test_the_message_of_a_killed_worker_runs_again(heard: list[Mapping[str, Any]]) -> None:
    with standing_at(START):
        outbox.post("word", "one", {"n": 1})
        outbox.lease("killed")
    with standing_at(START + outbox.LEASE + SECOND):
        assert outbox.drain("survivor") == 1
    assert heard == [{"n": 1}]


def test_a_worker_that_lost_its_lease_runs_nothing(heard: list[Mapping[str, Any]]) -> None:
    with standing_at(START):
        outbox.post("word", "one", {"n": 1})
        (stale,) = outbox.lease("slow")
    with standing_at(START + outbox.LEASE + SECOND):
        (fresh,) = outbox.lease("quick")
        assert not outbox.deliver(stale)
        assert outbox.deliver(fresh)
        assert not outbox.deliver(fresh)
    assert heard == [{"n": 1}]


def test_the_lease_of_a_waiting_message_is_renewed_when_its_turn_comes(
    heard: list[Mapping[str, Any]],
) -> None:
    with standing_at(START):
        outbox.post("word", "one", {})
        (message,) = outbox.lease("busy")
    seen: list[list[OutboxMessage]] = []
    with standing_at(START + timedelta(seconds=59)):
        outbox._handlers["word"] = lambda _payload: seen.append(_leased_a_little_later())
        assert outbox.deliver(message)
    assert seen == [[]]


def _leased_a_little_later() -> list[OutboxMessage]:
    with standing_at(START + timedelta(seconds=90)):
        return outbox.lease("another")


def test_a_failure_is_noted_and_tried_again_later(heard: list[Mapping[str, Any]]) -> None:
    with standing_at(START):
        outbox.post("broken", "one", {})
        assert outbox.drain() == 0
    row = OutboxMessage.objects.get(key="one")
    assert row.last_error == "ConnectionError: cổng quốc gia không trả lời"
    assert row.available_at == START + 2 * SECOND
    assert (row.leased_until, row.done_at, row.gave_up_at) == (None, None, None)


def test_after_the_last_attempt_a_message_is_given_up_and_kept(heard: list[Mapping[str, Any]]) -> None:
    outbox.post("broken", "one", {}, at=START)
    for hour in range(outbox.MOST_ATTEMPTS):
        assert OutboxMessage.objects.get(key="one").gave_up_at is None
        with standing_at(START + timedelta(hours=hour)):
            outbox.drain()
    row = OutboxMessage.objects.get(key="one")
    assert row.gave_up_at == START + timedelta(hours=outbox.MOST_ATTEMPTS - 1)
    with standing_at(START + timedelta(days=30)):
        assert outbox.lease("any") == []


def test_a_message_that_kills_its_workers_is_given_up_too(heard: list[Mapping[str, Any]]) -> None:
    outbox.post("word", "deadly", {}, at=START)
    for hour in range(outbox.MOST_ATTEMPTS):
        with standing_at(START + timedelta(hours=hour)):
            assert len(outbox.lease("dies")) == 1
    with standing_at(START + timedelta(days=1)):
        assert outbox.lease("lives") == []
    assert OutboxMessage.objects.get(key="deadly").gave_up_at == START + timedelta(days=1)


def test_a_topic_without_a_handler_is_a_failure_that_says_so(heard: list[Mapping[str, Any]]) -> None:
    outbox.post("unknown", "one", {})
    assert outbox.drain() == 0
    assert OutboxMessage.objects.get(key="one").last_error == "LookupError: no handler for unknown"


def test_a_failing_statement_of_a_handler_spoils_nothing_around_it(heard: list[Mapping[str, Any]]) -> None:
    def write_twice(_payload: Mapping[str, Any]) -> None:
        for _ in range(2):
            OutboxMessage.objects.create(topic="x", key="same", created_at=START, available_at=START)

    outbox.handles("twice")(write_twice)
    outbox.post("twice", "one", {})
    with transaction.atomic():
        assert outbox.drain() == 0
    assert "IntegrityError" in OutboxMessage.objects.get(key="one").last_error
    assert not OutboxMessage.objects.filter(key="same").exists()


def test_drain_stops_at_the_number_asked_for(heard: list[Mapping[str, Any]]) -> None:
    for number in range(5):
        outbox.post("word", f"row/{number}", {})
    assert outbox.drain(most=3) == 3
    assert len(heard) == 3


def test_one_topic_has_one_handler(heard: list[Mapping[str, Any]]) -> None:
    with pytest.raises(ValueError, match="two handlers for word"):
        outbox.handles("word")(lambda _payload: None)


def test_a_key_too_long_for_its_column_is_refused_on_every_database() -> None:
    with pytest.raises(ValueError, match="too long"):
        outbox.post("word", "k" * 161, {})


def test_the_database_refuses_a_second_row_with_the_same_key() -> None:
    outbox.post("word", "one", {})
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.create(topic="word", key="one", created_at=START, available_at=START)


def test_what_somebody_waits_for_overtakes_what_nobody_watches() -> None:
    outbox.post("test.plain", "first", {})
    outbox.post_all([("test.plain", "urgent", {})], ahead=True)
    assert [one.key for one in outbox.lease("w", most=2)] == ["urgent", "first"]
