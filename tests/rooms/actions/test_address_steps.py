"""The address of record among an episode's steps: since when, of what use, with mail returned."""

from datetime import UTC, date, datetime, time
from typing import Any

import msgspec
import pytest

from amparo.actions.steps import AddressStep, Steps, episode_rows
from amparo.events import AddressOfRecord, AnyEvent, Encountered
from amparo.gaps.over_time import Known
from amparo.record import Assertion, fold, source_records
from amparo.words.addresses import AddressStatus

CUSTODY, REFERRAL = "ICE:custody/MU1/1", "CBP:MU1/1"
JANUARY, FEBRUARY, MARCH = date(2024, 1, 8), date(2024, 2, 5), date(2024, 3, 5)
ALDER = b"building on Alder Street"


def told(
    learned: date,
    status: AddressStatus = AddressStatus.NO_UNIT,
    *,
    address: bytes = b"9 ALDER ST",
    building: bytes | None = ALDER,
    of: str = CUSTODY,
    **said: Any,
) -> Assertion:
    event = AddressOfRecord(of=of, line=4, vault=b"", status=status, address=address, **said)
    return _learned(learned, of, event, building)


def found(learned: date, day: date, key: str) -> Assertion:
    return _learned(learned, key, Encountered(of=key, line=4, happened_on=day))


def _learned(day: date, of: str, event: AnyEvent, building: bytes | None = None) -> Assertion:
    return Assertion(
        identity=of,
        learned_at=datetime.combine(day, time(12), UTC),
        learned_on=day,
        sequence=1,
        line=4,
        delivery=f"delivery of {day}",
        events=(event,),
        building=building,
    )


def steps(*assertions: Assertion, crowded: bool = False) -> list[Steps]:
    buildings = frozenset({ALDER}) if crowded else frozenset[bytes]()
    record = fold(source_records(assertions), buildings_with_units=buildings)
    known = Known(entity=1, record=record, known_from=JANUARY)
    rows = episode_rows([(JANUARY, [known])], {}, "both")
    return [msgspec.json.decode(row[3], type=Steps) for row in rows]


def addresses(*assertions: Assertion, crowded: bool = False) -> list[AddressStep]:
    return [one for each in steps(*assertions, crowded=crowded) for one in each.addresses]


@pytest.mark.parametrize(
    ("status", "crowded", "tells"),
    [
        (AddressStatus.BLANK, False, "blank"),
        (AddressStatus.UNDELIVERABLE, False, "undeliverable"),
        (AddressStatus.NO_UNIT, False, "usable"),
        (AddressStatus.NO_UNIT, True, "incomplete"),
        (AddressStatus.WITH_UNIT, True, "usable"),
    ],
)
def test_an_address_lacks_a_unit_only_where_other_records_show_units(status, crowded, tells):
    (address,) = addresses(told(JANUARY, status), crowded=crowded)
    assert address.status == tells
    assert (address.anchor, address.told_by) == (CUSTODY, "delivery of :4")


def test_an_address_counts_from_the_day_ice_entered_it_or_else_from_when_we_learned_it():
    (dated,) = addresses(told(FEBRUARY, happened_on=JANUARY))
    (undated,) = addresses(told(FEBRUARY))
    assert (dated.told_on, undated.told_on) == (JANUARY, FEBRUARY)


def test_mail_that_came_back_later_belongs_to_the_address_that_still_stands():
    back = date(2024, 2, 20)
    (address,) = addresses(
        told(JANUARY, happened_on=JANUARY), told(MARCH, happened_on=JANUARY, returned_on=back)
    )
    assert (address.told_on, address.returned_on) == (JANUARY, back)


def test_mail_that_came_back_from_the_address_before_is_not_held_against_the_next():
    back = date(2024, 1, 20)
    first, second = addresses(
        told(JANUARY, happened_on=JANUARY, returned_on=back),
        told(MARCH, happened_on=FEBRUARY, returned_on=back, address=b"5 ELM ST"),
    )
    assert (first.returned_on, second.returned_on) == (back, None)


def test_mail_that_comes_back_from_the_next_address_is_not_held_against_the_one_before():
    back = date(2024, 3, 20)
    first, second = addresses(
        told(JANUARY, happened_on=JANUARY),
        told(MARCH, happened_on=FEBRUARY, returned_on=back, address=b"5 ELM ST"),
    )
    assert (first.returned_on, second.returned_on) == (None, back)


def test_addresses_of_several_stays_are_counted_in_the_order_of_their_days():
    other = "ICE:custody/MU1/2"
    told_in_order = addresses(
        told(JANUARY, of=other), told(FEBRUARY), told(MARCH, of=other, address=b"x")
    )
    assert [(one.nth, one.told_on) for one in told_in_order] == [
        (0, JANUARY),
        (1, FEBRUARY),
        (2, MARCH),
    ]


def test_an_address_stands_in_the_episode_that_covers_its_day_and_in_no_other():
    first, second = steps(
        found(JANUARY, JANUARY, "CBP:MU1/1"),
        found(MARCH, MARCH, "CBP:MU2/1"),
        told(FEBRUARY),
        told(MARCH, address=b"5 ELM ST"),
    )
    assert [one.told_on for one in first.addresses] == [FEBRUARY]
    assert [one.told_on for one in second.addresses] == [MARCH]


def test_a_child_of_whom_ice_told_no_address_has_none_among_its_steps():
    (only,) = steps(found(JANUARY, JANUARY, REFERRAL))
    assert only.addresses == ()
