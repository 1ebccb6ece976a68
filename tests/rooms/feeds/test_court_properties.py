"""Whatever stands in a court file: every line is accounted for, no cell takes another's place."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amparo.feeds import lines
from amparo.feeds.contract import Again, Fit, Kind, Row, SetAside
from amparo.feeds.court import COURT
from amparo.feeds.court.codes import codes_of
from amparo.feeds.forbidden import plain_name
from amparo.feeds.header import understand
from amparo.feeds.read import reread
from amparo.feeds.tally import Tally
from tests.rooms.feeds.court_files import (
    ANA,
    COLUMNS,
    HOLDS,
    Before,
    ana,
    contract,
    court_file,
    line,
    read_file,
)

TABLES = st.sampled_from([one.table for one in COURT.tables])

_TEXTS = ("MADE UP TOWN", "SAN INVENTADO", "MADE UP HALL", "OTHER ANNEX", "X-12")
_DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map("{} 00:00:00.000".format)
_PATTERNS = {
    "C_BIRTHDATE": st.builds("{}/{}".format, st.integers(1, 12), st.integers(1990, 2020)),
    "ALIEN_ZIPCODE": st.from_regex(r"00[1-4][0-9]{2}", fullmatch=True),
    "UPDATED_ZIPCODE": st.from_regex(r"00[1-4][0-9]{2}", fullmatch=True),
    "A_NUMBER": st.from_regex(r"A99[0-9]{7}", fullmatch=True),
}


def cells_of(table: str, column: str) -> st.SearchStrategy[str]:
    """What a column of the court's really holds."""
    holds, which = HOLDS[table, column]
    if holds == "code":
        return st.sampled_from(sorted(codes_of(which)))
    if holds == "pattern":
        return _PATTERNS.get(column, st.from_regex(which, fullmatch=True))
    if holds == "up to":
        return st.text("ABCDEFG", min_size=1, max_size=int(which))
    return {
        "integer": st.integers(990_000_000, 999_999_999).map(str),
        "day": _DAYS,
        "hour": st.sampled_from(["0830", "1300", "900"]),
        "bit": st.sampled_from("01"),
        "text": st.sampled_from(_TEXTS),
    }[holds]


@st.composite
def rows(draw: st.DrawFn, table: str) -> dict[str, str]:
    """A row as the court has it, some of its cells blank."""
    required = {column.name for column in contract(table).columns if column.required}
    row = {
        name: draw(cells_of(table, name)) if name in required or draw(st.integers(0, 3)) else ""
        for name in COLUMNS[table]
    }
    return row | ({"PARENT_IDN": row["IDNCASE"]} if "PARENT_IDN" in row else {})


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, dict[str, str], str, set[str]]:
    """A table, a row of it, its line as it arrives, and the columns whose cells are damaged."""
    table = draw(TABLES)
    row = draw(rows(table))
    keys = {column.name for column in contract(table).columns if column.required}
    told = [name for name in COLUMNS[table] if row[name] and name not in keys]
    struck = draw(st.lists(st.sampled_from(told), max_size=2, unique=True)) if told else []
    broken = dict(row)
    for name in struck:
        at = draw(st.integers(0, len(row[name])))
        # A number, a day or a bit of a database holds neither a tab nor a line break.
        is_text = HOLDS[table, name][0] not in {"integer", "day", "bit"}
        by = draw(st.sampled_from(("\0", "\x1f", *(("\t", "\n", "\r\n") if is_text else ()))))
        broken[name] = row[name][:at] + by + row[name][at:]
    tail = "\t" * draw(st.sampled_from([0, 0, 0, 1, 2, 8]))
    return table, row, line(table, broken) + tail, {name.upper() for name in struck}


def values(table: str, row: Mapping[str, str]) -> dict[str, object]:
    """What a row tells where nothing is wrong with it."""
    [found] = read_file(table, court_file(table, line(table, row)))[1]
    assert isinstance(found, Row), found
    return found.values


@given(damaged())
def test_a_damaged_row_is_repaired_or_set_aside_and_no_cell_ever_stands_in_anothers_column(of):
    table, row, text, struck = of
    found = read_file(table, court_file(table, text))[1]
    whole = {name for name in contract(table).column_names if name.upper() not in struck}
    right = values(table, row)
    for one in found:
        if isinstance(one, Row):
            assert {name: one.values[name] for name in whole} == {
                name: right[name] for name in whole
            }


@given(damaged(), st.data())
def test_a_repair_hangs_on_the_row_alone(of, data):
    table, _, text, _ = of
    other = data.draw(rows(table))
    key = contract(table).row_key[0]
    other[key] = "989999999"
    alone = read_file(table, court_file(table, text))[1]
    among = read_file(table, court_file(table, line(table, other), "", text, line(table, other)))[1]
    assert [_without_line(one) for one in alone] == [_without_line(one) for one in among[1:]]


@given(damaged())
def test_the_same_dirt_next_month_is_the_same_row_and_tells_nothing_new(of):
    table, _, text, _ = of
    first = read_file(table, court_file(table, text), Before())[1]
    second = read_file(table, court_file(table, text), Before(first))[1]
    assert [type(one) for one in second] == [
        Again if isinstance(one, Row) else SetAside for one in first
    ]


@given(damaged())
def test_what_was_kept_of_a_row_is_read_again_as_the_same_row(of):
    table, _, text, _ = of
    header, found, _ = read_file(table, court_file(table, text))
    again = understand(list(header.kept_names), contract(table))
    for one in found:
        if isinstance(one, Row):
            kept = [(one.line, list(one.fields), list(one.repairs))]
            [other] = reread(kept, again, contract(table))
            assert other == one


_MARKS = ("\t", "\t\t\t", "\n", "\r\n", "\r", "\0", '"', " ", "\x85", "\x1a", "ñ")
_CELLS = ("990000007", "FC", "TX", "NA", "b6", "0830", "2023-03-01", "MADE UP TOWN", "1" * 30)
_PIECES = st.sampled_from(_MARKS + _CELLS)


@example("A_TblCaseIdentifier", ["990000014", "\t", "\n", "990000007", "\t", "UJ", "\n"])
@given(TABLES, st.lists(_PIECES, max_size=120))
def test_every_line_of_any_file_is_accounted_for(table, pieces):
    body = "".join(pieces)
    content = court_file(table) + body.encode("latin-1")
    _, found, tally = read_file(table, content)
    physical = content.count(b"\n") + (not content.endswith(b"\n"))
    assert tally.lines == physical
    assert tally.header == 1
    numbers = [one.line for one in found]
    assert numbers == sorted(set(numbers))
    assert all(2 <= number <= physical for number in numbers)
    assert sum(isinstance(one, SetAside) for one in found) == tally.set_aside
    assert sum(isinstance(one, Row) for one in found) == tally.read + tally.repaired


@given(damaged(), st.lists(damaged(), max_size=4))
def test_every_line_of_a_file_of_damaged_rows_is_accounted_for(of, others):
    table = of[0]
    texts = [of[2], *(text for other, _, text, _ in others if other == table)]
    content = court_file(table, *texts)
    _, _, tally = read_file(table, content)
    assert tally.lines == content.count(b"\n")


@given(TABLES, st.data())
def test_a_number_always_fits_the_column_it_was_read_as(table, data):
    number = data.draw(st.from_regex(r"[1-9][0-9]{0,11}", fullmatch=True))
    for column in contract(table).columns:
        if column.kind is Kind.NUMBER:
            assert contract(table).shapes[plain_name(column.name)](number) is Fit.YES


_WRITTEN = ("", " ", "0", "-1", "FC", " M ", "b6", "`123", "00124-0001", "ODD AND MUCH TOO LONG")
_BROKEN = ("1\t2", "A\tB", "1\n2", "A\r\n", "A\0", "\x1f", "\x85")


def odd_file(table: str) -> tuple[str, ...]:
    """Lines in which every column is once written in every odd way, some of them told twice."""
    keys = map(str, count(991_000_000))
    key = contract(table).row_key[0]
    odd = [
        line(table, ana(table, **{key: next(keys), name: text}))
        for name in COLUMNS[table]
        for text in (*_WRITTEN, *_BROKEN)
    ]
    parent = {"PARENT_TABLE": "A_TblCase", "PARENT_IDN": "990000099"}
    cases = line(table, {**ana(table, **{key: next(keys)}), **parent})
    short = odd[0].rpartition("\t")[0]
    pieces = ["\t".join(short.split("\t")[:5])] * 7
    return (
        *odd,
        cases,
        odd[5],
        short,
        *odd[3::7],
        "",
        short,
        short,
        *pieces,
        "\t" * short.count("\t"),
    )


@pytest.mark.parametrize("hand", [1, 700, 1 << 20])
@pytest.mark.parametrize("table", ANA)
def test_every_odd_cell_is_found_by_column_as_it_is_line_by_line(table, hand):
    content = court_file(table, *odd_file(table))
    with patch.multiple(lines, _AT_HAND=hand, _AT_ONCE=1 + hand % 3):
        assert repr(read_file(table, content)) == repr(_line_by_line(table, content))


@given(damaged(), st.data())
def test_what_was_told_before_is_known_by_column_as_it_is_line_by_line(of, data):
    table, _, text, _ = of
    rows_of_it = [line(table, data.draw(rows(table))) for _ in range(3)]
    some = [text, *rows_of_it, *data.draw(st.lists(st.sampled_from(rows_of_it), max_size=2))]
    content = court_file(table, *data.draw(st.permutations(some)))
    told = Before(read_file(table, court_file(table, *some[:2]), Before())[1])
    assert repr(read_file(table, content, told)) == repr(_line_by_line(table, content, told))


def _line_by_line(
    table: str, content: bytes, told: Before | None = None
) -> tuple[object, list[Row | Again | SetAside], Tally]:
    """What is found where no line is plain enough to be read with others."""
    with patch.object(lines.Lines, "plain", lambda *_: []):
        return read_file(table, content, told)


def _without_line(found: Row | Again | SetAside) -> object:
    if isinstance(found, Row):
        return found.of, found.part, found.values, found.fields, found.repairs
    return found.reason if isinstance(found, SetAside) else found.row
