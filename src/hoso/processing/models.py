"""Work on a dossier: its steps, opinions of other units, and the result proposed."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import Dossier
from hoso.papers.models import Paper
from hoso.parties.models import Account, Agency


class StepDone(models.Model):
    """A step of the process that somebody completed, with his note."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=60)
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    done_by_name = models.CharField(max_length=500)
    done_at = models.DateTimeField()
    note = models.TextField(default="")

    class Meta:
        db_table = "processing_step_done"
        constraints = [models.UniqueConstraint(fields=["dossier", "step"], name="step_once")]


class OpinionRequest(models.Model):
    """A question to another unit, with the day its answer is due; every delay stays visible."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    asked_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.TextField(default="")
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "processing_opinion_request"
        indexes = [
            models.Index(
                fields=["asked_agency", "answer_by"],
                name="opinions_waiting",
                condition=models.Q(answered_at__isnull=True),
            )
        ]


class Proposal(models.Model):
    """The result as the case officer proposes it: grant or deny, the document before any signature."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=[("grant", "Đồng ý"), ("deny", "Từ chối")])
    data = models.JSONField(default=dict)
    reason = models.TextField(default="")
    document = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    zones = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    proposed_by_name = models.CharField(max_length=500)
    proposed_at = models.DateTimeField()
    sent_back_at = models.DateTimeField(null=True)
    sent_back_reason = models.TextField(default="")

    class Meta:
        db_table = "processing_proposal"
        indexes = [models.Index(fields=["dossier", "-proposed_at"], name="proposal_of_dossier")]
