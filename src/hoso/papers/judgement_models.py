"""What a verdict rested on, kept so that it can be computed again when everybody else has forgotten."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7


class EvidenceObject(models.Model):
    """One certificate, list, answer or manifest in the vault under its SHA-256; kept once for all verdicts."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    size = models.BigIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "papers_evidence_object"

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class RevocationAnswer(models.Model):
    """What an authority answered about a certificate: an OCSP answer or a list, in the vault, with its validity.

    ``asked`` is the SHA-256 of the question (kind, address and request).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asked = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    url = models.CharField(max_length=1000)
    answer = models.ForeignKey(EvidenceObject, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    fetched_at = models.DateTimeField()

    class Meta:
        db_table = "papers_revocation_answer"
        indexes = [models.Index(fields=["asked", "valid_until"], name="answer_to_question")]

    def __str__(self) -> str:
        return f"{self.kind} {self.url}"


class Judgement(models.Model):
    """One verdict on one paper, with the address of the manifest that lists its evidence.

    ``judged_at`` is the instant the verdict speaks of; computed again, it is computed for that instant.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    verdict = models.CharField(max_length=20)
    policy = models.CharField(max_length=80)
    trust_store_version = models.CharField(max_length=80)
    manifest_sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = "papers_judgement"
        indexes = [models.Index(fields=["paper", "judged_at"], name="judgement_of_paper")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.judged_at:%Y-%m-%d}"
