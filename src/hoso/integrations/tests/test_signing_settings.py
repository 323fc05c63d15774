"""One small file says who signs with what; whatever is wrong in it is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoso.integrations.signing.checking import check_keys
from hoso.integrations.signing.configuration import SigningConfigurationInvalid, read_settings
from hoso.integrations.signing.keyring import Keyring
from hoso.seal.demonstration.hierarchy import DEMONSTRATION_PASSPHRASE, Hierarchy
from hoso.seal.errors import KeyAbsent

from .signing_places import new_hierarchy, officers, remote_service

WHOLE = """
[levels]
agency = "B-LTA"

[timestamp]
url = ["http://tsa.example.vn", "http://tsa2.example.vn"]
timeout_seconds = 3

[service.nha-cung-cap]
url = "https://csc.example.vn/csc/v1"
version = 1
client_id = "tinh"
secret_env = "HOSO_CSC_SECRET"

[officer.lanhdao]
kind = "csc"
service = "nha-cung-cap"
credential = "0123"
pin_file = "pins/lanhdao"

[agency."H29.12"]
kind = "pkcs11"
module = "/usr/lib/softhsm/libsofthsm2.so"
token = "UBND"
key = "con dau"
pin_file = "/run/credentials/hoso/pin"
digest = "sha384"
pss = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "signing.toml"


@pytest.fixture(scope="module")
def hierarchy(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    made = new_hierarchy(tmp_path_factory.mktemp("trust"))
    officers(made)
    return made


def test_the_whole_file_is_read(file: Path) -> None:
    file.write_text(WHOLE, "utf-8")
    settings = read_settings(file)
    assert (settings.officer_level, settings.agency_level) == ("B-T", "B-LTA")
    assert settings.timestamp_urls == ("http://tsa.example.vn", "http://tsa2.example.vn")
    agency = settings.agencies["H29.12"]
    assert (agency.kind, agency.digest, agency.pss, agency.place["key"]) == (
        "pkcs11",
        "sha384",
        True,
        "con dau",
    )
    assert settings.services["nha-cung-cap"].version == 1


def test_without_a_file_keys_come_from_the_trust_directory(file: Path, hierarchy: Hierarchy) -> None:
    ring = Keyring(file, hierarchy.directory)
    assert ring.officer("P-256").subject.name == "Phạm Văn Token"
    with pytest.raises(KeyAbsent):
        ring.officer("nobody")


def test_a_change_of_the_file_is_seen_at_once(file: Path, hierarchy: Hierarchy) -> None:
    ring = Keyring(file, hierarchy.directory)
    assert ring.officer("P-384").scheme.digest == "sha384"
    (file.parent / "pin").write_text(DEMONSTRATION_PASSPHRASE)
    where = hierarchy.directory / "keys" / "officer-RSA-2048.p12"
    file.write_text(
        f'[officer.P-384]\nkind = "pkcs12"\nfile = "{where}"\npin_file = "pin"\npss = true\ndigest = "sha512"',
        "utf-8",
    )
    key = ring.officer("P-384")
    assert (key.certificate.public_key.algorithm, key.scheme.digest, key.scheme.pss) == (
        "rsa",
        "sha512",
        True,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("officer = 5", "officer"),
        ("[officer.x", "not well-formed"),
        ("[other]", "unknown entries: other"),
        ("[officer.x]\nkind = 'magic'", "kind must be one of"),
        ("[officer.x]\nkind = 'pkcs11'\npin_env = 'P'", "lacks module, token, key"),
        ("[officer.x]\nkind = 'pkcs12'\nfile = 'a'", "exactly one of pin_file, pin_env"),
        ("[officer.x]\nkind = 'pkcs12'\nfile = 'a'\npin = '1234'", "unknown entries: pin"),
        ("[officer.x]\nkind = 'pkcs12'\nfile = 'a'\npin_env = 'P'\ndigest = 'md5'", "digest must be one of"),
        ("[officer.x]\nkind = 'csc'\nservice = 's'\ncredential = 'c'\npin_env = 'P'", "no service.s"),
        ("[service.s]\nurl = 'http://far.example'\nsecret_env = 'S'", "begin with https"),
        ("[service.s]\nurl = 'https://far.example'\nversion = 3\nsecret_env = 'S'", "1 or 2"),
        ("[levels]\nagency = 'B-X'", "must be one of"),
        ("[timestamp]\ntimeout_seconds = 0", "between 0 and 120"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_place(text: str, told: str, file: Path) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(SigningConfigurationInvalid, match=told) as caught:
        read_settings(file)
    assert "Chưa có gì được ký" in caught.value.text.vi


def test_the_administrator_sees_each_key_and_what_is_wrong_with_it(
    file: Path, hierarchy: Hierarchy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENT_SECRET", "a client's secret")
    monkeypatch.setenv("PIN", DEMONSTRATION_PASSPHRASE)
    with remote_service(hierarchy.directory / "keys", tmp_path) as where:
        file.write_text(
            f'[service.s]\nurl = "{where}/v2"\nclient_id = "hoso"\nsecret_env = "CLIENT_SECRET"\n'
            '[officer.an]\nkind = "csc"\nservice = "s"\ncredential = "officer-P-256"\npin_env = "PIN"\n'
            '[agency.UBND]\nkind = "pkcs12"\nfile = "missing.p12"\npin_env = "PIN"\n'
            '[agency.so]\nkind = "csc"\nservice = "s"\ncredential = "officer-P-384"\npin_env = "UNSET"\n',
            "utf-8",
        )
        an, ubnd, so = check_keys(file, hierarchy.directory, sign=True)
    assert (an.names, an.scheme, an.fault) == ("Phạm Văn Token", "ec sha256", None)
    assert ubnd.fault is not None
    assert "not found" in ubnd.fault.en
    assert so.fault is not None
    assert "UNSET" in so.fault.vi
