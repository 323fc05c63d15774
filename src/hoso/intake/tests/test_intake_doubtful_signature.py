"""A signature that cannot be judged to the end goes to a person with the reason; it never refuses a citizen."""

from __future__ import annotations

import io
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree
from tests import stage

from hoso.base import clock
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.intake import actions as intake
from hoso.intake import queries
from hoso.law.states import State
from hoso.papers.actions import reverify
from hoso.parties.actors import SYSTEM
from hoso.parties.models import Account
from hoso.seal.demonstration.hierarchy import create
from hoso.seal.sign import seal

pytestmark = pytest.mark.django_db
SLOT = "giay-to-tuy-than"


@pytest.fixture
def filed_doubt(tmp_path: Path) -> UUID:
    """A dossier whose paper is signed under a root this installation does not know."""
    foreign = create(tmp_path / "foreign", clock.now(), "http://127.0.0.1:1")
    key = foreign.issue_personal(
        "Trần Thị Bưởi", "001190000002", scope="public", now=clock.now(), name="buoi"
    )
    data = seal(stage.small_pdf(), key, field_name="A", now=clock.now(), level="B-B")
    citizen, draft = stage.who("nguoidan"), stage.draft()
    filing.attach(draft, SLOT, io.BytesIO(data), "thẻ.pdf", by=citizen)
    return filing.submit(draft, by=citizen)


def component(dossier: UUID) -> filed.ComponentFiled:
    return next(one for one in filed.components_of(dossier) if one.key == SLOT)


def visitor(username: str) -> Client:
    client = Client()
    account = Account.objects.get(username=username)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_is_received_and_put_before_a_person_with_the_reason(filed_doubt: UUID) -> None:
    paper = component(filed_doubt).paper
    assert paper is not None
    assert paper.verdict == "INDETERMINATE"
    intake.judge(filed_doubt, by=stage.who("motcua"))
    assert stage.row(filed_doubt).state == State.SUBMITTED
    assert component(filed_doubt).validity == "for_a_person"
    waiting = queries.in_the_way(filed_doubt, by=stage.who("motcua"))
    assert {"needs-a-person"} == {why.code for why in waiting.reasons}
    page = visitor("motcua").get(reverse("desk:dossier", args=[filed_doubt])).content.decode()
    assert "không dẫn tới gốc tin cậy nào" in page
    assert reverse("portal:paper_report", args=[paper.id]) in page


def test_the_person_settles_it_and_the_dossier_goes_on(filed_doubt: UUID) -> None:
    one = component(filed_doubt)
    intake.judge(filed_doubt, by=stage.who("motcua"), settlements={one.id: (True, "Đã xem bản chính")})
    intake.accept(filed_doubt, by=stage.who("motcua"))
    assert stage.row(filed_doubt).state != State.SUBMITTED
    assert one.paper is not None
    assert reverify(one.paper.id, by=SYSTEM).same


def test_an_officer_downloads_the_report_on_the_paper_and_a_stranger_does_not(filed_doubt: UUID) -> None:
    paper = component(filed_doubt).paper
    assert paper is not None
    address = reverse("portal:paper_report", args=[paper.id])
    answer = visitor("motcua").get(address)
    root = etree.fromstring(answer.content)
    space = {"v": "http://uri.etsi.org/19102/v1.2.1#"}
    assert [one.text for one in root.iterfind(".//v:SubIndication", space)] == [
        "urn:etsi:019102:subindication:NO_CERTIFICATE_CHAIN_FOUND"
    ]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert visitor("nguoidan").get(address).status_code == 200
    for username in ("nongdan", "motcua.tinh", "quantri"):
        assert visitor(username).get(address).status_code == 404
