"""The certifier holds the original beside its image, page by page, and says what he found."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.certification.actions import note_comparison
from hoso.dossiers import spine
from hoso.law.copies import NotCertifiable
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.processing.certified import is_certified_copy, originals_of

NOT_A_COPY = Text(
    "Hồ sơ này không phải yêu cầu chứng thực bản sao.", "This dossier is no request for a certified copy."
)
NO_SUCH_ORIGINAL = Text("Không có bản chính này trong hồ sơ.", "The dossier has no such original.")


@transaction.atomic
def compare(
    dossier_id: UUID,
    original_id: UUID,
    *,
    name: str,
    number: str = "",
    issuer: str = "",
    kind: str = "",
    pages: Collection[int] = (),
    grounds: Collection[NotCertifiable] = (),
    note: str = "",
    by: Actor,
    expect_seq: int | None = None,
) -> None:
    """Note that ``by`` compared an original with its image: ``pages`` he confirms, ``grounds`` against it.

    Without every page, or with a ground, the copy is not certified (Decree 23/2015 Art 20, 22); done again, the
    later counts. Raises ``Invalid`` for any other kind of dossier and for a paper that is not in it.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "processing.compare", by)
    if not is_certified_copy(dossier):
        raise Invalid(NOT_A_COPY)
    original = next((one for one in originals_of(dossier) if one.id == original_id), None)
    if original is None:
        raise Invalid(NO_SUCH_ORIGINAL)
    now = clock.now()
    found = note_comparison(
        dossier.agency_id,
        original,
        name=name,
        number=number,
        issuer=issuer,
        kind=kind,
        compared=pages,
        grounds=grounds,
        note=note,
        by=by,
        now=now,
    )
    facts = {
        "original": original.sha256,
        "pages": sorted(found.compared),
        "of": found.pages,
        "grounds": [one.value for one in found.grounds],
        "reason": "; ".join(one.label.vi for one in found.grounds),
    }
    spine.advance(dossier, "processing.compare", by, facts=facts, now=now)
