"""What a person or a firm already has in electronic form, and who looked at it."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.papers.models import Paper
from hoso.parties.models import Account, Organisation, Person


class Holding(models.Model):
    """A paper in its owner's holdings. ``condition`` is the condition of validity it was deposited under.

    ``code`` is ``<dossier code>-KQ(n)`` for results (Decree 45/2020 Art 14).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    owner_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    paper_kind = models.CharField(max_length=80)
    code = models.CharField(max_length=80, default="")
    condition = models.CharField(max_length=40)
    valid_until = models.DateField(null=True)
    deposited_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    source_code = models.CharField(max_length=60, default="")

    class Meta:
        db_table = "holdings_holding"
        constraints = [
            models.UniqueConstraint(fields=["owner_person", "paper"], name="held_once_by_person"),
            models.UniqueConstraint(fields=["owner_organisation", "paper"], name="held_once_by_organisation"),
        ]
        indexes = [
            models.Index(fields=["owner_person", "paper_kind", "-deposited_at"], name="holding_of_person"),
            models.Index(fields=["owner_organisation", "paper_kind", "-deposited_at"], name="holding_of_org"),
        ]

    def __str__(self) -> str:
        return self.code or self.paper_kind


class Reading(models.Model):
    """Somebody other than the owner looked at a held paper: who, when, for which dossier. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reader_name = models.CharField(max_length=500)
    reader_agency = models.CharField(max_length=300, default="")
    purpose = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "holdings_reading"
