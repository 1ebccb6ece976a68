"""The tables. What was told is only ever added to; what follows from it can be made again.

Big tables refer to one another by plain numbers: a foreign key checked on every row costs a third
of an ingest, and ``ledger verify`` checks every reference against what was sealed.
"""

from typing import ClassVar

from django.db import models

# --- what was told: append-only ----------------------------------------------------------------


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


class Ruling(models.Model):
    """That two source identities are, or are not, one child; numbered like an event."""

    id = models.BigIntegerField(primary_key=True)
    one = models.BigIntegerField(db_index=True)
    other = models.BigIntegerField(db_index=True)
    same = models.BooleanField()
    by_person = models.BooleanField(db_index=True)
    body = models.BinaryField()


class Entry(models.Model):
    """One entry of the ledger: a batch of events or rulings, a delivery, an expungement."""

    content = models.BigIntegerField(null=True, db_index=True)
    nonce = models.BinaryField()
    body = models.BinaryField()


class Sequenced(models.Model):
    """The place an entry has in the ledger, and when it was sealed there."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    sealed_at = models.DateTimeField()


class Checkpoint(models.Model):
    """A signed checkpoint, with the tree's frontier from which the next entries are appended."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    frontier = models.BinaryField()


# --- the vault and the index: deleted with a child's key ------------------------------------------


class VaultKey(models.Model):
    """The secret from which, with the home's key, an identity's vault key is made."""

    identity = models.BigIntegerField(primary_key=True)
    secret = models.BinaryField()


class Vault(models.Model):
    """The identifying fields of one event, encrypted under its identity's key."""

    event = models.BigIntegerField(primary_key=True)
    identity = models.BigIntegerField()
    ciphertext = models.BinaryField()


class ContentKey(models.Model):
    """The key of a content's set-aside lines. It expires, and the lines with it."""

    content = models.BigIntegerField(primary_key=True)
    secret = models.BinaryField()
    expires_on = models.DateField()


class Likeness(models.Model):
    """What one row showed of a child, as keyed tokens. ``row`` is a token of the whole row."""

    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    row = models.BinaryField()
    numbers = models.BinaryField()
    given_names = models.BinaryField()
    surnames = models.BinaryField()
    birth_date = models.BinaryField()


class Number(models.Model):
    """Which identities were told with an identifying number, by the number's token."""

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()


class Building(models.Model):
    """Which identities were told at a building, by its token, and whether with a unit."""

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    line = models.IntegerField()
    has_unit = models.BooleanField()


# --- what follows from it: can be made again ------------------------------------------------------


class Pending(models.Model):
    """An entry that waits for its place in the ledger."""

    entry = models.BigIntegerField(primary_key=True)


class Derived(models.Model):
    """A content whose children have been joined, folded and looked at."""

    content = models.BigIntegerField(primary_key=True)


class Child(models.Model):
    """A child's stable number: random, never reused. ``merged_into`` is what it is now."""

    id = models.CharField(primary_key=True, max_length=32)
    merged_into = models.CharField(max_length=32, null=True)  # noqa: DJ001  # not merged is not ""


class Membership(models.Model):
    """Which child a source identity is, as ruled so far."""

    identity = models.BigIntegerField(primary_key=True)
    child = models.CharField(max_length=32, db_index=True)


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
