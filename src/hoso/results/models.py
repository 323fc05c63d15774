"""Results: the decision, its signed document, its issue and its return."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.dossiers.models import Dossier
from hoso.papers.models import Paper
from hoso.parties.models import Account, Agency


class Result(models.Model):
    """The n-th result of a dossier. ``paper`` carries the officer's signature once decided, the agency's
    once issued. ``paper_copy`` is the digitised, signed copy of a result the law demands on paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10)
    reason = models.TextField(default="")
    code = models.CharField(max_length=80, unique=True)
    lookup = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=1000)
    result_kind = models.CharField(max_length=80, default="")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    paper_required = models.BooleanField(default=False)
    paper_copy = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    zones = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    decided_by_name = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    issued_by_name = models.CharField(max_length=500, default="")
    issued_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "results_result"
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="result_in_order")]

    def __str__(self) -> str:
        return self.code


class Order(models.Model):
    """Several dossiers signed or sealed with one confirmation: who ordered what, and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verb = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "results_order"
        indexes = [models.Index(fields=["ordered_by", "-ordered_at"], name="orders_of_officer")]


class OrderItem(models.Model):
    """One dossier of an order, as its page showed it (``seen_seq``), and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    seen_seq = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, default="")
    text_vi = models.TextField(default="")
    text_en = models.TextField(default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "results_order_item"
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_item_in_order"),
            models.UniqueConstraint(fields=["order", "dossier"], name="order_item_once"),
        ]
