"""What comes after the result: the owner's words, and results taken back."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import Dossier
from hoso.results.models import Result


class Feedback(models.Model):
    """How it went, told once by the owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="+")
    stars = models.PositiveSmallIntegerField()
    words = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "followup_feedback"


class Revocation(models.Model):
    """A result taken back by a decision, for everybody to see. Append-only; the paper itself stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=80)
    decided_on = models.DateField()
    reason = models.TextField()
    revoked_by_name = models.CharField(max_length=500)
    revoked_at = models.DateTimeField()

    class Meta:
        db_table = "followup_revocation"
        indexes = [models.Index(fields=["-revoked_at"], name="revocations_latest")]
