"""Keys in a token: every kind of key signs; a token that is dead, slow, locked or gone says so and signs nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hoso.integrations.signing.configuration import KeySetting
from hoso.integrations.signing.failures import KeyAway, PinRefused
from hoso.integrations.signing.token import Token, TokenKey, open_key
from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.errors import KeyUnavailable
from hoso.seal.keys import SigningKey
from hoso.seal.sign import seal
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore
from hoso.seal.verify import verify_here

from .signing_places import LABEL, NOW, PIN, module, new_hierarchy, new_token, officers, small_page

# The driver's search closes itself when collected, and says so when its session is gone by then.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
KINDS = ("P-256", "P-384", "RSA-2048")
Opening = Callable[..., TokenKey]


@pytest.fixture(scope="module")
def hierarchy(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    return new_hierarchy(tmp_path_factory.mktemp("trust"))


@pytest.fixture(scope="module")
def keys(hierarchy: Hierarchy) -> dict[str, SigningKey]:
    return officers(hierarchy)


@pytest.fixture(scope="module")
def trust(hierarchy: Hierarchy) -> TrustStore:
    return TrustStore.load(hierarchy.directory)


@pytest.fixture
def token(tmp_path: Path, keys: dict[str, SigningKey], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    new_token(tmp_path / "hsm", keys)
    return tmp_path / "hsm"


@pytest.fixture
def opened(token: Path, keys: dict[str, SigningKey]) -> Opening:
    def key(
        kind: str = "P-256", *, pin: str = PIN, driver: str = "", label: str = LABEL, **more: object
    ) -> TokenKey:
        place = {"module": driver or module(), "token": label, "key": kind}
        return open_key(KeySetting("Phạm Văn Token", "pkcs11", place, lambda: pin, **more))

    return key


@pytest.mark.parametrize(("kind", "pss"), [*((kind, False) for kind in KINDS), ("RSA-2048", True)])
def test_every_kind_of_key_signs_to_the_highest_level(
    kind: str, pss: bool, opened: Opening, hierarchy: Hierarchy, trust: TrustStore
) -> None:
    stamps = LocalTimestamper(hierarchy.timestamp_authority, lambda: NOW)
    key = opened(kind, pss=pss)
    assert key.subject.name == "Phạm Văn Token"
    signed = seal(small_page(), key, field_name="Ky", now=NOW, level="B-LTA", timestamper=stamps, trust=trust)
    assert verify_here(signed, trust, now=NOW).verdict == "TOTAL_PASSED"


def test_a_lost_session_is_opened_anew(opened: Opening) -> None:
    key = opened()
    assert key.sign(b"one")
    key.token._session.close()
    assert key.sign(b"two")


def test_a_wrong_pin_reaches_the_token_once(token: Path) -> None:
    device = Token(module(), LABEL)
    with pytest.raises(PinRefused, match="the PIN is wrong"):
        device.certificates("P-256", "000000", "Ân", 5)
    with pytest.raises(PinRefused, match="refused this PIN before"):
        device.certificates("P-256", "000000", "Ân", 5)
    assert len(device.certificates("P-256", PIN, "Ân", 5)) > 1  # mended by whoever changed the file


def test_a_slow_token_is_given_up_is_left_in_peace_and_comes_back(opened: Opening) -> None:
    patient, release = opened(), threading.Event()
    assert patient.sign(b"document")
    key = replace(patient, timeout_seconds=0.05)
    busy_with_another = key.token._worker.submit(release.wait)
    with pytest.raises(KeyAway, match="did not answer within"):
        key.sign(b"document")
    with pytest.raises(KeyAway, match="hangs"):
        key.sign(b"document")
    release.set()
    busy_with_another.result(timeout=10)
    key.token._busy.result(timeout=10)
    assert patient.sign(b"document")


def test_a_token_taken_out_and_put_back(token: Path, opened: Opening) -> None:
    key = opened()
    shutil.move(token / "tokens", token / "elsewhere")
    (token / "tokens").mkdir()
    with pytest.raises(KeyAway, match="cannot be reached"):
        key.sign(b"document")
    (token / "tokens").rmdir()
    shutil.move(token / "elsewhere", token / "tokens")
    assert key.sign(b"document")


@pytest.mark.parametrize(
    ("change", "kind_of_failure"),
    [
        ({"driver": "/nowhere/driver.so"}, KeyAway),
        ({"label": "another token"}, KeyAway),
        ({"kind": "no such key"}, KeyUnavailable),
        ({"pin": ""}, KeyUnavailable),
    ],
)
def test_what_is_not_there_is_said_in_both_languages(
    change: dict[str, str], kind_of_failure: type[KeyUnavailable], opened: Opening
) -> None:
    with pytest.raises(kind_of_failure) as caught:
        opened(**change)
    assert "Chưa có gì được ký" in caught.value.text.vi
    assert "Nothing was signed" in caught.value.text.en
