"""What only a key opens, and the keys: one is deleted to shut its part for good."""

from django.db import models


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


class AccountKey(models.Model):
    """The secret under which a child's account is chained; without it the chain names nobody."""

    child = models.CharField(primary_key=True, max_length=32)
    secret = models.BinaryField()


class SearchKey(models.Model):
    """The secret of a month's searches; deleted, what was searched for cannot be guessed."""

    month = models.CharField(primary_key=True, max_length=7)
    secret = models.BinaryField()
