"""A person in front of a browser. What he presses is named as he reads it; every page he reaches is looked over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page

from tests.journeys.looks import NARROW, listen, looks_right


@dataclass
class Visitor:
    """One page of one signed-in (or unknown) person."""

    context: BrowserContext
    base: str
    width: int = 1280
    language: str = "vi"
    page: Page = field(init=False)
    complaints: list[str] = field(init=False)
    status: int = 0
    """What the server answered to the last address typed."""

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(45_000)  # two cores, and documents are made and signed meanwhile
        self.page.set_viewport_size({"width": self.width, "height": 812 if self.width == NARROW else 900})
        self.complaints = listen(self.page)

    @property
    def url(self) -> str:
        """Where he is."""
        return self.page.url

    @property
    def path(self) -> str:
        """Where he is, without the host."""
        return self.page.url.removeprefix(self.base)

    def go(self, address: str) -> Visitor:
        """Type an address."""
        answer = self.page.goto(address if address.startswith("http") else self.base + address)
        self.status = answer.status if answer else 0
        return self.look()

    def look(self) -> Visitor:
        """See that the page is as it should be."""
        self.page.wait_for_load_state("load")
        looks_right(self.page, self.complaints, language=self.language)
        return self

    def press(self, name: str, *, within: str = "main", nth: int = 0) -> Visitor:
        """Press the button or link that reads so, and look at the page that comes."""
        self.named(name, within).nth(nth).click()
        return self.look()

    def press_and_wait(self, name: str, place: str, *, within: str = "main") -> Visitor:
        """Press what a script answers, and wait until the place it makes is there."""
        self.named(name, within).first.click()
        self.page.locator(place).first.wait_for()
        return self.look()

    @property
    def name(self) -> str:
        """The name in the head of the page, after signing in."""
        return self.page.locator(".hoso-header__user").inner_text().strip()

    def named(self, name: str, within: str) -> Locator:
        """The button or link that reads exactly so, or else begins so."""
        place = self.page.locator(within)
        same = place.get_by_role("button", name=name, exact=True).or_(
            place.get_by_role("link", name=name, exact=True)
        )
        if same.count():
            return same
        begins = re.compile(rf"^\s*{re.escape(name)}")
        return place.get_by_role("button", name=begins).or_(place.get_by_role("link", name=begins))

    def agree(self) -> Visitor:
        """Say yes in the dialog that asks before what cannot be undone."""
        self.page.locator("dialog button").first.click()
        return self.look()

    def type(self, answers: Mapping[str, object]) -> Visitor:
        """Fill in a form by the names of its fields: text, choices and ticks."""
        for name, value in answers.items():
            self._type(name, str(value))
        return self

    def _type(self, name: str, value: str) -> None:
        found = self.page.locator(f'main [name="{name}"]')
        kind = found.first.get_attribute("type")
        if kind == "radio":
            self.page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            found.first.check()
        elif found.first.evaluate("e => e.tagName") == "SELECT":
            found.first.select_option(value)
        else:
            found.first.fill(value)

    def give(self, file: Path, *, component: str = "", within: str = "") -> Visitor:
        """Choose a file in the slot of a component."""
        place = within or (f"#component-{component}" if component else "main")
        self.page.locator(f"{place} input[type=file]").first.set_input_files(file)
        return self

    def reads(self, *sentences: str) -> Visitor:
        """See these words on the page."""
        seen = self.text
        for sentence in sentences:
            assert sentence in seen, f"{self.url} does not say “{sentence}”:\n{seen[:3000]}"
        return self

    @property
    def text(self) -> str:
        """What stands in the main part, blanks collapsed."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    def download(self, name: str, *, within: str = "main") -> bytes:
        """The file behind a link, with this person's session."""
        address = self.named(name, within).first.get_attribute("href")
        assert address, f"no link reads “{name}” on {self.url}"
        return self.fetch(address)

    def fetch(self, address: str, *, status: int = 200) -> bytes:
        """An address without a page: a file, or a refusal."""
        answer = self.context.request.get(address if address.startswith("http") else self.base + address)
        assert answer.status == status, f"{address}: {answer.status}"
        return answer.body()

    def close(self) -> None:
        """Close the window; what the page complained of since the last look counts too."""
        left = list(self.complaints)
        self.page.close()
        assert left == [], left
