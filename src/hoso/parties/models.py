"""Persons, organisations, agencies (each row is one legal life of an agency), accounts and posts."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from hoso.base.identifiers import uuid7
from hoso.law.roles import Role


class Agency(models.Model):
    """One legal life of an agency: the reform of 1 July 2025 ended some rows and began others.

    ``level`` is the administrative level during that life, so a report for 2024 still has districts.
    ``path`` holds the ids from the root down, as in "/tq-province/tq-dep-02/".
    ``identifier`` is the electronic identifier (Decision 20/2020 Art 4) used in dossier codes; a later
    life may carry the identifier of an earlier one, two living agencies never share it.
    """

    id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=300)
    folded_name = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    succession = models.CharField(max_length=20, default="")
    unit_code = models.CharField(max_length=10, default="")
    identifier = models.CharField(max_length=35, null=True, db_index=True)
    identifier_status = models.CharField(max_length=30, default="")
    is_one_stop = models.BooleanField(default=False)
    evidence = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "parties_agency"
        constraints = (
            models.UniqueConstraint(
                fields=["identifier"],
                condition=models.Q(valid_to__isnull=True),
                name="identifier_of_one_living_agency",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """``predecessor`` lives on in ``successor``; a divided agency has several successors."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        db_table = "parties_succession"
        constraints = (models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),)

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Person(models.Model):
    """A natural person. Unknown stays NULL or empty; nothing is invented."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    personal_id = models.CharField(max_length=12, unique=True, null=True)
    full_name = models.CharField(max_length=500)
    folded_name = models.CharField(max_length=500, db_index=True)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=10, default="")
    address = models.CharField(max_length=500, default="")
    phone = models.CharField(max_length=20, default="")
    email = models.EmailField(default="")

    class Meta:
        db_table = "parties_person"

    def __str__(self) -> str:
        return self.full_name


class Organisation(models.Model):
    """A firm, co-operative, household business or other organisation; ``tax_code`` identifies it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tax_code = models.CharField(max_length=14, unique=True, null=True)
    name = models.CharField(max_length=500)
    folded_name = models.CharField(max_length=500, db_index=True)
    address = models.CharField(max_length=500, default="")
    represented_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="represents")

    class Meta:
        db_table = "parties_organisation"

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by their sign-in name."""


class Account(AbstractBaseUser):
    """What signs in: a citizen's account, an organisation's, or an officer's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=80, unique=True)
    display_name = models.CharField(max_length=500)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="accounts")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="accounts"
    )
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        db_table = "parties_account"

    def __str__(self) -> str:
        return self.display_name


class Post(models.Model):
    """An account holds a role at an agency from a day to a day (both included; NULL: open)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30, choices=[(role.value, role.label.vi) for role in Role])
    title = models.CharField(max_length=200, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "parties_post"
        constraints = (
            models.UniqueConstraint(fields=["account", "agency", "role", "valid_from"], name="post_once"),
        )

    def __str__(self) -> str:
        return f"{self.role} @ {self.agency_id}"
