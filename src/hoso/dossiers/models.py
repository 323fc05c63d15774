"""The dossier, its journal and the leaves of the ledger."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoso.base.identifiers import uuid7
from hoso.catalogue.models import ProcedureVersion
from hoso.law.states import END_STATES, State
from hoso.parties.models import Account, Agency, Organisation, Person


class Channel(models.TextChoices):
    """How the dossier was filed (hình thức nộp); the national portal's codes are 1, 2, 3."""

    DIRECT = "direct", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    POSTAL = "postal", "Bưu chính"


class Dossier(models.Model):
    """One matter of one owner, on one track. ``state`` is the fold of the journal, stored for speed.

    ``agency`` solves it, ``receiver`` is the one-stop desk. ``submitted_at`` is the e-receipt instant,
    where the clock starts. ``ended_at`` is the instant at which the clock stopped for good.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, unique=True, null=True)
    receipt_number = models.CharField(max_length=20, unique=True)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    owner_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    owner_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_name = models.CharField(max_length=500)
    folded_owner = models.CharField(max_length=500)
    state = models.CharField(max_length=24, choices=[(state.value, state.label.vi) for state in State])
    assignee = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    matter = models.CharField(max_length=64)
    last_seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")
    seen_seq: int | None = None
    """Not stored: the journal line that the actor's page had seen, when he said so (``spine.hold``)."""

    class Meta:
        db_table = "dossiers_dossier"
        constraints = [
            # One dossier, one track (Directive, section 1): the same matter of the same owner lives once.
            models.UniqueConstraint(
                fields=["matter"],
                condition=~Q(state__in=sorted(state.value for state in (*END_STATES, State.ISSUED))),
                name="one_live_track",
            ),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=False) | Q(owner_organisation__isnull=False),
                name="dossier_has_owner",
            ),
        ]
        indexes = [
            # Ordered by the first three; the others let counts and narrower lists read the index alone (SQLite
            # looks at ``ended_at`` once more although the condition has settled it; so in ``queue``).
            models.Index(
                fields=["agency", "due_at", "id", "state", "assignee", "ended_at"],
                name="open_by_due",
                condition=Q(ended_at__isnull=True, due_at__isnull=False),
            ),
            # The acting clock looks for near dates of all agencies.
            models.Index(
                fields=["due_at", "id"],
                name="open_by_date",
                condition=Q(ended_at__isnull=True, due_at__isnull=False),
            ),
            models.Index(
                fields=["receiver", "state", "submitted_at", "id", "ended_at"],
                name="queue",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["receiver", "submitted_at", "id"],
                name="ready_by_desk",
                condition=Q(state=State.ISSUED.value),
            ),
            models.Index(
                fields=["assignee", "due_at", "id"],
                name="mine_by_due",
                condition=Q(ended_at__isnull=True, assignee__isnull=False),
            ),
            models.Index(fields=["owner_person", "-submitted_at"], name="dossiers_of_person"),
            models.Index(fields=["owner_organisation", "-submitted_at"], name="dossiers_of_org"),
            models.Index(fields=["agency", "submitted_at"], name="agency_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.code or self.receipt_number


class Entry(models.Model):
    """One line of a dossier's journal: what happened, when, by whom, from which state to which.

    Append-only; ``hash`` covers the line and the hash of the line before. The agency, the procedure and
    the channel stand on every line so that any figure of any day can be counted from this table alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="journal")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    state_from = models.CharField(max_length=24, default="")
    state_to = models.CharField(max_length=24)
    due_at = models.DateTimeField(null=True)
    actor = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=500)
    actor_agency_id = models.CharField(max_length=40, default="")
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "dossiers_entry"
        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="journal_in_order")]
        indexes = [models.Index(fields=["agency", "at"], name="journal_by_agency")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.seq} {self.verb}"


class Leaf(models.Model):
    """A journal line's leaf in the ledger. ``index`` is given by the sequencer, moments later, once.

    ``statement`` is what the leaf commits to: the receipt's content for an e-receipt, the line's hash for
    every other line.
    """

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="leaf")
    kind = models.CharField(max_length=20)
    statement = models.JSONField(default=dict)
    salt = models.CharField(max_length=64)
    leaf_hash = models.CharField(max_length=64)
    promise = models.JSONField(default=dict)
    index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        db_table = "dossiers_leaf"
        indexes = [models.Index(fields=["entry"], name="leaf_waiting", condition=Q(index__isnull=True))]


class TreeNode(models.Model):
    """The hash of a complete subtree of the ledger: ``level`` 0 are the leaves."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "dossiers_tree_node"


class TreeHead(models.Model):
    """A signed head of the ledger: its size, its root, the checkpoint as it is published."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    checkpoint = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_tree_head"


class DayCounter(models.Model):
    """The last serial number given by an agency on a civil day: gap-free, taken last in a transaction."""

    pk = models.CompositePrimaryKey("agency_id", "day")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "dossiers_day_counter"
