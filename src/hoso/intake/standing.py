"""Can this dossier be accepted as it stands? Everything that is open, at once."""

from __future__ import annotations

from hoso.base import clock
from hoso.catalogue import queries as catalogue
from hoso.catalogue.records import ComponentRecord
from hoso.dossiers.models import Dossier
from hoso.filing.models import Component, Submission
from hoso.law.text import Text
from hoso.law.validity import ComponentFacts, ValidityVerdict, judge_dossier
from hoso.law.validity_words import revoked
from hoso.law.verdict import Reason, Verdict
from hoso.papers.queries import revoked_under

NOT_JUDGED = Reason(
    "not-judged",
    Text(
        "Chưa kết luận giấy tờ này: hãy bấm “Kết luận hồ sơ”.", "Not judged yet: press “Judge the dossier”."
    ),
    "hn-directive:2a-valid",
)


def open_points(dossier: Dossier) -> Verdict:
    """The verdict of the law on all components, the missing ones included."""
    version = catalogue.version(dossier.version_id)
    answers = Submission.objects.filter(dossier=dossier).values_list("answers", flat=True).first() or {}
    rows = list(Component.objects.filter(dossier=dossier, current=True).select_related("paper"))
    filled = {row.key for row in rows}
    covered = {
        version.component(row.key).alternatives for row in rows if version.component(row.key).alternatives
    }
    facts = [
        ComponentFacts(version.component(row.key).name, required=True, verdict=_verdict(row)) for row in rows
    ]
    facts += [
        ComponentFacts(slot.name, required=True, verdict=None)
        for slot in version.asked(answers, dossier.channel)
        if slot.required and slot.entry == "paper" and slot.key not in filled and not _covered(slot, covered)
    ]
    return judge_dossier(facts)


def _covered(slot: ComponentRecord, covered: set[str | None]) -> bool:
    return slot.alternatives is not None and slot.alternatives in covered


def _verdict(row: Component) -> ValidityVerdict:
    if not row.validity:
        return ValidityVerdict(None, "for_a_person", (), (NOT_JUDGED,))
    if row.paper and (at := revoked_under(row.paper.sha256)):
        return ValidityVerdict(None, "invalid", (), (revoked(clock.civil_day(at)),))  # since it was judged
    reasons = tuple(Reason(one["code"], Text(one["vi"], one["en"]), one["source"]) for one in row.evidence)
    return ValidityVerdict(None, row.validity, (), () if row.validity == "valid" else reasons)
