"""What is wrong with the agencies' rows: some can be repaired while reading, some not at all."""

from collections.abc import Sequence

from amparo.synthetic.columns import PLACE
from amparo.synthetic.dirt_tables import Dirt
from amparo.synthetic.rows import Record

_A_DAY = {
    "referrals": "apprehension_at",
    "placements": "admitted_at",
    "notices": "nta_issued_on",
    "custody": "book_in",
    "safety": "due_on",
    "addresses": "filed_on",
}
_YEAR_LAST = {"placements", "safety"}
_FREE = {
    "referrals": "sector",
    "placements": "program",
    "notices": "issuing_component",
    "custody": "facility",
    "safety": "moved_reason",
    "addresses": "verified",
}
_BROKEN = _FREE | {"referrals": "disposition"}
_TELLS_A_SHIFT = {"placements": "phone", "notices": "birth_date"}
"""The column whose number no column before it can hold, where a forbidden one stands before."""


def spoilt(record: Record, cells: Sequence[str]) -> list[str] | None:
    """The row as no reader can take it, or None for nearly every record."""
    dirt = record.noise.dirt
    kind = dirt.spoilt[record.feed].get(record.child % dirt.one_in)
    if kind is None or record.shares_key:
        return None
    return _spoil(record.feed, list(cells), kind, dirt)


def is_mended(record: Record) -> bool:
    """Whether the agency sends the row again, whole, with its next delivery."""
    return record.luck < 0.6


def _spoil(feed: str, cells: list[str], kind: str, dirt: Dirt) -> list[str]:
    places = PLACE[feed]
    if kind == "impossible date":
        cells[places[_A_DAY[feed]]] = dirt.wrong_days[feed not in _YEAR_LAST]
    elif kind == "no key":
        cells[0] = ""
    elif kind == "not an A-number":
        cells[places["a_number"]] = dirt.wrong_number
    elif kind == "no answer of the form":
        cells[places["address_match"]] = "Maybe"
    elif kind == "a cell too many":
        cells.append("Apt 2")
    else:
        del cells[-2:]
    return cells


def wear(record: Record, cells: list[str]) -> None:
    """What a reader repairs, counts or lives with: NUL, a blank tail, a break inside a cell."""
    dirt = record.noise.dirt
    kind = dirt.worn[record.feed].get(record.child % dirt.one_in)
    if kind is None or record.shares_key:
        return
    places = PLACE[record.feed]
    if kind == "nul":
        cells[places[_FREE[record.feed]]] += "\0"
    elif kind == "line break":
        cells[places[_BROKEN[record.feed]]] += " (see\nannex)"
    elif _is_in_place(record, cells):
        cells.extend(("", ""))


def _is_in_place(record: Record, cells: Sequence[str]) -> bool:
    """Whether the row shows by a number that none of its cells after the forbidden one shifted.

    Without it no reader can tell a blank tail from a comma inside a cell, and none takes the row.
    """
    column = _TELLS_A_SHIFT.get(record.feed)
    # "b(6), b(7)c" has digits too, but does not end with one.
    return column is None or cells[PLACE[record.feed][column]][-1:].isdigit()


def undate(record: Record, cells: list[str]) -> None:
    """Write, in place of a day, why it is not told."""
    dirt = record.noise.dirt
    found = dirt.undated[record.feed].get(record.child % dirt.one_in)
    if found is None or not record.may_be_undated or record.shares_key:
        return
    column, token = found
    place = PLACE[record.feed][column]
    if cells[place]:
        cells[place] = token


def repeats_without_news(record: Record) -> bool:
    """Whether the agency sends the unchanged row once more in an ordinary delivery."""
    return record.luck > 1 - record.noise.dirt.repeats or record.child % 100 == 77


def vanishes(record: Record) -> bool:
    """Whether the full snapshot leaves the record out, though nothing was said of it."""
    share = record.noise.dirt.vanishes
    return (0.99 - share < record.luck < 0.99 or record.child % 200 == 91) and not record.shares_key
