"""Accounts on either database: opened, signed in with, and altered by nobody unseen."""

from datetime import timedelta

import pyotp
import pytest
from django.db import connection
from django.test import override_settings

from amparo.actions import accounts
from amparo.actions.changing import Asked
from amparo.actions.ledger import verify
from amparo.store import deliveries, models
from tests.rooms.actions.changes import NOW

CHEAP = "django.contrib.auth.hashers.MD5PasswordHasher"
PASSWORD = "seven made-up horses"  # noqa: S105  # of nobody
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def opened(home, monkeypatch):
    """The account of the made-up operator, and the seed of their phone."""
    monkeypatch.delenv("AMPARO_TOKEN", raising=False)
    deliveries.choose_home(made_up=True, by="a test")
    with override_settings(PASSWORD_HASHERS=[CHEAP]):
        code = accounts.invite(Asked(home, None, NOW), "operator").code
        signed, seed = accounts.invited(home, "operator", code, NOW), accounts.new_seed()
        shown = pyotp.TOTP(seed).at(NOW)
        phone = accounts.by_authenticator(home, signed.person, seed, shown, NOW)
        assert phone is not None
        accounts.open_account(home, signed, accounts.hashed(PASSWORD), phone, NOW)
        yield home, signed, seed


def test_an_account_is_signed_in_with_and_every_try_is_an_entry_that_verifies(opened):
    home, signed, seed = opened
    assert accounts.by_password(home, "operator", PASSWORD, LATER) == signed
    with pytest.raises(accounts.SignInRefused):
        accounts.by_password(home, "operator", "another", LATER)
    accounts.by_code(home, signed, pyotp.TOTP(seed).at(LATER), LATER)
    answers = models.SignIn.objects.order_by("entry").values_list("answer", flat=True)
    assert list(answers) == ["signed-in", "wrong-password", "signed-in"]
    assert verify(home).ok
    bodies = b"".join(bytes(one.body) for one in models.Entry.objects.all())
    assert PASSWORD.encode() not in bodies
    assert seed.encode() not in bodies


def test_a_seed_is_kept_encrypted_and_a_password_put_in_its_place_is_seen(opened):
    home, _, seed = opened
    kept = [bytes(one.kept) for one in models.Credential.objects.all()]
    assert not any(seed.encode() in one or PASSWORD.encode() in one for one in kept)
    if connection.vendor == "postgresql":
        return  # the application may not drop a trigger here
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_credential_no_UPDATE")
        cursor.execute("UPDATE store_credential SET kept = %s WHERE kind = 'password'", [b"mine"])
    assert not verify(home).ok
