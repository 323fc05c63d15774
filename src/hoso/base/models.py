"""Rows that every room needs: the outbox."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7


class OutboxMessage(models.Model):
    """Work to do after the commit, written in the same transaction as its cause.

    A worker leases a message, runs its handler and marks it done; a lease that ran out is taken up
    again, so a handler may run twice and must have its effect once (idempotent by ``key``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=160, unique=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    available_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, default="")
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        db_table = "base_outbox"
        indexes = (
            models.Index(
                fields=["available_at", "id"],
                name="outbox_waiting",
                condition=models.Q(done_at__isnull=True, gave_up_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
