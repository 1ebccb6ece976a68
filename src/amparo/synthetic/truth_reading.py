"""What a delivered row says, read a second way: plainly, and without the product's reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from amparo.synthetic.columns import ADDRESS, COLUMNS, PLACE
from amparo.words.names import name_tokens

UNTOLD = -1
"""A cell that says that its day is not told."""

_WITHHELD = {"B(6)", "(B)(6)", "B(6), B(7)C", "(B)(6), (B)(7)(C)", "(B)(6); (B)(7)(C)"} | {
    "WITHHELD",
    "REDACTED",
}
_TOKENS = _WITHHELD | {"UNKNOWN", "UNK", "N/A", "NOT APPLICABLE"}
_DAYS: Mapping[str, tuple[str, ...]] = {
    "referrals": (
        "birth_date",
        "apprehension_at",
        "referral_at",
        "placement_at",
        "transfer_at",
        "final_bookout_at",
    ),
    "placements": (
        "birth_date",
        "admitted_at",
        "transferred_at",
        "discharged_on",
        "notified_dhs_at",
    ),
    "notices": (
        "birth_date",
        "nta_issued_on",
        "not_to_be_issued_on",
        "served_on",
        "returned_on",
        "filed_with_court_on",
        "first_hearing_slot_at",
        "withdrawn_on",
    ),
    "custody": (
        "birth_date",
        "book_in",
        "book_out",
        "handed_to_hhs_on",
        "aged_out_on",
        "address_on",
        "mail_returned_on",
    ),
    "safety": ("birth_date", "due_on", "attempted_on", "interviewed_on", "concern_on"),
    "addresses": ("birth_date", "effective_from", "filed_on", "received_on"),
}
_DAY_PLACES = {feed: [(name, PLACE[feed][name]) for name in days] for feed, days in _DAYS.items()}
_KEYS = {
    "referrals": 2,
    "placements": 2,
    "notices": 1,
    "custody": 2,
    "safety": 1,
    "addresses": 1,
}
_ADDRESS_PLACES = {
    feed: [PLACE[feed][name] for name in ADDRESS] for feed in ("placements", "custody", "addresses")
}
_QUESTIONS = ("address_match", "eoir33_filed", "living_with_sponsor")
_ANSWERS = {"": "", "YES": "yes", "NO": "no", "DON'T KNOW": "don't know", "REFUSE": "refused"} | {
    "REFUSED": "refused",
    "REFUSE TO ANSWER": "refused",
}
_REACHED = {"": None, "Y": True, "YES": True, "N": False, "NO": False}

Likeness = tuple[frozenset[str], frozenset[str], frozenset[str], int | None, str | None]
"""Numbers, given names, surnames, birth day, birth month (``2008-03``)."""


@dataclass(slots=True)
class Said:
    """One readable row: days by column (a day not told is the day it was learned), and the rest."""

    learned: int
    is_correction: bool
    likeness: Likeness
    days: dict[str, int]
    code: str | None
    address: tuple[str, ...] | None
    undated: frozenset[str] = frozenset()
    """The columns whose day is not told: it stands in ``days`` as the day it was learned."""
    answers: tuple[str, ...] = ()
    """What was answered to the three questions of the call form."""
    reached: bool | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """Other cells that tell something, by column, in small letters."""


def said(feed: str, cells: Sequence[str], learned: int, *, is_correction: bool) -> Said | None:
    """What the row says, or None where no reader could take it."""
    row = _aligned(feed, cells)
    if row is None or not all(row[: _KEYS[feed]]):
        return None
    if _has_a_number_for_a_name(feed, row):
        return None
    try:
        days = _days(feed, row)
        number = _a_number(row[PLACE[feed]["a_number"]])
        reached, answers = _of_the_call(row) if feed == "safety" else (None, ())
    except (ValueError, KeyError):
        return None
    born = days.pop("birth_date", None)
    return Said(
        learned=learned,
        is_correction=is_correction,
        likeness=_likeness(feed, row, number, None if born == UNTOLD else born),
        days={name: learned if day == UNTOLD else day for name, day in days.items()},
        code=_code(feed, row),
        address=_address(feed, row) if feed in _ADDRESS_PLACES else None,
        undated=frozenset(name for name, day in days.items() if day == UNTOLD),
        answers=answers,
        reached=reached,
        words=_words_of(feed, row),
    )


def _aligned(feed: str, cells: Sequence[str]) -> list[str] | None:
    width = len(COLUMNS[feed])
    if len(cells) < width or any(cells[width:]):
        return None
    return [cell.replace("\0", "").strip() for cell in cells[:width]]


def _has_a_number_for_a_name(feed: str, row: Sequence[str]) -> bool:
    """A digit in a name may be a neighbouring column's: no reader takes such a row."""
    names = row[PLACE[feed]["given_names"]] + row[PLACE[feed]["surnames"]]
    return any(map(str.isdigit, names))


def _days(feed: str, row: Sequence[str]) -> dict[str, int]:
    return {name: _day(row[place]) for name, place in _DAY_PLACES[feed] if row[place]}


@lru_cache(maxsize=1 << 16)
def _day(text: str) -> int:
    if text.upper() in _TOKENS:
        return UNTOLD
    if "/" in text:
        month, of_month, year = (int(part) for part in text.split("/"))
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        return date(year, month, of_month).toordinal()
    return date.fromisoformat(text[:10]).toordinal()


def _a_number(text: str) -> str | None:
    if not text or text.upper() in _TOKENS:
        return None
    digits = text.upper().replace("A", "").replace("-", "").replace(" ", "")
    if not digits.isdigit() or not 7 <= len(digits) <= 9:
        raise ValueError(text)
    return digits.zfill(9)


def _likeness(feed: str, row: Sequence[str], number: str | None, born: int | None) -> Likeness:
    places = PLACE[feed]
    numbers = {number} if number else set()
    if feed in _STAY and row[_STAY[feed]]:
        numbers.add(f"stay {row[_STAY[feed]]}")
    given, surnames = row[places["given_names"]], row[places["surnames"]]
    month = None if born is None else date.fromordinal(born).isoformat()[:7]
    return frozenset(numbers), _words(given), _words(surnames), born, month


def _words(name: str) -> frozenset[str]:
    if name.upper() in _TOKENS:
        return frozenset()
    return frozenset(token for word in name.split() for token in _tokens(word))


@lru_cache(maxsize=1 << 14)
def _tokens(word: str) -> tuple[str, ...]:
    return name_tokens(word)


_STAY = {"placements": PLACE["placements"]["uc_path_id"], "safety": PLACE["safety"]["uc_path_id"]}
_CODE = {
    "placements": "discharge_type",
    "notices": "filing_status",
    "safety": "kind",
    "addresses": "channel",
}


def _code(feed: str, row: Sequence[str]) -> str | None:
    column = _CODE.get(feed)
    return row[PLACE[feed][column]] or None if column else None


_WORDS = {
    "notices": ("served_to",),
    "placements": ("sponsor_ref", "category", "program"),
    "safety": ("concern_type", "status"),
}


def _words_of(feed: str, row: Sequence[str]) -> dict[str, str]:
    cells = {name: row[PLACE[feed][name]] for name in _WORDS.get(feed, ())}
    return {name: cell.lower() for name, cell in cells.items() if cell.upper() not in _TOKENS}


def _address(feed: str, row: Sequence[str]) -> tuple[str, ...]:
    line, unit, city, state, zip_code = (row[place] for place in _ADDRESS_PLACES[feed])
    if zip_code.upper() in _TOKENS:
        zip_code = ""
    if zip_code.isdigit():
        zip_code = zip_code.zfill(5)
    return line, unit, city, state, zip_code


def _of_the_call(row: Sequence[str]) -> tuple[bool | None, tuple[str, ...]]:
    places = PLACE["safety"]
    answers = tuple(_ANSWERS[row[places[question]].upper()] for question in _QUESTIONS)
    if attempt := row[places["attempt"]]:
        int(attempt)
    return _REACHED[row[places["reached"]].upper()], answers
