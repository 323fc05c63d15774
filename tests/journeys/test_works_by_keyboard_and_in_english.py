"""S3: "the Provincial People's Committee has directed agencies and units to review and restructure the administrative
procedure process to provide better quality public administrative services": for hands and eyes of every kind."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.conftest import Opened
from tests.journeys.deeds import COMMUNE, COPY, a_number

AT = "selector => document.activeElement.matches(selector)"


def test_works_by_keyboard_and_in_english(open_as: Opened) -> None:
    """S3: "provide better quality public administrative services; minimize the need for people and organizations to
    prepare many types of cumbersome documents": filed with Tab and Enter alone, in English.
    """
    visitor = open_as("nguoidan")
    page = visitor.go(f"/thu-tuc/{COPY.procedure}").page
    tab_to(page, "button[value=en]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=en]")
    visitor.language = "en"
    visitor.look().reads("Papers needed", "Legal basis", "Steps")

    press(page, "main a[href^='/ho-so/moi/']")
    visitor.look().reads("Where do you file?")
    tab_to(page, "#receiver")
    assert page.input_value("#receiver") == COMMUNE, "where one lives is chosen already"
    press(page, "main button.govuk-button")
    visitor.look().reads("Relation" if "Relation" in visitor.text else "Continue")
    for name, value in {**COPY.answers, "so_dang_ky": a_number()}.items():
        answer(page, name, str(value))
    press(page, "button[value=next]")
    visitor.look().reads("No paper is needed")
    press(page, "main .hoso-actions a.govuk-button")
    visitor.look().reads("Everything is there")
    tab_to(page, "#consent")
    page.keyboard.press("Space")
    press(page, "form[action$='/nop'] button")
    visitor.look().reads("Dossier received", "The time limit runs from this instant")
    tab_to(page, "button[value=vi]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=vi]")
    visitor.language = "vi"
    visitor.look().reads("Đã nhận hồ sơ")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the place is reached, and see that it is marked."""
    for _ in range(120):
        if page.evaluate(AT, selector):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"Tab never reaches {selector} on {page.url}")
    marked = (
        "() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.boxShadow }"
    )
    assert page.evaluate(marked) != "nonenone", f"{selector} does not show that it is focused"


def press(page: Page, selector: str) -> None:
    """Enter on a button or link, and wait for the page behind it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer(page: Page, name: str, value: str) -> None:
    """Type, or choose with the arrows."""
    field = f"main [name='{name}']"
    kind = page.locator(field).first.evaluate("e => e.type")
    tab_to(page, field)
    if kind == "select-one":
        for _ in range(20):
            if page.input_value(field) == value:
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no choice {value}")
    if kind != "radio":
        page.keyboard.press("Control+A")
        page.keyboard.type(value)
        return
    wanted = f"{field}[value='{value}']"
    for _ in range(12):
        if page.evaluate(AT, wanted):
            page.keyboard.press("Space")
            break
        page.keyboard.press("ArrowDown")
    assert page.is_checked(wanted), f"{name} is not {value}"
