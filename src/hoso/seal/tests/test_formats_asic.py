"""ASiC containers: signatures over files, unsigned files beside them, and zips that attack the reader."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from datetime import datetime

import pytest

from hoso.seal.formats.verify_any import examine_any, verify_file
from hoso.seal.keys import SigningKey
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verdict.report import Report

from .test_formats_cms import signed_file
from .xml_signing import DS, SHA256, reference, signature, text_of

E_TYPE, S_TYPE = "application/vnd.etsi.asic-e+zip", "application/vnd.etsi.asic-s+zip"
FILES = {"thu.txt": b"noi dung", "phu luc.txt": b"bang"}
ASIC = "http://uri.etsi.org/02918/v1.2.1#"


def zipped(entries: dict[str, bytes | str], kind: str | None = E_TYPE) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind:
            archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        for name, data in entries.items():
            archive.writestr(name, data)
    return held.getvalue()


def xades(key: SigningKey, now: datetime, names: list[str], **said: object) -> str:
    rows = [reference(name.replace(" ", "%20"), FILES[name], []) for name in names]
    made = signature(key, rows, at=now, **said)  # type: ignore[arg-type]
    return f'<asic:XAdESSignatures xmlns:asic="{ASIC}">{made}</asic:XAdESSignatures>'


def manifest(signature_name: str) -> bytes:
    rows = "".join(
        f'<asic:DataObjectReference URI="{name.replace(" ", "%20")}"><ds:DigestMethod Algorithm="{SHA256[0]}"/>'
        f"<ds:DigestValue>{text_of(hashlib.sha256(data).digest())}</ds:DigestValue></asic:DataObjectReference>"
        for name, data in FILES.items()
    )
    return (
        f'<asic:ASiCManifest xmlns:asic="{ASIC}" xmlns:ds="{DS}"><asic:SigReference URI="{signature_name}"/>'
        f"{rows}</asic:ASiCManifest>"
    ).encode()


def judged(data: bytes, trust: TrustStore, now: datetime) -> Report:
    return examine_any("a.asice", data, None, trust, now, None)


def outcome(report: Report) -> tuple[str, str]:
    return report.integrity, report.verdict


def codes(report: Report) -> set[str]:
    return {why.code for why in report.reasons}


@pytest.fixture(scope="module")
def whole(officer: SigningKey, now: datetime, timestamper: LocalTimestamper) -> dict[str, bytes | str]:
    return {**FILES, "META-INF/signatures0.xml": xades(officer, now, list(FILES), timestamper=timestamper)}


def test_a_container_with_xades_over_all_its_files_passes(
    whole: dict[str, bytes | str], trust: TrustStore, now: datetime
) -> None:
    report = verify_file(zipped(whole), trust, now=now, name="a.asice")
    assert outcome(report) == ("OK", "TOTAL_PASSED")
    assert report.signatures[0].level == "B-T"
    assert report.signatures[0].field.startswith("META-INF/signatures0.xml#")


def test_a_container_with_cades_over_a_manifest_passes_and_finds_changes(
    agency: SigningKey, trust: TrustStore, now: datetime
) -> None:
    place = "META-INF/signature001.p7s"
    listed = manifest(place)
    entries: dict[str, bytes | str] = {
        **FILES, "META-INF/ASiCManifest001.xml": listed, place: signed_file(agency, now, content=listed)
    }  # fmt: skip
    assert outcome(judged(zipped(entries), trust, now)) == ("OK", "TOTAL_PASSED")
    changed = judged(zipped(entries | {"thu.txt": b"noi dung khac"}), trust, now)
    assert (outcome(changed), codes(changed)) == (("FAILED", "TOTAL_FAILED"), {"HASH_FAILURE"})
    other = judged(zipped(entries | {"META-INF/ASiCManifest001.xml": listed + b"\n"}), trust, now)
    assert codes(other) == {"HASH_FAILURE"}


def test_a_simple_container_with_one_file_passes(
    officer: SigningKey, trust: TrustStore, now: datetime
) -> None:
    entries = {
        "thu.txt": FILES["thu.txt"],
        "META-INF/signature.p7s": signed_file(officer, now, content=FILES["thu.txt"]),
    }
    assert outcome(judged(zipped(entries, S_TYPE), trust, now)) == ("OK", "TOTAL_PASSED")  # type: ignore[arg-type]


def test_a_file_no_signature_covers_is_found(
    whole: dict[str, bytes | str], trust: TrustStore, now: datetime
) -> None:
    report = judged(zipped(whole | {"them.txt": b"khong ai ky"}), trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert "HIDDEN_BYTES" in codes(report)


def test_a_changed_or_missing_file_is_found(
    whole: dict[str, bytes | str], trust: TrustStore, now: datetime
) -> None:
    changed = judged(zipped(whole | {"thu.txt": b"khac"}), trust, now)
    assert (outcome(changed), codes(changed)) == (("FAILED", "TOTAL_FAILED"), {"HASH_FAILURE"})
    missing = judged(zipped({name: data for name, data in whole.items() if name != "thu.txt"}), trust, now)
    assert missing.verdict != "TOTAL_PASSED"


@pytest.mark.parametrize("name", ["../../etc/cron.d/a", "/etc/passwd", "a\\..\\b", "C:/a", "x/../../y"])
def test_a_path_that_leaves_the_container_is_refused(
    whole: dict[str, bytes | str], trust: TrustStore, now: datetime, name: str
) -> None:
    report = judged(zipped(whole | {name: b"x"}), trust, now)
    assert outcome(report) == ("FAILED", "TOTAL_FAILED")
    assert codes(report) == {"CONTAINER_UNSAFE"}


def test_two_entries_of_one_name_are_refused(
    whole: dict[str, bytes | str], trust: TrustStore, now: datetime
) -> None:
    held = io.BytesIO(zipped(whole))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(held, "a") as archive:
        archive.writestr("thu.txt", b"noi dung gia")
    report = judged(held.getvalue(), trust, now)
    assert codes(report) == {"CONTAINER_UNSAFE"}


def test_a_bomb_is_refused(whole: dict[str, bytes | str], trust: TrustStore, now: datetime) -> None:
    report = verify_file(zipped(whole | {"bom.txt": b"\0" * (64 * 1024 * 1024)}), trust, now=now)
    assert codes(report) == {"CONTAINER_UNSAFE"}


def test_containers_of_other_kinds_are_unsupported(trust: TrustStore, now: datetime) -> None:
    word: dict[str, bytes | str] = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    for data in (
        zipped(word, None),
        zipped({}, None),
        zipped(word, "application/vnd.oasis.opendocument.text"),
    ):
        report = judged(data, trust, now)
        assert (outcome(report), codes(report)) == (("NONE", "INDETERMINATE"), {"unsupported-format"})


def test_an_unsigned_container_says_so(trust: TrustStore, now: datetime) -> None:
    assert outcome(judged(zipped(dict(FILES)), trust, now)) == ("NONE", "NO_SIGNATURE")


def test_a_torn_container_is_a_report(
    whole: dict[str, bytes | str], trust: TrustStore, now: datetime
) -> None:
    data = zipped(whole)
    for length in range(10, len(data), 701):
        assert judged(data[:length], trust, now).verdict != "TOTAL_PASSED"
