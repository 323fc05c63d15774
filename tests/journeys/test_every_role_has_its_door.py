"""S0: "implement the principle of Paperless - Contactless - Complete process - Seamless": every role of the house
finds its pages, and each page is as it should be at the desk, on a telephone, in the dark and for a reader."""

from __future__ import annotations

import pytest

from hoso.parties.demonstration import ACCOUNTS
from tests.journeys.conftest import Opened

ROLES = {account.label.vi: account.username for account in reversed(ACCOUNTS)}
"""One account a role."""


@pytest.mark.parametrize("username", ["", *sorted(ROLES.values())])
def test_every_page_in_the_menu_of_a_role_is_as_it_should_be(open_as: Opened, username: str) -> None:
    """S0: "prioritize online methods throughout the process"."""
    visitor = open_as(username)
    visitor.go("/")
    menu = ".govuk-service-navigation a[href^='/']"
    waiting = [a.get_attribute("href") or "" for a in visitor.page.locator(menu).all()]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        visitor.go(address)
        assert visitor.status == 200, address
        waiting += [a.get_attribute("href") or "" for a in visitor.page.locator(menu).all()]
    assert len(seen) >= 4, "a role has a door, and pages behind it"
