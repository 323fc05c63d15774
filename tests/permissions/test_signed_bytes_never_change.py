"""A signed original is the same bytes from every door that gives it out, whatever was done with it in between."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from tests import stage

from hoso.archive.actions import package
from hoso.base import clock
from hoso.base.errors import HosoError
from hoso.base.vault import vault
from hoso.dossiers.models import Channel
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.holdings import queries as holdings
from hoso.intake import actions as intake
from hoso.papers.queries import data_of, paper
from hoso.papers.records import Owner
from hoso.parties.models import Account
from hoso.processing import actions as processing
from hoso.processing import queries as processed
from hoso.results import actions as results
from hoso.results import queries
from hoso.scan.samples.paper import jpeg, page, scanned

pytestmark = pytest.mark.django_db
SLOT = "giay-to-tuy-than"


def signed_by_one() -> bytes:
    """A document with the officer's signature only."""
    return data_of(queries.results_of(stage.decided())[0].paper)


def sealed() -> bytes:
    """A result with both signatures."""
    return data_of(queries.results_of(stage.issued())[0].paper)


def sealed_with_an_end() -> bytes:
    """The same as many programs leave it: a line end behind the last byte that is signed."""
    return sealed() + b"\r\n"


ORIGINALS = (signed_by_one, sealed, sealed_with_an_end)


def other_scan() -> bytes:
    """A second paper, unlike the one of the stage."""
    return jpeg(scanned(page(("THẺ MẪU", "Số 13"), dpi=150)))


def browser(username: str) -> Client:
    client = Client()
    account = Account.objects.get(username=username)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def given_out(paper_id: UUID, dossier: UUID, *usernames: str) -> Iterator[tuple[str, bytes]]:
    """The paper from every door: the vault, the portal, the interface for machines, the package of the dossier."""
    yield "vault", data_of(paper(paper_id))
    for name in usernames:
        client = browser(name)
        for door in (f"/giay-to/{paper_id}", f"/api/v1/papers/{paper_id}/file"):
            answer = client.get(door)
            assert answer.status_code == 200, (name, door, answer.status_code)
            yield f"{name} {door}", b"".join(answer.streaming_content)
    into = io.BytesIO()
    package(dossier, into, by=stage.who(usernames[0]))
    with zipfile.ZipFile(into) as packed:
        inside = {hashlib.sha256(packed.read(name)).hexdigest(): name for name in packed.namelist()}
        wanted = paper(paper_id).sha256
        assert wanted in inside, "the package lacks it"
        yield "package", packed.read(inside[wanted])


def same(original: bytes, found: Iterator[tuple[str, bytes]]) -> None:
    digest = hashlib.sha256(original).hexdigest()
    doors = 0
    for door, data in found:
        assert hashlib.sha256(data).hexdigest() == digest, door
        assert data == original, door
        doors += 1
    assert doors > 3


@pytest.mark.parametrize("make", ORIGINALS, ids=lambda make: make.__name__)
def test_what_was_signed_outside_stays_through_receipt_judgement_keeping_and_reuse(make: object) -> None:
    original, citizen, desk = make(), stage.who("nguoidan"), stage.who("motcua")
    draft = stage.draft()
    given = filing.attach(draft, SLOT, io.BytesIO(original), "gốc.pdf", by=citizen)
    dossier = filing.submit(draft, by=citizen)
    one = next(part for part in filed.components_of(dossier) if part.key == SLOT)
    with pytest.raises(HosoError):
        intake.digitise(dossier, one.id, by=desk)  # a signed file is never made anew
    intake.judge(dossier, by=desk, settlements={one.id: (True, "Đã xem")})
    intake.accept(dossier, by=desk)
    same(original, given_out(given.id, dossier, "nguoidan", "motcua"))

    held = [
        have for have in holdings.own(citizen, on=clock.civil_day(clock.now())) if have.paper_id == given.id
    ]
    assert held, "a valid paper is kept for its owner"
    again = stage.draft()
    filing.attach_held(again, SLOT, held[0].id, by=citizen)
    second = filing.submit(again, by=citizen)
    intake.judge(second, by=desk, settlements={})
    reused = next(part.paper.id for part in filed.components_of(second) if part.key == SLOT)
    same(original, given_out(reused, second, "nguoidan", "motcua"))


def test_the_image_signed_at_the_counter_and_the_certified_copy_of_it_both_stay() -> None:
    desk, owner = stage.who("motcua"), Owner(stage.who("nguoidan").person_id, None)
    draft = filing.open_draft("2.000815", stage.COMMUNE, by=desk, channel=Channel.DIRECT, for_owner=owner)
    known = filed.draft(draft, by=desk).answers
    filing.save_draft(draft, {**known, "ten_giay_to": "Bằng", "so_trang": "1"}, by=desk)
    image = intake.digitise_into_draft(draft, "ban-chinh", [("bằng.jpg", stage.small_scan())], by=desk)
    second = intake.digitise_into_draft(draft, "ban-chinh", [("thẻ.jpg", other_scan())], by=desk)
    shown = {one.id: data_of(one) for one in (image, second)}
    dossier = filing.submit(draft, by=desk)
    intake.judge(dossier, by=desk)
    intake.accept(dossier, by=desk)
    processing.assign(dossier, stage.who("thuly").account_id, by=stage.who("thuly"))
    processing.propose(dossier, "grant", by=stage.who("thuly"))
    for number, one in enumerate(processed.originals(dossier), start=1):
        processing.compare(
            dossier, one.paper.id, name=f"Bằng {number}", pages=one.pages, by=stage.who("lanhdao")
        )
    results.decide(dossier, by=stage.who("lanhdao"))
    signed = {made.id: data_of(made.paper) for made in queries.results_of(dossier)}
    results.issue(dossier, by=stage.who("vanthu"))

    copies = queries.results_of(dossier, issued_only=True)
    year = clock.civil_day(clock.now()).year
    assert [one.paper.number for one in copies] == [f"1/{year}-SCT/BS", f"2/{year}-SCT/BS"]
    assert [one.name for one in copies] == ["Bản sao chứng thực: Bằng 1", "Bản sao chứng thực: Bằng 2"]
    for paper_id, data in shown.items():
        same(data, given_out(paper_id, dossier, "nguoidan", "motcua"))
    for copy in copies:
        final = data_of(copy.paper)
        assert final.startswith(signed[copy.id]), "the seal is added behind what the certifier signed"
        same(final, given_out(copy.paper.id, dossier, "nguoidan", "motcua"))
    _only_the_first_is_voided(copies[0].paper.id, copies[1].paper.id)
    for copy in copies:
        assert hashlib.sha256(data_of(paper(copy.paper.id))).hexdigest() == copy.paper.sha256
    assert all(vault().exists(paper(paper_id).sha256) for paper_id in shown)


def _only_the_first_is_voided(first: UUID, second: UUID) -> None:
    """From the line of the register, by its certifier; nobody else comes to the page."""
    today = f"{clock.civil_day(clock.now()):%d/%m/%Y}"
    sent = {"decision_number": "9/QĐ", "decided_on": today, "reason": "Bản chính bị sửa"}
    address = f"/quay/so-chung-thuc/huy/{first}"
    for stranger, status in (("lanhdao.ca", 404), ("vanthu", 403), ("nguoidan", 403)):
        assert browser(stranger).post(address, sent).status_code == status, stranger
    assert browser("lanhdao").get("/quay/so-chung-thuc/").content.decode().count("/huy/") == 2
    assert browser("lanhdao").post(address, sent).status_code == 302
    assert paper(first).revoked_at is not None
    assert paper(second).revoked_at is None
    assert browser("lanhdao").get("/quay/so-chung-thuc/").content.decode().count("/huy/") == 1
