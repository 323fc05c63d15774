from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import crl, ocsp, x509

from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.demonstration.services import answer_ocsp
from hoso.seal.errors import KeyUnavailable, TrustDirectoryInvalid
from hoso.seal.keys import SigningKey
from hoso.seal.subjects import DEMONSTRATION_POLICY
from hoso.seal.trust import TrustStore


def _contents(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


def test_a_second_creation_changes_nothing(tmp_path: Path, now: datetime) -> None:
    create(tmp_path, now, "http://127.0.0.1:8000/trust")
    before = _contents(tmp_path)
    create(tmp_path, now + timedelta(days=40), "http://127.0.0.1:8000/trust")
    assert _contents(tmp_path) == before


def test_every_file_belongs_to_its_owner_only(hierarchy: Hierarchy) -> None:
    for path in hierarchy.directory.rglob("*"):
        if path.is_file() and path.name != ".lock":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_the_two_roots_are_separate(trust: TrustStore, officer: SigningKey, citizen: SigningKey) -> None:
    scopes = {anchor.scope: anchor.certificate for anchor in trust.anchors}
    assert set(scopes) == {"public", "official"}
    assert officer.chain[-1].dump() == scopes["official"].dump()
    assert citizen.chain[-1].dump() == scopes["public"].dump()


def test_every_certificate_says_that_it_is_a_demonstration(hierarchy: Hierarchy, agency: SigningKey) -> None:
    for path in (hierarchy.directory / "authorities").glob("*.pem"):
        text = x509.Certificate.load(_der(path)).subject.human_friendly
        assert "TRÌNH DIỄN" in text
        assert "DEMONSTRATION" in text
    assert agency.subject.demonstration
    policies = [p["policy_identifier"].dotted for p in agency.certificate.certificate_policies_value]
    assert policies == [DEMONSTRATION_POLICY]


def _der(path: Path) -> bytes:
    from asn1crypto import pem

    return bytes(pem.unarmor(path.read_bytes())[2])


def test_an_issued_key_is_not_issued_again(hierarchy: Hierarchy, officer: SigningKey, now: datetime) -> None:
    again = hierarchy.issue_personal("Người khác", "009", scope="public", now=now, name="officer")
    assert again.certificate.dump() == officer.certificate.dump()


def test_a_wrong_passphrase_is_a_clear_error(hierarchy: Hierarchy, citizen: SigningKey) -> None:
    with pytest.raises(KeyUnavailable) as caught:
        hierarchy.key(citizen.name, "000000")
    assert "mật khẩu" in caught.value.text.vi


@pytest.mark.parametrize("name", ["../keys/officer", "", ".hidden", "a/b", "nobody"])
def test_a_key_name_cannot_leave_its_folder(hierarchy: Hierarchy, name: str) -> None:
    with pytest.raises(KeyUnavailable):
        hierarchy.key(name)


def test_revoking_enters_the_authoritys_list(hierarchy: Hierarchy, now: datetime) -> None:
    key = hierarchy.issue_personal("Bị Thu Hồi", "0012", scope="official", now=now, name="to-revoke")
    serial = key.certificate.serial_number
    hierarchy.revoke(serial, now)
    published = crl.CertificateList.load((hierarchy.directory / "crl/official-issuing.crl").read_bytes())
    revoked = [
        entry["user_certificate"].native for entry in published["tbs_cert_list"]["revoked_certificates"]
    ]
    assert serial in revoked
    assert hierarchy.status_of(serial) == ("official-issuing", now)


def test_revoking_an_unknown_number_is_refused(hierarchy: Hierarchy, now: datetime) -> None:
    with pytest.raises(KeyUnavailable):
        hierarchy.revoke(12345, now)


def test_the_responder_tells_good_from_revoked_from_unknown(hierarchy: Hierarchy, now: datetime) -> None:
    good = hierarchy.issue_personal("Còn Tốt", "0013", scope="official", now=now, name="ocsp-good")
    bad = hierarchy.issue_personal("Hết Rồi", "0014", scope="official", now=now, name="ocsp-bad")
    hierarchy.revoke(bad.certificate.serial_number, now)
    issuer = good.chain[0]
    said = {}
    for serial in (good.certificate.serial_number, bad.certificate.serial_number, 77):
        request = ocsp.OCSPRequest(
            {"tbs_request": {"request_list": [{"req_cert": _identity(issuer, serial)}]}}
        ).dump()
        answer = answer_ocsp(
            request,
            hierarchy.ocsp_responder("official"),
            issuer=issuer,
            authority="official-issuing",
            status_of=hierarchy.status_of,
            now=now,
        )
        response = ocsp.OCSPResponse.load(answer)
        said[serial] = response.response_data["responses"][0]["cert_status"].name
    assert list(said.values()) == ["good", "revoked", "unknown"]


def _identity(issuer: x509.Certificate, serial: int) -> dict[str, object]:
    return {
        "hash_algorithm": {"algorithm": "sha1"},
        "issuer_name_hash": issuer.subject.sha1,
        "issuer_key_hash": issuer.public_key.sha1,
        "serial_number": serial,
    }


def test_a_malformed_ocsp_request_is_answered_as_such(
    hierarchy: Hierarchy, officer: SigningKey, now: datetime
) -> None:
    answer = answer_ocsp(
        b"nonsense",
        hierarchy.ocsp_responder("official"),
        issuer=officer.chain[0],
        authority="official-issuing",
        status_of=hierarchy.status_of,
        now=now,
    )
    assert ocsp.OCSPResponse.load(answer)["response_status"].native == "malformed_request"


def test_the_version_of_a_trust_store_names_its_content(tmp_path: Path, now: datetime) -> None:
    hierarchy = create(tmp_path / "one", now, "http://127.0.0.1:8000/trust")
    first = TrustStore.load(hierarchy.directory).version
    assert TrustStore.load(hierarchy.directory).version == first
    key = hierarchy.issue_personal("X", "1", scope="public", now=now, name="x")
    hierarchy.revoke(key.certificate.serial_number, now)
    assert TrustStore.load(hierarchy.directory).version != first


def test_a_damaged_or_missing_trust_directory_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(TrustDirectoryInvalid):
        TrustStore.load(tmp_path / "none")
    (tmp_path / "anchors/public").mkdir(parents=True)
    with pytest.raises(TrustDirectoryInvalid):
        TrustStore.load(tmp_path)
    (tmp_path / "anchors/public/root.pem").write_bytes(b"not a certificate")
    with pytest.raises(TrustDirectoryInvalid) as caught:
        TrustStore.load(tmp_path)
    assert "root.pem" in caught.value.text.vi


def test_rsa_hierarchies_work_as_well(tmp_path: Path, now: datetime) -> None:
    hierarchy = create(tmp_path, now, "http://127.0.0.1:8000/trust", kind="RSA-2048")
    assert hierarchy.timestamp_authority.certificate.public_key.algorithm == "rsa"
