"""The trust store: two persons for every change, numbered and dated versions, every verdict names its own."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from tests import stage

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hoso.papers.actions import confirm, propose_anchor, propose_removal, refuse
from hoso.papers.judging import judge_own
from hoso.papers.models import TrustAnchor, TrustProposal, TrustVersion
from hoso.papers.queries import data_of
from hoso.papers.trust import store as trusting
from hoso.papers.trust.store import trust_store
from hoso.results.queries import results_of
from hoso.seal.demonstration.certificates import Authority, Wanted, issue, new_key, subject_name

pytestmark = pytest.mark.django_db
WHY = {"reason": "Gốc quốc gia mới", "document_number": "12/QĐ-BKHCN"}


def root(days: int = 3650, *, purpose: str = "authority", begins: datetime | None = None) -> bytes:
    """A fresh root as PEM."""
    start = begins or clock.now() - timedelta(days=1)
    wanted = Wanted("r", subject_name("Gốc thử"), purpose, start, start + timedelta(days=days))  # type: ignore[arg-type]
    return issue(wanted, new_key("P-256"), None, "http://127.0.0.1:1").public_bytes(
        serialization.Encoding.PEM
    )


def held(name: str) -> bytes:
    """A file of this installation's trust directory."""
    return (Path(settings.HOSO_TRUST) / name).read_bytes()


def proposed(certificate: bytes | None = None) -> UUID:
    return propose_anchor(certificate or root(), scope="public", by=stage.who("quantri"), **WHY)


def test_without_a_version_the_demonstration_believes_its_directory_and_a_real_installation_nobody(
    settings: Any,
) -> None:
    assert len(trust_store().anchors) == 2
    settings.HOSO_DEMONSTRATION = False
    assert trust_store().anchors == ()
    assert trust_store().version.startswith("0-")


def test_a_change_comes_into_force_only_when_another_administrator_confirms_it() -> None:
    before, proposal = trust_store(), proposed()
    assert trust_store() == before
    with pytest.raises(Conflict, match="tự xác nhận"):
        confirm(proposal, by=stage.who("quantri"))
    assert not TrustVersion.objects.exists()
    assert confirm(proposal, by=stage.second_administrator()) == 1
    after = trust_store()
    assert len(after.anchors) == 3
    assert after.version.startswith("1-")
    with pytest.raises(Conflict, match="đã được xử lý"):
        confirm(proposal, by=stage.second_administrator())


def test_versions_are_dated_and_the_one_of_any_instant_is_known() -> None:
    start = clock.now()
    with clock.standing_at(start + timedelta(days=1)):
        confirm(proposed(), by=stage.second_administrator())
    with clock.standing_at(start + timedelta(days=2)):
        mark = trusting.members_in_force()[-1]
        gone = propose_removal(mark.sha256, scope=mark.scope, by=stage.second_administrator(), **WHY)
        confirm(gone, by=stage.who("quantri"))
    newer, older = trusting.versions()
    assert (newer.number, older.number, newer.until, older.until) == (2, 1, None, newer.in_force_from)
    assert (older.proposed_by, older.confirmed_by) == (stage.who("quantri").name, "Đinh Thị Mẫu")
    assert len(trust_store(start + timedelta(days=1, hours=1)).anchors) == 3
    assert len(trust_store(start + timedelta(days=3)).anchors) == 2
    assert newer.sha256 != older.sha256


def test_every_verdict_names_its_version() -> None:
    data = data_of(results_of(stage.issued())[0].paper)
    first = judge_own(data, clock.now()).json["trust_store_version"]
    confirm(proposed(), by=stage.second_administrator())
    told = judge_own(data, clock.now()).json
    assert told["verdict"] == "TOTAL_PASSED"
    assert told["trust_store_version"].startswith("1-")
    assert told["trust_store_version"] != first


def test_the_demonstration_counts_for_nothing_in_a_real_installation(settings: Any) -> None:
    data = data_of(results_of(stage.issued())[0].paper)
    confirm(proposed(), by=stage.second_administrator())
    settings.HOSO_DEMONSTRATION = False
    told = judge_own(data, clock.now()).json
    assert (told["integrity"], told["verdict"]) == ("OK", "INDETERMINATE")
    assert {why["code"] for why in told["reasons"]} >= {"DEMONSTRATION_ANCHOR"}
    with pytest.raises(Invalid, match="trình diễn"):
        proposed()  # it says of itself, in its subject, that it is for demonstration


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: b"", "đọc được"),
        (lambda: b"junk" * 20_000, "đọc được"),
        (lambda: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "đọc được"),
        (lambda: root(purpose="signer"), "tự ký"),
        (lambda: root(days=3, begins=datetime(2020, 1, 1, tzinfo=UTC)), "hiệu lực"),
        (lambda: held("authorities/public-issuing.pem"), "tự ký"),
        (lambda: held("anchors/public/public-root.pem"), "đang có"),
    ],
)
def test_what_is_no_new_root_is_refused_in_words(made: object, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        proposed(made() or b"\0")  # type: ignore[operator]
    assert set(refusal.value.fields) == {"certificate"}
    assert not TrustProposal.objects.exists()


def test_a_root_that_somebody_else_signed_is_none() -> None:
    key, other = new_key("P-256"), new_key("P-256")
    now = clock.now()
    wanted = Wanted(
        "r", subject_name("Gốc giả"), "authority", now - timedelta(days=1), now + timedelta(days=9)
    )
    false = Authority("r", issue(wanted, other, None, "http://127.0.0.1:1"), other)
    made = issue(wanted, key, false, "http://127.0.0.1:1")  # its issuer has the same name and another key
    with pytest.raises(Invalid, match="tự ký"):
        proposed(made.public_bytes(serialization.Encoding.DER))


def test_reason_document_and_scope_are_asked_for_all_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        propose_anchor(root(), scope="moon", reason=" ", document_number="", by=stage.who("quantri"))
    assert set(refusal.value.fields) == {"scope", "reason", "document_number"}


def test_a_refused_proposal_changes_nothing_and_keeps_its_reason() -> None:
    proposal = proposed()
    refuse(proposal, "Chưa có văn bản", by=stage.second_administrator())
    (one,) = trusting.proposals()
    assert (one.outcome, one.decision_reason, one.decided_by) == (
        "refused",
        "Chưa có văn bản",
        "Đinh Thị Mẫu",
    )
    assert not TrustVersion.objects.exists()


def test_two_proposals_of_the_same_root_make_one_version() -> None:
    certificate = root()
    once, twice = proposed(certificate), proposed(certificate)
    confirm(once, by=stage.second_administrator())
    with pytest.raises(Conflict, match="đang có"):
        confirm(twice, by=stage.second_administrator())
    assert TrustVersion.objects.count() == 1


def test_only_administrators_propose_and_confirm() -> None:
    proposal = proposed()
    for username in ("nguoidan", "motcua", "lanhdao", "giamsat", "danhmuc"):
        with pytest.raises(NotAllowed):
            propose_anchor(root(), scope="public", by=stage.who(username), **WHY)
        with pytest.raises(NotAllowed):
            confirm(proposal, by=stage.who(username))
        with pytest.raises(NotAllowed):
            refuse(proposal, "Không", by=stage.who(username))
    with pytest.raises(NotFound):
        confirm(uuid4(), by=stage.second_administrator())


def test_the_database_itself_wants_two_persons_and_keeps_what_was_decided() -> None:
    proposal = proposed()
    row = TrustProposal.objects.get(id=proposal)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrustProposal.objects.filter(id=proposal).update(decided_by=row.proposed_by, outcome="confirmed")
    confirm(proposal, by=stage.second_administrator())
    version = TrustVersion.objects.get(number=1)
    alone = {"members": [], "in_force_from": clock.now(), "sha256": "0" * 64, "proposal_id": proposed()}
    with pytest.raises(IntegrityError), transaction.atomic():
        TrustVersion.objects.create(
            number=2, proposed_by=version.proposed_by, confirmed_by=version.proposed_by, **alone
        )
    for change in (
        lambda: TrustVersion.objects.update(members=[]),
        lambda: TrustVersion.objects.all().delete(),
        lambda: TrustProposal.objects.filter(id=proposal).update(reason="khác"),
        lambda: TrustAnchor.objects.update(certificate=b"x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="NOT RUN: two writers at once need PostgreSQL")
def test_two_confirmations_at_once_make_two_versions_or_one_and_a_conflict() -> None:
    waiting, told = [proposed(), proposed()], []
    both = threading.Barrier(2)

    def decide(proposal: UUID) -> None:
        both.wait()
        try:
            told.append(confirm(proposal, by=stage.second_administrator()))
        except Conflict as conflict:
            told.append(conflict)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[one]) for one in waiting]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    numbers = sorted(one for one in told if isinstance(one, int))
    assert len(told) == 2
    assert numbers == list(TrustVersion.objects.order_by("number").values_list("number", flat=True))
    assert numbers in ([1], [1, 2])
    assert len(trust_store().anchors) == 2 + len(numbers)
