"""What the owner says: at any time that paper was asked for again, and how it went when it is over."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid
from hoso.base.words import refuse_unreadable
from hoso.dossiers import spine
from hoso.followup.models import Feedback
from hoso.law.text import Text
from hoso.parties.actors import Actor

LONGEST = 4000
NO_STARS = Text("Hãy chọn mức hài lòng, từ 1 đến 5.", "Choose how content you are, from 1 to 5.")
TOO_LONG = Text(
    "Ý kiến dài nhất {most} ký tự. Hãy viết ngắn lại.", "At most {most} characters. Please shorten it."
)
NO_WORDS = Text(
    "Hãy ghi ngắn gọn: ai yêu cầu, giấy gì, khi nào.", "Say briefly who asked, for which paper, and when."
)
ONCE = Text(
    "Bạn đã đánh giá hồ sơ này rồi. Cảm ơn bạn.",
    "You have already given feedback on this dossier. Thank you.",
)


@transaction.atomic
def feedback(
    dossier_id: UUID,
    stars: int,
    words: str = "",
    *,
    by: Actor,
    expect_seq: int | None = None,
) -> None:
    """Keep how it went: 1 to 5 stars, and words (Directive, section 4).

    Told once by the owner, written into the journal. Raises ``Invalid``; ``Conflict`` when told before.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "followup.feedback", by)
    refuse_unreadable([words])
    fields = {}
    if stars not in range(1, 6):
        fields["stars"] = NO_STARS
    if len(words) > LONGEST:
        fields["words"] = TOO_LONG.format(most=LONGEST)
    if fields:
        raise Invalid(next(iter(fields.values())), fields)
    now = clock.now()
    try:
        with transaction.atomic():
            Feedback.objects.create(dossier=dossier, stars=stars, words=words.strip(), at=now)
    except IntegrityError as twice:
        raise Conflict(ONCE) from twice
    spine.advance(dossier, "followup.feedback", by, facts={"stars": stars}, now=now)


@transaction.atomic
def report_paper_request(dossier_id: UUID, what: str, *, by: Actor, expect_seq: int | None = None) -> None:
    """The owner says that he was asked for paper again: who, which paper, when (Directive, sections 1b and 3).

    A line of the journal and nothing else: it is counted from there and opens at the inspector's.
    Raises ``Invalid`` without words.
    """
    dossier = spine.hold(dossier_id, expect_seq=expect_seq)
    spine.permit(dossier, "followup.report_paper_request", by)
    refuse_unreadable([what])
    if not what.strip():
        raise Invalid(NO_WORDS, {"what": NO_WORDS})
    if len(what) > LONGEST:
        text = TOO_LONG.format(most=LONGEST)
        raise Invalid(text, {"what": text})
    facts = {"reported": what.strip()}
    spine.advance(dossier, "followup.report_paper_request", by, facts=facts, now=clock.now())
