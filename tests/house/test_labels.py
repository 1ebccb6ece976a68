"""Every value of a child's record has a class, and no label stands for a value that is not held."""

from collections.abc import Mapping
from typing import get_args

import msgspec
import pytest

from amparo import record
from amparo.actions.steps import Steps
from amparo.events import AnyEvent, Released
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Column, Contract, Kind, Row
from amparo.purposes import DataClass
from amparo.purposes.labels import ABOUT_NO_CHILD, FIELDS, RECORD_FIELDS, STEP_FIELDS, VAULTED
from tests.rooms.feeds.deliveries import ANA, read_one, table

EVENTS = get_args(AnyEvent)
ABOUT_CHILDREN = [contract for contract in CONTRACTS.values() if contract.about_children]
STRUCTS = [
    one
    for name in record.__all__
    if isinstance(one := getattr(record, name), type) and issubclass(one, msgspec.Struct)
]

every_feed = pytest.mark.parametrize("contract", ABOUT_CHILDREN, ids=lambda one: one.feed)
every_kind = pytest.mark.parametrize(
    "kind", [one for one in EVENTS if one not in ABOUT_NO_CHILD], ids=lambda kind: kind.__name__
)
every_part = pytest.mark.parametrize("part", STRUCTS, ids=lambda part: part.__name__)


def test_every_kind_of_event_is_either_of_a_child_or_of_none():
    assert set(FIELDS) | ABOUT_NO_CHILD == set(EVENTS)
    assert not set(FIELDS) & ABOUT_NO_CHILD


@every_kind
def test_every_field_of_an_event_has_exactly_one_class(kind):
    assert set(FIELDS[kind]) == set(kind.__struct_fields__)
    assert set(FIELDS[kind].values()) <= set(DataClass)


def test_every_part_of_a_record_is_labelled():
    assert set(RECORD_FIELDS) == set(STRUCTS)


@every_part
def test_every_field_of_a_record_and_every_value_derived_from_it_has_exactly_one_class(part):
    derived = {name for name, one in vars(part).items() if isinstance(one, property)}
    assert set(RECORD_FIELDS[part]) == {*part.__struct_fields__, *derived}
    assert set(RECORD_FIELDS[part].values()) <= set(DataClass)


def test_every_step_of_an_episode_has_exactly_one_class():
    assert set(STEP_FIELDS) == set(Steps.__struct_fields__)
    assert set(STEP_FIELDS.values()) <= set(DataClass)


# --- the vault --------------------------------------------------------------------------------

_CELLS = {
    Kind.DAY: "2024-02-03",
    Kind.COUNT: "7",
    Kind.STATE: "TX",
    Kind.ZIP: "00123",
    Kind.A_NUMBER: "A990-000-001",
}


class Key:
    """A vault key that remembers the names of what was sealed under it."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def token(self, text: str) -> bytes:
        return text.encode()

    def seal(self, fields: Mapping[str, str]) -> bytes:
        self.names.update(fields)
        return b"sealed"


def _cell(column: Column, feed: str) -> str:
    """A value in every column, so that whatever a feed can seal is sealed."""
    return ANA[feed].get(column.name) or _CELLS.get(column.kind, "Made up")


def _sealed(contract: Contract) -> set[str]:
    key = Key()
    full = {column.name: _cell(column, contract.feed) for column in contract.columns}
    row = read_one(table(contract.feed, full), contract.feed)
    assert isinstance(row, Row), row
    assert None not in row.values.values()
    contract.tell(row, key)
    return key.names


@every_feed
def test_every_value_that_a_feed_puts_into_the_vault_has_a_class(contract):
    sealed = _sealed(contract)
    assert {"a_number", "given_names", "surnames", "birth_date"} <= sealed
    assert sealed <= set(VAULTED)


def test_no_label_stands_for_a_value_that_no_feed_puts_into_the_vault():
    assert set(VAULTED) == set().union(*map(_sealed, ABOUT_CHILDREN))
    assert set(VAULTED.values()) <= set(DataClass)


@every_feed
def test_every_identifying_column_lies_in_the_vault_or_is_part_of_the_records_key(contract):
    identifying = {column.name for column in contract.columns if column.identifying}
    assert identifying - set(contract.key) <= set(VAULTED)
    assert identifying - set(contract.key) <= _sealed(contract)


@every_feed
def test_what_a_column_tells_of_a_sponsor_is_of_the_sponsors_class(contract):
    for column in contract.columns:
        if column.of_sponsor:
            assert FIELDS[Released][column.name] is DataClass.SPONSOR
