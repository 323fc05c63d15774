"""The command writes one PDF and one JSON report, or nothing and a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hoso.scan.command import main
from hoso.scan.samples import paper


def test_the_command_writes_the_file_and_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, made = tmp_path / "a.jpg", tmp_path / "ra.pdf"
    given.write_bytes(paper.jpeg(paper.page(), dpi=200))
    assert main([str(given), "-o", str(made), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert report["bytes"] == made.stat().st_size
    assert report["pages"][0]["dpi"] == 200.0


def test_a_refused_input_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, made = tmp_path / "don.pdf", tmp_path / "ra.pdf"
    given.write_bytes(b"MZ" + b"\x00" * 200)
    assert main([str(given), "-o", str(made), "--json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert (report["error"], report["code"], report["file"]) == ("Unreadable", "program", "don.pdf")
    assert not made.exists()


def test_a_missing_file_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "khong-co.jpg"), "-o", str(tmp_path / "ra.pdf")]) == 2
    assert "khong-co.jpg" in capsys.readouterr().err
