"""Each page of the board opens for whom it is made, in both languages, and for nobody else."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoso.base import clock
from hoso.base.models import OutboxMessage
from hoso.catalogue import shelf
from hoso.catalogue.models import Procedure, ProcedureVersion
from hoso.dossiers.models import Dossier
from hoso.oversight.measures import MEASURES
from hoso.oversight.tests.histories import POLICE, History, day, received
from hoso.parties.models import Account, Post

pytestmark = pytest.mark.django_db
WATCHED = ("board:dashboard", "board:flags", "board:behind")
CATALOGUE = ("board:procedures", "board:import", "board:campaigns")
SYSTEM = ("board:users", "board:open_account", "board:agencies")


def visitor(username: str, language: str = "vi") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(
        Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def past() -> tuple[History, History]:
    done = (
        received(day(3, 2)).judge(day(3, 2, 4), "valid").accept(day(3, 2, 5), day(3, 9, 10)).work(day(3, 3))
    )
    late = received(day(4, 2), agency=POLICE, channel="direct").accept(day(4, 2, 5), day(4, 9, 10))
    return done.issue(day(3, 5)), late


@pytest.mark.parametrize("name", [*WATCHED, *CATALOGUE, *SYSTEM, "board:trust", "board:operating"])
def test_a_visitor_signs_in_first(name: str) -> None:
    answer = Client().get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/vao?next=")


@pytest.mark.parametrize(
    ("user", "open_to_him"),
    [
        ("giamsat", {*WATCHED, "board:trust", "board:operating"}),
        ("thutruong", {*WATCHED}),
        ("danhmuc", {*CATALOGUE}),
        ("quantri", {*SYSTEM, "board:trust", "board:operating"}),
        ("nguoidan", set()),
        ("hokinhdoanh", set()),
        ("motcua", set()),
        ("thuly", set()),
        ("lanhdao", set()),
        ("vanthu", set()),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_page_opens_for_its_roles_alone(user: str, open_to_him: set[str], language: str) -> None:
    client = visitor(user, language)
    for name in (*WATCHED, *CATALOGUE, *SYSTEM, "board:trust", "board:operating"):
        answer = client.get(reverse(name))
        assert answer.status_code == (200 if name in open_to_him else 403), name
        assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("user", "page"),
    [
        ("giamsat", "board:dashboard"),
        ("thutruong", "board:dashboard"),
        ("danhmuc", "board:procedures"),
        ("quantri", "board:users"),
    ],
)
def test_the_door_leads_to_ones_own_work(user: str, page: str) -> None:
    assert visitor(user).get(reverse("board:front"))["Location"] == reverse(page)


def test_every_number_on_the_dashboard_opens_a_list_of_that_length(past: tuple[History, History]) -> None:
    client = visitor("giamsat")
    page = client.get(reverse("board:dashboard"))
    total = page.context["figures"].total
    assert total["total"] == 2
    for key in MEASURES:
        behind = client.get(reverse("board:behind"), {"so": key})
        assert len(behind.context["page"].rows) == total[key], key


def test_the_gap_between_the_two_counts_is_explained(past: tuple[History, History]) -> None:
    page = visitor("giamsat").get(reverse("board:dashboard")).content.decode()
    assert "Chênh 1 hồ sơ" in page
    assert "2 trên 2 hồ sơ" in page
    assert "1 trên 2 hồ sơ" in page
    assert "50,0\N{NO-BREAK SPACE}%" in page
    assert "so=digitised_gap" in page


def test_the_figures_of_a_past_day_are_those_of_that_day(past: tuple[History, History]) -> None:
    client = visitor("giamsat")
    then = client.get(reverse("board:dashboard"), {"tai_ngay": "04/03/2026"}).context["figures"].total
    assert (then["total"], then["open"], then["solved"]) == (1, 1, 0)


def test_a_filter_that_cannot_be_read_is_marked_and_the_default_used() -> None:
    page = visitor("giamsat").get(reverse("board:dashboard"), {"ky": "xx", "tai_ngay": "99", "cap": "yy"})
    assert page.status_code == 200
    assert page.content.decode().count("govuk-error-message") == 3


def test_a_head_cannot_look_into_another_agency(past: tuple[History, History]) -> None:
    client = visitor("thutruong")
    assert client.get(reverse("board:behind"), {"co_quan": POLICE}).status_code == 403
    assert client.get(reverse("board:export"), {"co_quan": POLICE}).status_code == 403
    assert client.get(reverse("board:dossier", args=[past[1].id])).status_code == 404
    assert client.get(reverse("board:dossier", args=[past[0].id])).status_code == 200


def test_unknown_figures_agencies_and_pages_are_not_found() -> None:
    client = visitor("giamsat")
    for query in ({"so": "zzz"}, {"co_quan": "zzz"}, {"so": "total", "sau": "zzz"}):
        assert client.get(reverse("board:behind"), query).status_code == 404


def test_a_dossier_shows_its_journal_and_that_the_chain_holds(past: tuple[History, History]) -> None:
    page = visitor("giamsat").get(reverse("board:dossier", args=[past[0].id])).content.decode()
    assert "Chuỗi nhật ký nguyên vẹn" in page
    assert page.count("hoso-timeline__when") == len(past[0].verbs) + 1


def test_a_journal_cut_short_is_told(past: tuple[History, History]) -> None:
    Dossier.objects.filter(id=past[0].id).update(head_hash="f" * 64)
    page = visitor("giamsat").get(reverse("board:dossier", args=[past[0].id])).content.decode()
    assert "không còn nguyên vẹn" in page


def test_the_export_holds_the_whole_list_and_no_formula(past: tuple[History, History]) -> None:
    answer = visitor("giamsat").get(reverse("board:export"), {"so": "total"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 3
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)


def test_the_catalogue_lists_versions_and_what_a_draft_lacks() -> None:
    client = visitor("danhmuc")
    page = client.get(reverse("board:procedure", args=["1.001193"])).content.decode()
    assert "Đang công khai" in page
    draft = ProcedureVersion.objects.filter(state="draft").first()
    assert draft
    page = client.get(reverse("board:procedure", args=[draft.procedure_id])).content.decode()
    assert "Còn thiếu để công khai" in page
    address = reverse("board:publish", args=[draft.procedure_id, draft.id])
    refused = client.post(address, {"effective_from": "01/12/2026"})
    assert refused.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_abolishing_asks_first_and_refuses_a_day_before_the_version_began() -> None:
    client = visitor("danhmuc")
    version = ProcedureVersion.objects.get(procedure_id="1.001193", state="published")
    address = reverse("board:abolish", args=["1.001193", version.id])
    assert "Bãi bỏ phiên bản" in client.get(address).content.decode()
    assert client.post(address, {"on": "01/01/1990"}).status_code == 422
    assert client.post(address, {"on": "31/12/2026"}).status_code == 302
    version.refresh_from_db()
    assert version.state == "abolished"


def test_an_import_can_be_tried_before_it_is_written() -> None:
    client, record = visitor("danhmuc"), dict(next(iter(shelf.procedures())))
    code = next(key for key, value in record.items() if value == record.get("code") or key == "code")
    record[code] = "9.999999"
    tried = _import(client, [record, "rubbish"], "try")
    assert tried.context["report"].failed >= 1
    assert not Procedure.objects.filter(code="9.999999").exists()
    _import(client, [record], "write")
    assert Procedure.objects.filter(code="9.999999").exists()


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[" * 100_000, b""])
def test_a_file_that_is_no_list_is_refused_in_words(data: bytes) -> None:
    upload = SimpleUploadedFile("a.json", data)
    answer = visitor("danhmuc").post(reverse("board:import"), {"file": upload, "do": "write"})
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.content.decode()


def test_one_record_alone_is_read_and_what_it_lacks_is_named() -> None:
    upload = SimpleUploadedFile("a.json", b"{}")
    answer = visitor("danhmuc").post(reverse("board:import"), {"file": upload, "do": "look"})
    assert answer.status_code == 200
    assert "mã thủ tục không hợp lệ" in answer.content.decode()


def _import(client: Client, records: list[object], do: str):
    upload = SimpleUploadedFile("a.json", json.dumps(records).encode())
    answer = client.post(reverse("board:import"), {"file": upload, "do": do})
    assert answer.status_code == 200
    return answer


def test_an_account_is_opened_appointed_and_its_post_ended() -> None:
    client = visitor("quantri")
    weak = {"username": "moi", "display_name": "Người Mới", "password": "short"}
    assert client.post(reverse("board:open_account"), weak).status_code == 422
    made = client.post(reverse("board:open_account"), weak | {"password": "mat-khau-dai-12"})
    assert made["Location"] == reverse("board:user", args=["moi"])
    assert (
        client.post(reverse("board:open_account"), weak | {"password": "mat-khau-dai-12"}).status_code == 422
    )
    post = {"agency_id": "tq-02269", "role": "case_officer", "title": "Công chức"}
    assert client.post(made["Location"], post | {"agency_id": "nowhere"}).status_code == 422
    assert client.post(made["Location"], post).status_code == 302
    assert client.post(made["Location"], post).status_code == 422, "he holds that role already"
    held = Post.objects.get(account__username="moi")
    end = reverse("board:end_post", args=["moi", held.pk])
    today = f"{clock.civil_day(clock.now()):%d/%m/%Y}"
    assert client.post(end, {f"post-{held.pk}-last_day": "01/01/2001"}).status_code == 422
    assert client.post(end, {f"post-{held.pk}-last_day": today}).status_code == 302
    held.refresh_from_db()
    assert held.valid_to == clock.civil_day(clock.now())


def test_agencies_show_who_followed_whom() -> None:
    client = visitor("quantri")
    page = client.get(reverse("board:agencies"), {"tim": "chiem hoa"}).content.decode()
    assert "30/06/2025" in page
    assert client.get(reverse("board:agencies"), {"cha": "tq-province"}).status_code == 200
    assert client.get(reverse("board:agencies"), {"cha": "zzz"}).status_code == 404


def _failed() -> OutboxMessage:
    now = clock.now()
    return OutboxMessage.objects.create(
        topic="no.such",
        key="k",
        created_at=now,
        available_at=now,
        attempts=8,
        gave_up_at=now,
        last_error="broken",
    )


def test_work_that_was_given_up_can_be_run_again_by_the_administrator_alone() -> None:
    message = _failed()
    address = reverse("board:run_again", args=[message.id])
    assert visitor("giamsat").post(address).status_code == 403
    assert "Chạy lại" not in visitor("giamsat").get(reverse("board:operating")).content.decode()
    client = visitor("quantri")
    assert "Chạy lại" in client.get(reverse("board:operating")).content.decode()
    assert client.post(address).status_code == 302
    message.refresh_from_db()
    assert (message.gave_up_at, message.attempts) == (None, 0)
    message.done_at = clock.now()
    message.save()
    assert client.post(address).status_code == 409


def test_the_operating_state_compares_the_vault_with_the_records() -> None:
    page = visitor("quantri").get(reverse("board:operating"), {"kho": "1"})
    assert page.status_code == 200
    assert page.context["state"].unguarded == ()
