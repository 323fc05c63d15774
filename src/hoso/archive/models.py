"""What proves the papers: time stamps, the place of every object under them, and which stamp renews which."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import TreeHead
from hoso.papers.models import Paper


class Stamp(models.Model):
    """One time stamp over one hash tree. ``tree`` is the vault's address of the file of all its nodes.

    The columns from ``stamped_at`` on are read from the token, for lists of what ends when.
    """

    class Purpose(models.TextChoices):
        """Why it was made: the first over its objects, over older stamps, or over objects with a new digest."""

        SEAL = "seal"
        RENEW = "renew"
        REHASH = "rehash"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    algorithm = models.CharField(max_length=10)
    leaves = models.PositiveIntegerField()
    tree = models.CharField(max_length=64, unique=True)
    token = models.BinaryField()
    stamped_at = models.DateTimeField()
    authority = models.CharField(max_length=500)
    valid_until = models.DateField()
    key = models.CharField(max_length=20)
    bits = models.PositiveIntegerField()
    digest = models.CharField(max_length=20)

    class Meta:
        db_table = "archive_stamp"
        indexes = [models.Index(fields=["day"], name="stamps_of_day")]


class Place(models.Model):
    """A paper, or a signed head of the ledger, as one leaf of a stamp's tree. ``chain`` counts from 1.

    ``parts`` are the hashes that stand in the tree for its data objects, in their order (``archive.objects``).
    """

    id = models.BigAutoField(primary_key=True)
    stamp = models.ForeignKey(Stamp, on_delete=models.PROTECT, related_name="places")
    number = models.PositiveIntegerField()
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey(TreeHead, null=True, on_delete=models.PROTECT, related_name="+")
    chain = models.PositiveSmallIntegerField(default=1)
    parts = models.JSONField()

    class Meta:
        db_table = "archive_place"
        constraints = [
            models.UniqueConstraint(fields=["paper", "chain"], name="paper_once_a_chain"),
            models.UniqueConstraint(fields=["head", "chain"], name="head_once_a_chain"),
            models.UniqueConstraint(fields=["stamp", "number"], name="one_object_a_leaf"),
            models.CheckConstraint(
                condition=Q(paper__isnull=False, head__isnull=True)
                | Q(paper__isnull=True, head__isnull=False),
                name="paper_or_head",
            ),
        ]


class Renewal(models.Model):
    """``later`` was made over the token of ``earlier``: the next link of every chain that ends with it."""

    earlier = models.OneToOneField(Stamp, primary_key=True, on_delete=models.PROTECT, related_name="+")
    later = models.ForeignKey(Stamp, on_delete=models.PROTECT, related_name="renewed")
    number = models.PositiveIntegerField()

    class Meta:
        db_table = "archive_renewal"
