"""Every value of a child's record has a class, and no label stands for a value that is not held."""

from collections.abc import Mapping
from typing import get_args

import msgspec
import pytest

from amparo import record
from amparo.actions.steps import Steps
from amparo.events import AnyEvent, CallAnswered, Event, Released
from amparo.feeds import CONTRACTS
from amparo.feeds.cells import reader_of
from amparo.feeds.contract import Column, Contract, Kind, Row
from amparo.purposes import DataClass
from amparo.purposes.labels import ABOUT_NO_CHILD, FIELDS, RECORD_FIELDS, STEP_FIELDS, VAULTED
from tests.rooms.feeds.deliveries import ANA

EVENTS = get_args(AnyEvent)
ABOUT_CHILDREN = [
    table
    for contract in CONTRACTS.values()
    if contract.about_children
    for table in contract.tables or (contract,)
]
OF_SPONSORS: dict[str, tuple[type[Event], str]] = {
    "relationship": (Released, "relationship"),
    "category": (Released, "category"),
    "moved_reason": (CallAnswered, "left_why"),
}
"""Columns that may tell a sponsor's immigration status, and the event and field they become."""
STRUCTS = [
    one
    for name in record.__all__
    if isinstance(one := getattr(record, name), type) and issubclass(one, msgspec.Struct)
]

every_feed = pytest.mark.parametrize(
    "contract", ABOUT_CHILDREN, ids=lambda one: one.table or one.feed
)
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
    derived = {
        name
        for name, one in vars(part).items()
        if isinstance(one, property) and not name.startswith("_")
    }
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
    Kind.YES_NO: "Y",
    Kind.ANSWER: "Don't Know",
    Kind.NUMBER: "990000001",
    Kind.HOUR: "0830",
    Kind.MONTH: "2/2010",
    Kind.BIT: "1",
}
_SEALED_AS = {
    "ALIEN_CITY": "city",
    "ALIEN_STATE": "state",
    "ALIEN_ZIPCODE": "zip",
    "C_BIRTHDATE": "birth_month",
}
"""The court's names for what other feeds call otherwise."""


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
    return ANA.get(feed, {}).get(column.name) or _CELLS.get(column.kind, "Made up")


def _sealed(contract: Contract) -> set[str]:
    """What is sealed of a row with a value in every column: whatever can be."""
    key, cells = Key(), {column: _cell(column, contract.feed) for column in contract.columns}
    values = {column.name: reader_of(column)(cell) for column, cell in cells.items()}
    assert None not in values.values()
    contract.tell(Row(2, "EOIR:MU0001", values, tuple(cells.values())), key)
    return key.names


NAMING = [contract for contract in ABOUT_CHILDREN if "given_names" in contract.column_names]
"""The feeds that name children; the court's tables do not."""


@every_feed
def test_every_value_that_a_feed_puts_into_the_vault_has_a_class(contract):
    assert _sealed(contract) <= set(VAULTED)


@pytest.mark.parametrize("contract", NAMING, ids=lambda one: one.feed)
def test_a_feed_that_names_children_puts_their_names_and_numbers_into_the_vault(contract):
    assert {"a_number", "given_names", "surnames", "birth_date"} <= _sealed(contract)


TOLD_AT_DESKS = {"report_number"}
"""What no feed tells and a person does."""


def test_no_label_stands_for_a_value_that_no_feed_puts_into_the_vault():
    assert set(VAULTED) - TOLD_AT_DESKS == set().union(*map(_sealed, ABOUT_CHILDREN))
    assert set(VAULTED.values()) <= set(DataClass)


@every_feed
def test_every_identifying_column_lies_in_the_vault_or_is_part_of_the_records_key(contract):
    keys = {*contract.key, *contract.row_key}
    identifying = {column.name for column in contract.columns if column.identifying} - keys
    names = {_SEALED_AS.get(name, name) for name in identifying}
    assert names <= set(VAULTED)
    assert names <= _sealed(contract)


@every_feed
def test_what_a_column_tells_of_a_sponsor_is_of_a_class_that_never_goes_to_dhs(contract):
    for column in contract.columns:
        if column.of_sponsor:
            event, field = OF_SPONSORS[column.name]
            assert FIELDS[event][field] in {DataClass.SPONSOR, DataClass.SAFETY_CALLS}
