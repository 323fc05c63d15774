"""The one vault of this installation: where the bytes of papers are kept, by their SHA-256."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from hoso.vault.local import LocalVault
from hoso.vault.port import Vault


@cache
def _vault_at(directory: str) -> Vault:
    return LocalVault(Path(directory))


def vault() -> Vault:
    """The vault named by the setting ``HOSO_VAULT``."""
    return _vault_at(str(settings.HOSO_VAULT))
