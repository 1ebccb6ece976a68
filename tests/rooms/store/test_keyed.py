"""The keyed hash under which tokens and vault keys are made is the standard one."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from amparo.store.vault import IdentityKey, Keyed


@given(key=st.binary(min_size=1, max_size=64), text=st.binary(max_size=300))
def test_it_is_hmac_sha_256(key, text):
    assert Keyed(key).digest(text) == hmac.digest(key, text, "sha256")


def test_what_was_sealed_under_an_identitys_key_is_read_with_that_key_alone():
    home, secret = b"h" * 32, b"s" * 16
    sealed = IdentityKey(home, secret).encrypt(b"Ana")
    assert IdentityKey(home, secret).decrypt(sealed) == b"Ana"
    assert IdentityKey(home, b"t" * 16).decrypt(sealed) is None
    assert IdentityKey(b"i" * 32, secret).decrypt(sealed) is None
