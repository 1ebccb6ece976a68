"""Every answer lengthens the accounts of its children by one, for good, and those of no others."""

import json
from datetime import date, timedelta
from itertools import count
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.disclosures import FIRST, Disclosed, links_root, next_link, own_key, said
from amparo.purposes import Action, Purpose
from amparo.store import children, disclosures, models
from amparo.store.append_only import ASKED
from amparo.store.children import Period
from tests.rooms.disclosures.made_up import WHEN, told

pytestmark = pytest.mark.usefixtures("home")

DAY = WHEN.date()
ANA, BETO, CARLA, DORA = "a" * 32, "b" * 32, "c" * 32, "d" * 32
FOUR = (ANA, BETO, CARLA, DORA)
numbers = count(1)


def look(*of: str, **differing) -> int:
    """One answer about some children, written down."""
    day = differing.pop("day", DAY)
    one = told(id=f"{next(numbers):032x}", **differing)
    with disclosures.recording(one.person):
        return disclosures.write(one, of, day)


def account(child: str) -> list[models.Account]:
    return list(models.Account.objects.filter(child=child).order_by("number"))


def lengths(*of: str) -> list[int]:
    return [len(account(child)) for child in of]


def body(entry: int) -> Any:
    return json.loads(bytes(models.Entry.objects.get(pk=entry).body))


# --- the chain --------------------------------------------------------------------------------


def test_a_look_lengthens_the_accounts_of_its_children_by_one_and_no_others():
    look(ANA, BETO)
    assert lengths(*FOUR) == [1, 1, 0, 0]
    look(ANA)
    assert lengths(*FOUR) == [2, 1, 0, 0]
    look(CARLA, ANA, CARLA)
    assert lengths(*FOUR) == [3, 1, 1, 0]


def test_an_answer_about_nobody_is_an_entry_in_no_account():
    entry = look()
    assert models.Account.objects.count() == 0
    assert body(entry)["children"] == 0
    assert models.Disclosure.objects.filter(pk=entry).exists()


@settings(max_examples=8)
@given(st.lists(st.sets(st.sampled_from(FOUR)), min_size=1, max_size=6))
def test_every_account_is_numbered_without_a_gap_and_each_link_holds_the_one_before(looks):
    before = {child: len(account(child)) for child in FOUR}
    for of in looks:
        look(*of)
    for child in FOUR:
        rows = account(child)
        assert len(rows) == before[child] + sum(child in of for of in looks)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        links = [FIRST, *(bytes(row.link) for row in rows)]
        assert [bytes(row.previous) for row in rows] == links[:-1]


def test_a_link_is_made_of_the_childs_secret_and_of_what_the_entry_says():
    for of in ((ANA, BETO), (ANA,), (BETO, CARLA)):
        look(*of)
    for child in (ANA, BETO, CARLA):
        key = own_key(bytes(models.AccountKey.objects.get(pk=child).secret), child)
        for row in account(child):
            body = bytes(models.Entry.objects.get(pk=row.entry).body)
            made = next_link(key, row.number, bytes(row.previous), said(body))
            assert made == bytes(row.link)


def test_an_entry_holds_the_root_over_the_links_of_its_children_in_the_order_of_their_numbers():
    look(BETO)
    entry = look(*FOUR)
    rows = models.Account.objects.filter(entry=entry).order_by("child")
    assert body(entry)["links"] == links_root([bytes(row.link) for row in rows]).hex()
    assert body(entry)["children"] == 4


def test_an_entry_about_one_child_holds_its_number_and_the_link_before():
    look(ANA, BETO)
    entry = look(ANA)
    first, second = account(ANA)
    assert body(entry)["number"] == 2
    assert body(entry)["previous"] == bytes(first.link).hex() == bytes(second.previous).hex()


def test_an_entry_about_several_tells_no_length_of_any_account():
    assert not {"number", "previous"} & body(look(ANA, BETO)).keys()


def read(*of: str) -> list[tuple[int, Disclosed]]:
    """The account as it is read."""
    return disclosures.about([Period(child) for child in of])


def test_a_refusal_is_in_the_account_like_a_look():
    look(ANA, answer="refusal", classes=(), because="No.")
    look(ANA)
    assert [one.answer for _, one in read(ANA)] == ["refusal", "grant"]


def test_the_head_says_where_the_account_ends():
    for of in ((ANA,), (ANA, BETO), (ANA,)):
        look(*of)
    for child in (ANA, BETO):
        head, last = models.AccountHead.objects.get(pk=child), account(child)[-1]
        assert (head.number, bytes(head.head)) == (last.number, bytes(last.link))


def test_no_two_children_have_one_secret_and_no_entry_names_a_child():
    entries = [look(*FOUR), look(ANA)]
    secrets = {bytes(one.secret) for one in models.AccountKey.objects.all()}
    assert len(secrets) == 4
    for entry in entries:
        text = bytes(models.Entry.objects.get(pk=entry).body).decode()
        assert not [child for child in FOUR if child in text]
        assert not [secret for secret in secrets if secret.hex() in text]


# --- together or not at all -------------------------------------------------------------------


def test_what_is_not_committed_stands_nowhere():
    look(ANA)
    before = [model.objects.count() for model in _WRITTEN]

    def interrupted():
        with disclosures.recording(told().person):
            disclosures.write(told(), [ANA, BETO], DAY)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    assert [model.objects.count() for model in _WRITTEN] == before
    assert models.AccountHead.objects.get(pk=ANA).number == 1


_WRITTEN = (models.Entry, models.Disclosure, models.Account, models.Pending, models.AccountKey)


def test_an_answer_is_never_part_of_a_larger_transaction_that_may_yet_fail():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        look(ANA)
    assert lengths(ANA) == [0]


def test_people_who_look_at_one_child_at_once_are_each_in_the_account():
    def looks(person: str) -> None:
        try:
            for _ in range(5):
                look(ANA, BETO, person=person * 32)
        finally:
            connection.close()

    together = [Thread(target=looks, args=(person,)) for person in "123"]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert [row.number for row in account(ANA)] == list(range(1, 16))
    assert len({bytes(row.previous) for row in account(ANA)}) == 15
    assert len({row.entry for row in account(BETO)}) == 15


# --- only ever added to -----------------------------------------------------------------------


def test_the_database_refuses_to_change_or_strike_who_looked():
    look(ANA)
    for table in ("disclosure", "account"):
        assert table in ASKED
        for statement in (
            f"DELETE FROM store_{table}",
            f"UPDATE store_{table} SET entry = entry + 1",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert lengths(ANA) == [1]


def test_no_number_of_an_account_is_given_twice():
    look(ANA)
    [row] = account(ANA)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Account.objects.create(
            child=ANA, number=1, entry=row.entry, previous=FIRST, link=FIRST
        )


# --- what was shown today ---------------------------------------------------------------------


def test_budgets_count_the_children_shown_to_one_person_on_one_day_for_one_purpose():
    look(ANA, BETO)
    look(ANA)
    look(CARLA, answer="refusal", classes=())
    look(CARLA, person="3" * 32)
    look(CARLA, purpose=Purpose.STATISTICS)
    look(CARLA, action=Action.LIST)
    look(CARLA, day=DAY - timedelta(days=1))
    assert _shown() == {ANA, BETO}
    assert _shown(action=Action.LIST) == {CARLA}
    assert _shown(day=date(2001, 1, 1)) == set()


def _shown(day=DAY, action=Action.READ):
    return disclosures.children_shown(told().person, day, Purpose.OVERSIGHT, action)


# --- the account as it is read ----------------------------------------------------------------


def test_an_account_is_read_oldest_first_each_answer_once():
    entries = [look(ANA), look(ANA, BETO), look(BETO), look(ANA, hits=3)]
    assert [entry for entry, _ in read(ANA)] == [
        entries[0],
        entries[1],
        entries[3],
    ]
    assert [entry for entry, _ in read(ANA, BETO)] == entries
    assert read(DORA) == []


def merged(old: str, new: str) -> None:
    models.Child.objects.create(id=old)
    models.Alias.objects.create(old=old, child=new, known_from=DAY, entry=0)


def test_after_a_merger_the_account_of_the_child_is_that_of_all_its_numbers():
    models.Child.objects.create(id=ANA)
    merged(BETO, ANA)
    merged(CARLA, BETO)
    entries = [look(CARLA), look(BETO), look(ANA), look(DORA)]
    found = disclosures.about(children.periods(ANA))
    assert [entry for entry, _ in found] == entries[:3]


def test_after_a_parting_both_have_the_looks_at_them_as_one():
    for child in (ANA, BETO):
        models.Child.objects.create(id=child)
    of_ana, of_beto = 1, 2
    stands(of_ana, ANA, 0)
    own = look(BETO)
    merger = look(DORA)
    stands(of_beto, BETO, 0, merger)
    as_one = look(ANA)
    parting = look(DORA)
    stands(of_beto, ANA, merger, parting)
    stands(of_beto, BETO, parting)
    after = look(ANA)
    assert [entry for entry, _ in disclosures.about(children.periods(ANA))] == [as_one, after]
    assert [entry for entry, _ in disclosures.about(children.periods(BETO))] == [own, as_one]


def stands(identity: int, child: str, entry: int, ended_by: int | None = None) -> None:
    known_to = None if ended_by is None else DAY
    models.Membership.objects.create(
        identity=identity,
        child=child,
        known_from=DAY,
        known_to=known_to,
        entry=entry,
        ended_by=ended_by,
    )


# --- searches ---------------------------------------------------------------------------------


def test_the_words_of_a_search_are_kept_under_a_secret_that_is_changed_every_month():
    this, again = disclosures.search_secret("2026-11"), disclosures.search_secret("2026-11")
    assert this == again
    assert len(this) == 32
    assert this != disclosures.search_secret("2026-12")
