"""What the clock has said: one row for a dossier, a kind and the date it is about."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import Dossier
from hoso.law.reminders import ReminderKind
from hoso.parties.models import Agency


class Reminder(models.Model):
    """Said once. ``about_at`` is the due date it is about, or the instant at which the supplement was asked.

    Who reads it follows from the kind and from how he stands to the dossier then, so a case handed over takes
    its reminders along.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label.vi) for kind in ReminderKind])
    about_at = models.DateTimeField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    class Meta:
        db_table = "reminders_reminder"
        constraints = [models.UniqueConstraint(fields=["dossier", "kind", "about_at"], name="said_once")]
        indexes = [models.Index(fields=["agency", "kind", "-raised_at"], name="reminder_of_agency")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"
