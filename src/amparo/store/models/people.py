"""Who may ask, and by what they are known at the door: only ever added to."""

from hashlib import sha256

from django.db import models


class PolicySet(models.Model):
    """Where the ledger keeps the rules with a digest: a past decision can be asked again."""

    digest = models.CharField(primary_key=True, max_length=64)
    entry = models.BigIntegerField()


class Person(models.Model):
    """Someone who may ask. ``slug`` is the name that commands and accountings use."""

    id = models.CharField(primary_key=True, max_length=32)
    slug = models.CharField(max_length=60, unique=True)
    os_user = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  # none is not ""
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Appointment(models.Model):
    """A role that a person holds at an agency's office, from a day to a day (both included)."""

    person = models.CharField(max_length=32, db_index=True)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80)
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Training(models.Model):
    """That a person was trained in the law on unaccompanied children, and until when it counts."""

    person = models.CharField(max_length=32, db_index=True)
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Assignment(models.Model):
    """Work that someone else gave a person: of one child, or of the whole home (no child)."""

    person = models.CharField(max_length=32, db_index=True)
    nexus = models.CharField(max_length=20)
    child = models.CharField(max_length=32, null=True, db_index=True)  # noqa: DJ001  # no child is not ""
    budgeted = models.BooleanField()
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Approval(models.Model):
    """That someone else agreed to a look: why, by which authority, until when."""

    person = models.CharField(max_length=32, db_index=True)
    child = models.CharField(max_length=32, null=True)  # noqa: DJ001  # no child is not ""
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=40)
    authority = models.CharField(max_length=200)
    begins = models.DateField()
    ends = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Token(models.Model):
    """What a signed-in person shows instead of a name: the SHA-256 of a random text."""

    digest = models.CharField(primary_key=True, max_length=64)
    person = models.CharField(max_length=32)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Credential(models.Model):
    """One thing by which a person's account is known: what an operator handed out, or they chose.

    ``kept`` is a digest (invitation, recovery code), a slow hash (password), a ciphertext (the
    seed of an authenticator), a public key (passkey) or a keyed token (whom an agency's sign-in
    means): never what is shown at the door.
    """

    person = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=12)
    kept = models.BinaryField()
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField(unique=True)

    @property
    def digest(self) -> str:
        """The SHA-256 of what is kept, which the entry names: nobody swaps it unseen."""
        return sha256(bytes(self.kept)).hexdigest()


class SignIn(models.Model):
    """One try at the door that counts: it let somebody in, or was refused.

    ``credential`` is the entry of the second factor shown; ``counter`` its time step or count, so
    that none is taken twice.
    """

    person = models.CharField(max_length=32, db_index=True)
    answer = models.CharField(max_length=20)
    at = models.DateTimeField()
    credential = models.BigIntegerField(null=True)
    counter = models.BigIntegerField(null=True)
    entry = models.BigIntegerField(unique=True)


class Ended(models.Model):
    """That something above ended before its day: ``of`` is the ledger entry that began it."""

    of = models.BigIntegerField(unique=True)
    on = models.DateField()
    made_by = models.CharField(max_length=32)
    entry = models.BigIntegerField()
