"""What the clock says stands on the first page of those whom it concerns."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from tests import stage

from hoso.base import clock
from hoso.dossiers.models import Dossier
from hoso.law.calendar import VIETNAM, national_calendar
from hoso.parties.models import Account
from hoso.reminders.actions import act

pytestmark = pytest.mark.django_db


def page(username: str, address: str) -> str:
    client = Client()
    client.force_login(Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


def test_a_head_is_led_to_the_apology_an_officer_to_the_dossier_a_supervisor_to_the_board() -> None:
    dossier = stage.in_process()
    Dossier.objects.filter(id=dossier).update(due_at=national_calendar().closing(date(2026, 12, 11)))
    thursday = datetime(2026, 12, 10, 9, tzinfo=VIETNAM)
    act(thursday)
    with clock.standing_at(thursday):
        head, officer = page("thutruong", "/quay/"), page("thuly", "/quay/")
        supervisor, desk = page("giamsat", "/giam-sat/so-lieu"), page("motcua", "/quay/")
    assert f"/quay/ho-so/{dossier}/hen-lai" in head
    assert "chậm nhất 17:00 10/12/2026" in head
    assert "Sắp đến hạn trả kết quả: 11/12/2026" in officer
    assert "mà chưa xong: 11/12/2026" in supervisor
    assert "Nhắc hạn" not in desk
