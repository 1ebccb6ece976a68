"""What the court's delivered lines say, read a second way: plainly, and without its reader."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import NamedTuple

from amparo.synthetic.court_schedule import Release
from amparo.synthetic.court_tables import A_NUMBER, CASE, COLUMNS, KEY, KIND, PLACE

Address = tuple[str, str, str]
"""Town, state and postal code, as told; each empty where it is not."""

Told = Mapping[str, str]
"""The cells of a line that tell something, by column."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a row said from a learned day on: its days as numbers, its other cells as text.

    Both are by the court's own column names. Blank cells, and those that say why nothing is told,
    are in neither. A postal code has the zeros back that a spreadsheet lost, a month of birth is
    written ``2008-03``.
    """

    learned: int
    days: Mapping[str, int]
    texts: Told

    @property
    def address(self) -> Address:
        """The address of a case; equal addresses are equal here."""
        city, state = self.texts.get("ALIEN_CITY", ""), self.texts.get("ALIEN_STATE", "")
        return city, state, self.texts.get("ALIEN_ZIPCODE", "")

    @property
    def postal_code(self) -> str | None:
        """Five digits, or None where the code is of no use."""
        code = self.texts.get("ALIEN_ZIPCODE", "")
        return code[:5] if _FIVE.fullmatch(code) else None

    @property
    def birth_month(self) -> str | None:
        """``2008-03``."""
        return self.texts.get("C_BIRTHDATE")

    def is_true(self, column: str) -> bool:
        """Whether a yes-or-no column says yes."""
        return self.texts.get(column, "").upper() in {"1", "-1", "TRUE", "Y"}


@dataclass(slots=True)
class RowSaid:
    """One row of one table, named ``kind/key``, with all that deliveries told of it, in order."""

    case: str
    part: str
    tellings: list[tuple[int, Version | None]] = field(default_factory=list)
    """Learned day and version, where it differs from the one before; None: a release of the
    table left the row out, from that day on."""

    @property
    def kind(self) -> str:
        """case, proceeding, hearing, flag, identifier, priority, counsel or motion."""
        return self.part.partition("/")[0]

    @property
    def key(self) -> str:
        """The row's own key."""
        return self.part.partition("/")[2]

    def versions(self, known: int) -> list[Version]:
        """Every version told by then, in order of arrival."""
        return [version for day, version in self.tellings if version is not None and day <= known]

    def newest(self, known: int) -> Version | None:
        """The latest version, also where a later release leaves the row out."""
        versions = self.versions(known)
        return versions[-1] if versions else None

    def first_learned(self) -> int:
        """The day of the first telling."""
        return self.tellings[0][0]

    def no_longer_reported_on(self, known: int) -> int | None:
        """Since when the newest release leaves the row out; None where it does not."""
        told = [telling for telling in self.tellings if telling[0] <= known]
        return told[-1][0] if told and told[-1][1] is None else None


@dataclass(slots=True)
class CourtSaid:
    """One case with every row of it that a reader could take."""

    case: str
    rows: list[RowSaid]

    @property
    def identity(self) -> str:
        """``EOIR:case/990000012``."""
        return f"EOIR:case/{self.case}"

    def of(self, kind: str) -> list[RowSaid]:
        """The rows of one table."""
        return [row for row in self.rows if row.kind == kind]

    def first_learned(self) -> int:
        """The day on which anything of the case was first told."""
        return min(row.first_learned() for row in self.rows)

    def likenesses(self) -> Iterator[tuple[int, str | None, str | None]]:
        """Of each version of the case row: learned day, A-number (nine digits), month of birth."""
        for row in self.of("case"):
            for version in row.versions(1 << 30):
                yield version.learned, version.texts.get(A_NUMBER), version.birth_month


class CourtReader:
    """Reads what was sent of one row in each release, in the order of arrival.

    ``last`` is the last day that the truth knows.
    """

    def __init__(self, releases: Sequence[Release], last: int, *, has_number: bool) -> None:
        self._known = [one for one in releases if _asserts(one) and one.slot.learned <= last]
        # Only what leaves a row out needs to be asked whether it does.
        self._whole = [one for one in self._known if one.is_snapshot]
        self._daily = {one.slot.place for one in self._known if not one.is_snapshot}
        self._has_number = has_number

    def read(self, table: str, sent: Mapping[int, str]) -> RowSaid | None:
        """What was told of one row; None where no line of it could be read.

        ``sent`` is the row's text in each release that carries it, by the release's place.
        """
        lines: dict[str, Read | None] = {}
        row: RowSaid | None = None
        before: Read | None = None
        for release in self._whole if self._daily.isdisjoint(sent) else self._known:
            text = sent.get(release.slot.place)
            if not release.holds(table) or (text is None and not release.is_snapshot):
                continue
            if text is not None and text not in lines:
                lines[text] = read_line(table, text, has_number=self._has_number)
            said = None if text is None else lines[text]
            if row is None and said is not None:
                row = RowSaid(said.case, f"{KIND[table]}/{said.key}")
            if row is not None and said != before:
                learned = release.slot.learned
                version = None if said is None else Version(learned, said.days, said.texts)
                row.tellings.append((learned, version))
            before = said
        return row


class Read(NamedTuple):
    """One line as read: whose row it is, its key, its days and its other cells."""

    case: str
    key: str
    days: Mapping[str, int]
    texts: Told


def read_line(table: str, text: str, *, has_number: bool) -> Read | None:
    """What a line says, or None where no reader could take it. A line sent twice says it once."""
    line = text.replace("\0", "").removesuffix("\r\n").split("\r\n")[0]
    cells = _aligned(_cells(_CONTROL.sub("", line)), _columns(table, has_number=has_number))
    if cells is None:
        return None
    told = {name: cell for name, place in _READ[table] if (cell := cells[place].strip())}
    if has_number and table == "A_TblCase" and cells[-1].strip():
        told[A_NUMBER] = cells[-1].strip()
    key, case = told.get(KEY[table], ""), told.get(CASE[table], "")
    if not key.isdigit() or not case.isdigit() or _is_of_another_case(table, told):
        return None
    days = {name: _day(cell) for name, cell in told.items() if name in _DAYS}
    return Read(case, key, days, _texts(told))


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
READ_OF = {
    "A_TblCase": (
        *("ALIEN_CITY", "ALIEN_STATE", "ALIEN_ZIPCODE", "E_28_DATE", "C_BIRTHDATE"),
        *("ADDRESS_CHANGEDON", "NAT", "CASEPRIORITY_CODE"),
    ),
    "B_TblProceeding": (
        *("OSC_DATE", "INPUT_DATE", "DEC_CODE", "OTHER_COMP", "COMP_DATE", "ABSENTIA"),
        *("BASE_CITY_CODE", "VENUE_CHG_GRANTED", "TRANSFER_TO"),
    ),
    "tbl_schedule": (
        *("IDNPROCEEDING", "INPUT_DATE", "UPDATE_DATE", "ADJ_DATE", "ADJ_RSN", "CAL_TYPE"),
        *("ADJ_TIME_START", "BASE_CITY_CODE"),
    ),
    "tbl_JuvenileHistory": ("idnJuvenile", "DATCREATEDON"),
    "A_TblCaseIdentifier": ("CASE_ID",),
    "tbl_CasePriorityHistory": ("casePriority_code", "DATCREATEDON"),
    "tbl_RepsAssigned": ("STRATTYTYPE", "PARENT_TABLE", "PARENT_IDN", "E_27_DATE", "E_28_DATE"),
    "tbl_Court_Motions": ("REC_TYPE", "DEC", "COMP_DATE", "MOTION_RECD_DATE", "BLNDELETED"),
}
"""The columns that the truth needs."""

_READ = {
    table: [(name, PLACE[table][name]) for name in dict.fromkeys((KEY[table], CASE[table], *names))]
    for table, names in READ_OF.items()
}
"""The columns of ``READ_OF`` and those that name a row, and where they stand."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d\.\d{3})?|\d{1,2}/\d{1,2}/\d{4}")
_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_NOTHING_TOLD = re.compile(r"\?+|0+|b6|N/A|A\.2\.a", re.IGNORECASE)
_DAYS = frozenset(
    (
        *("ADDRESS_CHANGEDON", "ADJ_DATE", "COMP_DATE", "C_RELEASE_DATE", "DATCREATEDON"),
        *("DATE_APPEAL_DUE_STATUS", "DATE_DETAINED", "DATE_OF_ENTRY", "DATE_RELEASED"),
        *("DATMODIFIEDON", "DETENTION_DATE", "E_27_DATE", "E_28_DATE", "HEARING_DATE"),
        *("INPUT_DATE", "INS_TA_DATE_ASSIGNED", "LATEST_HEARING", "MOTION_RECD_DATE"),
        *("OSC_DATE", "TRANS_IN_DATE", "UPDATE_DATE", "UP_BOND_DATE", "VENUE_CHG_GRANTED"),
    )
)
_NUMBERS = frozenset({A_NUMBER, "ATTY_NBR", "PARENT_IDN", "LPR", "TRANS_NBR", "BLNDELETED"})
_FREE = frozenset(
    (
        *("ALIEN_CITY", "UPDATED_CITY", "DETENTION_LOCATION", "DCO_LOCATION"),
        *("DETENTION_FACILITY_TYPE", "IJ_CODE"),
    )
)
_OLDEST = 1905
_MOST_TABS = 2
"""No made-up row has more of them inside its values."""
_FIVE = re.compile(r"[0-9]{5}(-[0-9]{4})?")
_SHORT = re.compile(r"[A-Z0-9]{0,3}")
_CODES = re.compile(r"[A-Z/]{0,20}")


def _asserts(release: Release) -> bool:
    """A file sent again, byte by byte, tells nothing."""
    return release.slot.repeats is None


def _cells(line: str) -> list[str]:
    """The cells; of a line cut in two, the last of one and the first of the other are one."""
    cells: list[str] = []
    for piece in line.split("\n"):
        first, *others = piece.split("\t")
        if cells:
            cells[-1] = f"{cells[-1]} {first}"
        else:
            cells.append(first)
        cells.extend(others)
    return cells


def _columns(table: str, *, has_number: bool) -> Sequence[str]:
    return (*COLUMNS[table], A_NUMBER) if has_number and table == "A_TblCase" else COLUMNS[table]


def _aligned(cells: list[str], columns: Sequence[str]) -> list[str] | None:
    if len(cells) <= len(columns):
        return cells if len(cells) == len(columns) else None
    cells = [cell.strip() for cell in cells]
    first, beyond = cells[: len(columns)], cells[len(columns) :]
    if not any(beyond) and _fits(first, columns):
        return first
    if len(beyond) > _MOST_TABS:
        return None
    fitting = {mended for mended in _mended(cells, len(columns)) if _fits(mended, columns)}
    return list(fitting.pop()) if len(fitting) == 1 else None


def _mended(cells: list[str], width: int) -> Iterator[tuple[str, ...]]:
    """Every way in which tabs inside values could have made so many cells of so few."""
    extra = len(cells) - width
    for joins in combinations_with_replacement(range(width), extra):
        mended: list[str] = []
        place = 0
        for column in range(width):
            taken = 1 + joins.count(column)
            mended.append(" ".join(cells[place : place + taken]).strip())
            place += taken
        yield tuple(mended)


def _fits(cells: Iterable[str], columns: Sequence[str]) -> bool:
    return all(_fits_one(cell, name) for cell, name in zip(cells, columns, strict=True))


def _fits_one(cell: str, name: str) -> bool:
    if not cell or name in _FREE:
        return True
    if name.startswith("IDN") or name in _NUMBERS or name.endswith("_TIME"):
        return cell.isdigit()
    if name in _DAYS:
        return _DAY.fullmatch(cell) is not None
    if name == "C_BIRTHDATE":
        return _MONTH.fullmatch(cell) is not None
    if "ZIPCODE" in name:
        return cell.strip("`").replace("-", "").isdigit()
    return (_CODES if "PRIORITY" in name.upper() else _SHORT).fullmatch(cell) is not None


def _is_of_another_case(table: str, told: Told) -> bool:
    is_of_case = told.get("PARENT_TABLE", "").lower() == "a_tblcase"
    return table == "tbl_RepsAssigned" and is_of_case and told.get("PARENT_IDN") != told["IDNCASE"]


def _texts(told: Told) -> Told:
    texts = {
        name: cell
        for name, cell in told.items()
        if name not in _DAYS and (name in _NUMBERS or not _NOTHING_TOLD.fullmatch(cell))
    }
    if "C_BIRTHDATE" in texts:
        month = _month(texts.pop("C_BIRTHDATE"))
        texts |= {} if month is None else {"C_BIRTHDATE": month}
    if "ADJ_TIME_START" in texts:
        texts["ADJ_TIME_START"] = texts["ADJ_TIME_START"].zfill(4)
    if "ALIEN_ZIPCODE" in texts:
        texts["ALIEN_ZIPCODE"] = _postal_code(texts["ALIEN_ZIPCODE"])
    return texts


@lru_cache(maxsize=1 << 14)
def _day(text: str) -> int:
    if "/" in text:
        month, of_month, year = (int(part) for part in text.split("/"))
        return date(year, month, of_month).toordinal()
    return date.fromisoformat(text[:10]).toordinal()


@lru_cache(maxsize=1 << 12)
def _month(text: str) -> str | None:
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    month, year = int(found[1]), int(found[2])
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and year >= _OLDEST else None


def _postal_code(text: str) -> str:
    """The code with the zeros that a spreadsheet lost; what is none stays as it was sent."""
    code = text.removeprefix("`")
    return code.zfill(5) if code.isdigit() and 3 <= len(code) <= 4 else code
