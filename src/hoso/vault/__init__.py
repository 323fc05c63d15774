"""Files kept by what they contain: one object for one SHA-256. Knows no framework and no database."""

from hoso.vault.audit import Finding, audit
from hoso.vault.errors import BadAddress, NotStored, StorageFailed, TooLarge, VaultError
from hoso.vault.local import LocalVault
from hoso.vault.media import Media, name_agrees, sniff
from hoso.vault.names import safe_name
from hoso.vault.port import Readable, Stored, Vault

__all__ = [
    "BadAddress",
    "Finding",
    "LocalVault",
    "Media",
    "NotStored",
    "Readable",
    "StorageFailed",
    "Stored",
    "TooLarge",
    "Vault",
    "VaultError",
    "audit",
    "name_agrees",
    "safe_name",
    "sniff",
]
