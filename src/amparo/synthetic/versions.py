"""Which row of a record stands in which delivery of its feed."""

from amparo.synthetic import dirt
from amparo.synthetic.rows import COLUMNS, Cells, Record
from amparo.synthetic.schedule import Timetable

Sent = dict[int, list[str]]
"""Rows of one record by the place of the delivery that carries them."""


def sent(record: Record, table: Timetable) -> Sent:
    """Every row of one record, new or repeated."""
    told = _told(record, table)
    if not told:
        return told
    if len(told) == 1 and record.may_be_undated:
        dirt.undate(record, next(iter(told.values())))
    if not record.shares_key:
        _spoil_the_first(record, told, table)
        _repeat_without_news(record, told, table)
        _fill_snapshots(record, told, table)
    return told


def sent_together(one: Sent, other: Sent, table: Timetable) -> None:
    """Two records of one key: whatever delivery carries a row of one carries a row of both.

    A reader tells them apart only by their order in the file.
    """
    if not one or not other:
        one.clear()
        other.clear()
        return
    first = max(min(one), min(other))
    places = {place for place in (*one, *other, *table.snapshots) if place >= first}
    for rows in (one, other):
        filled = {place: _latest(rows, place) for place in sorted(places)}
        rows.clear()
        rows.update(filled)


def _told(record: Record, table: Timetable) -> Sent:
    """The rows that say something new, in order."""
    told: Sent = {}
    cells = [""] * len(COLUMNS[record.feed])
    for place, changes in sorted(_by_delivery(record, table).items()):
        before, cells = cells, list(cells)
        for column, text in changes:
            cells[column] = text
        if cells != before:
            told[place] = cells
    for row in told.values():
        dirt.wear(record, row)
    return told


def _by_delivery(record: Record, table: Timetable) -> dict[int, Cells]:
    first_day = record.changes[0][0]
    places: dict[int, Cells] = {}
    for day, cells in sorted(record.changes, key=_by_day):
        place = table.first_covering(max(day, first_day))
        if place is not None:
            places.setdefault(place, []).extend(cells)
    if table.correction is not None and _is_corrected(record, places, table.correction):
        places[table.correction] = record.corrections
    return places


def _is_corrected(record: Record, places: dict[int, Cells], correction: int) -> bool:
    """Only what was told before can be corrected."""
    told_before = any(place < correction for place in places)
    return told_before and bool(record.corrections) and not record.shares_key


def _by_day(change: tuple[int, Cells]) -> int:
    return change[0]


def _spoil_the_first(record: Record, told: Sent, table: Timetable) -> None:
    place = min(told)
    bad = dirt.spoilt(record, told[place])
    if bad is None:
        return
    after = table.next_ordinary(place)
    if dirt.is_mended(record) and after is not None:
        told.setdefault(after, told[place])
    told[place] = bad


def _repeat_without_news(record: Record, told: Sent, table: Timetable) -> None:
    if not dirt.repeats_without_news(record):
        return
    last = max(told)
    after = table.next_ordinary(last)
    if after is not None:
        told[after] = told[last]


def _fill_snapshots(record: Record, told: Sent, table: Timetable) -> None:
    first = min(told)
    for place in table.snapshots:
        if place > first and place not in told and not dirt.vanishes(record):
            told[place] = _latest(told, place)


def _latest(told: Sent, place: int) -> list[str]:
    return told[max(before for before in told if before <= place)]
