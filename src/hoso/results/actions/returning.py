"""The owner has his result: into his account, or taken at the desk."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hoso.base import clock
from hoso.base.errors import Invalid
from hoso.dossiers import spine
from hoso.filing.announce import announce
from hoso.law.text import Text
from hoso.parties.actors import Actor
from hoso.results.models import Result

HOW = {
    "account": Text("qua tài khoản điện tử", "through the account"),
    "desk": Text("tại bộ phận một cửa", "at the one-stop desk"),
    "post": Text("qua bưu chính", "by post"),
}
UNKNOWN_WAY = Text("Hãy chọn cách trả kết quả.", "Choose how the result was returned.")


@transaction.atomic
def return_result(
    dossier_id: UUID, how: str = "account", *, by: Actor, expect_seq: int | None = None
) -> None:
    """Note that the result was returned and how: ``account``, ``desk`` or ``post``."""
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "results.return_result", by)
    if how not in HOW:
        raise Invalid(UNKNOWN_WAY, {"how": UNKNOWN_WAY})
    now = clock.now()
    Result.objects.filter(dossier=dossier, returned_at__isnull=True).update(returned_at=now)
    entry = spine.advance(dossier, "results.return_result", by, facts={"how": how}, now=now)
    announce(dossier, entry)
