"""The electronic certification register: one series of numbers per register, unit and year."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.papers.models import Paper
from hoso.parties.models import Account, Agency


class Register(models.Model):
    """A certification register of an agency for a year; ``last`` is the last number given, gap-free."""

    pk = models.CompositePrimaryKey("agency_id", "book", "year")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "certification_register"


class Certification(models.Model):
    """One line of the register: which copy was certified, from which original, by whom, when. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    original = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    original_title = models.CharField(max_length=1000)
    requested_by = models.CharField(max_length=500)
    certified_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    certified_at = models.DateTimeField()
    dossier_code = models.CharField(max_length=60)

    class Meta:
        db_table = "certification_certification"
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "year", "number"], name="one_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year} {self.book}"
