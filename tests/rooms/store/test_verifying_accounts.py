"""Whoever holds the pen of the ledger cannot enter an answer that the rules do not give."""

from typing import Any

import msgspec
import pytest
from django.db import transaction

from amparo.disclosures import Disclosed
from amparo.purposes import Action, DataClass, in_force
from amparo.purposes.opening import opened
from amparo.store import disclosures, policy_sets, sealing, verifying_accounts
from tests.rooms.disclosures.made_up import WHEN, told
from tests.rooms.purposes.requests import TODAY

pytestmark = pytest.mark.usefixtures("home")

ANA = "a" * 32


def entered(**differing: Any) -> int:
    """What an inspector was shown of Ana, entered and chained as every answer is."""
    [request] = told().facts
    found = opened(request, TODAY)
    one = told(**{"rules": found.rules, "classes": found.classes, **differing})
    return written(one)


def written(one: Disclosed) -> int:
    with disclosures.recording(one.person):
        return disclosures.write(one, [ANA], WHEN.date())


def keep(policies=TODAY) -> None:
    with transaction.atomic():
        policy_sets.keep(policies)


def found() -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in verifying_accounts.problems()]


NOT_SO = "it does not follow from the rules it names"


def test_an_answer_that_the_rules_give_is_no_problem():
    keep()
    entered()
    assert found() == []


@pytest.mark.parametrize(
    "instead",
    [
        {"classes": (DataClass.IDENTITY, DataClass.COUNSEL_COMMUNICATIONS)},
        {"rules": ("a-rule-of-nobody",)},
        {"answer": "refusal", "because": "No."},
        {"requests": (msgspec.structs.asdict(told().facts[0]) | {"audit": False},)},
    ],
    ids=["a class more", "another rule", "a refusal", "without the work"],
)
def test_an_answer_that_the_rules_do_not_give_is_named_though_it_is_sealed_and_chained(instead):
    keep()
    honest, made_up = entered(), entered(id="2f" * 16, **instead)
    assert found() == [(f"disclosure {made_up}", NOT_SO)]
    assert honest != made_up


def test_an_answer_by_rules_that_are_not_kept_is_named():
    keep()
    entry = entered(digest="00" * 32)
    assert found() == [(f"disclosure {entry}", "the rules it was decided by are gone")]


def test_each_answer_is_asked_again_of_its_own_rules():
    before = in_force(WHEN.date().replace(month=3, day=1))
    keep()
    keep(before)
    entered(digest=before.digest)
    entered(id="2f" * 16)
    assert found() == []


def test_an_answer_of_an_older_amparo_that_told_fewer_facts_is_left_to_its_seal():
    keep()
    fewer = dict(told().requests[0])
    del fewer["training_in_date"]
    entered(requests=(fewer,))
    assert found() == []


def test_rules_altered_under_their_digest_are_named_and_no_answer_is_asked_of_them():
    digest = "ab" * 32
    with transaction.atomic():
        entry = sealing.enter({"entry": "policies", "digest": digest, "text": "{}"})
    entered(digest=digest, action=Action.READ)
    assert (f"rules of entry {entry}", "they are not those of their digest") in found()
    assert NOT_SO not in {what for _, what in found()}
