"""Keyed tokens of what rows show, by which records are found: deleted with a record's key."""

from django.db import models


class Likeness(models.Model):
    """What one row showed of a child, as keyed tokens. ``row`` is a token of the whole row."""

    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    row = models.BinaryField()
    numbers = models.BinaryField()
    given_names = models.BinaryField()
    surnames = models.BinaryField()
    birth_date = models.BinaryField()
    birth_month = models.BinaryField()


class Number(models.Model):
    """Which identities were told with an identifying number, by the number's token."""

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()


class MatchKey(models.Model):
    """A key by which a record is found for matching, as a keyed token."""

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)


class Place(models.Model):
    """Where rows told that identities live: tokens of building, unit and postal code.

    None where the row names none: a court's address has a postal code and nothing more.
    """

    building = models.BinaryField(null=True, db_index=True)
    unit = models.BinaryField(null=True)
    postal_code = models.BinaryField(null=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()
    line = models.IntegerField()


class Sponsor(models.Model):
    """Who wants to take children in, or did: the token of the agency's reference, and nothing else.

    A sponsor is an entity of its own only here, as *the same or not*: no name, no list, no search.
    """

    token = models.BinaryField(db_index=True)
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField()


class ReleasedRow(models.Model):
    """A row of a table that is sent whole again and again, by the token of what it says.

    ``of_table`` is the table's own identity; ``content`` the file that told the row first.
    """

    token = models.BinaryField(db_index=True)
    of_table = models.BigIntegerField()
    identity = models.BigIntegerField(db_index=True)
    content = models.BigIntegerField(db_index=True)
