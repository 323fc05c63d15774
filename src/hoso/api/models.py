"""The only rows of this door: the keys that machines carry."""

from __future__ import annotations

from django.db import models

from hoso.base.identifiers import uuid7
from hoso.parties.models import Account


class ApiToken(models.Model):
    """A key with which a machine acts for an account. Only its SHA-256 is kept: nobody can read it back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    read_only = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"
        indexes = (models.Index(fields=["account", "-created_at"], name="tokens_of_account"),)

    def __str__(self) -> str:
        return self.name
