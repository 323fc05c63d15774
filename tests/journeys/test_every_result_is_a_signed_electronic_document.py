"""S0: "100% of the results of administrative procedure settlement must be issued and returned in the form of
electronic copies with valid digital signatures according to regulations"."""

from __future__ import annotations

import json
from pathlib import Path

from tests.journeys.deeds import COPY, a_number, accept, file_copy, issue, propose, sign, take_on
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor


def test_every_result_is_a_signed_electronic_document(
    installation: Installation,
    citizen: Visitor,
    desk_officer: Visitor,
    case_officer: Visitor,
    signer: Visitor,
    records: Visitor,
    stranger: Visitor,
    tmp_path: Path,
) -> None:
    """S0: "100% of the results of administrative procedure settlement must be issued and returned in the form of
    electronic copies with valid digital signatures according to regulations."
    """
    path = file_copy(citizen, a_number())
    accept(desk_officer, path)
    take_on(case_officer, path)
    propose(case_officer, path, COPY.entries)
    sign(signer, path)
    issue(records, path)
    true = tmp_path / "ban-sao.pdf"
    true.write_bytes(citizen.go(path).download("Tải kết quả có ký số"))
    false = tampered(true)

    stranger.go("/kiem-tra").give(true).press_and_wait("Kiểm tra", "#verdict").reads("không sai một byte")
    good = stranger.page.locator("#verdict .hoso-verdict").inner_text()
    stranger.give(false).press_and_wait("Kiểm tra", "#verdict:has-text('da-sua.pdf')")
    bad = stranger.page.locator("#verdict .hoso-verdict").inner_text()
    assert good != bad
    stranger.reads("sửa", "không phải kết quả do hệ thống này cấp")

    said = installation.hoso("verify", str(true), str(false), "--json").stdout.splitlines()
    verdicts = [json.loads(line)["verdict"] for line in said]
    assert verdicts[0] == "TOTAL_PASSED"
    assert verdicts[1] == "TOTAL_FAILED"


def tampered(true: Path) -> Path:
    """The same file with one byte changed in the part that is signed."""
    data = bytearray(true.read_bytes())
    place = data.index(b"stream", len(data) // 3) + 40
    data[place] ^= 0x01
    false = true.with_name("da-sua.pdf")
    false.write_bytes(bytes(data))
    return false
