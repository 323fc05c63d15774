"""Published calendars. A row is never changed: a new decision is a new version."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.parties.models import Account, Agency


class Purpose(models.TextChoices):
    """Reception hours are not processing hours: a desk may be on duty on a Saturday when nobody decides."""

    PROCESSING = "processing", "Giải quyết hồ sơ"
    RECEPTION = "reception", "Tiếp nhận hồ sơ"


class PublishedCalendar(models.Model):
    """One version: the decision, its days and hours (``spec``, see ``spec.py``), and who published it.

    ``agency`` NULL: for every agency that has none of its own; otherwise for that agency and the units under it.
    The latest published version of the nearest agency counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.CharField(max_length=60, unique=True)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    decision_number = models.CharField(max_length=120)
    decided_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    spec = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    published_by_name = models.CharField(max_length=500)

    class Meta:
        db_table = "calendars_published"
        indexes = [models.Index(fields=["purpose", "agency", "-published_at"], name="calendar_of_agency")]

    def __str__(self) -> str:
        return self.version
