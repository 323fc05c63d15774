"""A grant (one wish, at most one certificate), its journal, and the warnings to its holder."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoso.base.identifiers import uuid7
from hoso.law.grants import LIVE, WAITING
from hoso.law.text import Text
from hoso.parties.models import Account, Agency, Organisation, Person


class Origin(models.TextChoices):
    """How the wish came."""

    ONLINE = "online", "Trực tuyến"
    COUNTER = "counter", "Tại quầy"
    RENEWAL = "renewal", "Gia hạn"

    @property
    def text(self) -> Text:
        """The words for the screens."""
        return Text(self.label, {"online": "Online", "counter": "At the counter"}.get(self.value, "Renewal"))


class Grant(models.Model):
    """A free signature of ``person``, for himself or, with ``organisation``, as its representative.

    ``agency`` is the one-stop desk that sees the card. ``reference`` names the key at the issuing authority;
    ``certificate`` is base64 DER. ``state`` is a GrantState, ``reason`` a RevocationReason. The private key and the
    PIN are never here. ``ground`` is why it was refused or ended early.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(max_length=12)
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    card_read = models.CharField(max_length=10, default="")
    reference = models.CharField(max_length=64, unique=True)
    renews = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    certificate = models.TextField(default="")
    serial = models.CharField(max_length=40, unique=True, null=True)
    issued_at = models.DateTimeField(null=True)
    valid_from = models.DateTimeField(null=True)
    valid_to = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, default="")
    ground = models.CharField(max_length=1000, default="")

    class Meta:
        db_table = "grants_grant"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(organisation__isnull=True, state__in=sorted(WAITING)),
                name="one_request_of_person",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(organisation__isnull=False, state__in=sorted(WAITING)),
                name="one_request_of_organisation",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(organisation__isnull=True, state__in=sorted(LIVE)),
                name="one_certificate_of_person",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(organisation__isnull=False, state__in=sorted(LIVE)),
                name="one_certificate_of_organis",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "requested_at"], name="grants_of_desk"),
            models.Index(fields=["state", "valid_to"], name="grants_ending"),
        ]

    def __str__(self) -> str:
        return self.reference


class GrantEntry(models.Model):
    """One line of the journal of grants. Append-only; figures are counted from it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="entries")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    state_to = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=500)
    note = models.CharField(max_length=1000, default="")

    class Meta:
        db_table = "grants_entry"
        indexes = [models.Index(fields=["verb", "agency", "at"], name="grant_entries_counted")]

    def __str__(self) -> str:
        return self.verb


class GrantNotice(models.Model):
    """A warning to the holder: ``days`` before the end of the certificate. Once each."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="notices")
    days = models.PositiveSmallIntegerField()
    vi = models.CharField(max_length=500)
    en = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        db_table = "grants_notice"
        constraints = [models.UniqueConstraint(fields=["grant", "days"], name="grant_warned_once")]

    def __str__(self) -> str:
        return self.vi
