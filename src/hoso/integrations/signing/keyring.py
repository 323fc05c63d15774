"""The key of an officer or an agency, wherever this installation keeps it; opened once and kept ready."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from asn1crypto import pem, x509

from hoso.integrations.signing.configuration import KeySetting, SigningSettings, read_settings
from hoso.integrations.signing.csc_key import open_key as open_remote
from hoso.integrations.signing.failures import unusable
from hoso.integrations.signing.token import open_key as open_token
from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.errors import TrustDirectoryInvalid
from hoso.seal.keys import Signer, SigningKey
from hoso.seal.trust import TrustStore


class Keyring:
    """Keys by the settings in ``settings_file``; who is not named there has his key in the trust directory.

    The file is read again when it changes, so a new key or a new place needs no restart.
    """

    def __init__(self, settings_file: Path, trust_directory: Path) -> None:
        self._file, self._directory = settings_file, trust_directory
        self._opened: dict[tuple[str, str], Signer] = {}
        self._state: tuple[int, int] | None = None
        self._settings = SigningSettings()
        self._guard = threading.Lock()

    @property
    def settings(self) -> SigningSettings:
        """What the file says now. Raises SigningConfigurationInvalid."""
        with self._guard:
            state = _state_of(self._file)
            if state != self._state:
                self._settings, self._opened = read_settings(self._file), {}
                self._state = state
            return self._settings

    def officer(self, username: str) -> Signer:
        """The key of the account with this sign-in name. Raises KeyUnavailable."""
        return self._key("officer", username, self.settings.officers.get(username))

    def agency(self, agency_id: str) -> Signer:
        """The key of an agency (its electronic seal). Raises KeyUnavailable."""
        return self._key("agency", agency_id, self.settings.agencies.get(agency_id))

    def _key(self, role: str, name: str, setting: KeySetting | None) -> Signer:
        if setting is None:
            return Hierarchy.load(self._directory).key(f"{role}-{name}")
        held = self._opened.get((role, name))
        if held is None:
            held = self._opened[role, name] = open_setting(setting, self._settings, self._known)
        return held

    @property
    def _known(self) -> tuple[x509.Certificate, ...]:
        try:
            store = TrustStore.load(self._directory)
        except TrustDirectoryInvalid:
            return ()
        return (*store.authorities, *(anchor.certificate for anchor in store.anchors))


def open_setting(
    setting: KeySetting, settings: SigningSettings, known: tuple[x509.Certificate, ...]
) -> Signer:
    """The key a setting describes; ``known`` authorities complete its chain. Raises KeyUnavailable."""
    extra = (*_certificates(setting), *known)
    if setting.kind == "pkcs11":
        return open_token(setting, extra)
    if setting.kind == "csc":
        return open_remote(setting, settings.services[setting.place["service"]], extra)
    key = SigningKey.load(Path(setting.place["file"]), setting.pin())
    return replace(key, digest=setting.digest, pss=setting.pss)


def _certificates(setting: KeySetting) -> list[x509.Certificate]:
    """The certificates of the file a setting names, for devices that hold none above their own."""
    if setting.certificate is None:
        return []
    try:
        content = setting.certificate.read_bytes()
        found = (
            [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        )
        return [x509.Certificate.load(der, strict=True) for der in found]
    except (OSError, ValueError, TypeError) as error:
        name = setting.certificate.name
        raise unusable(
            setting.owner,
            f"không đọc được chứng thư “{name}”",
            f"the certificates in “{name}” cannot be read",
        ) from error


def _state_of(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, -1
    return state.st_mtime_ns, state.st_size
