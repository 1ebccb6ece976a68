"""A made-up child's court case, as the court's files write of it."""

import csv
import io
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from amparo.feeds.contract import Again, Contract, Row, SetAside, ToldBefore
from amparo.feeds.court import COURT
from amparo.feeds.read import Header, Tally, read

Found = Row | Again | SetAside

_ALL = list(
    csv.DictReader(
        files("amparo.feeds.court").joinpath("columns.csv").read_text("utf-8").splitlines()
    )
)
COLUMNS = {
    table.table: [one["column"] for one in _ALL if one["table"] == table.table]
    for table in COURT.tables
}
"""Every column of a release, kept or not, in the court's order."""

HOLDS = {(one["table"], one["column"]): (one["holds"], one["which"]) for one in _ALL}

CASE = "990000007"
ANA: dict[str, dict[str, str]] = {
    "A_TblCase": {
        "IDNCASE": CASE,
        "ALIEN_CITY": "MADE UP TOWN",
        "ALIEN_STATE": "TX",
        "ALIEN_ZIPCODE": "00123",
        "UPDATED_ZIPCODE": "00124",
        "UPDATE_SITE": "HOU",
        "UPDATED_CITY": "OTHER TOWN",
        "NAT": "GT",
        "LANG": "MAM",
        "CUSTODY": "N",
        "SITE_TYPE": "M",
        "CASE_TYPE": "RMV",
        "LATEST_HEARING": "2024-05-06 00:00:00.000",
        "LATEST_TIME": "0830",
        "DATE_OF_ENTRY": "2023-01-02 00:00:00.000",
        "C_BIRTHDATE": "3/2010",
        "ADDRESS_CHANGEDON": "2023-09-01 00:00:00.000",
        "GENDER": "F",
        "LPR": "0",
        "DETENTION_LOCATION": "MADE UP HALL",
        "CASEPRIORITY_CODE": "UC",
        "A_NUMBER": "A990000001",
    },
    "B_TblProceeding": {
        "IDNPROCEEDING": "990000011",
        "IDNCASE": CASE,
        "OSC_DATE": "2023-03-01 00:00:00.000",
        "INPUT_DATE": "2023-03-20 00:00:00.000",
        "BASE_CITY_CODE": "HOU",
        "HEARING_LOC_CODE": "HOU",
        "IJ_CODE": "MUJ",
        "HEARING_DATE": "2023-06-01 00:00:00.000",
        "HEARING_TIME": "0830",
        "CASE_TYPE": "RMV",
        "NAT": "GT",
        "LANG": "MAM",
        "AGGRAVATE_FELON": "0",
    },
    "tbl_schedule": {
        "IDNSCHEDULE": "990000012",
        "IDNPROCEEDING": "990000011",
        "IDNCASE": CASE,
        "LANG": "MAM",
        "HEARING_LOC_CODE": "HOU",
        "BASE_CITY_CODE": "HOU",
        "INPUT_DATE": "2023-03-20 10:11:12.130",
        "CAL_TYPE": "M",
        "ADJ_DATE": "2023-06-01 00:00:00.000",
        "ADJ_TIME_START": "0830",
        "ADJ_MEDIUM": "P",
        "SCHEDULE_TYPE": "MM",
        "NOTICE_CODE": "J2",
    },
    "tbl_JuvenileHistory": {
        "idnJuvenileHistory": "990000013",
        "idnCase": CASE,
        "idnJuvenile": "4",
        "DATCREATEDON": "2023-03-21 00:00:00.000",
    },
    "A_TblCaseIdentifier": {"IDNCASEID": "990000014", "IDNCASE": CASE, "CASE_ID": "UJ"},
    "tbl_CasePriorityHistory": {
        "idnCasePriHistory": "990000015",
        "casePriority_code": "UC",
        "idnCase": CASE,
        "DATCREATEDON": "2023-03-21 00:00:00.000",
    },
    "tbl_RepsAssigned": {
        "IDNREPSASSIGNED": "990000016",
        "IDNCASE": CASE,
        "STRATTYLEVEL": "COURT",
        "STRATTYTYPE": "ALIEN",
        "PARENT_TABLE": "A_TblCase",
        "PARENT_IDN": CASE,
        "E_28_DATE": "2023-07-01 00:00:00.000",
        "BLNPRIMEATTY": "1",
    },
    "tbl_Court_Motions": {
        "IDNMOTION": "990000017",
        "IDNPROCEEDING": "990000011",
        "IDNCASE": CASE,
        "REC_TYPE": "MA",
        "DEC": "G",
        "COMP_DATE": "2023-12-01 00:00:00.000",
        "MOTION_RECD_DATE": "2023-11-01 00:00:00.000",
        "BLNDELETED": "0",
    },
}
"""One row of each table, all of one case."""


class Before:
    """Rows told before, known by a token of their cells."""

    def __init__(self, rows: Sequence[Found] = ()) -> None:
        self.held = {one.row for one in rows if isinstance(one, Row)}

    def token(self, cells: tuple[str, ...]) -> bytes:
        """The cells themselves, so that a test can see that nothing else goes in."""
        return "|".join(cells).encode()

    def among(self, tokens: Sequence[bytes]) -> set[bytes]:
        """Those of them that are held."""
        return self.held.intersection(tokens)


class Key:
    """A vault key that remembers what it was given."""

    def __init__(self) -> None:
        self.sealed: dict[str, str] = {}

    def token(self, text: str) -> bytes:
        """The text itself."""
        return text.encode()

    def seal(self, fields: Mapping[str, str]) -> bytes:
        """Keep the fields."""
        self.sealed |= fields
        return b"sealed" if fields else b""


def ana(table: str, **cells: str) -> dict[str, str]:
    """Ana's row of a table, with some cells written otherwise."""
    return {**ANA[table], **cells}


def line(table: str, row: Mapping[str, str], names: Sequence[str] = ()) -> str:
    """One row as a line, without its end."""
    return "\t".join(row.get(name, "") for name in names or COLUMNS[table])


def court_file(table: str, *lines: str, names: Sequence[str] = ()) -> bytes:
    """A file: its header and lines, as the court ends and encodes them."""
    text = "\r\n".join(["\t".join(names or COLUMNS[table]), *lines, ""])
    return text.encode("latin-1")


def read_file(
    table: str, content: bytes, told: ToldBefore | None = None
) -> tuple[Header, list[Found], Tally]:
    """Read a whole file of a table: header, what was found, and the line equation."""
    tally = Tally()
    header, found = read(io.BytesIO(content), contract(table), "latin-1", "\t", tally, told=told)
    rows = list(found)
    assert tally.holds()
    return header, rows, tally


def read_lines(table: str, *lines: str, told: ToldBefore | None = None) -> list[Found]:
    """What is found in some lines of a table."""
    return read_file(table, court_file(table, *lines), told)[1]


def read_row(table: str, **cells: str) -> Row:
    """Ana's row as it is read."""
    [found] = read_lines(table, line(table, ana(table, **cells)))
    assert isinstance(found, Row), found
    return found


def aside(table: str, *lines: str) -> SetAside:
    """The one line that is set aside."""
    [found] = read_lines(table, *lines)
    assert isinstance(found, SetAside), found
    return found


def told(table: str, **cells: str) -> Any:
    """The one event that Ana's row tells."""
    return tell(table, read_row(table, **cells))[0]


def tell(table: str, row: Row) -> tuple[Any, Key]:
    """The one event that a row tells, and what went to the vault."""
    key = Key()
    [event] = contract(table).tell(row, key).events
    return event, key


def contract(table: str) -> Contract:
    """The contract of a table."""
    found = COURT.of_file(f"{table}.csv")
    assert found is not None
    return found
