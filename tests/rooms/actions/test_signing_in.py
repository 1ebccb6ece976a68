"""A token is for oneself, is told once, and runs out."""

from datetime import timedelta
from typing import Any

import pytest

from amparo.actions import assigning, signing_in
from amparo.actions.changing import ChangeRefused
from amparo.actions.people import TOKEN
from amparo.store import people
from amparo.words.agencies import Role
from tests.rooms.actions.changes import NOW, entries, refused_and_entered

REFUSED: dict[str, tuple[str | None, Any, str]] = {
    "a token of a day": (
        None,
        lambda asked: signing_in.give_token(asked, 13),
        "token: too-long",
    ),
    "a token of no time": (
        None,
        lambda asked: signing_in.give_token(asked, 0),
        "token: too-long",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_change_changes_nothing_and_stands_in_the_ledger(as_, what):
    refused_and_entered(as_, *REFUSED[what])


def test_anybody_ends_their_own_token_and_nobody_elses(as_):
    own = signing_in.give_token(as_("counsel"), 12)
    with pytest.raises(ChangeRefused):
        assigning.end(as_("ombuds"), own.entry)
    assert people.by_token(own.token, NOW) is not None
    assigning.end(as_("counsel"), own.entry)
    assert people.by_token(own.token, NOW) is None


def test_a_token_is_kept_by_its_digest_alone_and_runs_out(as_):
    given = signing_in.give_token(as_("counsel"), 2)
    assert given.until == NOW + timedelta(hours=2)
    whose = people.by_token(given.token, given.until - timedelta(seconds=1))
    assert whose is not None
    assert whose.slug == "counsel"
    assert people.by_token(given.token, given.until) is None
    assert given.token not in str(entries())
    assert given.token != signing_in.give_token(as_("counsel"), 2).token


def test_a_token_does_not_prolong_itself(as_, monkeypatch):
    given = signing_in.give_token(as_("counsel"), 2)
    monkeypatch.setenv(TOKEN, given.token)
    with pytest.raises(ChangeRefused, match="sign in again"):
        signing_in.give_token(as_(), 2)


def test_nobodys_token_makes_one_somebody_else(as_):
    for role in Role:
        token = signing_in.give_token(as_(role), 1).token
        whose = people.by_token(token, NOW)
        assert whose is not None
        assert whose.slug == role
