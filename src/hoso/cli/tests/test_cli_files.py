"""Commands that read files: imports, signed files, receipts. Bad files end in a sentence, never a trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hoso.catalogue import shelf
from hoso.cli.main import main

Captured = pytest.CaptureFixture[str]


def imported(capsys: Captured, *arguments: str) -> dict[str, object]:
    assert main(["catalogue", "import", *arguments, "--json"]) == 0
    report: dict[str, object] = json.loads(capsys.readouterr().out)
    return report


@pytest.mark.django_db
def test_importing_what_is_there_already_changes_nothing_and_names_what_is_odd(capsys: Captured) -> None:
    report = imported(capsys, str(shelf.DATA / "procedures.json"))
    assert (report["read"], report["imported"], report["failed"]) == (190, 0, 0)
    odd = report["irregularities"]
    assert isinstance(odd, list)
    assert set(odd[0]) == {"code", "field", "what"}


@pytest.mark.django_db
def test_another_file_of_the_same_shape_needs_no_code_and_a_dry_run_writes_nothing(
    capsys: Captured, tmp_path: Path
) -> None:
    record = {**shelf.procedures()[0], "code": "9.000001", "name": "Thủ tục thử nhập"}
    file = tmp_path / "moi.json"
    file.write_text(json.dumps([record, {"code": "9.000002"}, 5]), "utf-8")
    dry = imported(capsys, str(file), "--dry-run")
    assert (dry["read"], dry["imported"], dry["failed"]) == (3, 1, 2)
    assert imported(capsys, str(file))["imported"] == 1, "the dry run had written nothing"
    assert imported(capsys, str(file))["imported"] == 0, "a second import changes nothing"


@pytest.mark.django_db
def test_curations_come_from_a_folder_of_files(capsys: Captured, tmp_path: Path) -> None:
    folder = tmp_path / "hoan-thien"
    folder.mkdir()
    (folder / "x.json").write_text('{"no code": 1}', "utf-8")
    file = str(shelf.DATA / "procedures.json")
    assert main(["catalogue", "import", file, "--curations", str(folder), "--dry-run"]) == 2
    assert "x.json" in capsys.readouterr().err
    (folder / "x.json").write_text('{"code": "1.001193", "name_en": "Birth"}', "utf-8")
    assert imported(capsys, file, "--curations", str(folder), "--dry-run")["read"] == 190


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b'"text"', b"5", b"[" * 100_000])
def test_a_malformed_import_file_is_a_sentence_with_exit_code_two(
    content: bytes, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "hong.json"
    file.write_bytes(content)
    assert main(["catalogue", "import", str(file), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "hong.json" in told.err


@pytest.mark.django_db
def test_a_missing_file_a_folder_and_a_wrong_account_are_said(capsys: Captured, tmp_path: Path) -> None:
    assert main(["catalogue", "import", str(tmp_path / "khong-co.json")]) == 2
    assert main(["catalogue", "import", str(tmp_path)]) == 2
    good = str(shelf.DATA / "procedures.json")
    assert main(["catalogue", "import", good, "--as", "nguoidan"]) == 2
    assert main(["catalogue", "import", good, "--as", "khong-ai"]) == 2
    assert "quản trị danh mục" in capsys.readouterr().err


@pytest.mark.django_db
def test_verify_writes_a_report_on_each_file_whatever_it_is(capsys: Captured, tmp_path: Path) -> None:
    junk = {"a.pdf": b"junk", "b.pdf": b"", "c.pdf": b"%PDF-1.7\nnothing"}
    for name, content in junk.items():
        (tmp_path / name).write_bytes(content)
    names = [str(tmp_path / name) for name in (*junk, "missing.pdf")]
    assert main(["verify", *names, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == names
    assert all(line["verdict"] != "TOTAL_PASSED" for line in lines)


@pytest.mark.django_db
def test_verify_writes_the_etsi_report_of_each_file(capsys: Captured, tmp_path: Path) -> None:
    for name, content in {"a.pdf": b"junk", "b.pdf": b"", "c.pdf": b"%PDF-1.7\nnothing"}.items():
        (tmp_path / name).write_bytes(content)
        assert main(["verify", str(tmp_path / name), "--xml"]) == 0
        assert b"mainindication:indeterminate" in capsys.readouterr().out.encode()
    assert main(["verify", str(tmp_path / "missing.pdf"), "--xml"]) == 0
    assert "ValidationReport" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"junk", b"{}", b"[]", b"\xff\x00", b'{"entry": 5}'])
def test_a_receipt_that_is_none_is_refused_with_a_reason(
    content: bytes, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "bien-nhan.json"
    file.write_bytes(content)
    assert main(["verify-receipt", str(file)]) == 1
    assert capsys.readouterr().out.strip()


def test_a_receipt_or_key_that_is_not_there_is_said(capsys: Captured, tmp_path: Path) -> None:
    assert main(["verify-receipt", str(tmp_path / "khong-co.json")]) == 2
    file = tmp_path / "bien-nhan.json"
    file.write_text("{}")
    key = tmp_path / "key.pub"
    key.write_text("no key")
    assert main(["verify-receipt", str(file), "--key", str(key)]) == 2
    assert capsys.readouterr().err.strip()


@pytest.mark.django_db
def test_prove_says_that_there_is_no_such_dossier_and_writes_nothing(
    capsys: Captured, tmp_path: Path
) -> None:
    output = tmp_path / "bien-nhan.json"
    assert main(["prove", "H00.00-000000-0000", "-o", str(output)]) == 2
    assert capsys.readouterr().err.strip()
    assert not output.exists()


@pytest.mark.django_db
def test_a_key_for_a_machine_is_shown_once_listed_and_ended(capsys: Captured) -> None:
    assert main(["token", "motcua", "--name", "máy quét", "--read-only", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["token"].startswith("hoso_")
    assert main(["token", "motcua", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert (listed["id"], "token" in listed, listed["revoked_at"]) == (made["id"], False, None)
    assert main(["token", "motcua", "--revoke", made["id"]]) == 0
    assert main(["token", "motcua", "--list"]) == 0
    assert "đã thu hồi" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [["khong-ai", "--name", "x"], ["motcua", "--name", "x", "--days", "0"]])
def test_a_key_that_cannot_be_made_is_said(arguments: list[str], capsys: Captured) -> None:
    assert main(["token", *arguments]) == 2
    assert capsys.readouterr().err.strip()


def test_an_unknown_command_is_said(capsys: Captured) -> None:
    assert main(["khong-co"]) == 2
    assert "khong-co" in capsys.readouterr().err
