"""Revocation asked over HTTP, from a responder started here: remembered, replayed, and silent when it is silent."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem, x509
from tests import stage

from hoso.base import clock
from hoso.base.errors import Unavailable
from hoso.integrations.revocation.http import HttpRevocation
from hoso.papers.actions import reverify
from hoso.papers.judging import judge
from hoso.papers.models import RevocationAnswer
from hoso.papers.ports import connect_revocation
from hoso.papers.queries import addresses_on_record
from hoso.papers.receiving import receive
from hoso.papers.records import Owner
from hoso.papers.trust import revocation
from hoso.parties.actors import SYSTEM
from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.demonstration.services import answer_ocsp
from hoso.seal.sign import seal
from hoso.seal.timestamp import LocalTimestamper

pytestmark = pytest.mark.django_db


class Responder:
    """The OCSP service and the lists of a hierarchy of its own, on the loopback address."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self.mode = "honest"
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.asked.append(self.path)
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.answer(outer.ocsp(self.path.rpartition("/")[2], body))

            def do_GET(self) -> None:
                outer.asked.append(self.path)
                self.answer(outer.crl(self.path.rpartition("/")[2]))

            def answer(self, data: bytes | None) -> None:
                self.send_response(503 if data is None else 200)
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.hierarchy: Hierarchy = create(folder, clock.now(), self.url)
        self.lists = {file.name: file.read_bytes() for file in (folder / "crl").iterdir()}
        for name in self.lists:
            if "issuing" in name:
                (folder / "crl" / name).unlink()

    def ocsp(self, authority: str, body: bytes) -> bytes | None:
        if self.mode != "honest":
            return b"junk" if self.mode == "junk" else None
        scope = "public" if authority.startswith("public") else "official"
        file = self.hierarchy.directory / "authorities" / f"{authority}.pem"
        return answer_ocsp(
            body,
            self.hierarchy.ocsp_responder(scope),  # type: ignore[arg-type]
            issuer=x509.Certificate.load(pem.unarmor(file.read_bytes())[2]),
            authority=authority,
            status_of=self.hierarchy.status_of,
            now=clock.now(),
        )

    def crl(self, name: str) -> bytes | None:
        if self.mode == "lists only":
            return self.lists.get(name)
        return b"junk" if self.mode == "junk" else None


@pytest.fixture
def responder(tmp_path: Path, settings: Any) -> Iterator[Responder]:
    made = Responder(tmp_path / "trust")
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    settings.HOSO_TRUST = made.hierarchy.directory
    connect_revocation(HttpRevocation(timeout_seconds=2))
    revocation.forget_silence()
    yield made
    connect_revocation(None)
    made.server.shutdown()
    made.server.server_close()


def signed(responder: Responder) -> bytes:
    key = responder.hierarchy.issue_personal(
        "Trần Thị Bưởi", "001190000002", scope="public", now=clock.now(), name="buoi"
    )
    stamps = LocalTimestamper(responder.hierarchy.timestamp_authority, clock.now)
    return seal(stage.small_pdf(), key, field_name="A", now=clock.now(), timestamper=stamps)


def outcome(data: bytes) -> tuple[str, str, set[str]]:
    report = judge(data, clock.now()).report
    return report.integrity, report.verdict, {why.code for why in report.reasons}


@pytest.mark.parametrize("mode", ["honest", "lists only"])
def test_a_verdict_that_lacks_only_revocation_asks_and_remembers(responder: Responder, mode: str) -> None:
    responder.mode = mode
    data = signed(responder)
    assert outcome(data) == ("OK", "TOTAL_PASSED", set())
    asked = len(responder.asked)
    assert asked > 0
    assert RevocationAnswer.objects.exists()
    responder.mode = "silent"
    assert outcome(data) == ("OK", "TOTAL_PASSED", set())
    assert len(responder.asked) == asked


def test_what_was_answered_is_kept_with_the_paper_and_computed_from_again(responder: Responder) -> None:
    data = signed(responder)
    by = stage.who("nguoidan")
    kept = receive(io.BytesIO(data), "a.pdf", kind="k", title="Giấy", owner=Owner(by.person_id, None), by=by)
    assert kept.verdict == "TOTAL_PASSED"
    answers = {one.answer_id for one in RevocationAnswer.objects.all()}
    assert answers <= set(addresses_on_record())
    connect_revocation(None)
    with clock.standing_at(clock.now() + timedelta(days=4000)):
        told = reverify(kept.id, by=SYSTEM)
    assert (told.same, told.computed, told.differences) == (True, "TOTAL_PASSED", ())


@pytest.mark.parametrize("mode", ["silent", "junk"])
def test_a_responder_that_fails_leaves_the_verdict_undecided_and_is_given_a_pause(
    responder: Responder, mode: str
) -> None:
    responder.mode = mode
    data = signed(responder)
    integrity, verdict, codes = outcome(data)
    assert (integrity, verdict) == ("OK", "INDETERMINATE")
    assert codes <= {"TRY_LATER", "TIMESTAMP_UNTRUSTED"}
    asked = len(responder.asked)
    outcome(data)
    assert len(responder.asked) == asked
    responder.mode = "honest"
    with clock.standing_at(clock.now() + timedelta(minutes=2)):
        assert outcome(data)[1] == "TOTAL_PASSED"


def test_a_revoked_certificate_is_told_by_the_responder(responder: Responder) -> None:
    data = signed(responder)
    lost = responder.hierarchy.key("buoi")
    responder.hierarchy.revoke(lost.certificate.serial_number, clock.now() - timedelta(days=1))
    (responder.hierarchy.directory / "crl" / "public-issuing.crl").unlink()
    assert outcome(data) == ("OK", "TOTAL_FAILED", {"REVOKED"})


def test_nobody_is_asked_for_a_strangers_certificate_or_when_it_is_not_allowed(
    responder: Responder, tmp_path: Path, settings: Any
) -> None:
    data = signed(responder)
    settings.HOSO_TRUST = create(tmp_path / "other", clock.now(), "http://127.0.0.1:1").directory
    assert "NO_CERTIFICATE_CHAIN_FOUND" in outcome(data)[2]
    settings.HOSO_TRUST = responder.hierarchy.directory
    connect_revocation(None)
    assert outcome(data)[1] == "INDETERMINATE"
    assert responder.asked == []


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/a", "http://127.0.0.1:9/a", "junk"])
def test_an_address_that_gives_nothing_is_an_answer_in_words(url: str) -> None:
    with pytest.raises(Unavailable):
        HttpRevocation(timeout_seconds=1).crl(url)
