"""A record's versions stand in the order in which we learned them, however they arrived."""

from datetime import UTC, date, datetime
from itertools import permutations

import msgspec
import pytest

from amparo.events import Admitted, AnyEvent, Described, Repeated
from amparo.record import Assertion, SourceRecord, source_records

STAY = "ORR:MU1/1"


def _told(day: int, *events: AnyEvent, sequence: int = 1, row: bytes = b"row") -> Assertion:
    return Assertion(
        identity=STAY,
        learned_at=datetime(2026, 1, day, 17, tzinfo=UTC),
        learned_on=date(2026, 1, day),
        sequence=sequence,
        line=2,
        delivery=f"delivery {day}.{sequence}",
        events=(Described(of=STAY, line=2, row=row), *events),
    )


def _admitted(day: int) -> Admitted:
    return Admitted(of=STAY, line=2, happened_on=date(2026, 1, day))


def _again(day: int, row: bytes = b"row") -> Assertion:
    return msgspec.structs.replace(
        _told(day), events=(Repeated(of=STAY, line=9, row=row),), building=None
    )


def _known(record: SourceRecord, day: int) -> tuple[Assertion, ...]:
    known = record.known_at(date(2026, 1, day))
    return known.versions if known else ()


def test_versions_are_ordered_by_learning_and_then_by_the_senders_sequence():
    told = [_told(3), _told(2, sequence=2), _told(2, sequence=1)]
    for order in permutations(told):
        (record,) = source_records(order)
        assert [one.delivery for one in record.versions] == [
            "delivery 2.1",
            "delivery 2.2",
            "delivery 3.1",
        ]


def test_a_repeated_row_says_the_same_again_from_its_own_day():
    first = msgspec.structs.replace(_told(2, _admitted(1)), building=b"9 Alder St")
    changed = _told(3, row=b"another row")
    (record,) = source_records([first, changed, _again(4)])
    assert record.current.events == first.events
    assert record.current.building == b"9 Alder St"
    assert record.current.learned_on == date(2026, 1, 4)


def test_a_row_that_was_delivered_earlier_and_arrived_later_takes_its_own_place():
    """The later delivery arrived first, so the earlier one is held as a repetition of it."""
    (record,) = source_records([_told(4, _admitted(1)), _again(2)])
    (known,) = _known(record, 2)
    assert known.events[1] == _admitted(1)


def test_a_record_is_unknown_before_its_first_row():
    (record,) = source_records([_told(2)])
    assert record.known_at(date(2026, 1, 1)) is None


def test_a_correction_withdraws_what_was_said_before_it_and_only_once_it_is_known():
    corrected = msgspec.structs.replace(_told(5), corrects=True)
    (record,) = source_records([_told(2), _told(3), corrected, _told(7)])
    learned = {day: [one.learned_on.day for one in _known(record, day)] for day in (4, 5, 8)}
    assert learned == {4: [2, 3], 5: [5], 8: [5, 7]}


def test_a_version_cannot_be_changed():
    with pytest.raises(AttributeError, match="immutable"):
        _told(2).line = 3  # type: ignore[misc]
