"""Free signatures on the board: counts that open, an export, and nobody from outside."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from tests import stage

from hoso.grants import actions
from hoso.parties.models import Account

pytestmark = pytest.mark.django_db


def visitor(username: str) -> Client:
    client = Client(headers={"accept-language": "vi"})
    account = Account.objects.get(username=username)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("username", ["thutruong", "giamsat"])
def test_each_number_opens_its_list_and_the_list_can_be_taken_away(username: str) -> None:
    for name in ("nongdan", "nguoidan"):
        asked = actions.request(stage.COMMUNE, by=stage.who(name))
    actions.refuse(asked, "Không đến", by=stage.who("motcua"))
    watcher = visitor(username)
    page = watcher.get("/giam-sat/chu-ky-so").content.decode()
    assert "Ủy ban nhân dân xã Thượng Lâm" in page
    listed = watcher.get("/giam-sat/chu-ky-so/danh-sach?so=requested").content.decode()
    assert "Ma Văn Thử" in listed
    assert "Nguyễn Thị Hoa" in listed
    refused = watcher.get("/giam-sat/chu-ky-so/danh-sach?so=refused&co_quan=tq-02269").content.decode()
    assert "Nguyễn Thị Hoa" in refused
    assert "Ma Văn Thử" not in refused
    sent = b"".join(watcher.get("/giam-sat/chu-ky-so.csv?so=requested").streaming_content).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(sent))] == ["Người ký", "Ma Văn Thử", "Nguyễn Thị Hoa"]
    assert watcher.get("/giam-sat/chu-ky-so/danh-sach?so=x").status_code == 404


def test_nothing_counted_is_said_and_others_stay_outside() -> None:
    assert "Chưa có chữ ký số nào" in visitor("giamsat").get("/giam-sat/chu-ky-so").content.decode()
    for username in ("motcua", "nongdan", "quantri"):
        assert visitor(username).get("/giam-sat/chu-ky-so").status_code == 403
    assert visitor("thutruong.ca").get("/giam-sat/chu-ky-so?co_quan=tq-02269").status_code == 403
