"""What was ruled of who is one child, and what persons held of it: only ever added to."""

from typing import ClassVar

from django.db import models


class Ruling(models.Model):
    """That two source identities are, or are not, one child; numbered like an event.

    ``kind`` and ``learned_on`` are None where the rule for rows joined the two: that follows from
    what the rows showed, and is known as they are.
    """

    id = models.BigIntegerField(primary_key=True)
    one = models.BigIntegerField(db_index=True)
    other = models.BigIntegerField(db_index=True)
    same = models.BooleanField()
    by_person = models.BooleanField(db_index=True)
    body = models.BinaryField()
    kind = models.CharField(max_length=12, null=True)  # noqa: DJ001  # the rule's have none
    by = models.CharField(max_length=12, null=True)  # noqa: DJ001  # likewise
    learned_on = models.DateField(null=True)

    class Meta:
        """Every look asks for those that are replayed, and they are few."""

        indexes: ClassVar = [
            models.Index(
                fields=[side],
                condition=models.Q(kind__isnull=False),
                name=f"store_ruling_replayed_{side}",
            )
            for side in ("one", "other")
        ]


class Opinion(models.Model):
    """What one person held of a review's children; the second who agrees makes it a ruling."""

    review = models.BigIntegerField(db_index=True)
    person = models.CharField(max_length=32)
    says = models.CharField(max_length=20)
    because = models.CharField(max_length=200)
    entry = models.BigIntegerField()
