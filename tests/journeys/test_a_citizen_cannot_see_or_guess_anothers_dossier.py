"""S3: what is digitised goes "to the administrative procedure file data warehouse to serve the storage, sharing, and
reuse": shared with those who work on it, with nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.journeys.conftest import Opened
from tests.journeys.deeds import COPY, a_number, begin, file_copy
from tests.journeys.visitor import Visitor

NAME = "Nguyễn Thị Hoa"


def test_a_citizen_cannot_see_or_guess_anothers_dossier(citizen: Visitor, open_as: Opened) -> None:
    """S3: "the administrative procedure file data warehouse to serve the storage, sharing, and reuse of digitized
    results": for the owner and for those who work on it.
    """
    path = file_copy(citizen, a_number())
    paper = citizen.go(path).page.locator("main a[href^='/giay-to/']").first.get_attribute("href")
    begin(citizen, COPY.procedure)
    draft = citizen.path
    hidden = [path, f"{path}/bien-nhan", f"{path}/bien-nhan.json", draft, f"{draft}kiem-tra", str(paper),
              f"{paper}/trang/1.webp", f"/quay{path}", f"/giam-sat{path}"]  # fmt: skip
    unknown = f"/ho-so/{uuid4()}"

    neighbour = open_as("nongdan")
    nothing = neighbour.go(unknown)
    refused, words = nothing.status, nothing.text
    assert refused == 404
    for address in hidden:
        kept_from(neighbour, address)
    assert neighbour.go(path).text.partition("Mã để báo")[0] == words.partition("Mã để báo")[0], (
        "not even that it is"
    )
    elsewhere = open_as("motcua.tinh")
    for address in (f"/quay{path}", str(paper)):
        kept_from(elsewhere, address)


@pytest.mark.parametrize("address", ["/ho-so/", "/kho/", "/quay/", "/giam-sat/so-lieu"])
def test_without_an_account_one_is_asked_to_sign_in(stranger: Visitor, address: str) -> None:
    """S2: digitised papers are kept "to serve people and businesses": behind a door that asks who comes."""
    stranger.go(address).reads("Đăng nhập")
    assert NAME not in stranger.text.partition("Tài khoản trình diễn")[0]


def kept_from(visitor: Visitor, address: str) -> None:
    """A page that refuses, well made, without a word of the owner."""
    answer = visitor.context.request.get(visitor.base + address)
    assert answer.status in {403, 404}, f"{address}: {answer.status}"
    assert NAME not in answer.text()
