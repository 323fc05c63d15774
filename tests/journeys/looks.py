"""What the eye would see on a page: axe, width, letters, codes, language, and a quiet console."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Response

NARROW, HEIGHT = 375, 812
OURS = '"Be Vietnam Pro"'
STRANGE_LETTERS = """ours => [...document.querySelectorAll('body, body *')]
  .filter(e => e.checkVisibility() && !getComputedStyle(e).fontFamily.startsWith(ours))
  .map(e => e.tagName + '.' + (e.getAttribute('class') ?? ''))"""
BROKEN_CODES = """[...document.querySelectorAll('.hoso-code')]
  .filter(e => e.getClientRects().length > 1 && e.checkVisibility()).map(e => e.textContent)"""
WIDE = """width => [...document.querySelectorAll('body *')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > width + 1)
  .map(e => e.tagName + '.' + (e.getAttribute('class') ?? '')).slice(0, 5)"""
SERIOUS = """async options => (await axe.run(document, {resultTypes: ['violations'], ...options})).violations
  .filter(rule => ['serious', 'critical'].includes(rule.impact))
  .map(rule => [rule.id, ...rule.nodes.slice(0, 4).map(node => [node.html.slice(0, 140), node.failureSummary])])"""
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

_seen: set[tuple[str, str, bool]] = set()


def listen(page: Page) -> list[str]:
    """Collect what the page complains of: script errors, refusals of the content policy, missing parts."""
    complaints: list[str] = []

    def said(message: ConsoleMessage) -> None:
        # A refused form is an answer, not a fault; a missing picture or script is caught below.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def answered(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in {
            "image",
            "stylesheet",
            "script",
            "font",
        }:
            complaints.append(f"{response.status} {response.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", answered)
    return complaints


def pattern_of(address: str) -> str:
    """The address with what changes from dossier to dossier taken out."""
    path = re.sub(r"^https?://[^/]+", "", address).partition("#")[0].partition("?")[0]
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", path)
    return re.sub(r"/(H\d\d|BN-|KQ-)[^/]*", "/…", path)


def looks_right(page: Page, complaints: list[str], *, language: str = "vi") -> None:
    """Fail with everything that is wrong on this page. The heavy looks happen once a kind of page."""
    assert page.get_attribute("html", "lang") == language, page.url
    assert complaints == [], f"{page.url}: {complaints}"
    found: dict[str, Any] = {}
    wrong = page.query_selector(".govuk-error-summary, .govuk-error-message") is not None
    kind = (pattern_of(page.url), language, wrong)
    if kind not in _seen:
        _seen.add(kind)
        found = _looked_over(page)
    assert not found, f"{page.url}: {found}"


def _looked_over(page: Page) -> dict[str, Any]:
    size = page.viewport_size or {"width": 1280, "height": 800}
    page.evaluate("document.fonts.ready")
    page.evaluate(AXE_SCRIPT)
    found = {"axe": page.evaluate(SERIOUS, {}), "letters": page.evaluate(STRANGE_LETTERS, OURS)}
    page.emulate_media(color_scheme="dark")
    page.evaluate(TWO_FRAMES)
    found["axe in the dark"] = page.evaluate(SERIOUS, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        found["wider than 375 px"] = page.evaluate(WIDE, NARROW) or ["the page"]
    found["codes broken"] = page.evaluate(BROKEN_CODES)
    page.set_viewport_size(size)
    return {name: faults for name, faults in found.items() if faults}
