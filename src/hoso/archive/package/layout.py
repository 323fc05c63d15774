"""Which members a package has, what they are called, and the manifest that lists them all."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoso.ledger.keys import LogKey, LogSigner

MEDIA_TYPE = "application/vnd.hoso.dossier-package+zip"
VERSION = 1

MIMETYPE, README, DOSSIER, JOURNAL = "mimetype", "DOC-TRUOC.txt", "dossier.json", "journal.jsonl"
RECEIPT, PROOFS, KEY, PAPERS = "ledger/receipt.json", "ledger/proofs.json", "ledger/key.txt", "papers.json"
MANIFEST, SIGNATURE = "META-INF/manifest.json", "META-INF/manifest.sig.json"
REQUIRED = (MIMETYPE, README, DOSSIER, JOURNAL, RECEIPT, PROOFS, KEY, PAPERS)
ANCHORS, AUTHORITIES, LISTS = "trust/anchors/", "trust/authorities/", "trust/crl/"

_CONTEXT = b"hoso/archive/manifest/v1\n"
"""Nothing else that this key signs begins like this."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the manifest lists it."""

    path: str
    size: int
    sha256: str


def manifest(facts: Mapping[str, Any], files: Sequence[Listed]) -> bytes:
    """The manifest: facts about the package, and every other member with size and SHA-256, in their order."""
    listed = [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in files]
    return plain_json({"type": MEDIA_TYPE, "version": VERSION, **facts, "files": listed})


def signature(signer: LogSigner, manifest_bytes: bytes) -> bytes:
    """The signature of whoever packed over the manifest, byte for byte (Ed25519, RFC 8032)."""
    key = signer.key
    return plain_json(
        {
            "key": key.name,
            "key_id": key.id.hex(),
            "signature": base64.b64encode(signer.sign(_CONTEXT + manifest_bytes)).decode(),
        }
    )


def signed_by(key: LogKey, manifest_bytes: bytes, signed: Mapping[str, Any]) -> bool:
    """Whether this key signed the manifest."""
    try:
        raw = base64.b64decode(str(signed.get("signature", "")), validate=True)
    except ValueError:
        return False
    named = (signed.get("key"), signed.get("key_id")) == (key.name, key.id.hex())
    return named and key.verifies(_CONTEXT + manifest_bytes, raw)


def plain_json(value: object) -> bytes:
    """JSON for people and programs: indented, sorted, the same bytes every time."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
