"""That a fact was said to be wrong, and what came of it."""

from django.db import models


class Doubt(models.Model):
    """That somebody asked for a fact of a child's record to be corrected; it changes no fact.

    The fact is named by its record's ``identity``, ``event``, day and ``field`` (None: all of it).
    ``right`` is what would be right, encrypted under the identity's key, in hexadecimal.
    """

    identity = models.BigIntegerField(db_index=True)
    event = models.CharField(max_length=40)
    field = models.CharField(max_length=40, null=True)  # noqa: DJ001  # all of it is not ""
    happened_on = models.DateField(null=True)
    data_class = models.CharField(max_length=40)
    told_by = models.CharField(max_length=20)
    wrong = models.CharField(max_length=40)
    right = models.TextField(null=True)  # noqa: DJ001  # nothing typed is not ""
    taken_up_by = models.CharField(max_length=40, db_index=True)
    person = models.CharField(max_length=32, db_index=True)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    at = models.DateTimeField()
    on = models.DateField()
    entry = models.BigIntegerField(unique=True)


class DoubtAnswered(models.Model):
    """What came of it, said by the desk that took it up; ``of`` is the entry that asked."""

    of = models.BigIntegerField(unique=True)
    answer = models.CharField(max_length=40)
    person = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    at = models.DateTimeField()
    on = models.DateField()
    entry = models.BigIntegerField(unique=True)
