"""propose: grant or deny, with the document as it will be signed."""

from __future__ import annotations

import pytest
from tests import stage

from hoso.base.errors import Conflict, Invalid
from hoso.law.states import State
from hoso.papers.models import Paper
from hoso.papers.queries import data_of, paper
from hoso.processing import actions as processing
from hoso.processing.models import Proposal

pytestmark = pytest.mark.django_db


def test_a_grant_is_proposed_with_its_document() -> None:
    dossier = stage.in_process()
    processing.propose(dossier, "grant", by=stage.who("thuly"), entries=stage.COPY.entries)
    row = Proposal.objects.get(dossier_id=dossier)
    document = paper(row.document_id)
    assert data_of(document).startswith(b"%PDF-")
    assert not document.is_signed
    assert stage.row(dossier).state == State.PROPOSED
    assert stage.last_line(dossier).facts == {"outcome": "grant", "document": document.sha256}


def test_a_denial_names_reason_and_articles() -> None:
    dossier = stage.in_process()
    processing.propose(dossier, "deny", by=stage.who("thuly"), reason="Không có trong sổ", articles="Điều 64")
    text = Paper.objects.get(id=Proposal.objects.get().document_id).text
    assert "Không có trong sổ" in text
    assert "Điều 64" in text


@pytest.mark.parametrize(
    ("outcome", "given", "fields"),
    [
        ("deny", {}, {"reason", "articles"}),
        ("deny", {"reason": "x"}, {"articles"}),
        ("grant", {"entries": {"ngay_theo_so": "31/02/1992"}}, {"ngay_theo_so"}),
        ("perhaps", {}, set()),
        ("deny", {"reason": "a\x00", "articles": "Điều 1"}, set()),
    ],
)
def test_what_cannot_become_a_document_is_refused_field_by_field(
    outcome: str, given: dict[str, object], fields: set[str]
) -> None:
    dossier = stage.in_process()
    before = stage.everything()
    with pytest.raises(Invalid) as refusal:
        processing.propose(dossier, outcome, by=stage.who("thuly"), **given)
    assert fields <= set(refusal.value.fields)
    assert stage.everything() == before
    assert stage.row(dossier).state == State.IN_PROCESS


def test_a_preview_shows_the_same_document_and_keeps_nothing() -> None:
    dossier = stage.in_process()
    before = stage.everything()
    shown = processing.preview_of(dossier, "grant", by=stage.who("thuly"), entries=stage.COPY.entries)
    assert stage.everything() == before
    assert stage.row(dossier).state == State.IN_PROCESS
    processing.propose(dossier, "grant", by=stage.who("thuly"), entries=stage.COPY.entries)
    assert Paper.objects.get(id=Proposal.objects.get().document_id).text == shown.text


def test_a_stale_page_proposes_nothing() -> None:
    dossier = stage.in_process()
    before = stage.everything()
    with pytest.raises(Conflict):
        processing.propose(dossier, "grant", by=stage.who("thuly"), entries=stage.COPY.entries, expect_seq=1)
    assert stage.everything() == before
