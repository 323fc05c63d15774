"""S0: "Absolutely do not allow 2 simultaneous processing processes (electronic and paper) to arise for the same
administrative procedure or the same document"."""

from __future__ import annotations

from tests.journeys.deeds import COPY, a_number, begin, file_it, fill
from tests.journeys.visitor import Visitor

TWICE = """form => { const send = () => fetch(form.action, {method: 'POST', body: new FormData(form)});
  return Promise.all([send(), send()]).then(both => both.map(one => [one.status, one.url])) }"""


def test_one_matter_one_track(citizen: Visitor) -> None:
    """S0: "Absolutely do not allow 2 simultaneous processing processes (electronic and paper) to arise for the same
    administrative procedure or the same document."
    """
    number = a_number()
    begin(citizen, COPY.procedure)
    fill(citizen, COPY, so_dang_ky=number)
    citizen.press("Tiếp tục: kiểm tra và nộp").type({"consent": "yes"})
    both = citizen.page.locator("main form[action$='/nop']").evaluate(TWICE)
    assert both[0] == both[1], "two presses at once end at one receipt"
    assert both[0][0] == 200
    assert both[0][1].endswith("/bien-nhan")
    citizen.go(both[0][1]).reads("Đã nhận hồ sơ")

    begin(citizen, COPY.procedure)
    fill(citizen, COPY, so_dang_ky=number)
    citizen.press("Tiếp tục: kiểm tra và nộp")
    file_it(citizen).reads("đã được nộp rồi", "một việc chỉ có một hồ sơ")
    assert "/bien-nhan" not in citizen.path
    assert "Đã nhận hồ sơ" not in citizen.text
