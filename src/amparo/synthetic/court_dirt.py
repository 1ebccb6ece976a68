"""What is wrong with the court's rows: the same row is wrong in the same way in every release."""

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from amparo.synthetic.court_tables import KEY, PLACE, TABLES
from amparo.words.identifiers import MADE_UP_COURT_NUMBERS

Rates = Mapping[str, Mapping[str, float]]

MEASURED: Rates = {
    "A_TblCase": {
        "tab inside": 101 / 12.5e6,
        "two tabs inside": 2 / 12.5e6,
        "line break inside": 2 / 12.5e6,  # assumed
        "overflow": 1e-4,  # assumed; up to eight columns are measured
        "nul": 1e-4,  # assumed
        "control character": 53 / 12.5e6,
        "padded code": 0.02,  # assumed; a quarter of the charges change when trimmed
        "null-like text": 1e-3,  # assumed
        "back-tick": 0.0012,
        "zip+4": 0.0008,
        "short zip": 0.001,  # with the two above 37,950 of 12.5 million
        "unusable zip": 36_126 / 12.5e6,
        "impossible birth month": 2e-4,  # assumed; ages up to 118 are measured
        "code outside its table": 2e-4,
        "no row": 26 / 12.5e6,
    },
    "B_TblProceeding": {
        "tab inside": 71 / 16.3e6,
        "line break inside": 23 / 16.3e6,
        "overflow": 5e-5,  # assumed; up to two columns are measured
        "control character": 25 / 16.3e6,
        "blanks for a code": 14_761 / 2.5e6,
        "code outside its table": 0.002,
        "no number": 1 / 16.3e6,
        "invalid decision type": 1e-4,  # assumed
        "another case type": 256 / 16.3e6,
        "no row": 134_672 / 12.5e6,
    },
    "tbl_schedule": {
        "no key": 1e-4,  # assumed; null keys are measured, their number is not published
        "nul": 5e-5,  # assumed
        "twice": 1e-4,  # assumed for this table; measured for the charges
        "day as written by hand": 2e-4,  # assumed
    },
    "tbl_JuvenileHistory": {"twice": 5e-5},  # assumed
    "A_TblCaseIdentifier": {"padded code": 0.01},  # assumed
    "tbl_CasePriorityHistory": {"twice": 5e-5},  # assumed
    "tbl_RepsAssigned": {"another case": 23 / 2.58e6},
    "tbl_Court_Motions": {"cells missing": 1e-4},  # assumed
}
"""Share of rows (Deportation Data Project, marrowb/eoir, MIT notebook), where it is
not marked as assumed."""

VANISHING = 1e-3
"""Share of rows that some releases leave out; assumed (measured: 1,507 to 896,906 applications)."""

CUT_OFF = ("tbl_CasePriorityHistory", 9)
"""The table of which one release, by its place among the snapshots, holds not even half; assumed.
The next release has it all again."""

_CUT_AWAY = 0.6

# Every kind once among the first rows, so that the smallest world holds it.
_FIRST_PLANTED, _APART = 11, 7
_NEVER_COMES_BACK = 3


@dataclass(frozen=True, slots=True)
class Absence:
    """The releases that leave a row out: from one place among the snapshots to before another."""

    first: int
    after: int


class Dirt:
    """Which row is wrong in which way."""

    def __init__(
        self, rates: Rates = MEASURED, vanishing: float = VANISHING, *, is_planted: bool = True
    ) -> None:
        self._kinds = {table: [*rates.get(table, {})] for table in TABLES}
        self._sums = {table: [*accumulate(rates.get(table, {}).values())] for table in TABLES}
        self._vanishing, self._is_planted = vanishing, is_planted

    def kind(self, table: str, key: int) -> str | None:
        """What is wrong with this row; None for nearly every row."""
        kinds, place = self._kinds[table], key - MADE_UP_COURT_NUMBERS.start - _FIRST_PLANTED
        if self._is_planted and place >= 0 and place % _APART == 0:
            planted = place // _APART
            if planted < len(kinds):
                return kinds[planted]
        found = bisect(self._sums[table], _luck(key, TABLES.index(table)))
        return kinds[found] if found < len(kinds) else None

    def absence(self, table: str, key: int) -> Absence | None:
        """When the row is missing from releases, though nothing was said of it."""
        cut, release = CUT_OFF
        if self._is_planted and table == cut and _luck(key, 80) < _CUT_AWAY:
            return Absence(release, release + 1)
        place, luck = key - MADE_UP_COURT_NUMBERS.start, _luck(key, 40 + TABLES.index(table))
        if luck >= self._vanishing and not (self._is_planted and place in {16, 38}):
            return None
        first = 2 + key % 6
        comes_back = key % _NEVER_COMES_BACK
        return Absence(first, first + 1 + key % 2 if comes_back else 1 << 20)


def dirt_of(times: float) -> Dirt:
    """Dirt at so many times the measured rates; none of it more often than one row in ten."""
    rates = {
        table: {kind: min(0.1, times * rate) for kind, rate in kinds.items()}
        for table, kinds in MEASURED.items()
    }
    return Dirt(rates if times != 1 else MEASURED)


def soil(kind: str, table: str, cells: dict[str, str]) -> None:
    """Dirty the cells. What cannot be done to a row of blanks is not done."""
    wrong = _IN_CELLS.get(kind)
    if wrong is not None:
        wrong(table, cells)


def spoil(kind: str, table: str, line: str) -> str:
    """Dirty the line, without its end."""
    cells = line.split("\t")
    if kind == "overflow":
        cells += [""] * (2 if table == "B_TblProceeding" else 8)
    elif kind == "two tabs inside":
        # One of them inside a month of birth: however the cells are joined, it is none.
        place = PLACE[table]["C_BIRTHDATE"]
        cells[place : place + 1] = ["3/", "2008"]
        _split(table, cells, "\t")
    elif kind == "tab inside":
        _split(table, cells, "\t")
    elif kind == "line break inside":
        _split(table, cells, "\n")
    elif kind == "no key":
        cells[PLACE[table][KEY[table]]] = ""
    elif kind == "no number":
        cells[PLACE[table][KEY[table]]] = "FC"
    elif kind == "cells missing":
        del cells[-3:]
    elif kind == "twice":
        return "\t".join(cells) + "\r\n" + "\t".join(cells)
    return "\t".join(cells)


def _luck(key: int, salt: int) -> float:
    """A number in [0, 1) that hangs on the row's number, and on nothing else."""
    mixed = (key * 0x9E3779B1 + salt * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ mixed >> 15) * 0xC2B2AE35) & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) / (1 << 32)


_FREE = {"A_TblCase": "ALIEN_CITY", "B_TblProceeding": "IJ_CODE"}


def _split(table: str, cells: list[str], at: str) -> None:
    place = PLACE[table][_FREE[table]]
    text = cells[place]
    if text:
        middle = text.find(" ") if " " in text else len(text) // 2
        cells[place] = text[:middle] + at + text[middle:].lstrip()


def _nul(table: str, cells: dict[str, str]) -> None:
    column = "ALIEN_CITY" if table == "A_TblCase" else "INTERPRETER_CODE"
    cells[column] = cells.get(column, "") + "\0"


def _control_character(_: str, cells: dict[str, str]) -> None:
    cells["CUSTODY"] = "\x1f" + cells.get("CUSTODY", "")


def _padded(table: str, cells: dict[str, str]) -> None:
    column = "LANG" if table == "A_TblCase" else "CASE_ID"
    if cells.get(column):
        cells[column] = cells[column].ljust(5)


def _null_like(_: str, cells: dict[str, str]) -> None:
    if cells.get("ALIEN_CITY"):
        cells["ALIEN_CITY"] = ("?????", "b6", "N/A", "A.2.a")[int(cells["IDNCASE"]) % 4]


def _back_tick(_: str, cells: dict[str, str]) -> None:
    if cells.get("ALIEN_ZIPCODE"):
        cells["ALIEN_ZIPCODE"] = "`" + cells["ALIEN_ZIPCODE"]


def _zip_plus_four(_: str, cells: dict[str, str]) -> None:
    if cells.get("ALIEN_ZIPCODE"):
        cells["ALIEN_ZIPCODE"] += "-0123"


def _short_zip(_: str, cells: dict[str, str]) -> None:
    cells["ALIEN_ZIPCODE"] = cells.get("ALIEN_ZIPCODE", "").lstrip("0")


def _unusable_zip(_: str, cells: dict[str, str]) -> None:
    if cells.get("ALIEN_ZIPCODE"):
        cells["ALIEN_ZIPCODE"] = ("NONE", "1", "XXXXX", "00000")[int(cells["IDNCASE"]) % 4]


def _birth_month(_: str, cells: dict[str, str]) -> None:
    cells["C_BIRTHDATE"] = ("00/0000", "5/1899")[int(cells["IDNCASE"]) % 2]


def _outside_table(table: str, cells: dict[str, str]) -> None:
    column = "NAT" if table == "A_TblCase" else "TRANSFER_TO"
    if cells.get(column):
        cells[column] = "0Q" if column == "NAT" else "Q0Q"


def _blanks(_: str, cells: dict[str, str]) -> None:
    cells["DEC_CODE"] = cells.get("DEC_CODE") or "  "


def _decision_type(_: str, cells: dict[str, str]) -> None:
    cells["DEC_TYPE"] = "7"


def _case_type(_: str, cells: dict[str, str]) -> None:
    cells["CASE_TYPE"] = "AOC"


def _by_hand(_: str, cells: dict[str, str]) -> None:
    """``5/31/2024`` in place of ``2024-05-31 00:00:00.000``."""
    for column in ("INPUT_DATE", "ADJ_DATE"):
        year, month, day = cells[column][:10].split("-")
        cells[column] = f"{int(month)}/{int(day)}/{year}"


def _overflow(table: str, cells: dict[str, str]) -> None:
    # What stands near the end of a proceeding would fit the columns before it as well.
    if table == "B_TblProceeding":
        cells["CRIM_IND"] = cells["AGGRAVATE_FELON"] = ""


def _another_case(_: str, cells: dict[str, str]) -> None:
    cells["PARENT_TABLE"] = "A_TblCase"
    cells["PARENT_IDN"] = str(int(cells["IDNCASE"]) + 1)


_IN_CELLS = {
    "nul": _nul,
    "control character": _control_character,
    "padded code": _padded,
    "null-like text": _null_like,
    "back-tick": _back_tick,
    "zip+4": _zip_plus_four,
    "short zip": _short_zip,
    "unusable zip": _unusable_zip,
    "impossible birth month": _birth_month,
    "code outside its table": _outside_table,
    "blanks for a code": _blanks,
    "invalid decision type": _decision_type,
    "another case type": _case_type,
    "day as written by hand": _by_hand,
    "overflow": _overflow,
    "another case": _another_case,
}
