"""Letters to an address that the asking agency does not see: only ever added to."""

from django.db import models


class SealedService(models.Model):
    """A notice that an agency handed over, to be sent to an address which it does not see.

    ``notice`` is its SHA-256; the bytes are encrypted under the key of ``identity``, one of the
    child's records, and ``sealed`` is the SHA-256 of the ciphertext, which the entry names too.
    """

    id = models.CharField(primary_key=True, max_length=32)
    identity = models.BigIntegerField(db_index=True)
    person = models.CharField(max_length=32)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    purpose = models.CharField(max_length=40)
    kind = models.CharField(max_length=4)
    notice = models.CharField(max_length=64)
    asked_on = models.DateField()
    sealed = models.CharField(max_length=64)
    ciphertext = models.BinaryField()
    entry = models.BigIntegerField()


class ServiceStep(models.Model):
    """What the mail room recorded of a letter.

    What opens the commitment is encrypted under the key of ``identity``, the record that told the
    address.
    """

    service = models.CharField(max_length=32, db_index=True)
    step = models.CharField(max_length=12)
    on = models.DateField()
    recorded_on = models.DateField()
    person = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64, null=True)  # noqa: DJ001  # none is not ""
    identity = models.BigIntegerField(null=True)
    address = models.BinaryField(null=True)
    sealed = models.CharField(max_length=64, null=True)  # noqa: DJ001  # none is not ""
    ciphertext = models.BinaryField(null=True)
    entry = models.BigIntegerField()
