"""S0: "Heads of agencies and units are responsible … for the implementation": every act has one author."""

from __future__ import annotations

from tests.journeys.conftest import Opened
from tests.journeys.deeds import a_number, accept, at_desk, file_copy
from tests.journeys.visitor import Visitor


def test_two_officers_at_once(
    citizen: Visitor, desk_officer: Visitor, case_officer: Visitor, open_as: Opened
) -> None:
    """S0: "Heads of agencies and units are responsible … for the implementation and strict compliance": of two who
    act at once one has acted, and the other is told and led on.
    """
    path = file_copy(citizen, a_number())
    accept(desk_officer, path)
    head = open_as("thutruong")
    for one in (head, case_officer):
        one.go(f"{at_desk(path)}/phan-cong")
    choices = case_officer.page.locator("main select[name=officer] option")
    officer = choices.filter(has_text=case_officer.name).first.get_attribute("value")
    head.type({"officer": officer}).press("Phân công", within="main form").reads(case_officer.name)

    case_officer.type({"officer": officer}).press("Phân công", within="main form")
    case_officer.reads("Mở lại trang với trạng thái mới")
    case_officer.press("Mở lại trang với trạng thái mới").reads(case_officer.name)
    assert at_desk(path) in case_officer.path
