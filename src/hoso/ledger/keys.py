"""The log's signing key and its public half, named and numbered as signed notes do.

Source: C2SP signed-note (key name, key ID, Ed25519 signature type 0x01); RFC 8032.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hoso.ledger.errors import malformed

SIGNATURE_SIZE = 64
_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]{1,200}")


@dataclass(frozen=True, slots=True)
class LogKey:
    """A public key (32 raw bytes) with its name, for example ``hoso.example.gov.vn/so-tiep-nhan``."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not (_NAME.fullmatch(self.name) and self.name.isprintable()) or len(self.public) != 32:
            raise malformed("tên khóa hoặc khóa công khai", "the key name or public key")

    @property
    def id(self) -> bytes:
        """The four bytes that stand before a signature, to find the key by; no proof of anything."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the raw public key in hexadecimal, to compare with the published one."""
        return hashlib.sha256(self.public).hexdigest()

    def encode(self) -> str:
        """One line to publish: ``name+id+base64(0x01 || key)``, as other signed-note verifiers take it."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, line: str) -> LogKey:
        """Inverse of ``encode``. Raises MalformedError, also when the id does not belong to the key."""
        name, _, rest = line.strip().partition("+")
        identifier, _, encoded = rest.partition("+")
        data = read_base64(encoded)
        if data[:1] != _ED25519 or len(data) != 33:
            raise malformed("khóa công khai Ed25519", "an Ed25519 public key")
        key = cls(name, data[1:])
        if key.id.hex() != identifier:
            raise malformed("mã khóa không khớp với khóa", "the key id, which does not belong to the key")
        return key

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether this key signed the message. RFC 8032 §5.1.7."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class LogSigner:
    """The private half, held by the one process that signs heads and promises."""

    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> LogKey:
        """The public half under the same name."""
        return LogKey(self.name, self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, message: bytes) -> bytes:
        """Sixty-four bytes of Ed25519 signature. RFC 8032 §5.1.6."""
        return self.private.sign(message)


def read_base64(text: str) -> bytes:
    """Standard base64 with padding (RFC 4648 §4), in its one canonical writing. Raises MalformedError."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise malformed("chuỗi base64", "a base64 string") from error
    if base64.b64encode(data).decode() != text:
        raise malformed("chuỗi base64", "a base64 string")
    return data
