"""Fields, error pages and the language switch as the browser receives them."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import translation

from hoso.law.text import Text
from hoso.screens import errors
from hoso.screens.forms import DateField, UploadField
from hoso.screens.language import said


class Sample(forms.Form):
    name = forms.CharField(
        label=Text("Họ tên", "Full name"), help_text=Text("Như giấy khai sinh", "As certified")
    )
    born_on = DateField(label=Text("Ngày sinh", "Born on"))
    sex = forms.ChoiceField(
        label=Text("Giới tính", "Sex"),
        choices=[("f", Text("Nữ", "Female")), ("m", said(Text("Nam", "Male")))],
        widget=forms.RadioSelect,
    )
    ways = forms.MultipleChoiceField(
        choices=[("s", "SMS")], widget=forms.CheckboxSelectMultiple, required=False, label=Text("Qua", "By")
    )
    paper = UploadField(label=Text("Giấy tờ", "Paper"), accept={".pdf": "PDF"}, most_bytes=1000)


def test_a_field_ties_its_label_its_hint_and_its_error_to_the_input() -> None:
    html = str(Sample({"name": ""}, {}))
    tag = re.search(r'<input type="text" name="name"[^>]*>', html)
    assert tag
    assert 'aria-describedby="id_name_helptext id_name_error"' in tag.group()
    assert 'class="govuk-input govuk-input--error"' in tag.group()
    for part in ('for="id_name"', 'id="id_name_helptext"', 'id="id_name_error"'):
        assert html.count(part) == 1


def test_labels_and_choices_follow_the_language_of_each_request() -> None:
    with translation.override("en"):
        english = str(Sample())
    with translation.override("vi"):
        vietnamese = str(Sample())
    assert "Full name" in english
    assert "Female" in english
    assert "Male" in english
    assert "Họ tên" in vietnamese
    assert "Nữ" in vietnamese
    assert "Nam" in vietnamese
    assert "Full name" not in vietnamese


def test_what_is_missing_is_asked_for_in_plain_words_of_the_pages_language() -> None:
    with translation.override("vi"):
        errors_of = Sample({}, {}).errors
        assert errors_of["name"] == ["Hãy nhập mục này"]
        assert errors_of["sex"] == ["Hãy chọn một mục"]
        assert errors_of["paper"] == ["Hãy chọn tệp"]
    with translation.override("en"):
        assert Sample({}, {}).errors["name"] == ["Fill this in"]


def test_boxes_are_boxes_and_buttons_are_buttons() -> None:
    html = str(Sample())
    assert 'class="govuk-checkboxes__input"' in html
    assert html.count('class="govuk-radios__input"') == 2
    assert "style=" not in html


@pytest.mark.parametrize("typed", ["22/11/2026", "22-11-2026", "2026-11-22"])
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert DateField(label="x").clean(typed).isoformat() == "2026-11-22"


def test_a_day_that_does_not_exist_is_refused_with_an_example() -> None:
    with translation.override("en"), pytest.raises(forms.ValidationError, match="Enter a real date"):
        DateField(label="x").clean("31/02/2026")


def test_a_file_above_the_printed_limit_is_refused_and_the_limit_is_printed() -> None:
    field = UploadField(accept={".pdf": "PDF"}, most_bytes=1000)
    assert field.clean(SimpleUploadedFile("a.pdf", b"x" * 1000)).size == 1000
    with pytest.raises(forms.ValidationError, match="quá giới hạn"):
        field.clean(SimpleUploadedFile("a.pdf", b"x" * 1001))
    html = str(Sample())
    assert "Loại tệp: PDF. Tối đa 1\N{NO-BREAK SPACE}kB một tệp." in html
    assert 'data-most-bytes="1000"' in html


def test_the_language_switch_keeps_the_choice_and_goes_back_only_inside() -> None:
    client = Client()
    answer = client.post("/screens/language", {"language": "en", "next": "/screens/styleguide?desk"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/screens/styleguide?desk")
    assert "Style guide" in client.get("/screens/styleguide").content.decode()
    outside = client.post("/screens/language", {"language": "vi", "next": "https://evil.example/"})
    assert outside.headers["Location"] == "/"
    assert client.get("/screens/language").status_code == 405
    assert "en" not in client.post("/screens/language", {"language": "xx"}).cookies.output()


def test_an_error_page_names_the_reason_the_next_step_and_one_code() -> None:
    request = RequestFactory().get("/x")
    page = errors.handler404(request, Http404(Text("Không có hồ sơ này", "No such dossier")))
    html = page.content.decode()
    assert page.status_code == 404
    assert "Không có hồ sơ này" in html
    assert errors.request_code(request) in html
    denied = errors.handler403(RequestFactory().get("/x"), PermissionDenied("internal words"))
    assert "internal words" not in denied.content.decode()
    assert errors.csrf_failure(RequestFactory().post("/x")).status_code == 403


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 418, 502])
def test_every_status_has_words_of_its_own_or_of_its_kind(status: int) -> None:
    title, advice = errors.words_for(status)
    assert all((title.vi, title.en, advice.vi, advice.en))


def test_the_style_guide_is_closed_outside_demonstrations(settings: pytest.FixtureRequest) -> None:
    settings.DEBUG, settings.HOSO_DEMONSTRATION = False, False
    assert Client().get("/screens/styleguide").status_code == 404


def test_no_page_of_ours_carries_inline_style_or_script() -> None:
    for address in ("/screens/styleguide", "/screens/styleguide?desk"):
        html = Client().get(address).content.decode()
        assert "style=" not in html
        assert not re.search(r"<script(?![^>]*\bsrc=)", html)
        assert not re.search(r"\son\w+=", html)
