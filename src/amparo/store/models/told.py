"""What agencies and persons told: only ever added to."""

from typing import ClassVar

from django.db import models


class Home(models.Model):
    """Whether this home is made-up or real: chosen by its first delivery about children."""

    made_up = models.BooleanField()
    chosen_by = models.CharField(max_length=64)

    class Meta:
        """One row at most: the key is always 1."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="store_home_is_one")
        ]


class Content(models.Model):
    """One file as it was read. Rows of a content that no delivery carried are invisible."""

    feed = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, db_index=True)


class Delivery(models.Model):
    """One accepted delivery, with its manifest as sent."""

    feed = models.CharField(max_length=40, db_index=True)
    folder = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, db_index=True)
    sequence = models.IntegerField()
    mode = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    backfilled = models.BooleanField()
    made_up = models.BooleanField()
    about_children = models.BooleanField()
    manifest = models.TextField()


class Delivered(models.Model):
    """That a delivery carried a content, and how the file's lines were accounted for."""

    delivery = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField(db_index=True)
    tally = models.JSONField()


class SetAsideRow(models.Model):
    """A line that could not be read: its number, why, and who can mend it."""

    content = models.BigIntegerField(db_index=True)
    line = models.IntegerField()
    reason = models.CharField(max_length=300)
    owner = models.CharField(max_length=60)


class Identity(models.Model):
    """A source identity: one record key of one agency."""

    name = models.CharField(max_length=160, unique=True)


class Event(models.Model):
    """One event. ``id`` is its entry's number times 1024 plus its place in the batch.

    Everything an event says is in ``body``, whose bytes the ledger seals; ``identity`` and
    ``content`` repeat what the body and the batch say, so that they can be looked up.
    """

    id = models.BigIntegerField(primary_key=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    body = models.BinaryField()


class Telling(models.Model):
    """That a person told a content at a desk: who, in which role, for which duty, and when.

    It makes the content visible, as a delivery does. The entry of its batch says the same.
    """

    content = models.BigIntegerField(unique=True)
    person = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    purpose = models.CharField(max_length=40)
    duty = models.CharField(max_length=16, db_index=True)
    learned_at = models.DateTimeField()
    entry = models.BigIntegerField(unique=True)


class DutyAct(models.Model):
    """What somebody did to a duty: took it, handed it over, let it rest. It hangs on its name.

    ``on`` is the home's day, ``at`` the instant; ``to`` a person, or an office by its name.
    """

    duty = models.CharField(max_length=16, db_index=True)
    finding = models.CharField(max_length=16)
    act = models.CharField(max_length=20)
    person = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    at = models.DateTimeField()
    on = models.DateField()
    to = models.CharField(max_length=80, null=True)  # noqa: DJ001  # nobody is not ""
    reason = models.CharField(max_length=200, null=True)  # noqa: DJ001  # no reason is not ""
    until = models.DateField(null=True)
    entry = models.BigIntegerField(unique=True)
