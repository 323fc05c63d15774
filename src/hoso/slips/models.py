"""A slip: which form, for which journal line, and the paper it became."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import Dossier
from hoso.papers.models import Paper


class Slip(models.Model):
    """A printed form that a verb owed. ``seq`` is the journal line it documents: one slip a form and line."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=30)
    seq = models.PositiveIntegerField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "slips_slip"
        constraints = [models.UniqueConstraint(fields=["dossier", "form", "seq"], name="slip_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.dossier_id}"
