"""A filed photo or unsigned scan is made archival and signed by the officer who checks it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.catalogue import queries as catalogue
from hoso.dossiers import spine
from hoso.filing.models import Component
from hoso.filing.parties import Owner
from hoso.law.text import Text
from hoso.papers.digitising import digitise as digitise_paper
from hoso.papers.models import Provenance
from hoso.papers.queries import data_of
from hoso.papers.records import PaperRecord, record_of
from hoso.parties.actors import Actor


def digitise(
    dossier_id: UUID,
    component_id: UUID,
    *,
    by: Actor,
    files: Sequence[tuple[str, bytes]] = (),
    expect_seq: int | None = None,
) -> PaperRecord:
    """Make the paper of a component archival and sign it; ``files`` replace it by a new scan.

    A file that is signed already stays as it is (``Invalid``). Long work happens before the lock is taken.
    """
    with transaction.atomic():
        dossier = spine.hold(dossier_id, expect_seq=expect_seq)
        spine.permit(dossier, "intake.digitise", by)
    row = Component.objects.select_related("paper").filter(id=component_id, dossier_id=dossier_id).first()
    if row is None:
        raise NotFound(Text("Không tìm thấy thành phần hồ sơ này.", "There is no such component."))
    slot = catalogue.version(dossier.version_id).component(row.key)
    owner = Owner(dossier.owner_person_id, dossier.owner_organisation_id)
    given = list(files) or [_own_file(row)]
    paper = digitise_paper(given, kind=slot.paper_kind, title=slot.name.vi, owner=owner, by=by)
    with transaction.atomic():
        held = spine.hold(dossier_id, expect_seq=dossier.last_seq)
        spine.permit(held, "intake.digitise", by)
        now = clock.now()
        if not Component.objects.filter(id=row.id, current=True).update(current=False):
            raise Conflict(spine.STALE)
        Component.objects.create(
            dossier=held, key=row.key, paper_id=paper.id, added_at=row.added_at, brought_on_paper=bool(files)
        )
        facts = {
            "component": row.key,
            "from": row.paper.sha256 if row.paper else None,
            "sha256": paper.sha256,
        }
        spine.advance(held, "intake.digitise", by, facts=facts, now=now)
    return paper


def _own_file(row: Component) -> tuple[str, bytes]:
    paper = row.paper
    if paper is None:
        raise Invalid(Text("Hãy chọn tệp quét của giấy tờ này.", "Choose a scan of this paper."))
    if paper.signature_report.get("signatures") or paper.provenance != Provenance.UPLOADED:
        raise Invalid(
            Text(
                "Giấy tờ này đã ký số hoặc đã số hóa; bản gốc điện tử được giữ nguyên, không xử lý lại.",
                "This paper is signed or digitised already; an electronic original stays as it is.",
            )
        )
    return paper.file_name, data_of(record_of(paper))
