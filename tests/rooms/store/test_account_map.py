"""The map of all accounts: after any looks, its root in the ledger is over exactly the accounts."""

import json
import random
from typing import Any

import pytest
from django.db import transaction

from amparo.disclosures import value_of
from amparo.ledger import SigningKey
from amparo.ledger.merkle_map import EMPTY, holds, prove, root_of
from amparo.store import account_map, disclosures, models, people, sealing
from tests.rooms.disclosures.made_up import WHEN, told

pytestmark = pytest.mark.usefixtures("home")

KEY = SigningKey("amparo.local/made-up", b"k" * 32)
CHILDREN = tuple(f"{number:032x}" for number in range(1, 61))


def look(*of: str) -> int:
    one = told()
    with disclosures.recording(one.person):
        return disclosures.write(one, of, WHEN.date())


def sequence() -> None:
    sealing.sequence(KEY, KEY.name, WHEN)


def in_the_ledger() -> list[dict[str, Any]]:
    """What the ledger says of the map, in the order of its places."""
    placed = models.Sequenced.objects.order_by("position").values_list("entry", flat=True)
    bodies = [json.loads(bytes(models.Entry.objects.get(pk=entry).body)) for entry in placed]
    return [body for body in bodies if body["entry"] == "accounts"]


def accounts() -> dict[bytes, bytes]:
    """Every account by its place: how many disclosures, and the last link."""
    heads = models.AccountHead.objects.filter(number__gt=0)
    return {bytes(one.place): value_of(one.number, bytes(one.head)) for one in heads}


def test_before_anybody_asked_the_map_is_empty_and_the_ledger_says_nothing_of_it():
    with transaction.atomic():
        people.add_person("marta", None, None)
    sequence()
    assert account_map.root() == EMPTY
    assert in_the_ledger() == []


def test_an_answer_about_nobody_enters_the_map_too_so_that_the_ledgers_size_tells_nothing():
    look(CHILDREN[0])
    sequence()
    look()
    sequence()
    of_a_child, of_nobody = in_the_ledger()
    assert of_a_child == of_nobody


def test_a_map_without_an_account_has_the_root_of_nothing():
    look()
    sequence()
    [said] = in_the_ledger()
    assert (said["accounts"], said["root"]) == (0, EMPTY.hex())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_looks_the_last_root_is_over_exactly_the_accounts(seed):
    chance = random.Random(seed)
    for _ in range(6):
        for _ in range(chance.randint(1, 4)):
            look(*chance.sample(CHILDREN, chance.choice([0, 1, 1, 2, 30])))
        sequence()
        last = in_the_ledger()[-1]
        assert last["root"] == root_of(accounts()).hex() == account_map.root().hex()
        assert last["accounts"] == len(accounts())
    assert len(accounts()) > 20, f"seed {seed}"


def test_every_account_can_be_shown_under_the_root_with_its_length_and_its_last_link():
    look(*CHILDREN[:20])
    look(CHILDREN[3])
    sequence()
    root = bytes.fromhex(in_the_ledger()[-1]["root"])
    for place, value in accounts().items():
        proof = prove(place, account_map.read)
        assert holds(root, place, value, proof)
        assert not holds(root, place, value_of(9, value[8:]), proof)


def test_an_account_cut_short_is_no_longer_the_one_under_the_root():
    look(CHILDREN[0])
    sequence()
    [before] = accounts().items()
    look(CHILDREN[0])
    sequence()
    [(place, now)] = accounts().items()
    root = bytes.fromhex(in_the_ledger()[-1]["root"])
    proof = prove(place, account_map.read)
    assert holds(root, place, now, proof)
    assert not holds(root, *before, proof)


def test_every_checkpoint_after_a_look_covers_the_map_as_it_was_then():
    """The entry of the map is among those that the checkpoint of the look is over."""
    look(CHILDREN[0])
    sequence()
    size = models.Checkpoint.objects.latest("size").size
    last = models.Sequenced.objects.get(position=size - 1)
    assert b'"entry":"accounts"' in bytes(models.Entry.objects.get(pk=last.entry).body)


def test_what_waits_for_its_place_is_in_the_map_once_it_has_it():
    look(CHILDREN[0])
    sequence()
    root = account_map.root()
    look(CHILDREN[1])
    assert account_map.root() == root
    sequence()
    assert account_map.root() == root_of(accounts()) != root


def test_the_map_names_no_child():
    look(*CHILDREN[:5])
    sequence()
    kept = "".join(f"{one.path}{bytes(one.node)!r}" for one in models.AccountNode.objects.all())
    assert kept
    assert not [child for child in CHILDREN if child in kept + json.dumps(in_the_ledger())]


def test_the_count_of_accounts_in_the_ledger_is_kept_and_counted_anew_where_it_was_not():
    for child in ("ana", "ben", "ana"):
        look(child)
    sequence()
    assert in_the_ledger()[-1]["accounts"] == 2
    models.AccountNode.objects.filter(path="accounts").delete()  # as older homes are
    look("carla")
    look("ben")
    sequence()
    assert in_the_ledger()[-1]["accounts"] == 3
    look("ana")
    sequence()
    assert in_the_ledger()[-1]["accounts"] == 3
