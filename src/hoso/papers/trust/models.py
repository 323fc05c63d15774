"""Whom this installation believes, version by version; no single person can change it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hoso.base.identifiers import uuid7

_ACCOUNT = settings.AUTH_USER_MODEL


class TrustAnchor(models.Model):
    """The certificate of a root, under the SHA-256 of its DER."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    certificate = models.BinaryField()
    name = models.CharField(max_length=1000)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "papers_trust_anchor"

    def __str__(self) -> str:
        return self.name


class TrustProposal(models.Model):
    """One change, as one administrator proposed it, and what another one said. Once decided it is frozen."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.CharField(max_length=10, choices=[("add", "add"), ("remove", "remove")])
    scope = models.CharField(max_length=20)
    anchor = models.ForeignKey(TrustAnchor, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=2000)
    document_number = models.CharField(max_length=100)
    proposed_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10, default="", choices=[("confirmed", "confirmed"), ("refused", "refused")]
    )
    decided_by = models.ForeignKey(_ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=2000, default="")

    class Meta:
        db_table = "papers_trust_proposal"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="trust_proposal_two_persons",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.scope}"


class TrustVersion(models.Model):
    """The anchors in force from an instant until the next version's. ``members``: scope and anchor of each."""

    number = models.PositiveIntegerField(primary_key=True)
    sha256 = models.CharField(max_length=64)
    members = models.JSONField()
    in_force_from = models.DateTimeField()
    proposal = models.OneToOneField(TrustProposal, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "papers_trust_version"
        constraints = [
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("proposed_by")), name="trust_version_two_persons"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"
