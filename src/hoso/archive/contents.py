"""What goes into the package of a dossier, and who may see how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoso.archive.models import Place
from hoso.archive.objects import Kept
from hoso.archive.package import layout
from hoso.archive.package.writing import Member
from hoso.archive.queries import evidence_record
from hoso.base.errors import NotFound
from hoso.base.identifiers import fold
from hoso.base.vault import vault
from hoso.dossiers import journal
from hoso.dossiers.models import Dossier, Entry, Leaf, TreeHead
from hoso.dossiers.notary import StoredNodes, origin, published_key
from hoso.dossiers.proof import receipt_file
from hoso.dossiers.queries import DossierRecord
from hoso.filing.models import Component
from hoso.law.roles import Role
from hoso.ledger.canonical import canonical_json
from hoso.ledger.proofs import inclusion_path
from hoso.papers.judging import trust_store
from hoso.papers.models import Paper
from hoso.papers.queries import paper
from hoso.papers.records import PaperRecord
from hoso.parties.actors import Actor
from hoso.results.models import Result
from hoso.results.papers import readable
from hoso.slips.models import Slip
from hoso.vault.media import ENOUGH, sniff
from hoso.vault.names import extension

OWN_LINES = {"filing.submit", "filing.supplement", "filing.withdraw", "followup.feedback"}
"""What an owner did himself. Every other line names officers and their work: to him it goes by its hash alone."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A paper with the names its members have in the package; ``evidence`` is empty while there is no record."""

    record: PaperRecord
    paths: tuple[tuple[str, str], ...]
    """(member, address in the vault), the file in use first."""

    evidence: str
    report: str

    @property
    def row(self) -> dict[str, Any]:
        """Its row in ``papers.json``."""
        one = self.record
        return {
            "id": str(one.id),
            "kind": one.kind,
            "title": one.title,
            "provenance": one.provenance.value,
            "media_type": one.media_type,
            "file_name": one.file_name,
            "number": one.number,
            "issuer": one.issuer,
            "issued_on": one.issued_on.isoformat() if one.issued_on else None,
            "kept_at": journal.instant(one.created_at),
            "files": [{"path": path, "sha256": address} for path, address in self.paths],
            "evidence": self.evidence or None,
            "report": self.report,
        }


def papers_of(dossier_id: UUID, by: Actor) -> list[PaperRecord]:
    """Everything filed, every slip and result of the dossier that ``by`` may read, in the order it was kept.

    An officer's reading is written down, as when he opens the papers one by one.
    """
    ids: set[UUID] = set()
    for model in (Component, Slip):
        found = model.objects.filter(dossier_id=dossier_id, paper__isnull=False)
        ids |= set(found.values_list("paper_id", flat=True))
    results = Result.objects.filter(dossier_id=dossier_id)
    if not (by.is_officer or Role.SYSTEM in by.roles):
        results = results.filter(issued_at__isnull=False)
    for pair in results.values_list("paper_id", "paper_copy_id"):
        ids |= {one for one in pair if one}
    return [record for one in sorted(ids) if (record := _allowed(one, by))]


def _allowed(paper_id: UUID, by: Actor) -> PaperRecord | None:
    if Role.SYSTEM in by.roles:
        return paper(paper_id)
    try:
        return readable(paper_id, by=by)
    except NotFound:
        return None


def packed(records: Iterable[PaperRecord]) -> list[Packed]:
    """The papers with their places in the package."""
    found = []
    for number, one in enumerate(records, 1):
        row = Paper.objects.only("id", "sha256", "received_sha256", "made_from").get(id=one.id)
        first, *others = Kept(paper=row).addresses
        mark, word = f"{number:02}", "-".join(fold(one.title).split())[:60]
        plain = "".join(letter for letter in word if letter.isascii() and (letter.isalnum() or letter == "-"))
        ending = extension(one.file_name) or "bin"
        paths = [(f"papers/{mark}-{plain.strip('-') or 'giay-to'}.{ending}", first)]
        paths += [
            (f"papers/{mark}-goc-{n}.{_ending(address)}", address) for n, address in enumerate(others, 1)
        ]
        proven = Place.objects.filter(paper_id=one.id).exists()
        found.append(
            Packed(one, tuple(paths), f"evidence/{mark}.ers" if proven else "", f"reports/{mark}.json")
        )
    return found


def _ending(address: str) -> str:
    """The usual extension of a file by its own bytes: what came in has lost its name."""
    with vault().open(address) as stream:
        media = sniff(stream.read(ENOUGH))
    return media.extensions[0] if media and not media.active else "bin"


def members_of(
    record: DossierRecord, dossier: Dossier, papers: list[Packed], by: Actor, readme: str
) -> Iterator[Member]:
    """Every member but the manifest, in its order; large ones are opened when they are written."""
    yield Member.of(layout.README, readme.encode())
    yield Member.of(layout.DOSSIER, layout.plain_json(_about(record, dossier)))
    yield Member.of(layout.JOURNAL, b"".join(_lines(dossier, by)))
    yield Member.of(layout.RECEIPT, receipt_file(dossier.id))
    yield Member.of(layout.PROOFS, layout.plain_json(_proofs(dossier.id)))
    yield Member.of(layout.KEY, published_key().encode().encode() + b"\n")
    yield Member.of(layout.PAPERS, layout.plain_json({"papers": [one.row for one in papers]}))
    for one in papers:
        for path, address in one.paths:
            yield Member(path, partial(vault().open, address))
        if one.evidence:
            yield Member.of(one.evidence, evidence_record(one.record.id))
        yield Member.of(one.report, layout.plain_json(one.record.report))
    yield from _trust()


def _about(record: DossierRecord, dossier: Dossier) -> dict[str, Any]:
    return {
        "id": str(record.id),
        "code": record.code,
        "receipt_number": record.receipt_number,
        "procedure": {"code": record.procedure_code, "name": record.procedure_name},
        "channel": record.channel.value,
        "state": record.state.value,
        "owner": record.owner_name,
        "agency": {"code": record.agency_id, "name": record.agency_name},
        "receiver": {"code": record.receiver_id, "name": record.receiver_name},
        **{
            name: journal.instant(moment) if (moment := getattr(record, name)) else None
            for name in ("submitted_at", "accepted_at", "due_at", "ended_at")
        },
        "lines": dossier.last_seq,
        "head_hash": dossier.head_hash,
    }


def _lines(dossier: Dossier, by: Actor) -> Iterator[bytes]:
    officer = by.is_officer or Role.SYSTEM in by.roles
    for entry in Entry.objects.filter(dossier=dossier).order_by("seq").iterator():
        told: dict[str, Any] = {"hash": entry.hash}
        if officer or (entry.verb in OWN_LINES and not entry.actor_agency_id):
            told["line"] = journal.canonical(entry)
        else:
            told["seq"] = entry.seq
            told["told"] = {"at": journal.instant(entry.at), "verb": entry.verb, "to": entry.state_to}
        yield canonical_json(told) + b"\n"


def _proofs(dossier_id: UUID) -> dict[str, Any]:
    """The leaf of every line with its path to the smallest signed head over all of them."""
    leaves = list(
        Leaf.objects.filter(entry__dossier_id=dossier_id).select_related("entry").order_by("entry__seq")
    )
    last = max((leaf.index for leaf in leaves if leaf.index is not None), default=None)
    head = TreeHead.objects.filter(Q(size__gt=-1 if last is None else last)).order_by("size").first()
    nodes = StoredNodes()
    rows = []
    for leaf in leaves:
        row: dict[str, Any] = {
            "seq": leaf.entry.seq,
            "kind": leaf.kind,
            "salt": leaf.salt,
            "index": leaf.index,
        }
        if leaf.index is not None and head is not None:
            row["path"] = [step.hex() for step in inclusion_path(leaf.index, head.size, nodes)]
        rows.append(row)
    known = head is not None and last is not None
    return {"origin": origin(), "checkpoint": head.checkpoint if known and head else None, "lines": rows}


def _trust() -> Iterator[Member]:
    store = trust_store()
    for number, anchor in enumerate(store.anchors, 1):
        yield Member.of(f"{layout.ANCHORS}{anchor.scope}/{number:02}.cer", anchor.certificate.dump())
    for number, held in enumerate(store.authorities, 1):
        yield Member.of(f"{layout.AUTHORITIES}{number:02}.cer", held.dump())
    for number, held in enumerate(store.crls, 1):
        yield Member.of(f"{layout.LISTS}{number:02}.crl", held.dump())
