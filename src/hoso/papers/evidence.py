"""Keeping what a verdict rests on, and laying it out again: certificates, lists, answers, policy, trust version.

Every object lies once in the vault under its SHA-256; a manifest, itself such an object, lists them. What the
file carries inside itself stays in the file and is not kept twice.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from asn1crypto import crl, ocsp, x509

from hoso.base import clock
from hoso.base.vault import vault
from hoso.papers.models import EvidenceObject, Judgement, Paper
from hoso.seal.trust import Anchor, AnchorScope, TrustStore
from hoso.vault.errors import NotStored

MOST_BYTES = 16 * 1024 * 1024
"""Revocation lists kept for one verdict, at most; a longer list is named in the manifest and not kept."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A trust store as it was for one verdict; ``missing`` are addresses that could not be read again."""

    store: TrustStore
    judged_at: datetime
    missing: tuple[str, ...]


def keep_evidence(paper: Paper, report: dict[str, Any], store: TrustStore) -> None:
    """Keep what this verdict on a stored paper rests on. Call it in the transaction that stores the paper."""
    contents = dict(_contents(store, _names_in(report)))
    anchors = [[one.scope, _address(one.certificate.dump())] for one in store.anchors]
    manifest = {
        "policy": report["policy"],
        "trust_store_version": store.version,
        "production": store.production,
        "anchors": anchors,
        "authorities": [_address(held.dump()) for held in store.authorities],
        "crls": [mark for mark, (kind, _) in contents.items() if kind == "crl"],
        "ocsps": [mark for mark, (kind, _) in contents.items() if kind == "ocsp"],
        "left_out": [mark for mark, (kind, _) in contents.items() if kind == "too-large"],
    }
    data = json.dumps(manifest, sort_keys=True).encode()
    address = _address(data)
    if not EvidenceObject.objects.filter(sha256=address).exists():
        wanted = {mark: held for mark, held in contents.items() if held[0] != "too-large"}
        _put({**wanted, address: ("manifest", data)})
    Judgement.objects.create(
        paper=paper,
        judged_at=paper.judged_at or clock.now(),
        verdict=report["verdict"],
        policy=report["policy"],
        trust_store_version=store.version,
        manifest_sha256=address,
    )


def _address(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _contents(store: TrustStore, names: set[str]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """(address, (kind, bytes)) of the anchors and authorities, and of the lists of issuers named in the report."""
    for held in (*(anchor.certificate for anchor in store.anchors), *store.authorities):
        yield _address(held.dump()), ("certificate", held.dump())
    left = MOST_BYTES
    for one in store.crls:
        if names and one.issuer.human_friendly not in names:
            continue
        data = one.dump()
        left -= len(data)
        yield _address(data), ("crl" if left >= 0 else "too-large", data)
    for answer in store.ocsps:
        yield _address(answer.dump()), ("ocsp", answer.dump())


def _names_in(report: dict[str, Any]) -> set[str]:
    """Everybody on the chains of a report; empty when some chain led nowhere, so that all lists may matter."""
    chains = [one.get("chain") for one in report.get("signatures", ())]
    chains += [(one.get("timestamp") or {}).get("chain") for one in report.get("signatures", ())]
    chains += [one.get("chain") for one in report.get("doc_timestamps", ())]
    found = [set(chain["certificates"]) for chain in chains if chain]
    return set().union(*found) if all(len(one) > 1 for one in found) else set()


def _put(contents: dict[str, tuple[str, bytes]]) -> None:
    known = set(EvidenceObject.objects.filter(sha256__in=contents).values_list("sha256", flat=True))
    fresh = {mark: held for mark, held in contents.items() if mark not in known}
    for _, data in fresh.values():
        vault().put(io.BytesIO(data))
    now = clock.now()
    rows = [EvidenceObject(sha256=mark, kind=kind, size=len(data), kept_at=now)
            for mark, (kind, data) in fresh.items()]  # fmt: skip
    EvidenceObject.objects.bulk_create(rows, ignore_conflicts=True)


def laid_out(paper_id: object) -> LaidOut | None:
    """The store of the latest verdict on a paper, from the vault alone; None when nothing was kept."""
    kept = Judgement.objects.filter(paper_id=paper_id).order_by("-judged_at", "-id").first()
    if kept is None:
        return None
    missing: list[str] = []
    manifest = json.loads(_read(kept.manifest_sha256, missing) or b"{}")
    anchors = tuple(
        Anchor(cast("AnchorScope", scope), x509.Certificate.load(data))
        for scope, mark in manifest.get("anchors", ())
        if (data := _read(mark, missing))
    )
    store = TrustStore(
        str(manifest.get("trust_store_version", kept.trust_store_version)),
        anchors,
        tuple(x509.Certificate.load(data) for data in _several(manifest.get("authorities", ()), missing)),
        tuple(crl.CertificateList.load(data) for data in _several(manifest.get("crls", ()), missing)),
        bool(manifest.get("production", False)),
        tuple(ocsp.OCSPResponse.load(data) for data in _several(manifest.get("ocsps", ()), missing)),
    )
    return LaidOut(store, kept.judged_at, (*missing, *manifest.get("left_out", ())))


def _several(marks: Iterable[str], missing: list[str]) -> Iterator[bytes]:
    return (data for mark in marks if (data := _read(mark, missing)))


def _read(mark: str, missing: list[str]) -> bytes | None:
    """The object under an address, if it is there and still what its address says."""
    try:
        with vault().open(mark) as stream:
            data = stream.read()
    except NotStored:
        missing.append(mark)
        return None
    if _address(data) != mark:
        missing.append(mark)
        return None
    return data


def evidence_addresses() -> Iterator[str]:
    """Every address of evidence in the vault, ascending: for the audit."""
    return iter(EvidenceObject.objects.order_by("sha256").values_list("sha256", flat=True).iterator())
