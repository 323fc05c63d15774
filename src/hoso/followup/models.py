"""What the owner says afterwards."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import Dossier


class Feedback(models.Model):
    """How it went, told once by the owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="+")
    stars = models.PositiveSmallIntegerField()
    words = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "followup_feedback"
