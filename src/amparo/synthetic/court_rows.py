"""What the court's clerks write of one case: the rows of eight tables, each with its changes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from random import Random

from amparo.synthetic.chance import Weighted
from amparo.synthetic.court_cases import LAST_DAY, Case, Hearing, Motion, Proceeding
from amparo.synthetic.court_tables import A_NUMBER, CASE, COLUMNS, KEY
from amparo.synthetic.places import Address

NATIONALITY = {
    "Honduras": "HO", "Guatemala": "GT", "El Salvador": "ES", "Mexico": "MX", "Ecuador": "EC",
    "Nicaragua": "NU", "Haiti": "HA", "Venezuela": "VE", "Colombia": "CO",
}  # fmt: skip
LANGUAGE = {
    "Spanish": "SP", "Haitian Creole": "CRE", "Q'eqchi'": "KEK", "Mam": "MAM", "K'iche'": "QUI",
    "Kanjobal": "KNJ", "Ixil": "IXL", "Akateko": "KNJ",
}  # fmt: skip

# Two thirds of all rows of the table mean "not applicable" (2,876,040 rows, release of 2025), and
# half of those under 18 are absent from it (TRAC, December 2021): adults are in it, children not.
_NO_FLAG, _NO_FLAG_OF_ADULT = 0.30, 0.15
_FIRST_FLAG = Weighted([("4", 58), ("1", 16), ("5", 18), ("6", 6), ("2", 1.9), ("3", 0.1)])
_NOT_APPLICABLE, _TURNED_18 = "5", "2"
_NO_BIRTH_MONTH = 0.06
"""Assumed for cases of these years. Measured: 24 % over all juveniles, 46 % over everybody."""
_NO_BIRTH_MONTH_OF_ADULT = 0.46
_TIMES = ("800", "830", "900", "1000", "1300", "1330")

Changes = list[tuple[int, dict[str, str]]]


@dataclass(slots=True)
class CourtRow:
    """One row of one table, and what it says from which day on; the first change makes it."""

    table: str
    key: int
    changes: Changes = field(default_factory=list)

    def tell(self, day: int, **cells: str) -> None:
        """From this day on the row carries these cells."""
        self.changes.append((day, cells))

    def states(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The whole row after each day on which it changed, until the last day of the world."""
        born = self.changes[0][0]
        cells: dict[str, str] = {}
        days = sorted({max(day, born) for day, _ in self.changes if day <= LAST_DAY})
        for day in days:
            for changed, news in self.changes:
                if max(changed, born) == day:
                    cells.update(news)
            yield day, cells


def line_of(table: str, cells: dict[str, str], *, has_number: bool) -> str:
    """The row as a line, without its end."""
    values = [cells.get(name, "") for name in COLUMNS[table]]
    if has_number and table == "A_TblCase":
        values.append(cells.get(A_NUMBER, ""))
    return "\t".join(values)


def rows_of(case: Case, number: Callable[[str], int], chance: Random) -> list[CourtRow]:
    """Every row of one case; ``number`` gives the next number of a table."""
    return _Clerk(case, number, chance).written()


class _Clerk:
    """Writes the rows of one case."""

    def __init__(self, case: Case, number: Callable[[str], int], chance: Random) -> None:
        self.case, self.who = case, case.respondent
        self.number, self.chance = number, chance
        self.of = str(number("A_TblCase"))
        self.rows: list[CourtRow] = []
        self.nationality = NATIONALITY.get(self.who.country, "")
        self.language = LANGUAGE.get(self.who.language, "SP")
        self.judge = f"M{chance.randint(1, 9)}"

    def written(self) -> list[CourtRow]:
        """All of it: the case row first, so that its number leads."""
        of_case = self._case()
        keys = [str(self._proceeding(one)) for one in self.case.proceedings]
        for hearing in self.case.hearings:
            self._hearing(of_case, hearing, keys[hearing.proceeding])
        for motion in self.case.motions:
            self._motion(motion, keys[motion.proceeding])
        self._flags(keys[0])
        self._identifiers()
        self._priorities(of_case)
        self._counsel(of_case)
        return self.rows

    def _is_written(self, share: float) -> bool:
        return self.chance.random() < share or self.who.is_sure

    def _row(self, table: str, day: int, /, **cells: str) -> CourtRow:
        # A case has its number before its row: every other row is told of it.
        key = int(self.of) if table == "A_TblCase" else self.number(table)
        row = CourtRow(table, key)
        cells[KEY[table]] = str(key)
        cells[CASE[table]] = self.of
        row.tell(day, **cells)
        self.rows.append(row)
        return row

    def _case(self) -> CourtRow:
        case, who = self.case, self.who
        row = self._row(
            "A_TblCase",
            case.opened,
            NAT=self.nationality,
            LANG=self.language,
            CUSTODY="N" if who.is_child or self.chance.random() < 0.6 else "R",
            SITE_TYPE="M",
            CASE_TYPE="RMV",
            UPDATE_SITE=case.proceedings[0].court,
            DATE_OF_ENTRY="" if who.entered is None else stamp(who.entered),
            C_BIRTHDATE=self._birth_month(),
            GENDER=who.sex if self.chance.random() > 0.26 else "",
            LPR="0",
            CASEPRIORITY_CODE="",
        )
        if who.a_number is not None:
            row.tell(case.opened, **{A_NUMBER: str(who.a_number)})
        self._addresses(row)
        for proceeding in case.proceedings[1:]:
            row.tell(proceeding.opened, UPDATE_SITE=proceeding.court)
        return row

    def _birth_month(self) -> str:
        missing = _NO_BIRTH_MONTH if self.who.is_child else _NO_BIRTH_MONTH_OF_ADULT
        if self.who.born is None or self.chance.random() < missing:
            return ""
        born = date.fromordinal(self.who.born)
        return f"{born.month}/{born.year}"

    def _addresses(self, row: CourtRow) -> None:
        """The newest overwrites; of the one before, only town, state and code are kept."""
        opened = self.case.opened
        known = [home for home in self.who.homes if home[0] <= opened]
        later = [home for home in self.who.homes if home[0] > opened]
        before: Address | None = None
        if known:
            before = known[-1][1]
            dated = stamp(opened) if self.chance.random() < 0.3 else ""
            row.tell(opened, ADDRESS_CHANGEDON=dated, **_address(before))
        for day, address in later:
            row.tell(day, ADDRESS_CHANGEDON=stamp(day), **_address(address), **_former(before))
            before = address

    def _proceeding(self, proceeding: Proceeding) -> int:
        case = self.case
        issued = case.filing.issued
        row = self._row(
            "B_TblProceeding",
            proceeding.opened,
            OSC_DATE="" if issued is None else stamp(issued),
            INPUT_DATE=stamp(proceeding.opened),
            BASE_CITY_CODE=proceeding.court,
            HEARING_LOC_CODE=proceeding.court,
            IJ_CODE=self.judge,
            TRANS_NBR="0" if proceeding.moved_in is None else "1",
            CUSTODY="N",
            CASE_TYPE="RMV",
            NAT=self.nationality,
            LANG=self.language,
            CRIM_IND="N",
            AGGRAVATE_FELON="0",
        )
        if proceeding.moved_in is not None:
            row.tell(
                proceeding.opened,
                TRANS_IN_DATE=stamp(proceeding.moved_in),
                PREV_HEARING_BASE=proceeding.before,
                PREV_HEARING_LOC=proceeding.before,
            )
        self._first_hearing(row, proceeding)
        self._completion(row, proceeding)
        return row.key

    def _first_hearing(self, row: CourtRow, proceeding: Proceeding) -> None:
        place = self.case.proceedings.index(proceeding)
        first = next((one for one in self.case.hearings if one.proceeding == place), None)
        if first is not None:
            row.tell(
                max(first.set_on, proceeding.opened),
                HEARING_DATE=stamp(first.day),
                HEARING_TIME=_time(first),
                SCHEDULED_HEAR_LOC=proceeding.court,
            )

    def _completion(self, row: CourtRow, proceeding: Proceeding) -> None:
        day = proceeding.completed
        if day is None:
            return
        by_decision = proceeding.is_by_decision
        row.tell(
            day,
            COMP_DATE=stamp(day),
            DEC_TYPE="O" if by_decision else "",
            DEC_CODE=proceeding.decision if by_decision else "",
            OTHER_COMP="" if by_decision else proceeding.decision,
            ABSENTIA="Y" if proceeding.in_absentia else "N",
            DEPORTED_1=self.nationality if proceeding.decision == "X" else "",
        )
        if proceeding.decision == "C":
            row.tell(
                day,
                VENUE_CHG_GRANTED=stamp(day),
                TRANSFER_TO=proceeding.moved_to,
                TRANSFER_STATUS="V",
            )

    def _hearing(self, of_case: CourtRow, hearing: Hearing, proceeding: str) -> None:
        court = self.case.proceedings[hearing.proceeding].court
        individual, is_first = hearing.calendar == "I", hearing is self.case.hearings[0]
        row = self._row(
            "tbl_schedule",
            hearing.set_on,
            IDNPROCEEDING=proceeding,
            GENERATION="1",
            SUB_GENERATION="0",
            REC_TYPE="O",
            LANG=self.language,
            HEARING_LOC_CODE=court,
            BASE_CITY_CODE=court,
            IJ_CODE=self.judge,
            INPUT_DATE=stamp(hearing.set_on),
            INPUT_TIME="915",
            CAL_TYPE=hearing.calendar,
            ADJ_DATE=stamp(hearing.day),
            ADJ_TIME_START=_time(hearing),
            SCHEDULE_TYPE="II" if individual else "MM" if is_first else "MR",
            NOTICE_CODE="",
            ADJ_MEDIUM="V" if hearing.day % 3 else "I",
            BLNCLOCKOVERRIDE="0",
        )
        if hearing.updated is not None:
            row.tell(
                hearing.updated,
                ADJ_RSN=hearing.code,
                UPDATE_DATE=stamp(hearing.updated),
                UPDATE_TIME="1545",
            )
        of_case.tell(
            max(hearing.set_on, self.case.opened),
            LATEST_HEARING=stamp(hearing.day),
            LATEST_TIME=_time(hearing),
            LATEST_CAL_TYPE=hearing.calendar,
        )

    def _motion(self, motion: Motion, proceeding: str) -> None:
        row = self._row(
            "tbl_Court_Motions",
            motion.received,
            IDNPROCEEDING=proceeding,
            REC_TYPE=motion.kind,
            INPUT_DATE=stamp(motion.received),
            MOTION_RECD_DATE=stamp(motion.received),
            STRFILINGPARTY="A",
            BLNDELETED="0",
        )
        if motion.decided is not None:
            row.tell(motion.decided, DEC=motion.decision, COMP_DATE=stamp(motion.decided))
        if motion.deleted_on is not None:
            row.tell(motion.deleted_on, BLNDELETED="1", UPDATE_DATE=stamp(motion.deleted_on))

    def _flags(self, proceeding: str) -> None:
        who, chance = self.who, self.chance
        if not self._is_written(1 - (_NO_FLAG if who.is_child else _NO_FLAG_OF_ADULT)):
            return
        flag = _FIRST_FLAG.draw(chance) if who.is_child else _NOT_APPLICABLE
        self._flag(proceeding, flag, self.case.opened + chance.randrange(3))
        grown = self._day_of_18()
        if grown is not None and chance.random() < 0.6:
            self._flag(proceeding, chance.choice((_TURNED_18, _NOT_APPLICABLE)), grown + 10)
        elif who.is_child and chance.random() < 0.35:
            # Why the court takes the flag off is nowhere said.
            self._flag(proceeding, _NOT_APPLICABLE, self.case.opened + chance.randint(60, 500))

    def _flag(self, proceeding: str, flag: str, day: int) -> None:
        if day <= LAST_DAY:
            at = stamp(day, "11:03:55.993")
            cells = {"idnProceeding": proceeding, "idnJuvenile": flag}
            self._row("tbl_JuvenileHistory", day, DATCREATEDON=at, DATMODIFIEDON=at, **cells)

    def _day_of_18(self) -> int | None:
        """The eighteenth birthday, where it falls inside the case."""
        if self.who.born is None or not self.who.is_child:
            return None
        grown = self.who.born + 6575
        return grown if self.case.opened < grown < LAST_DAY - 20 else None

    def _identifiers(self) -> None:
        chance, opened = self.chance, self.case.opened
        if self.who.is_child:
            if chance.random() < 0.55:
                self._row("A_TblCaseIdentifier", opened, CASE_ID="UJ")
            if chance.random() < 0.12:
                code = chance.choice(("J", "J1", "OC"))
                self._row("A_TblCaseIdentifier", opened + 5, CASE_ID=code)
        elif self._is_written(0.1):
            self._row("A_TblCaseIdentifier", opened, CASE_ID="FA")

    def _priorities(self, of_case: CourtRow) -> None:
        """UC put on, and for many taken off again; used in some years more than in others."""
        if not self._is_written(0.75 if self.who.is_child else 0.0):
            return
        first = self.case.opened
        off = first + self.chance.randint(90, 700)
        self._priority(of_case, "UC" if self.who.is_child else "AWC/ATD", first)
        if self.chance.random() < 0.5 and off <= LAST_DAY:
            self._priority(of_case, "NA", off)

    def _priority(self, of_case: CourtRow, code: str, day: int) -> None:
        at = stamp(day, "08:12:00.000")
        self._row(
            "tbl_CasePriorityHistory",
            day,
            casePriority_code=code,
            DATCREATEDON=at,
            DATMODIFIEDON=at,
        )
        of_case.tell(day, CASEPRIORITY_CODE=code)

    def _counsel(self, of_case: CourtRow) -> None:
        case = self.case
        if case.counsel is not None:
            self._assigned(case.counsel, "ALIEN", E_28_DATE=stamp(case.counsel), BLNPRIMEATTY="1")
            if self.chance.random() < 0.9:
                of_case.tell(case.counsel, E_28_DATE=stamp(case.counsel))
        if self._is_written(0.5 if self.who.is_child else 0.2):
            self._assigned(case.opened + 7, "INS", INS_TA_DATE_ASSIGNED=stamp(case.opened + 7))

    def _assigned(self, day: int, side: str, **cells: str) -> None:
        # As released: 2,529,175 rows in small letters, 50,325 and 948 in the two other ways.
        luck = self.chance.random()
        table = "a_tblcase" if luck < 0.980 else ("A_Tblcase" if luck < 0.9996 else "A_TblCase")
        self._row(
            "tbl_RepsAssigned",
            day,
            STRATTYLEVEL="COURT",
            STRATTYTYPE=side,
            PARENT_TABLE=table,
            PARENT_IDN=self.of,
            BASE_CITY_CODE=self.case.proceedings[0].court,
            **cells,
        )


@lru_cache(maxsize=1 << 14)
def stamp(day: int, time: str = "00:00:00.000") -> str:
    """``2024-05-31 00:00:00.000``, as the court writes a day."""
    return f"{date.fromordinal(day).isoformat()} {time}"


def _time(hearing: Hearing) -> str:
    return _TIMES[hearing.day % len(_TIMES)]


def _address(address: Address) -> dict[str, str]:
    # The town's column is fifteen letters wide.
    return {
        "ALIEN_CITY": address.city[:15].upper(),
        "ALIEN_STATE": address.state,
        "ALIEN_ZIPCODE": address.zip_code,
    }


def _former(address: Address | None) -> dict[str, str]:
    if address is None:
        return {}
    return {
        "UPDATED_CITY": address.city[:15].upper(),
        "UPDATED_STATE": address.state,
        "UPDATED_ZIPCODE": address.zip_code,
    }
