"""What the eye would see, asked of a real browser: width, letters, colours, keys, uploads, axe."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, Route, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM = os.environ.get("HOSO_CHROMIUM", "/usr/bin/chromium")
PAGES = ["/screens/styleguide", "/screens/styleguide?desk"]
MARKED = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
OTHER_LETTERS = """[...document.querySelectorAll('body, body *')]
  .filter(e => !getComputedStyle(e).fontFamily.startsWith('"Be Vietnam Pro"'))
  .map(e => e.tagName + '.' + e.getAttribute('class'))"""
BROKEN_CODES = """[...document.querySelectorAll('.hoso-code')]
  .filter(e => e.getClientRects().length > 1).map(e => e.textContent)"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are not news."""


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server(
        "127.0.0.1",
        0,
        StaticFilesHandler(get_wsgi_application()),
        server_class=Threads,
        handler_class=Quiet,
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Any]:
    contexts = []

    def opened(path: str, width: int = 1280, scheme: str = "light", **more: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **{"locale": "vi-VN", **more}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address + path, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_runs_out_of_the_page_and_all_letters_are_ours(open_page: Any, path: str, width: int) -> None:
    page = open_page(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OTHER_LETTERS) == []
    assert page.evaluate(BROKEN_CODES) == []
    assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 2
    assert page.complaints == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (375, "light"), (1280, "dark"), (375, "dark")]
)
def test_axe_finds_nothing_serious(open_page: Any, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width, scheme)
    for fold in page.query_selector_all("details > summary"):
        fold.click()
    found = Axe().run(page).response["violations"]
    serious = [
        (rule["id"], [node["html"][:120] for node in rule["nodes"]][:4])
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]
    assert serious == []


def test_the_dark_page_has_no_light_surface_left(open_page: Any) -> None:
    page = open_page(PAGES[0], scheme="dark")
    light = page.evaluate("""[...document.querySelectorAll('body, body *')].filter(e => {
        const colour = getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number);
        const shown = colour.length < 4 || colour[3] > 0;
        const large = e.offsetWidth * e.offsetHeight > 4000; // an icon may be light
        return shown && large && Math.min(...colour.slice(0, 3)) > 225;
    }).map(e => e.tagName + '.' + e.getAttribute('class'))""")
    assert light == []


def test_paper_stays_white_without_navigation_even_when_the_screen_is_dark(open_page: Any) -> None:
    page = open_page(PAGES[0], scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".govuk-service-navigation", ".hoso-footer", ".govuk-button", ".hoso-header__tools"):
        assert not page.is_visible(hidden)
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    width, height = paper[0].get_size()
    assert (round(width), round(height)) in {(595, 842), (594, 842), (596, 842)}
    text = paper[0].get_textpage().get_text_range()
    assert "Mẫu giao diện" in text
    assert "http" not in text


def test_errors_are_listed_first_and_each_leads_to_its_field(open_page: Any) -> None:
    page = open_page(PAGES[0])
    page.click("button.govuk-button:has-text('Nộp hồ sơ')")
    page.wait_for_selector(".govuk-error-summary")
    assert page.url.endswith(PAGES[0])
    page.click(".govuk-error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.name") == "name"
    assert page.evaluate(OTHER_LETTERS) == []
    targets = page.evaluate("""[...document.querySelectorAll('.govuk-error-summary a')]
        .filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.hash)""")
    assert targets == []


def test_the_form_works_without_script(open_page: Any) -> None:
    page = open_page(PAGES[0], java_script_enabled=False)
    page.click("button.govuk-button:has-text('Nộp hồ sơ')")
    page.wait_for_selector(".govuk-error-summary")
    assert page.is_visible("input[type=file]")


def test_a_file_above_the_limit_is_named_before_it_is_sent(open_page: Any, tmp_path: Path) -> None:
    page = open_page(PAGES[0])
    large = tmp_path / "Giấy chứng sinh.pdf"
    large.write_bytes(b"x" * 10_000_001)
    page.set_input_files("input[name=paper]", large)
    page.click("button.govuk-button:has-text('Nộp hồ sơ')")
    assert "Giấy chứng sinh.pdf" in page.inner_text(".hoso-upload__error")
    assert page.query_selector(".govuk-error-summary") is None


def test_what_cannot_be_undone_is_asked_first_and_no_is_the_easy_answer(open_page: Any) -> None:
    page = open_page(PAGES[0])
    page.click("button:has-text('Rút hồ sơ')")
    assert "Không thể hoàn tác" in page.inner_text("dialog")
    assert page.evaluate("document.activeElement.textContent") == "Không, quay lại"
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.query_selector(".govuk-error-summary") is None


def test_keys_walk_the_list_and_the_question_mark_shows_them(open_page: Any) -> None:
    page = open_page(PAGES[1])
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "H26.12-261122-0002"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("?j")
    assert page.input_value("#q") == "?j"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert "Trang sau" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    assert page.query_selector("dialog") is None


def test_the_switch_changes_the_language_and_stays_on_the_page(open_page: Any) -> None:
    page = open_page(PAGES[1])
    page.click("button[name=language]")
    page.wait_for_load_state()
    assert page.url.endswith(PAGES[1])
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("h1") == "My dossiers"


def test_a_fragment_loads_by_key_without_breaking_the_content_policy(open_page: Any) -> None:
    page = open_page(PAGES[1])
    page.keyboard.press("l")
    page.wait_for_selector("#loaded .hoso-kpi")
    assert page.complaints == []


def test_a_draft_is_kept_while_typing_and_says_so(open_page: Any) -> None:
    page = open_page(PAGES[0])
    kept: list[str] = []

    def keep(route: Route) -> None:
        kept.append(route.request.post_data or "")
        route.fulfill(json={"saved_at": "2026-11-22T07:32:00Z", "text": "Đã lưu lúc 14:33, chưa nộp"})

    page.route("**/draft", keep)
    page.fill("input[name=name]", "Nguyễn Thị Hường")
    page.wait_for_selector("text=Đã lưu lúc 14:33, chưa nộp")
    assert len(kept) == 1
    assert "csrfmiddlewaretoken" in kept[0]
    assert 'name="paper"' not in kept[0]
    page.unroute("**/draft")
    page.route("**/draft", lambda route: route.abort())
    page.fill("input[name=name]", "Nguyễn Thị")
    page.wait_for_selector(".hoso-saved--failed")


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_every_vietnamese_letter_is_drawn_with_our_own_font(open_page: Any, weight: int) -> None:
    page = open_page(PAGES[0])
    letters = MARKED + MARKED.upper() + "₫0123456789–…“”"
    page.evaluate(
        """async ([letters, weight]) => {
            const line = document.querySelector("main").appendChild(document.createElement("p"));
            line.id = "letters";
            line.textContent = letters;
            line.style.fontWeight = weight;
            await document.fonts.load(`${weight} 16px "Be Vietnam Pro"`, letters);
        }""",
        [letters, str(weight)],
    )
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#letters"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert {font["familyName"].removesuffix(" SemiBold") for font in fonts} == {"Be Vietnam Pro"}
    assert all(font["isCustomFont"] for font in fonts)
    assert sum(font["glyphCount"] for font in fonts) == len(letters)
