"""What was asked and answered, in whose account: only ever added to."""

from typing import ClassVar

from django.db import models


class Disclosure(models.Model):
    """One look, list, search, count, copy or refusal; what was said of it stands in its entry."""

    entry = models.BigIntegerField(primary_key=True)
    person = models.CharField(max_length=32)
    action = models.CharField(max_length=10)
    purpose = models.CharField(max_length=40)
    granted = models.BooleanField()
    day = models.DateField()

    class Meta:
        """Budgets ask by person and day."""

        indexes: ClassVar = [models.Index(fields=["person", "day"], name="store_disclosure_day")]


class Account(models.Model):
    """A child's next disclosure: its number, the one before it, and the link that chains them."""

    child = models.CharField(max_length=32)
    number = models.BigIntegerField()
    entry = models.BigIntegerField(db_index=True)
    previous = models.BinaryField()
    link = models.BinaryField()

    class Meta:
        """No number of a child's account is given twice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "number"], name="store_account_number")
        ]
