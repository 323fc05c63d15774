"""The page of the trust store: one administrator proposes in it, another one decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests import stage

from hoso.base import clock
from hoso.papers.models import TrustProposal, TrustVersion
from hoso.parties.models import Account
from hoso.seal.demonstration.certificates import Wanted, issue, new_key, subject_name

pytestmark = pytest.mark.django_db
WHY = {"scope": "public", "reason": "Gốc mới", "document_number": "12/QĐ"}


def visitor(username: str, language: str = "vi") -> Client:
    client = Client()
    client.cookies["hoso_language"] = language
    client.force_login(
        Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def root(name: str = "Gốc thử <b>") -> SimpleUploadedFile:
    now = clock.now()
    wanted = Wanted("r", subject_name(name), "authority", now - timedelta(days=1), now + timedelta(days=900))
    made = issue(wanted, new_key("P-256"), None, "http://127.0.0.1:1")
    return SimpleUploadedFile("goc.pem", made.public_bytes(serialization.Encoding.PEM))


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def propose(client: Client, **changes: object) -> HttpResponse:
    return client.post(reverse("board:trust_propose"), {"certificate": root(), **WHY, **changes})


def test_two_administrators_make_a_version_and_everybody_above_sees_it() -> None:
    first = visitor("quantri")
    assert propose(first).status_code == 302
    proposal = TrustProposal.objects.get()
    page = reverse("board:trust_proposal", args=[proposal.id])
    assert "một quản trị viên khác phải xác nhận" in text(first.get(page))
    assert first.post(page, {"do": "confirm"}).status_code == 409
    second = visitor(stage.second_administrator().username)
    assert "Xác nhận, đưa vào hiệu lực" in text(second.get(page))
    assert second.post(page, {"do": "confirm"}).status_code == 302
    assert TrustVersion.objects.get().number == 1
    for client in (first, second, visitor("giamsat")):
        shown = text(client.get(reverse("board:trust")))
        assert "Phiên bản 1" in shown
        assert "Gốc thử &lt;b&gt;" in shown
        assert "Đinh Thị Mẫu" in shown
    assert "Propose a root" in text(visitor("quantri", "en").get(reverse("board:trust")))


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost() -> None:
    client = visitor("quantri")
    answer = propose(client, certificate=SimpleUploadedFile("goc.pem", b"junk"))
    assert answer.status_code == 422
    assert "không phải chứng thư số đọc được" in text(answer)
    assert "12/QĐ" in text(answer)
    assert propose(client, document_number="").status_code == 422
    assert not TrustProposal.objects.exists()


def test_a_root_in_force_is_proposed_for_removal_and_the_proposal_refused_with_a_reason() -> None:
    first = visitor("quantri")
    page = text(first.get(reverse("board:trust")))
    address = page.split('href="/giam-sat/kho-tin-cay/bo/')[1].split('"')[0]
    assert first.get(f"/giam-sat/kho-tin-cay/bo/{address}").status_code == 200
    ground = {"reason": "Lộ khóa", "document_number": "13/QĐ"}
    assert first.post(f"/giam-sat/kho-tin-cay/bo/{address}", ground).status_code == 302
    second = visitor(stage.second_administrator().username)
    proposal = reverse("board:trust_proposal", args=[TrustProposal.objects.get().id])
    for nothing in ({"do": "refuse", "reason": ""}, {"do": "refuse"}):
        assert second.post(proposal, nothing).status_code == 422
    second.post(proposal, {})
    assert TrustProposal.objects.get().outcome == ""
    assert second.post(proposal, {"do": "refuse", "reason": "Chưa xác minh"}).status_code == 302
    assert "Chưa xác minh" in text(first.get(reverse("board:trust")))
    assert not TrustVersion.objects.exists()


def test_nobody_else_proposes_or_decides() -> None:
    propose(visitor("quantri"))
    page = reverse("board:trust_proposal", args=[TrustProposal.objects.get().id])
    for username in ("giamsat", "thutruong", "danhmuc", "motcua", "nguoidan"):
        client = visitor(username)
        assert propose(client).status_code == 403
        assert client.get(page).status_code == 403
        assert client.post(page, {"do": "confirm"}).status_code == 403
    assert visitor("quantri").get("/giam-sat/kho-tin-cay/bo/public/junk").status_code == 404
