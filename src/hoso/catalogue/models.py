"""Procedures, their dated versions, the online level per place and day, and the national index."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7


class Procedure(models.Model):
    """One administrative procedure. What applies to dossiers is never here but in its versions.

    ``sort_name`` is the beginning of the folded name: a key short enough for an index of any database.
    ``level_key`` repeats ``levels`` as ``|province|commune|`` so that both databases can look inside.
    """

    code = models.CharField(primary_key=True, max_length=20)
    name = models.TextField()
    folded_name = models.TextField()
    sort_name = models.CharField(max_length=200)
    search_text = models.TextField()
    sector = models.CharField(max_length=300, null=True, db_index=True)
    sector_code = models.CharField(max_length=40, null=True)
    scope = models.CharField(max_length=20, null=True)
    issuing_body = models.CharField(max_length=300, null=True)
    levels = models.JSONField(default=list)
    level_key = models.CharField(max_length=80, default="|")
    essential_no = models.PositiveSmallIntegerField(null=True)
    portal_state = models.CharField(max_length=40, null=True)
    source = models.JSONField(default=dict)

    class Meta:
        db_table = "catalogue_procedure"
        indexes = (models.Index(fields=["sort_name", "code"], name="procedure_page"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProcedureVersion(models.Model):
    """One state of a procedure, as a decision announced it. Immutable from its publication on.

    ``change`` is what its decision did (``hoso.law.versions.Change``); ``abolition`` names the decision that
    ended it. ``effective_from`` and ``effective_to`` are civil days in Viet Nam, both included.
    The database refuses a change of content, and any deletion, once ``published_at`` is set.
    """

    DRAFT, PUBLISHED, ABOLISHED = "draft", "published", "abolished"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    decision_number = models.CharField(max_length=120, null=True)
    decided_on = models.DateField(null=True)
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    state = models.CharField(max_length=10, default=DRAFT)
    spec = models.JSONField()
    spec_sha256 = models.CharField(max_length=64)
    online_level = models.CharField(max_length=10, null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=500, default="")
    change = models.CharField(max_length=12, default="")
    abolition = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "catalogue_version"
        constraints = (
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=models.Q(state="draft"), name="version_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at__isnull=True)
                | models.Q(
                    state__in=["published", "abolished"],
                    published_at__isnull=False,
                    effective_from__isnull=False,
                ),
                name="version_state_agrees",
            ),
        )
        indexes = (models.Index(fields=["state", "effective_from"], name="version_in_force"),)

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number} ({self.state})"


class OnlineLevelRecord(models.Model):
    """A decision put a procedure at an online level in one place from one day. History, never overwritten."""

    procedure_code = models.CharField(max_length=20, db_index=True)
    procedure_name = models.TextField()
    level = models.CharField(max_length=10)
    decision = models.CharField(max_length=120, null=True)
    issued_by = models.CharField(max_length=300)
    issued_on = models.DateField(null=True)

    class Meta:
        db_table = "catalogue_online_level"
        constraints = (
            models.UniqueConstraint(
                fields=["procedure_code", "procedure_name", "level", "decision", "issued_by"],
                name="online_level_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.level} {self.issued_by}"


class CatalogueEntry(models.Model):
    """One line of the national catalogue: that the procedure exists, who announced it, who carries it out."""

    code = models.CharField(primary_key=True, max_length=20)
    name = models.TextField()
    folded_name = models.TextField()
    sort_name = models.CharField(max_length=200)
    search_text = models.TextField()
    sectors = models.TextField()
    scope = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    issuing_body = models.TextField()
    executing_agencies = models.TextField()
    subjects = models.TextField()
    portal_id = models.CharField(max_length=40)

    class Meta:
        db_table = "catalogue_entry"
        indexes = (models.Index(fields=["sort_name", "code"], name="entry_page"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ImportLeftover(models.Model):
    """A piece of an imported file that became no draft, as it stood there: nothing of a file is lost."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    code = models.CharField(max_length=40)
    why = models.TextField()
    raw = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_leftover"
        indexes = (models.Index(fields=["-seen_at"], name="leftover_newest"),)

    def __str__(self) -> str:
        return f"{self.code}: {self.why}"


class ReviewCampaign(models.Model):
    """A round in which procedures are reviewed for online service, until a civil day in Viet Nam."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=300)
    place = models.CharField(max_length=300)
    due_on = models.DateField()
    opened_by = models.CharField(max_length=500)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_campaign"

    def __str__(self) -> str:
        return self.name


class EligibilityReview(models.Model):
    """One procedure in a round. ``missing`` are criteria, ``grounds`` obstacles with their remedy and day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(ReviewCampaign, on_delete=models.PROTECT, related_name="reviews")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    level = models.CharField(max_length=10, default="")
    missing = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    decided_by = models.CharField(max_length=500, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_review"
        constraints = (
            models.UniqueConstraint(fields=["campaign", "procedure"], name="review_once_a_campaign"),
        )

    def __str__(self) -> str:
        return f"{self.procedure_id}: {self.level or 'open'}"


class Simplification(models.Model):
    """A proposal that makes a procedure lighter, with what one filing costs before and after (estimates)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="simplifications")
    kind = models.CharField(max_length=20)
    what = models.TextField()
    minutes_before = models.PositiveIntegerField()
    minutes_after = models.PositiveIntegerField()
    dong_before = models.PositiveBigIntegerField()
    dong_after = models.PositiveBigIntegerField()
    dossiers_a_year = models.PositiveIntegerField()
    proposed_by = models.CharField(max_length=500)
    proposed_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_simplification"

    def __str__(self) -> str:
        return f"{self.procedure_id}: {self.kind}"
