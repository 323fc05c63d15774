"""What an owner needs to prove, without us, when his dossier was received; and the check of it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from hoso.base.errors import NotFound
from hoso.dossiers.models import Dossier, Leaf, TreeHead
from hoso.dossiers.notary import StoredNodes, signer
from hoso.dossiers.spine import NO_SUCH_DOSSIER
from hoso.ledger.promise import Promise
from hoso.ledger.proofs import inclusion_path
from hoso.ledger.receipt import Proof, Receipt, write


def receipt_file(dossier_id: UUID) -> bytes:
    """The receipt of a dossier as a file: with the proof once its leaf is under a signed head, else the promise.

    Media type ``hoso.ledger.receipt.MEDIA_TYPE``. Raises ``NotFound``.
    """
    leaf = Leaf.objects.filter(entry__dossier_id=dossier_id, kind="receipt").first()
    if leaf is None:
        raise NotFound(NO_SUCH_DOSSIER)
    promise = Promise.from_json(leaf.promise, bytes.fromhex(leaf.leaf_hash))
    return write(
        Receipt(
            entry=leaf.statement,
            salt=bytes.fromhex(leaf.salt),
            promise=promise,
            keys=[signer().key],
            proof=_proof_of(leaf),
        )
    )


def _proof_of(leaf: Leaf) -> Proof | None:
    size = TreeHead.objects.aggregate(size=Max("size"))["size"] or 0
    if leaf.index is None or leaf.index >= size:
        return None
    head = TreeHead.objects.get(size=size)
    path = inclusion_path(leaf.index, size, StoredNodes())
    return Proof(index=leaf.index, size=size, path=path, checkpoint=head.checkpoint)


def find(code: str) -> UUID:
    """The dossier with this code or receipt number. Raises ``NotFound``."""
    wanted = code.strip().upper()
    row = (
        Dossier.objects.filter(code=wanted).values_list("id", flat=True).first()
        or Dossier.objects.filter(receipt_number=wanted).values_list("id", flat=True).first()
    )
    if row is None:
        raise NotFound(NO_SUCH_DOSSIER)
    return row
