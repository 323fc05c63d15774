"""A clerk opens a round, decides a review, proposes to simplify, compares and looks at a process; by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hoso.base import clock
from hoso.catalogue import queries, reviewing
from hoso.parties.models import Account

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"


@pytest.fixture
def clerk() -> Client:
    client = Client(headers={"accept-language": "vi"})
    account = Account.objects.get(username="danhmuc")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_round_is_opened_and_a_review_decided(clerk: Client) -> None:
    due = clock.civil_day(clock.now()) + timedelta(days=9)
    asked = {"name": "Đợt thử", "place": "UBND tỉnh", "due_on": f"{due:%d/%m/%Y}", "codes": f"{BIRTH}\n9.9"}
    wrong = clerk.post(reverse("board:campaigns"), asked)
    assert wrong.status_code == 422
    assert "9.9" in wrong.content.decode()
    opened = clerk.post(reverse("board:campaigns"), {**asked, "codes": BIRTH}, follow=True)
    assert "0 / 1" in opened.content.decode()
    (one,) = reviewing.reviews(reviewing.campaigns()[0].id)
    page = reverse("board:review", args=[one.id])
    assert clerk.get(page).status_code == 200
    half = clerk.post(page, {"obstacle": "presence", "explanation": "phải có mặt"})
    assert half.status_code == 422
    assert reviewing.review_record(one.id).level is None
    done = clerk.post(page, {"missing": ["result"]}, follow=True)
    assert "Chưa đạt" in done.content.decode()


def test_a_proposal_shows_its_saving(clerk: Client) -> None:
    page = reverse("board:simplify", args=[BIRTH])
    facts = {"kind": "cut_limit", "what": "Rút ngắn", "minutes_before": 90, "minutes_after": 30}
    assert clerk.post(page, facts).status_code == 422
    numbers = {"dong_before": 20000, "dong_after": 0, "dossiers_a_year": 1000}
    answer = clerk.post(page, facts | numbers, follow=True).content.decode()
    assert "60.000" in answer
    assert "20.000.000" in answer
    assert clerk.get(reverse("board:simplify", args=["9.9"])).status_code == 404


def test_the_process_and_the_comparison_are_shown_whatever_is_asked(clerk: Client) -> None:
    version = queries.in_force(BIRTH)
    page = reverse("board:process", args=[BIRTH, version.id])
    for numbers in ({}, {"ho_so": "5", "moi_ngay": "0", "hat_giong": "²"}, {"ho_so": "-1"}):
        answer = clerk.get(page, numbers)
        assert answer.status_code == 200
        assert 'role="img"' in answer.content.decode()
    assert clerk.get(reverse("board:process", args=["9.9", version.id])).status_code == 404
    compare = reverse("board:compare", args=[BIRTH])
    assert "không thay đổi gì" in clerk.get(compare).content.decode()
    assert clerk.get(compare, {"tu": "1", "den": "99"}).status_code == 404
    draft = queries.newest("1.009122")
    answer = clerk.get(reverse("board:process", args=["1.009122", draft.id]))
    assert "chưa có quy trình" in answer.content.decode()
