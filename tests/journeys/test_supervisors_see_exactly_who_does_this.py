"""S0: "Strengthen inspection, supervision, and strictly handle agencies, organizations, and individuals who do not
seriously implement instructions"."""

from __future__ import annotations

import re

from tests.journeys.deeds import a_number, accept, file_copy
from tests.journeys.visitor import Visitor


def test_supervisors_see_exactly_who_does_this(
    citizen: Visitor, desk_officer: Visitor, supervisor: Visitor
) -> None:
    """S0: "Strengthen inspection, supervision, and strictly handle agencies, organizations, and individuals who do
    not seriously implement instructions": every number opens the dossiers behind it.
    """
    code = accept(desk_officer, file_copy(citizen, a_number()))
    file_copy(citizen, a_number())
    supervisor.go("/giam-sat/so-lieu")
    figures = [
        (
            tile.locator("a").get_attribute("href") or "",
            whole_number(tile.locator(".hoso-kpi__value").inner_text()),
        )
        for tile in supervisor.page.locator(".hoso-kpi:has(a)").all()
    ]
    counted = [(address, number) for address, number in figures if number is not None]
    assert len(counted) >= 4
    for address, number in counted:
        supervisor.go(f"/giam-sat/so-lieu{address}" if address.startswith("?") else address)
        assert rows(supervisor) == number, address

    supervisor.go("/giam-sat/so-lieu").press("Ủy ban nhân dân xã Thượng Lâm")
    supervisor.page.locator(".hoso-kpi a", has_text="Đang giải quyết").click()
    supervisor.look().press(code).reads("Nhật ký", "Hoàng Thị Mẫu")


def whole_number(words: str) -> int | None:
    """The figure on a tile; nothing for a rate or a mean."""
    return int(words.replace(".", "")) if re.fullmatch(r"\s*[\d.]+\s*", words) else None


def rows(supervisor: Visitor) -> int:
    """The dossiers of a list, all its pages."""
    found = supervisor.page.locator("main table[data-rows] tbody tr").count()
    onward = supervisor.page.locator("main a[rel=next]")
    if onward.count():
        onward.first.click()
        supervisor.look()
        return found + rows(supervisor)
    return found
