"""A grant is used once, soon, as it was given, and only when its disclosure is on the disk."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.db import connections, transaction

from amparo.actions.home import close_home, open_home
from amparo.purposes import Action, DataClass, Origin, Purpose
from amparo.purposes.labels import Label
from amparo.settings import read_settings
from amparo.store import live_grants, sealing
from amparo.store.live_grants import LASTS, GrantNotGood, LiveGrant, comes_alive_on_commit, spend
from amparo.words.agencies import Role

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
COURT = Label(data_class=DataClass.COURT, origin=Origin.COURT, protected=False)
ADDRESS = Label(data_class=DataClass.LOCATION, origin=Origin.HHS, protected=False)


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("grants") / "home"
    open_home(read_settings({"AMPARO_HOME": str(folder)}))
    yield
    close_home()


@pytest.fixture(autouse=True)
def nothing_is_left_alive() -> Iterator[None]:
    before = set(live_grants._LIVE)
    yield
    assert set(live_grants._LIVE) == before


def made(entry: int = 0, number: str | None = None) -> LiveGrant:
    return LiveGrant(
        id=number or uuid4().hex,
        person="a" * 32,
        role=Role.JUVENILE_COORDINATOR,
        action=Action.READ,
        purpose=Purpose.NTA_SERVICE,
        children=frozenset({"b" * 32}),
        labels=frozenset({COURT}),
        true_on=NOON.date(),
        known_at=NOON.date(),
        expires_at=NOON + LASTS,
        entry=entry,
    )


def disclosed(**says: str) -> LiveGrant:
    """A grant with the entry that tells of it. Call it inside a transaction."""
    number = uuid4().hex
    told = {"entry": "disclosure", "id": number, "answer": "grant", **says}
    return made(sealing.enter(told), number)


def given(**says: str) -> LiveGrant:
    """A grant whose transaction was committed."""
    with transaction.atomic():
        grant = disclosed(**says)
        comes_alive_on_commit(grant)
    return grant


def test_a_grant_that_was_given_is_used_once():
    grant = given()
    assert spend(grant, NOON) == grant
    with pytest.raises(GrantNotGood, match="used already"):
        spend(grant, NOON)


def test_a_grant_made_by_hand_opens_nothing():
    with pytest.raises(GrantNotGood, match="No such grant was given"):
        spend(made(), NOON)


def test_a_guessed_number_opens_nothing_and_does_not_end_the_real_grant():
    real = given()
    with pytest.raises(GrantNotGood):
        spend(msgspec.structs.replace(real, id=uuid4().hex), NOON)
    assert spend(real, NOON) == real


ALTERED: dict[str, dict[str, Any]] = {
    "a class more": {"labels": frozenset({COURT, ADDRESS})},
    "a class less": {"labels": frozenset()},
    "another child": {"children": frozenset({"c" * 32})},
    "a child more": {"children": frozenset({"b" * 32, "c" * 32})},
    "another person": {"person": "d" * 32},
    "another role": {"role": Role.COUNSEL},
    "another purpose": {"purpose": Purpose.REPRESENTATION},
    "another action": {"action": Action.EXPORT},
    "another disclosure": {"entry": 2_000_000},
    "another day": {"true_on": NOON.date() - timedelta(days=1)},
    "another day of knowledge": {"known_at": NOON.date() - timedelta(days=1)},
    "longer": {"expires_at": NOON + timedelta(days=1)},
}


@pytest.mark.parametrize("change", ALTERED.values(), ids=ALTERED)
def test_a_grant_altered_in_any_word_opens_nothing_and_is_used_up(change):
    real = given()
    with pytest.raises(GrantNotGood, match="not the grant that was given"):
        spend(msgspec.structs.replace(real, **change), NOON)
    with pytest.raises(GrantNotGood, match="used already"):
        spend(real, NOON)


def test_every_word_of_a_grant_is_altered_above_but_its_number():
    altered = {name for change in ALTERED.values() for name in change}
    assert altered == set(LiveGrant.__struct_fields__) - {"id"}


@pytest.mark.parametrize("late", [timedelta(), timedelta(microseconds=1), timedelta(days=365)])
def test_a_grant_is_over_from_the_instant_on_which_it_ends(late):
    grant = given()
    with pytest.raises(GrantNotGood, match="expired"):
        spend(grant, grant.expires_at + late)


def test_a_grant_is_good_to_the_last_instant_before_it_ends():
    grant = given()
    assert spend(grant, grant.expires_at - timedelta(microseconds=1)) == grant


def test_an_expired_grant_is_not_good_again_when_the_clock_is_set_back():
    grant = given()
    with pytest.raises(GrantNotGood, match="expired"):
        spend(grant, grant.expires_at)
    with pytest.raises(GrantNotGood):
        spend(grant, NOON)


def test_a_grant_opens_nothing_before_its_transaction_is_committed():
    with transaction.atomic():
        grant = disclosed()
        comes_alive_on_commit(grant)
        with pytest.raises(GrantNotGood, match="No such grant was given"):
            spend(grant, NOON)
    assert spend(grant, NOON) == grant


def test_a_grant_whose_transaction_was_rolled_back_was_never_given():
    with transaction.atomic():
        grant = disclosed()
        comes_alive_on_commit(grant)
        transaction.set_rollback(True)
    with pytest.raises(GrantNotGood, match="No such grant was given"):
        spend(grant, NOON)


def test_a_grant_for_which_no_disclosure_stands_opens_nothing():
    grant = made(entry=10**9)
    with transaction.atomic():
        comes_alive_on_commit(grant)
    with pytest.raises(GrantNotGood, match="No disclosure stands"):
        spend(grant, NOON)


@pytest.mark.parametrize("says", [{"id": "e" * 32}, {"answer": "refusal"}], ids=str)
def test_a_grant_whose_entry_tells_of_something_else_opens_nothing(says):
    with pytest.raises(GrantNotGood, match="No disclosure stands"):
        spend(given(**says), NOON)


def test_a_grant_for_which_nothing_was_written_down_opens_nothing():
    """Outside a transaction there is nothing to wait for, and nothing that was committed either."""
    grant = made()
    comes_alive_on_commit(grant)
    with pytest.raises(GrantNotGood, match="No disclosure stands"):
        spend(grant, NOON)


def test_of_many_who_use_a_grant_at_once_one_is_shown_something():
    grant = given()

    def tried(_: int) -> bool:
        try:
            return spend(grant, NOON) == grant
        except GrantNotGood:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as several:
        assert sum(several.map(tried, range(200))) == 1


def test_what_a_refused_grant_says_names_no_child_and_nobody():
    real = given()
    others = [made(), msgspec.structs.replace(real, labels=frozenset({ADDRESS}))]
    for wrong in others:
        with pytest.raises(GrantNotGood) as said:
            spend(wrong, NOON)
        assert not any(one in str(said.value) for one in (*real.children, real.person, wrong.id))
