"""One path to a signature and no other: walked at random, and each way aside by name."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as walk
from hypothesis import strategies as st

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.law.text import Text
from hoso.papers import ports
from hoso.papers import signing_sessions as sessions
from hoso.papers.models import SigningSession
from hoso.papers.signing_states import OPEN, STEPS, UNFINISHED, SessionState, step
from hoso.parties.actors import Actor
from hoso.parties.queries import account_actor
from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE
from hoso.seal.errors import TimestampUnavailable
from hoso.seal.keys import SigningKey
from hoso.seal.tests.conftest import page
from hoso.seal.verify import verify_here

pytestmark = pytest.mark.django_db
PDF = page()
NUMBER = "008192000001"


@pytest.fixture(scope="module")
def key(django_db_setup: None) -> SigningKey:
    return SigningKey.load(
        Path(settings.HOSO_TRUST) / "keys" / "citizen-nguoidan.p12", DEMONSTRATION_PASSPHRASE
    )


@pytest.fixture
def hoa() -> Actor:
    return account_actor("nguoidan")


def begin(key: SigningKey, by: Actor, purpose: str = "draft:1:0") -> sessions.ToSign:
    certificate, *chain = (base64.b64encode(one.dump()).decode() for one in (key.certificate, *key.chain))
    return sessions.prepare(PDF, purpose, certificate, chain, by=by, personal_id=NUMBER, place=None)


def signature(key: SigningKey, ready: sessions.ToSign) -> str:
    made = key.sign(base64.b64decode(ready.attributes), ready.digest_algorithm)
    return base64.b64encode(made).decode()


def state(ready: sessions.ToSign) -> str:
    return SigningSession.objects.get(id=ready.session_id).state


def test_the_table_leads_from_prepared_to_embedded_and_every_other_end_is_final() -> None:
    way = [SessionState.PREPARED]
    while onward := [one for one in STEPS[way[-1]] if one not in _ENDS]:
        assert len(onward) == 1
        way.append(onward[0])
    assert [one.value for one in way] == ["prepared", "digest_issued", "returned", "verified"]
    assert SessionState.EMBEDDED in STEPS[way[-1]]
    assert all(not STEPS[end] for end in _ENDS)
    assert OPEN < UNFINISHED


_ENDS = {SessionState.EMBEDDED, SessionState.REFUSED, SessionState.REPLACED, SessionState.EXPIRED}


def test_a_step_that_does_not_exist_cannot_be_taken(key: SigningKey, hoa: Actor) -> None:
    ready = begin(key, hoa)
    for source in SessionState:
        for target in set(SessionState) - STEPS[source]:
            with pytest.raises(ValueError, match="no step"):
                step(ready.session_id, source, target)
    assert state(ready) == SessionState.DIGEST_ISSUED


def test_the_signature_is_stamped_verified_and_embedded_once(key: SigningKey, hoa: Actor) -> None:
    ready = begin(key, hoa)
    signed = sessions.complete(ready.session_id, "draft:1:0", signature(key, ready), by=hoa)
    assert state(ready) == SessionState.VERIFIED
    sessions.embedded(ready.session_id)
    assert state(ready) == SessionState.EMBEDDED
    report = verify_here(signed.pdf, sessions_store(), now=clock.now()).as_json()
    assert signed.stamped
    assert report["verdict"] == "TOTAL_PASSED"
    assert report["signatures"][0]["timestamp"]
    with pytest.raises(Conflict):
        sessions.embedded(ready.session_id)


def sessions_store() -> object:
    from hoso.papers.judging import trust_store

    return trust_store()


class Away:
    """An authority that does not answer."""

    def answer(self, request_der: bytes) -> bytes:
        raise TimestampUnavailable(Text("Không trả lời", "Away"))


class Nonsense:
    """An authority that answers something else."""

    def answer(self, request_der: bytes) -> bytes:
        return b"<html>"


@pytest.fixture
def stamping_restored() -> Iterator[None]:
    before = ports._Holder.stamping
    yield
    ports._Holder.stamping = before


@pytest.mark.parametrize("authority", [Away(), Nonsense(), None])
def test_a_time_stamping_authority_that_is_away_does_not_stop_the_citizen(
    key: SigningKey, hoa: Actor, stamping_restored: None, authority: object
) -> None:
    ports.connect_signature_stamping((lambda: authority) if authority else None)  # type: ignore[arg-type,return-value]
    ready = begin(key, hoa)
    signed = sessions.complete(ready.session_id, "draft:1:0", signature(key, ready), by=hoa)
    assert not signed.stamped
    assert verify_here(signed.pdf, sessions_store(), now=clock.now()).passed  # type: ignore[arg-type]


def test_what_has_ended_is_cleared_and_what_is_alive_stays(key: SigningKey, hoa: Actor) -> None:
    alive, left = begin(key, hoa, "draft:1:0"), begin(key, hoa, "draft:2:0")
    SigningSession.objects.filter(id=left.session_id).update(expires_at=clock.now() - timedelta(seconds=1))
    assert sessions.clear(clock.now()) == (1, 0)
    assert sessions.clear(clock.now()) == (0, 0)
    assert state(alive) == SessionState.DIGEST_ISSUED
    row = SigningSession.objects.get(id=left.session_id)
    assert (row.state, row.prepared) == (SessionState.EXPIRED, "")
    assert sessions.clear(clock.now() + timedelta(days=31)) == (1, 2)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["begin", "sign", "sign", "forge", "stranger", "other form", "wait", "clear"]),
        st.integers(0, 3),
    ),
    max_size=14,
)


@walk(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_on_no_walk_is_anything_signed_but_the_newest_session_in_time_by_its_owner(
    key: SigningKey, acts: list[tuple[str, int]]
) -> None:
    """``open``: the one session from which a signature may come, and until when; everything else is refused."""
    SigningSession.objects.all().delete()
    hoa, stranger = account_actor("nguoidan"), account_actor("nongdan")
    now, begun = clock.now(), list[sessions.ToSign]()
    alive: tuple[sessions.ToSign, object] | None = None
    for act, number in acts:
        with clock.standing_at(now):
            if act == "begin":
                begun.append(begin(key, hoa))
                alive = (begun[-1], now + timedelta(minutes=15))
                continue
            if act == "wait":
                now += timedelta(minutes=6)
                continue
            if act == "clear":
                sessions.clear(now)
                continue
            if not begun:
                continue
            ready = begun[number % len(begun)]
            may = act == "sign" and alive is not None and alive[0] is ready and now <= alive[1]  # type: ignore[operator]
            assert _tried(key, act, ready, hoa, stranger) is may, (act, acts)
            if alive is not None and alive[0] is ready and act != "stranger":
                alive = None


def _tried(key: SigningKey, act: str, ready: sessions.ToSign, hoa: Actor, stranger: Actor) -> bool:
    """Whether the try ended with a signed file in its place."""
    value = base64.b64encode(b"0" * 70).decode() if act == "forge" else signature(key, ready)
    purpose = "draft:1:1" if act == "other form" else "draft:1:0"
    try:
        sessions.complete(ready.session_id, purpose, value, by=stranger if act == "stranger" else hoa)
        sessions.embedded(ready.session_id)
    except (Conflict, Invalid, NotFound):
        return False
    return True


def test_the_certificate_of_another_person_prepares_nothing(key: SigningKey) -> None:
    certificate = base64.b64encode(key.certificate.dump()).decode()
    with pytest.raises(Invalid, match="số định danh của bạn"):
        sessions.prepare(
            PDF, "a", certificate, [], by=account_actor("nongdan"), personal_id="008075000002", place=None
        )
    assert not SigningSession.objects.exists()
