"""What follows from all that was told, and what waits to be done: it can be made again."""

from typing import ClassVar

from django.db import models


class Pending(models.Model):
    """An entry that waits for its place in the ledger."""

    entry = models.BigIntegerField(primary_key=True)


class Derived(models.Model):
    """A content whose children have been joined, folded and looked at."""

    content = models.BigIntegerField(primary_key=True)


class Weighed(models.Model):
    """A content whose records have been weighed against those they may be one child with."""

    content = models.BigIntegerField(primary_key=True)


class RowMark(models.Model):
    """That a release left out a row told before, or carried one again that was told elsewhere."""

    token = models.BinaryField(db_index=True)
    content = models.BigIntegerField(db_index=True)
    left_out = models.BooleanField()


class Episode(models.Model):
    """One episode's steps as known during an interval, for counting."""

    entity = models.BigIntegerField(db_index=True)  # the child's smallest identity, as known then
    identity = models.BigIntegerField(db_index=True)  # whose transfer it is, else the entity
    transferred = models.BooleanField()
    steps = models.JSONField()
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    basis = models.CharField(max_length=7)


class Finding(models.Model):
    """One gap, true of one child during an interval, as known during another."""

    gap = models.CharField(max_length=40)
    anchor = models.CharField(max_length=200)
    identity = models.BigIntegerField(db_index=True)
    entity = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    due = models.DateField(null=True)
    reason = models.CharField(max_length=40, null=True)  # noqa: DJ001  # no reason is not ""
    facts = models.JSONField()
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    basis = models.CharField(max_length=7)


class NamedDuty(models.Model):
    """On which identity hangs the finding that makes the duty of a name.

    It follows from the findings and is written with them: a duty itself is stored nowhere.
    """

    duty = models.CharField(max_length=16, db_index=True)
    identity = models.BigIntegerField(db_index=True)


class AccountHead(models.Model):
    """How long a child's account is, its last link, and the account's place in the map."""

    child = models.CharField(primary_key=True, max_length=32)
    place = models.BinaryField()
    number = models.BigIntegerField()
    head = models.BinaryField()


class AccountNode(models.Model):
    """One place of the map of all accounts, by the bits that lead to it."""

    path = models.CharField(primary_key=True, max_length=256)
    node = models.BinaryField()


class Message(models.Model):
    """What one desk is to be told next of one finding's duty, or was told of it before.

    ``nth`` counts what is told to one desk of one finding; only the last may still wait. ``entry``
    is the ledger's entry that accounted for it before it left, ``told_on`` the day of that. The
    ledger keeps what was sent; these rows keep where it is.
    """

    id = models.CharField(primary_key=True, max_length=32)
    identity = models.BigIntegerField(db_index=True)
    gap = models.CharField(max_length=40)
    anchor = models.CharField(max_length=200)
    agency = models.CharField(max_length=20)
    role = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    nth = models.IntegerField()
    wakes_on = models.DateField()
    state = models.CharField(max_length=12)
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    entry = models.BigIntegerField(null=True)
    told_on = models.DateField(null=True)
    problem = models.CharField(max_length=200, default="")

    class Meta:
        """What is due is asked by state and day; nothing is told twice under two numbers."""

        indexes: ClassVar = [models.Index(fields=["state", "wakes_on"], name="store_message_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["anchor", "gap", "role", "nth"], name="store_message_once"
            )
        ]
