"""The ledger's entries, their places, and its checkpoints: only ever added to."""

from django.db import models


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
