"""What is wrong with the agencies' rows: some can be repaired while reading, some not at all."""

from collections.abc import Mapping, Sequence

from amparo.synthetic.rows import PLACE, Record

# The dirt hangs on the child's number, one number in so many: every cohort of a few hundred
# children holds each kind, and no cohort holds much.
_ONE_IN = 400
_SPOILT: Mapping[str, Mapping[int, str]] = {
    "referrals": {
        11: "impossible date",
        23: "no key",
        37: "cells missing",
        53: "not an A-number",
        67: "a cell too many",
    },
    "placements": {
        14: "impossible date",
        26: "no key",
        39: "a cell too many",
        58: "cells missing",
        71: "not an A-number",
    },
    "notices": {
        **dict.fromkeys((5, 47, 88, 131), "impossible date"),
        **dict.fromkeys((9, 51, 93, 139), "cells missing"),
        **dict.fromkeys((19, 62, 99, 143), "no key"),
    },
}
_WORN: Mapping[str, Mapping[int, str]] = {
    "referrals": {3: "nul", 33: "blank tail", 73: "line break"},
    "placements": {7: "nul", 44: "blank tail", 79: "line break"},
    "notices": {
        **dict.fromkeys((1, 49, 101), "nul"),
        **dict.fromkeys((13, 57, 103), "blank tail"),
        **dict.fromkeys((21, 65, 109), "line break"),
    },
}
_UNDATED: Mapping[str, Mapping[int, tuple[str, str]]] = {
    "referrals": {
        6: ("placement_at", "b(6), b(7)c"),
        106: ("transfer_at", "UNKNOWN"),
        156: ("final_bookout_at", "N/A"),
        206: ("referral_at", "UNK"),
    },
    "placements": {
        8: ("notified_dhs_at", "UNKNOWN"),
        108: ("admitted_at", "b(6), b(7)c"),
        158: ("discharged_on", "UNKNOWN"),
    },
    "notices": {
        **dict.fromkeys((10, 60, 110), ("served_on", "b(6), b(7)c")),
        **dict.fromkeys((12, 112), ("filed_with_court_on", "UNKNOWN")),
        **dict.fromkeys((15, 115), ("nta_issued_on", "N/A")),
    },
}
_A_DAY = {"referrals": "apprehension_at", "placements": "admitted_at", "notices": "nta_issued_on"}
_FREE = {"referrals": "sector", "placements": "program", "notices": "issuing_component"}
_BROKEN = {"referrals": "disposition", "placements": "program", "notices": "issuing_component"}


def spoilt(record: Record, cells: Sequence[str]) -> list[str] | None:
    """The row as no reader can take it, or None for nearly every record."""
    kind = _SPOILT[record.feed].get(record.child % _ONE_IN)
    return None if kind is None or record.shares_key else _spoil(record.feed, list(cells), kind)


def is_mended(record: Record) -> bool:
    """Whether the agency sends the row again, whole, with its next delivery."""
    return record.luck < 0.6


def _spoil(feed: str, cells: list[str], kind: str) -> list[str]:
    places = PLACE[feed]
    if kind == "impossible date":
        cells[places[_A_DAY[feed]]] = "13/45/22" if feed == "placements" else "2026-02-30"
    elif kind == "no key":
        cells[0] = ""
    elif kind == "not an A-number":
        cells[places["a_number"]] = "A99-12"
    elif kind == "a cell too many":
        cells.append("Apt 2")
    else:
        del cells[-2:]
    return cells


def wear(record: Record, cells: list[str]) -> None:
    """What a reader repairs, counts or lives with: NUL, a blank tail, a break inside a cell."""
    kind = _WORN[record.feed].get(record.child % _ONE_IN)
    if kind is None or record.shares_key:
        return
    places = PLACE[record.feed]
    if kind == "nul":
        cells[places[_FREE[record.feed]]] += "\0"
    elif kind == "line break":
        cells[places[_BROKEN[record.feed]]] += " (see\nannex)"
    else:
        cells.extend(("", ""))


def undate(record: Record, cells: list[str]) -> None:
    """Write, in place of a day, why it is not told."""
    found = _UNDATED[record.feed].get(record.child % _ONE_IN)
    if found is None or not record.may_be_undated or record.shares_key:
        return
    column, token = found
    place = PLACE[record.feed][column]
    if cells[place]:
        cells[place] = token


def repeats_without_news(record: Record) -> bool:
    """Whether the agency sends the unchanged row once more in an ordinary delivery."""
    return record.luck > 0.995 or record.child % 100 == 77


def vanishes(record: Record) -> bool:
    """Whether the full snapshot leaves the record out, though nothing was said of it."""
    return (0.985 < record.luck < 0.99 or record.child % 200 == 91) and not record.shares_key
