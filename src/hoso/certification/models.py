"""The electronic certification register: one series of numbers per register, unit and year."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.papers.models import Paper
from hoso.parties.models import Account, Agency


class Register(models.Model):
    """A register of an agency for a year; ``last`` is the last number given, gap-free. Locked, it gives none."""

    pk = models.CompositePrimaryKey("agency_id", "book", "year")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()
    locked_at = models.DateTimeField(null=True)
    locked_by_name = models.CharField(max_length=500, default="")

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


class Comparison(models.Model):
    """The certifier held an original beside its image: which pages, and what he found. Append-only.

    The latest of an original counts. ``original_kind``: the kind of paper it is, for the slots that a copy of it
    fills; empty when it is none of them. ``grounds`` are those on which it cannot serve (``law.copies``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    original = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    original_name = models.CharField(max_length=500)
    original_number = models.CharField(max_length=120, default="")
    original_issuer = models.CharField(max_length=300, default="")
    original_kind = models.CharField(max_length=80, default="")
    pages = models.PositiveIntegerField()
    compared = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    note = models.TextField(default="")
    compared_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    compared_by_name = models.CharField(max_length=500)
    compared_at = models.DateTimeField()

    class Meta:
        db_table = "certification_comparison"
        indexes = [models.Index(fields=["original", "-compared_at"], name="comparison_of_original")]

    def __str__(self) -> str:
        return self.original_name


class GivenCopy(models.Model):
    """A copy that an agency gave out: certified from an original, or drawn from an original register.

    ``entry`` names the line of the register it was drawn from. Append-only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    certification = models.ForeignKey(
        Certification, null=True, on_delete=models.PROTECT, related_name="copies"
    )
    entry = models.JSONField(default=dict)
    requested_by = models.CharField(max_length=500)
    dossier_code = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    given_by_name = models.CharField(max_length=500)

    class Meta:
        db_table = "certification_given_copy"
        indexes = [models.Index(fields=["agency", "-given_at"], name="copies_of_agency")]

    def __str__(self) -> str:
        return self.dossier_code
