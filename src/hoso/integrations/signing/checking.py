"""Looking over the keys of an installation, as its administrator wants to see them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from hoso.integrations.signing.configuration import KeySetting, read_settings
from hoso.integrations.signing.keyring import Keyring
from hoso.papers.ports import KeyCheck
from hoso.seal.errors import SealError
from hoso.seal.keys import Signer

_TRIAL = b"A trial signature of an administrator; it stands for no document."


def check_keys(settings_file: Path, trust_directory: Path, *, sign: bool) -> list[KeyCheck]:
    """Open each configured key; with ``sign`` make and check a signature too.

    Raises SigningConfigurationInvalid when the file itself is wrong.
    """
    settings, ring = read_settings(settings_file), Keyring(settings_file, trust_directory)
    roles = (("officer", settings.officers, ring.officer), ("agency", settings.agencies, ring.agency))
    return [
        _checked(role, setting, partial(find, name), sign=sign)
        for role, held, find in roles
        for name, setting in held.items()
    ]


def _checked(role: str, setting: KeySetting, load: Callable[[], Signer], *, sign: bool) -> KeyCheck:
    try:
        key = load()
        if sign:
            key.sign(_TRIAL)
    except SealError as fault:
        return KeyCheck(role, setting.owner, setting.kind, fault=fault.text)
    scheme = f"{key.certificate.public_key.algorithm} {key.scheme.digest}{' PSS' if key.scheme.pss else ''}"
    until = key.certificate.not_valid_after
    return KeyCheck(role, setting.owner, setting.kind, key.subject.name, scheme, until)
