"""What people do on the way of a dossier, in the order of its day; each ends on the page that answered."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path

from hoso.cli.journey.stories import STORIES, Story
from hoso.scan.samples.paper import jpeg, page, photographed, scanned
from tests.journeys.visitor import Visitor

BIRTH = next(story for story in STORIES if story.procedure == "1.001193")
COPY = next(story for story in STORIES if story.procedure == "2.000635")
CERTIFIED = next(story for story in STORIES if story.procedure == "2.000815")
RECORD = next(story for story in STORIES if story.procedure == "3.000333")
PROVINCE_DESK = "tq-dep-02"
IDENTITY = "giay-to-tuy-than"
COMMUNE = "tq-02269"


def photo(folder: Path, lines: tuple[str, ...], name: str = "anh-chup.jpg") -> Path:
    """A paper on a table, photographed with a telephone."""
    file = folder / name
    file.write_bytes(jpeg(photographed(page(lines)), camera=True))
    return file


def scan(folder: Path, lines: tuple[str, ...], name: str = "ban-quet.jpg") -> Path:
    """A paper as the office scanner gives it."""
    file = folder / name
    file.write_bytes(jpeg(scanned(page(lines)), dpi=200))
    return file


def begin(citizen: Visitor, code: str, receiver: str = COMMUNE) -> Visitor:
    """From the page of a procedure to its form."""
    citizen.go(f"/thu-tuc/{code}").press("Nộp hồ sơ trực tuyến")
    if citizen.page.locator("select#receiver").count():
        citizen.type({"receiver": receiver})
    return citizen.press("Bắt đầu khai")


def fill(citizen: Visitor, story: Story, **changes: object) -> Visitor:
    """Answer the form and go on to the papers."""
    return citizen.type({**story.answers, **changes}).press("Tiếp tục")


def attach(citizen: Visitor, component: str, file: Path) -> Visitor:
    """Put a file into its slot; stops when the server has answered, whatever it says."""
    slot = f"#component-{component}"
    citizen.give(file, component=component)
    citizen.page.locator(f"{slot} form.portal-upload button").last.click()
    answer = f"{slot} .portal-attached, {slot} .govuk-error-message, {slot} .hoso-upload__error"
    citizen.page.locator(answer).first.wait_for()
    return citizen.look()


def file_it(citizen: Visitor) -> Visitor:
    """Declare and submit; ends on the page of the receipt."""
    return citizen.type({"consent": "yes"}).press("Nộp hồ sơ")


def file_copy(citizen: Visitor, number: str, **changes: object) -> str:
    """A copy from the register, filed online: only the form. The path of the dossier's page."""
    begin(citizen, COPY.procedure)
    fill(citizen, COPY, so_dang_ky=number, **changes)
    citizen.press("Tiếp tục: kiểm tra và nộp")
    file_it(citizen)
    citizen.reads("Đã nhận hồ sơ")
    return citizen.path.removesuffix("/bien-nhan")


def file_record(citizen: Visitor, card: Path, *, held_first: bool = False) -> str:
    """A criminal record certificate, filed online with a photo of the card.

    ``held_first``: he takes the held one with one click, then changes his mind and sends the photo all the same.
    """
    begin(citizen, RECORD.procedure, PROVINCE_DESK)
    fill(citizen, RECORD, noi_sinh=f"tỉnh Tuyên Quang, thôn {a_number()}")
    if held_first:
        citizen.reads("Bạn đã có trong kho").press("Dùng bản đã có", within=f"#component-{IDENTITY}")
        citizen.reads("từ kho của bạn").press("Gỡ tệp này")
    attach(citizen, IDENTITY, card)
    citizen.press("Tiếp tục: kiểm tra và nộp")
    file_it(citizen)
    citizen.reads("Đã nhận hồ sơ")
    return citizen.path.removesuffix("/bien-nhan")


def at_desk(path: str) -> str:
    """The desk's page of a dossier whose page in the portal has this path."""
    return f"/quay{path}"


def digitise_all(desk: Visitor) -> Visitor:
    """Every photo becomes an archival PDF signed by the officer."""
    while desk.page.get_by_role("button", name="Số hóa và ký tệp này").count():
        desk.press("Số hóa và ký tệp này")
    return desk


def accept(desk: Visitor, path: str) -> str:
    """Digitise, judge, take in; the dossier's code."""
    desk.go(at_desk(path))
    digitise_all(desk)
    desk.press("Kết luận").reads("có thể tiếp nhận")
    desk.press("Tiếp nhận")
    return code_on(desk)


def code_on(desk: Visitor) -> str:
    """The dossier code in the heading."""
    found = re.search(r"H\d\d[.\w]*-\d{6}-\d{4,}", desk.text)
    assert found, desk.text[:500]
    return found[0]


def take_on(officer: Visitor, path: str) -> Visitor:
    """The case officer takes it himself."""
    officer.go(at_desk(path)).press("Phân công")
    choices = officer.page.locator("main select[name=officer] option")
    mine = choices.filter(has_text=officer.name).first.get_attribute("value")
    officer.type({"officer": mine})
    return officer.press("Phân công", within="main form")


def work(officer: Visitor, path: str) -> Visitor:
    """Tick off the case officer's own steps."""
    officer.go(at_desk(path))
    while officer.page.locator(".desk-steps form button").count():
        officer.press("Đã xong", within=".desk-steps")
    return officer


def propose(officer: Visitor, path: str, entries: Mapping[str, object]) -> Visitor:
    """Fill in what is the officer's, look at the document, put it forward."""
    officer.go(f"{at_desk(path)}/trinh").type(entries).press("Xem trước văn bản")
    assert officer.page.locator(".desk-draft img").count() >= 1
    return officer.press("Trình ký")


def sign(signer: Visitor, path: str) -> Visitor:
    """The competent officer reads the draft and signs."""
    signer.go(f"{at_desk(path)}/ky")
    return confirmed(signer, "Ký")


def issue(records: Visitor, path: str) -> Visitor:
    """The records officer seals and issues."""
    records.go(at_desk(path))
    return confirmed(records, "Đóng dấu")


def confirmed(officer: Visitor, button: str) -> Visitor:
    """Press, and say yes where the page asks first."""
    officer.named(button, "main").first.click()
    officer.page.wait_for_timeout(100)
    if officer.page.locator("dialog").count():
        officer.agree()
    return officer.look()


def a_number() -> str:
    """A number in the register that no other dossier names: another matter."""
    return str(time.time_ns() // 1_000_000 % 10**7)
