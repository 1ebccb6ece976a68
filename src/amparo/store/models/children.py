"""Which records are one child, since when, and who must be asked: it can be made again."""

from typing import ClassVar

from django.db import models


class Child(models.Model):
    """A child's stable number: random, never reused."""

    id = models.CharField(primary_key=True, max_length=32)


class Membership(models.Model):
    """Which child a source identity is, as known from a day up to, not including, another.

    ``entry`` is the ledger's last entry when it was written, ``ended_by`` the entry that ended it.
    """

    identity = models.BigIntegerField(db_index=True)
    child = models.CharField(max_length=32, db_index=True)
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    entry = models.BigIntegerField(default=0)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        """Every identity is one child at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identity"],
                condition=models.Q(known_to=None),
                name="store_membership_one_open",
            )
        ]


class Alias(models.Model):
    """A number that leads to another one: from the ledger entry of a merge to that of its undoing.

    The days are those of knowledge; the entries say it to the look.
    """

    old = models.CharField(max_length=32, db_index=True)
    child = models.CharField(max_length=32, db_index=True)
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    entry = models.BigIntegerField()
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        """A number leads to one other number at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["old"], condition=models.Q(ended_by=None), name="store_alias_one_open"
            )
        ]


class Review(models.Model):
    """Children of whom a person must say whether they are one; by the entry that opened it.

    ``of`` are the identities of each child that is to stand beside the others.
    """

    entry = models.BigIntegerField(primary_key=True)
    of = models.JSONField()
    why = models.CharField(max_length=100)
    opened_on = models.DateField()
    closed_by = models.BigIntegerField(null=True, db_index=True)
