"""What is wrong with what deliveries hold is told of the files as they were sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from amparo.feeds.contract import Mode
from amparo.synthetic.court_tables import TABLES
from amparo.synthetic.schedule import Slot
from amparo.synthetic.sent_files import SentFile
from amparo.synthetic.truth_contents import Contents
from amparo.synthetic.truth_court import CourtSaid, RowSaid, Version
from amparo.words.agencies import Agency

FIRST = date(2024, 1, 6)
LAST = FIRST.toordinal() + 400


def slot(place: int, feed: str = "court", mode: Mode = Mode.SNAPSHOT) -> Slot:
    """The delivery of the place-th month, of the days up to the one before."""
    day = FIRST + timedelta(days=30 * place)
    at = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
    ends, starts = day - timedelta(days=1), day - timedelta(days=30)
    of = (feed, place, mode, at, day.toordinal(), starts, ends)
    return Slot(*of, number=place + 1, sender=Agency.EOIR)


def month(place: int) -> int:
    return FIRST.toordinal() + 30 * place


def files(
    *rows: int, feed: str = "court", table: str = "tbl_schedule", mode: Mode = Mode.SNAPSHOT
) -> list[SentFile]:
    """One file a month with so many rows, each with content of its own."""
    return [
        SentFile(slot(place, feed, mode), table, many, bytes([place]))
        for place, many in enumerate(rows)
    ]


def found(contents: Contents, came: list[SentFile], gap: str) -> Iterator[tuple[int, int | None]]:
    return ((one.since, one.until) for one in contents.findings(came) if one.gap == gap)


def test_a_file_of_half_the_usual_rows_drifted_until_the_next_usual_one() -> None:
    came = files(400, 400, 410, 199, 150, 300)
    drifted = list(found(Contents(LAST), came, "rows-drifted"))
    assert drifted == [(month(3), month(5)), (month(4), month(5))]
    assert not list(found(Contents(LAST), files(400, 400, 410, 201), "rows-drifted"))
    assert not list(found(Contents(LAST), files(100, 100, 100, 1), "rows-drifted"))
    assert not list(found(Contents(LAST), files(400, 400, 1), "rows-drifted"))


def test_a_file_that_its_sender_counted_otherwise_is_told_and_one_not_counted_is_in_order() -> None:
    first, second, third = files(300, 310, 320)
    came = [replace(first, counted=300), replace(second, counted=313), third]
    assert list(found(Contents(LAST), came, "totals-do-not-reconcile")) == [(month(1), None)]


def test_equal_content_for_other_days_is_told_until_other_content_for_them() -> None:
    first, second, third = files(300, 300, 300)
    again = replace(second, digest=first.digest)
    came = [first, again, third]
    assert list(found(Contents(LAST), came, "same-content-other-name")) == [(month(1), month(2))]
    assert list(found(Contents(month(1)), came, "same-content-other-name")) == [(month(1), None)]


def test_a_small_table_of_a_release_may_be_as_it_was_and_changes_may_not() -> None:
    for feed, table, is_told in (("court", "tbl_schedule", False), ("custody", "", True)):
        first, second = files(100, 100, feed=feed, table=table)
        came = [first, replace(second, digest=first.digest)]
        assert any(found(Contents(LAST), came, "same-content-other-name")) is is_told


def test_a_file_sent_again_that_says_so_is_in_order() -> None:
    first, second = files(300, 300)
    resent = replace(second.slot, mode=Mode.RESEND, covers_to=first.slot.covers_to)
    came = [first, replace(second, slot=resent, digest=first.digest)]
    assert not any(found(Contents(LAST), came, "same-content-other-name"))


def test_a_key_told_twice_collides_until_it_is_told_once() -> None:
    contents, came = Contents(LAST), files(5, 5, 5, feed="placements", table="")
    for file, rows in zip(came, ((["a"], ["b"]), (["a"], ["a"]), (["a"],)), strict=True):
        for cells in rows:
            contents.add_key(("placements", "MU1"), file.slot, cells)
    assert list(found(contents, came, "keys-collide")) == [(month(0), month(2))]
    contents.add_key(("placements", "MU2"), came[0].slot, ["c"])
    contents.add_key(("placements", "MU2"), came[0].slot, ["d"])
    assert list(found(contents, came, "keys-collide")) == [(month(0), None)]


def hearing(key: str, *days: int, gone: int, back: int | None) -> RowSaid:
    said = Version(days[0], {}, {})
    told: list[tuple[int, Version | None]] = [(days[0], said), (gone, None)]
    return RowSaid("1", f"hearing/{key}", told + ([(back, said)] if back else []))


def test_a_table_is_missing_from_a_release_until_one_that_tells_as_far_has_it() -> None:
    def sent(without: set[int], *more: SentFile) -> list[SentFile]:
        whole = [one for table in TABLES for one in files(5, 5, 5, 5, table=table)]
        return [
            *(one for one in whole if one.table != "A_TblCase" or one.slot.place not in without),
            *more,
        ]

    def missing(came: list[SentFile], known: int = LAST) -> list[tuple[int, int | None]]:
        return list(found(Contents(known), came, "table-missing"))

    assert missing(sent(set())) == []
    assert missing(sent({1})) == [(month(1), month(2))]
    assert missing(sent({1, 2})) == [(month(1), month(3))]
    assert missing(sent({1, 3})) == [(month(1), month(2)), (month(3), None)]
    assert missing(sent({1}), month(1)) == [(month(1), None)]
    again = replace(slot(1), mode=Mode.RESEND, learned=month(1) + 3, place=9, number=9)
    brought = SentFile(again, "A_TblCase", 5, b"again")
    assert missing(sent({1}, brought)) == [(month(1), month(1) + 3)]


def test_rows_that_a_release_leaves_out_vanished_until_each_of_them_came_back() -> None:
    came = files(5, 5, 5, 5)
    rows = [
        hearing("1", month(0), gone=month(1), back=month(2)),
        hearing("2", month(0), gone=month(1), back=month(3)),
    ]
    contents = Contents(LAST)
    contents.add_case(CourtSaid("1", rows))
    assert list(found(contents, came, "rows-vanished")) == [(month(1), month(3))]
    early = Contents(month(2))
    early.add_case(CourtSaid("1", rows))
    assert list(found(early, came, "rows-vanished")) == [(month(1), None)]
    contents.add_case(CourtSaid("1", [hearing("3", month(0), gone=month(1), back=None)]))
    assert list(found(contents, came, "rows-vanished")) == [(month(1), None)]
