"""Drafts, and what was filed: answers, components, supplement requests and the answers to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoso.base.identifiers import uuid7
from hoso.catalogue.models import ProcedureVersion
from hoso.dossiers.models import Channel, Dossier
from hoso.papers.models import Paper
from hoso.parties.models import Account, Agency, Organisation, Person


class Draft(models.Model):
    """A dossier that is being filled in: saved, not yet filed. Only its editor sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    owner_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    not_digitisable = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted = models.OneToOneField(Dossier, null=True, on_delete=models.PROTECT, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "filing_draft"
        indexes = [
            models.Index(
                fields=["opened_by", "-saved_at"],
                name="drafts_of_account",
                condition=Q(submitted__isnull=True, discarded_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class DraftPaper(models.Model):
    """A paper laid into a slot of a draft. ``form_revision``: the answers a signed e-form was made from."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    component = models.CharField(max_length=80)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    from_holdings = models.BooleanField(default=False)
    form_revision = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "filing_draft_paper"
        constraints = [
            models.UniqueConstraint(fields=["draft", "component", "paper"], name="draft_paper_once"),
        ]


class Submission(models.Model):
    """The answers as filed, each with the label as it was asked."""

    dossier = models.OneToOneField(
        Dossier, primary_key=True, on_delete=models.PROTECT, related_name="submission"
    )
    answers = models.JSONField(default=dict)
    asked = models.JSONField(default=list)

    class Meta:
        db_table = "filing_submission"


class Component(models.Model):
    """A slot of the procedure, filled by a paper. A supplement adds rows; a replaced row is no longer current."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="components")
    key = models.CharField(max_length=80)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    from_holdings = models.BooleanField(default=False)
    brought_on_paper = models.BooleanField(default=False)
    not_digitisable = models.CharField(max_length=40, default="")
    current = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    condition = models.CharField(max_length=40, default="")
    validity = models.CharField(max_length=20, default="")
    evidence = models.JSONField(default=list)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "filing_component"
        indexes = [models.Index(fields=["dossier", "key"], name="component_of_dossier")]

    def __str__(self) -> str:
        return self.key


class SupplementRequest(models.Model):
    """One complete request for what is missing. While one is open the clock stands still."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="supplement_requests")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField(default=list)
    reason = models.TextField()
    second_ground = models.TextField(default="")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "filing_supplement_request"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="request_in_order"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(answered_at__isnull=True), name="one_open_request"
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by", "id"], name="unanswered_by_day", condition=Q(answered_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"


class Notice(models.Model):
    """A message in an owner's account: what happened to his dossier and what he can do."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    vi = models.TextField()
    en = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "filing_notice"
        indexes = [models.Index(fields=["dossier", "-at"], name="notice_of_dossier")]
