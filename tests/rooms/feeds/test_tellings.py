"""What a row about a child tells: events, and nothing identifying outside the vault."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from amparo.events import AddressTold, AnyEvent, Described, write_event
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Row, Telling
from amparo.words.untold import Untold
from tests.rooms.feeds.deliveries import ana, columns, lines, read_one, table

FEEDS = ("referrals", "notices", "placements", "custody", "safety", "addresses")


class Key:
    """A vault key that remembers what was sealed under it."""

    def __init__(self) -> None:
        self.sealed: dict[bytes, dict[str, str]] = {}

    def token(self, text: str) -> bytes:
        return hashlib.sha256(b"made up" + text.encode()).digest()[:16]

    def seal(self, fields: Mapping[str, str]) -> bytes:
        name = self.token(repr(sorted(fields.items())))
        self.sealed[name] = dict(fields)
        return name


def told_to(key: Key, feed: str, **cells: str) -> Telling:
    row = read_one(table(feed, ana(feed, **cells)), feed)
    assert isinstance(row, Row), row
    return CONTRACTS[feed].tell(row, key)


def telling(feed: str, **cells: str) -> Telling:
    return told_to(Key(), feed, **cells)


def told(feed: str, **cells: str) -> dict[str, AnyEvent]:
    """The events of a row by their names."""
    events = telling(feed, **cells).events
    return {str(event.__struct_config__.tag): event for event in events}


@pytest.mark.parametrize("feed", FEEDS)
def test_the_first_event_describes_the_child_and_all_are_of_one_identity_and_line(feed):
    events = telling(feed).events
    assert events[0].__struct_config__.tag == "described"
    assert len({(event.of, event.line) for event in events}) == 1


@pytest.mark.parametrize("feed", FEEDS)
def test_what_could_name_the_child_stands_in_the_vault_and_in_no_event(feed):
    key = Key()
    events = told_to(key, feed, served_address="12 Invented St, Madeupton TX 00123").events
    text = b" ".join(map(write_event, events))
    row = ana(feed)
    identifying = [
        column.name
        for column in CONTRACTS[feed].columns
        if column.identifying and row.get(column.name)
    ]
    keyed = set(CONTRACTS[feed].key)
    for name in identifying:
        if name not in keyed and len(row[name]) > 2:
            assert row[name].encode() not in text, name
    sealed = {name for fields in key.sealed.values() for name in fields}
    assert {"a_number", "given_names", "surnames", "birth_date"} <= sealed


@pytest.mark.parametrize("feed", FEEDS)
def test_a_child_is_known_again_by_number_names_and_birth_date(feed):
    like = telling(feed).likeness
    assert "A990000001" in like.numbers
    assert like.given_names == ("ANA", "LUCIA")
    assert like.surnames == ("QANIL",)
    assert like.birth_date == "2010-02-03"


@pytest.mark.parametrize("token", ["b(6), b(7)c", "UNKNOWN", "N/A", ""])
def test_what_is_not_told_makes_no_two_children_alike(token):
    untold = dict.fromkeys(("a_number", "given_names", "surnames", "birth_date"), token)
    like = telling("referrals", **untold).likeness
    assert like == type(like)()


def test_each_day_told_is_an_event_and_a_blank_one_is_none():
    events = told("referrals", referral_at="2024-02-02", placement_at="")
    assert events["referred"].happened_on == date(2024, 2, 2)
    assert "placement designated" not in events
    assert events["transferred"].happened_on == date(2024, 2, 3)


@pytest.mark.parametrize(
    ("cell", "why"),
    [("UNKNOWN", Untold.UNKNOWN), ("b(6)", Untold.WITHHELD), ("N/A", Untold.NOT_APPLICABLE)],
)
def test_a_day_not_told_is_an_event_that_says_why_it_has_none(cell, why):
    [transferred] = [e for e in telling("referrals", transfer_at=cell).events
                     if e.__struct_config__.tag == "transferred"]  # fmt: skip
    assert (transferred.happened_on, transferred.undated) == (None, why)


def address_told(**cells: str) -> AddressTold | None:
    found = [e for e in telling("placements", **cells).events if isinstance(e, AddressTold)]
    return found[0] if found else None


def test_only_a_release_to_a_sponsor_tells_an_address():
    assert address_told() is not None
    assert address_told(discharge_type="Voluntary Departure") is None
    assert address_told(discharged_on="") is None


def test_a_withheld_address_is_not_a_bad_one():
    assert address_told(address_line="b(6), b(7)c") is None
    assert address_told(zip="b(6), b(7)c") is None
    unknown = address_told(address_line="UNKNOWN")
    assert unknown is not None
    assert (unknown.status, unknown.why) == ("undeliverable", "placeholder")


def test_another_unit_is_another_address_in_the_same_building():
    four, five = telling("placements", unit="Apt 4"), telling("placements", unit="Apt 5")
    assert four.place is not None
    assert five.place is not None
    assert four.place.building == five.place.building is not None
    assert (four.place.unit, five.place.unit) == ("4", "5")
    assert address_told(unit="Apt 4") != address_told(unit="Apt 5")


def test_the_place_of_a_child_who_was_not_released_is_not_indexed():
    assert telling("placements", discharged_on="").place is None


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("12 Invented St, Apt 4, Madeupton TX 00123", "with unit"),
        ("UNKNOWN", "undeliverable"),
        ("b(6), b(7)c", None),
        ("", None),
    ],
)
def test_the_address_of_service_is_judged_where_it_is_told(address, status):
    served: Any = told("notices", served_on="2024-02-09", served_address=address)["notice served"]
    assert served.address_status == status


@pytest.mark.parametrize("feed", FEEDS)
def test_a_row_says_the_same_in_a_file_that_moves_columns_or_has_one_more_that_is_blank(feed):
    key, names = Key(), columns(feed)
    cells = ana(feed)
    told_in_it = [name for name in names if cells.get(name)]
    files = [lines(of, [cells.get(name, "") for name in of]) for of in (names, told_in_it[::-1])]
    assert names != told_in_it
    assert len({_row_token(file, feed, key) for file in files}) == 1


def test_a_telephone_in_another_column_is_another_row():
    key, names = Key(), columns("placements")
    one, other = ([name for name in names if name != left_out] for left_out in _PHONES)
    cells = ana("placements", phone="000-555-0100", phone_2="000-555-0100")
    files = [lines(of, [cells.get(name, "") for name in of]) for of in (one, other)]
    assert len({_row_token(file, "placements", key) for file in files}) == 2


_PHONES = ("phone", "phone_2")


def _row_token(text: str, feed: str, key: Key) -> bytes:
    row = read_one(text, feed)
    assert isinstance(row, Row), row
    described = CONTRACTS[feed].tell(row, key).events[0]
    assert isinstance(described, Described)
    return described.row
