"""The stage of the stories: one installation, one browser, and the people, signed in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.installation import Installation
from tests.journeys.looks import NARROW
from tests.journeys.visitor import Visitor

CHROMIUM = os.environ.get("HOSO_CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--no-first-run"]  # fmt: skip
PASSWORD = "hoso-demo"
Opened = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every story drives the browser."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """The product, running; ended whatever happens."""
    running = Installation.started()
    yield running
    running.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> object:
    """A story that failed shows what the installation said."""
    report = yield
    running = getattr(item, "funcargs", {}).get("installation")
    if running and call.when == "call" and report.failed:
        report.sections.append(("logs of the installation", running.logs()))
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. It lives as long as the stories run, so that other tests find their thread free."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sessions of those who signed in are kept."""
    return tmp_path_factory.mktemp("sessions")


@pytest.fixture
def open_as(installation: Installation, browser: Browser, keys: Path) -> Iterator[Opened]:
    """``open_as("nguoidan")``: a browser signed in as that account; ``open_as()``: an unknown visitor."""
    opened: list[Visitor] = []

    def one(username: str = "", *, narrow: bool = False, english: bool = False) -> Visitor:
        state = keys / f"{username}.json"
        known = str(state) if username and state.exists() else None
        context = browser.new_context(storage_state=known, locale="en-GB" if english else "vi-VN")
        visitor = Visitor(context, installation.base, width=NARROW if narrow else 1280)
        opened.append(visitor)
        if username and not known:
            _sign_in(visitor, username)
            context.storage_state(path=state)
        return visitor

    yield one
    for visitor in opened:
        visitor.context.close()
    for visitor in opened:
        assert visitor.complaints == [], visitor.complaints


def _sign_in(visitor: Visitor, username: str) -> None:
    visitor.go("/vao").type({"username": username, "password": PASSWORD}).press("Đăng nhập")
    assert "/vao" not in visitor.path, visitor.text


@pytest.fixture
def citizen(open_as: Opened) -> Visitor:
    """Nguyễn Thị Hoa at her computer."""
    return open_as("nguoidan")


@pytest.fixture
def desk_officer(open_as: Opened) -> Visitor:
    """The one-stop officer of the commune."""
    return open_as("motcua")


@pytest.fixture
def case_officer(open_as: Opened) -> Visitor:
    """The officer who works on civil-status matters."""
    return open_as("thuly")


@pytest.fixture
def signer(open_as: Opened) -> Visitor:
    """The deputy chairman, who signs."""
    return open_as("lanhdao")


@pytest.fixture
def records(open_as: Opened) -> Visitor:
    """The records officer, who holds the seal."""
    return open_as("vanthu")


@pytest.fixture
def supervisor(open_as: Opened) -> Visitor:
    """Who watches the province."""
    return open_as("giamsat")


@pytest.fixture
def stranger(open_as: Opened) -> Visitor:
    """Anybody, without an account."""
    return open_as()
