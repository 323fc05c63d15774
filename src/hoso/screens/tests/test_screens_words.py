"""Words, numbers and colours of the screens, without a browser."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from hoso.law.states import State
from hoso.law.text import Text
from hoso.screens import cards, charts, formats, states
from hoso.screens.language import language_of, said, spoken


def render(source: str, **facts: object) -> str:
    return Template("{% load screens %}" + source).render(Context(facts))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1234.5, "1.234,5"),
        (1234567, "1.234.567"),
        (0, "0"),
        (-1200.25, "-1.200,25"),
        (100, "100"),
        (None, "–"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(number: float | None, written: str) -> None:
    assert formats.written_number(number) == written


def test_money_and_sizes_never_break_from_their_unit() -> None:
    assert formats.written_money(2000) == "2.000\N{NO-BREAK SPACE}đ"
    assert formats.written_size(999) == "999\N{NO-BREAK SPACE}B"
    assert formats.written_size(3_211_264) == "3,2\N{NO-BREAK SPACE}MB"
    assert formats.written_size(10_000_000) == "10\N{NO-BREAK SPACE}MB"


def test_an_instant_is_shown_on_the_clocks_of_viet_nam() -> None:
    late = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    assert formats.written_time(late) == "23/11/2026 01:30"
    assert formats.written_date(late) == "23/11/2026"
    assert formats.written_date(date(2026, 1, 2)) == "02/01/2026"


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert formats.written_share(3, 0) == "–"
    assert formats.written_share(502, 9977) == "5,0\N{NO-BREAK SPACE}%"


def test_a_page_speaks_one_language_and_escapes_what_it_says() -> None:
    source = '{% t "Còn {n} hồ sơ" "{n} dossiers left" n=n %}'
    with translation.override("vi"):
        assert render(source, n="<b>") == "Còn &lt;b&gt; hồ sơ"
    with translation.override("en"):
        assert render(source, n=3) == "3 dossiers left"
        assert render("{{ label|text }}", label=Text("Nộp", "Submit")) == "Submit"
        assert render("{{ label|text }}", label=("Nộp", "Submit")) == "Submit"


def test_a_said_text_chooses_its_language_when_it_is_read() -> None:
    words = said(Text("Bắt buộc", "Required"))
    with translation.override("en"):
        assert str(words) == "Required"
    with translation.override("vi"):
        assert str(words) == "Bắt buộc"
    assert spoken(None) == ""


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        ("en", "vi", "en"),
        ("", "en-GB,en;q=0.9,vi;q=0.2", "en"),
        ("", "fr,vi;q=0.4,en;q=0.6", "en"),
        ("", "fr-FR", "vi"),
        ("xx", "", "vi"),
        ("", "en;q=broken,vi;q=0.1", "vi"),
    ],
)
def test_a_machine_is_answered_in_the_language_it_asks_for(cookie: str, accept: str, language: str) -> None:
    request = RequestFactory().get("/api/v1/", headers={"accept-language": accept})
    if cookie:
        request.COOKIES["hoso_language"] = cookie
    assert language_of(request) == language


@pytest.mark.parametrize("state", list(State))
def test_every_state_of_a_dossier_has_its_own_colour(state: State) -> None:
    assert states.value_of(state) in states.COLOUR_OF
    with translation.override("en"):
        html = render("{% status_tag state %}", state=state)
    assert state.label.en in html
    assert f"govuk-tag--{states.colour_of(state)}" in html


def test_a_dossier_code_stays_on_one_line_and_the_rest_is_escaped() -> None:
    html = render("{{ said|codes }}", said="Hồ sơ H26.12-261122-0001 <script>")
    assert html == 'Hồ sơ <span class="hoso-code">H26.12-261122-0001</span> &lt;script&gt;'


def test_each_cell_of_a_card_names_its_column() -> None:
    html = cards.with_labels(
        '<table class="govuk-table"><thead><tr><th>Mã</th><th>Hẹn &amp; trả</th><th></th></tr></thead>'
        '<tbody><tr><th scope="row">1</th><td class="a">22/11</td><td>x</td></tr></tbody></table>'
    )
    assert '<table class="hoso-cards govuk-table">' in html
    assert '<td data-label="Hẹn &amp; trả" class="a">22/11</td>' in html
    assert "<td>x</td>" in html
    assert '<th scope="row">1</th>' in html


def test_the_longest_bar_fills_its_row_and_nothing_divides_by_zero() -> None:
    drawn = charts.bars([{"label": "a", "value": 4}, {"label": "b", "value": 1}, {"label": "c", "value": 0}])
    assert [bar.share for bar in drawn] == [100, 25, 0]
    assert [bar.share for bar in charts.bars([{"label": "a", "value": 0}])] == [0]
    assert charts.bars([]) == []


def test_the_axis_of_a_line_chart_carries_round_numbers_above_the_highest_value() -> None:
    drawing = charts.line_chart([{"label": "a", "points": [("01", 0), ("02", 487)]}])
    assert [tick.label for tick in drawing.up] == ["0", "200", "400", "600"]
    low, high = drawing.lines[0].points
    assert low.y > high.y > drawing.up[-1].at
    assert drawing.rows == [("01", ["0"]), ("02", ["487"])]
    assert charts.line_chart([]).lines == []


def test_a_chart_is_drawn_without_inline_style_and_escapes_its_labels() -> None:
    items = [{"label": "<b>", "value": 2.5, "url": "/?a=1&b=2"}]
    html = render('{% bar_chart items "Nhãn" %}', items=items)
    html += render('{% line_chart series "Nhãn" %}', series=[{"label": "<i>", "points": [("<u>", 1.5)]}])
    assert "style=" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<u>" not in html
    assert 'width="100.00"' in html
    assert 'href="/?a=1&amp;b=2"' in html


def test_replacing_a_key_of_the_query_keeps_the_others() -> None:
    request = RequestFactory().get("/?q=b%E1%BA%A3n+sao&page=3")
    assert render("{% qs page=4 %}", request=request) == "?q=b%E1%BA%A3n+sao&amp;page=4"
    assert render("{% qs page=None q=None %}", request=request) == "?"


def test_a_source_of_the_shelf_is_printed_as_a_citation_and_another_text_as_it_is() -> None:
    assert render("{{ key|citation }}", key="nd61-2018:17").startswith("Điều 17 ")
    assert render("{{ key|citation }}", key="theo hướng dẫn") == "theo hướng dẫn"


@pytest.mark.parametrize("accept", ["", "en-GB,en;q=0.9", "vi"])
def test_a_page_is_vietnamese_until_the_person_switches(accept: str) -> None:
    request = RequestFactory().get("/thu-tuc/", headers={"accept-language": accept})
    assert language_of(request) == "vi"
    request.COOKIES["hoso_language"] = "en"
    assert language_of(request) == "en"
