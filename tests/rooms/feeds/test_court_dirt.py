"""Each defect measured in the court's releases: repaired by name, or set aside, never guessed."""

import pytest

from amparo.feeds.contract import Row, SetAside
from amparo.words.untold import Untold
from tests.rooms.feeds.court_files import (
    ANA,
    CASE,
    COLUMNS,
    Before,
    Key,
    ana,
    aside,
    contract,
    court_file,
    line,
    read_file,
    read_lines,
    read_row,
    tell,
    told,
)

EVERY = pytest.mark.parametrize("table", ANA)


def cut(table, column, where, at, **cells):
    """Ana's line with something put into one of its cells."""
    row = ana(table, **cells)
    return line(table, {**row, column: row[column][:at] + where + row[column][at:].lstrip()})


def telling_of(row):
    """What a row of a case tells, and what it shows of the child."""
    return contract("A_TblCase").tell(row, Key())


def mended(table, text):
    """The one row of a line, which must have the values of Ana's own."""
    [row] = read_lines(table, text)
    assert isinstance(row, Row), row
    return row


# --- tab inside a value shifts the row right --------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "at"),
    [
        ("A_TblCase", "ALIEN_CITY", 4),
        ("A_TblCase", "ALIEN_CITY", 0),
        ("A_TblCase", "ALIEN_CITY", 12),
        ("A_TblCase", "LANG", 3),
        ("A_TblCase", "DETENTION_LOCATION", 4),
        ("B_TblProceeding", "IJ_CODE", 1),
        ("B_TblProceeding", "BASE_CITY_CODE", 3),
        ("tbl_Court_Motions", "REC_TYPE", 2),
    ],
)
def test_a_tab_inside_a_value_is_mended_where_its_cells_fit_in_one_way_only(table, column, at):
    row = mended(table, cut(table, column, "\t", at))
    assert row.values == read_row(table).values
    assert row.repairs == (f"a tab inside {column} mended",)


def test_two_tabs_in_two_places_are_mended_where_each_has_one_place_only():
    text = cut("A_TblCase", "ALIEN_CITY", "\t", 4, GENDER="F").replace("RMV", "RMV\t")
    row = mended("A_TblCase", text)
    assert row.values == read_row("A_TblCase").values
    assert row.repairs == ("a tab inside ALIEN_CITY mended", "a tab inside CASE_TYPE mended")


def test_several_shifts_among_texts_have_several_ways_and_are_set_aside():
    text = cut("A_TblCase", "DETENTION_LOCATION", "\t", 4, DCO_LOCATION="A\tB")
    assert "several ways" in aside("A_TblCase", text).reason


def test_a_row_whose_cells_fit_nowhere_is_set_aside_without_them():
    text = line("A_TblCase", ana("A_TblCase")).replace("RMV", "RMV\t2024")
    found = aside("A_TblCase", text)
    assert "none fits" in found.reason
    assert found.fields == ()


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("A_TblCase", "CASEPRIORITY_CODE", "MADE UP TOWN"),
        ("A_TblCase", "ALIEN_STATE", "2023-03-01 00:00:00.000"),
        ("tbl_schedule", "ADJ_RSN", "MADE UP"),
    ],
)
def test_a_row_as_wide_as_the_header_whose_code_is_no_code_has_shifted(table, column, text):
    found = aside(table, line(table, ana(table, **{column: text})))
    assert found.reason == "its cells stand under other columns"
    assert found.fields == ()


def test_one_odd_cell_that_nobody_reads_shifts_no_row_but_two_do():
    odd = {"ATTY_NBR": "X", "DATE_OF_ENTRY": "SUMMER"}
    for name, text in odd.items():
        assert read_row("A_TblCase", **{name: text}).values == read_row("A_TblCase").values
    assert not aside("A_TblCase", line("A_TblCase", ana("A_TblCase", **odd))).fields


def test_the_same_dirt_next_month_is_the_same_row():
    text = cut("A_TblCase", "ALIEN_CITY", "\t", 4)
    first = read_lines("A_TblCase", text, told=Before())
    other = line("A_TblCase", ana("A_TblCase", IDNCASE="990000099"))
    found = read_lines("A_TblCase", other, "", text, told=Before(first))
    assert [type(one) is Row for one in found] == [True, False]
    [alone], [among] = read_lines("A_TblCase", text), read_lines("A_TblCase", other, text)[1:]
    assert isinstance(alone, Row)
    assert isinstance(among, Row)
    assert (alone.values, alone.repairs, alone.part) == (among.values, among.repairs, among.part)


# --- extra columns at the end of a row --------------------------------------------------------


@EVERY
@pytest.mark.parametrize("extra", [1, 2, 8, 30])
def test_blank_columns_past_the_header_are_removed(table, extra):
    row = mended(table, line(table, ana(table)) + "\t" * extra)
    assert row.values == read_row(table).values
    assert row.repairs == ("blank tail removed",)


def test_a_blank_tail_that_comes_of_a_shift_is_no_blank_tail():
    text = cut("A_TblCase", "ALIEN_CITY", "\t", 4, A_NUMBER="")
    row = mended("A_TblCase", text)
    assert row.values == read_row("A_TblCase", A_NUMBER="").values
    assert row.repairs == ("a tab inside ALIEN_CITY mended",)


def test_a_blank_tail_that_could_as_well_be_a_shift_is_set_aside():
    # The day is either the notice's, with a tab before it, or the day of input beside a blank.
    cells = ["990000011", CASE, "", "2023-03-01", *[""] * 35]
    assert len(cells) == len(COLUMNS["B_TblProceeding"]) + 1
    assert "several ways" in aside("B_TblProceeding", "\t".join(cells)).reason


# --- a row broken in two ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "at"),
    [
        ("B_TblProceeding", "IJ_CODE", 1),
        ("A_TblCase", "ALIEN_CITY", 4),
        ("A_TblCase", "ALIEN_CITY", 12),
        ("A_TblCase", "DETENTION_LOCATION", 0),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_broken_in_two_by_a_line_break_is_one_row_of_two_lines(table, column, at, end):
    good = line(table, ana(table)).replace(CASE, "990000099").replace("990000011", "990000098")
    text = cut(table, column, end, at)
    _, [row, other], tally = read_file(table, court_file(table, text, good))
    assert isinstance(row, Row)
    assert isinstance(other, Row)
    assert row.values == read_row(table).values
    assert row.repairs == (f"line break inside {column} mended",)
    assert (row.line, other.line) == (2, 4)
    assert (tally.lines, tally.continuation, tally.repaired, tally.read) == (4, 1, 1, 1)


def test_a_row_broken_in_three_is_one_row():
    text = line("A_TblCase", ana("A_TblCase", ALIEN_CITY="MADE\nUP\nTOWN"))
    row = mended("A_TblCase", text)
    assert row.values == read_row("A_TblCase").values


def test_a_row_with_cells_missing_is_set_aside_and_the_next_line_is_read_on_its_own():
    short = line("A_TblCase", ana("A_TblCase")).rpartition("\t")[0].rpartition("\t")[0]
    good = line("A_TblCase", ana("A_TblCase", IDNCASE="990000099"))
    first, second = read_lines("A_TblCase", short, good)
    assert isinstance(first, SetAside)
    assert first.reason == f"{len(COLUMNS['A_TblCase']) - 2} cells where the header has 40"
    assert isinstance(second, Row)
    assert second.line == 3


def test_two_pieces_that_make_no_row_together_are_two_lines_set_aside():
    text = cut("A_TblCase", "ALIEN_CITY", "\n", 4).replace("RMV", "2024")
    assert [type(one) for one in read_lines("A_TblCase", text)] == [SetAside, SetAside]


def test_no_line_break_is_mended_inside_a_key():
    # Two rows cut short are not one row: a key has no line breaks.
    found = read_lines("A_TblCaseIdentifier", "990000014\t", f"{CASE}\tUJ")
    assert [type(one) for one in found] == [SetAside, SetAside]


# --- characters -------------------------------------------------------------------------------


@EVERY
def test_nul_bytes_are_removed_and_said_to_be(table):
    row = mended(table, line(table, ana(table)).replace("\t", "\0\t", 1) + "\0")
    assert row.values == read_row(table).values
    assert row.repairs == ("nul removed",)


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1a", "\x1f", "\x7f", "\r"])
def test_control_characters_inside_values_are_removed_and_said_to_be(character):
    row = mended("A_TblCase", cut("A_TblCase", "CUSTODY", character, 0))
    assert row.values == read_row("A_TblCase").values
    assert row.repairs == ("control character removed",)


def test_a_code_padded_with_blanks_is_the_same_code_and_the_same_row():
    first = read_lines("A_TblCase", line("A_TblCase", ana("A_TblCase")), told=Before())
    padded = line("A_TblCase", ana("A_TblCase", LANG="MAM   "))
    [again] = read_lines("A_TblCase", padded, told=Before(first))
    assert not isinstance(again, Row | SetAside)
    assert told("A_TblCase", LANG="SP   ").language == "SP"


@pytest.mark.parametrize("cell", ["", " ", "     "])
def test_a_code_of_blanks_is_blank(cell):
    assert read_row("B_TblProceeding", DEC_CODE=cell).values["DEC_CODE"] is None


# --- what says that nothing is told -----------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("?", Untold.UNKNOWN),
        ("????????", Untold.UNKNOWN),
        ("000", Untold.UNKNOWN),
        ("b6", Untold.WITHHELD),
        ("B6", Untold.WITHHELD),
        ("A.2.a", Untold.WITHHELD),
        ("N/A", Untold.NOT_APPLICABLE),
    ],
)
@pytest.mark.parametrize("column", ["ALIEN_CITY", "E_28_DATE", "CUSTODY", "ALIEN_ZIPCODE"])
def test_null_like_text_tells_nothing_and_says_why(column, cell, why):
    row = read_row("A_TblCase", **{column: cell})
    assert row.values[column] is why
    event, key = tell("A_TblCase", row)
    assert (event.counsel_on is None, event.custody) == (True, None if column == "CUSTODY" else "N")
    assert ("city" in key.sealed) is (column != "ALIEN_CITY")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("A_TblCase", "CASEPRIORITY_CODE"),
        ("A_TblCase", "NAT"),
        ("tbl_schedule", "SCHEDULE_TYPE"),
        ("tbl_schedule", "NOTICE_CODE"),
        ("tbl_CasePriorityHistory", "casePriority_code"),
        ("A_TblCaseIdentifier", "CASE_ID"),
    ],
)
def test_na_is_a_code_and_not_a_silence(table, column):
    assert read_row(table, **{column: "NA"}).values[column] == "NA"


def test_zeros_are_a_number_where_a_number_stands():
    assert read_row("tbl_schedule", ADJ_TIME_START="0").values["ADJ_TIME_START"] == "0000"
    assert read_row("tbl_Court_Motions", BLNDELETED="0").values["BLNDELETED"] is False


# --- postal codes, times, months --------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value", "repairs"),
    [
        ("00123", "00123", 0),
        ("00123-4567", "00123-4567", 0),
        ("`00123", "00123", 1),
        ("123", "00123", 1),
        ("0123", "00123", 1),
        ("`123-4567", "00123-4567", 2),
    ],
)
def test_a_postal_code_is_read_in_each_of_its_forms(cell, value, repairs):
    row = read_row("A_TblCase", ALIEN_ZIPCODE=cell)
    assert row.values["ALIEN_ZIPCODE"] == value
    assert len(row.repairs) == repairs
    telling = telling_of(row)
    assert telling.place is not None
    assert telling.place.postal_code == "00123"


@pytest.mark.parametrize("cell", ["NONE", "1", "12", "XXXXX", "123456"])
def test_an_unusable_postal_code_is_kept_as_text_and_places_nobody(cell):
    row = read_row("A_TblCase", ALIEN_ZIPCODE=cell)
    assert row.values["ALIEN_ZIPCODE"] == cell
    assert telling_of(row).place is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [("800", "0800"), ("100", "0100"), ("1330", "1330"), ("8:30", "0830"), ("5", "0005")],
)
def test_a_time_gets_back_the_zeros_a_spreadsheet_took(cell, value):
    assert told("tbl_schedule", ADJ_TIME_START=cell).at == value


@pytest.mark.parametrize("cell", ["2400", "1375", "990"])
def test_an_hour_that_no_day_has_tells_none_and_loses_no_hearing(cell):
    event = told("tbl_schedule", ADJ_TIME_START=cell)
    assert event.at is None
    assert event.hearing_on is not None


@pytest.mark.parametrize(
    ("cell", "value"),
    [("3/2010", "2010-03"), ("03/2010", "2010-03"), ("12/1906", "1906-12"), ("", None)],
)
def test_a_birth_date_is_a_month_and_a_year(cell, value):
    assert read_row("A_TblCase", C_BIRTHDATE=cell).values["C_BIRTHDATE"] == value


@pytest.mark.parametrize("cell", ["00/0000", "0/2010", "13/2010", "5/1899", "5/1904", "1/2199"])
def test_a_month_in_which_no_respondent_was_born_is_not_told(cell):
    row = read_row("A_TblCase", C_BIRTHDATE=cell)
    assert row.values["C_BIRTHDATE"] is Untold.UNKNOWN
    assert telling_of(row).likeness.birth_month == ""


@pytest.mark.parametrize(
    "cell", ["2023-06-01 00:00:00.000", "2023-06-01", "6/1/2023", "06/01/2023"]
)
def test_a_day_is_read_in_each_of_its_forms(cell):
    assert str(told("tbl_schedule", ADJ_DATE=cell).hearing_on) == "2023-06-01"


# --- columns and codes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("A_TblCase", "GENDER", "Sex"),
        ("A_TblCase", "UPDATE_SITE", "UPDATED_SITE"),
        ("B_TblProceeding", "DEPORTED_1", "DEP1"),
        ("B_TblProceeding", "TRANS_IN_DATE", "TRANSFER_DATE"),
    ],
)
def test_a_column_renamed_between_releases_is_the_same_column(table, old, new):
    names = [new if name == old else name for name in COLUMNS[table]]
    city = "ALIEN_CITY" if table == "A_TblCase" else "IJ_CODE"
    text = cut(table, city, "\t", 1)
    _, [row], _ = read_file(table, court_file(table, text, names=names))
    assert isinstance(row, Row)
    changed = {name for name, value in row.values.items() if value != read_row(table).values[name]}
    assert changed <= {city}


@EVERY
def test_header_names_are_read_in_any_letter_case(table):
    names = [name.swapcase() for name in COLUMNS[table]]
    _, [row], _ = read_file(table, court_file(table, line(table, ana(table)), names=names))
    assert isinstance(row, Row)
    assert row.values == read_row(table).values


@pytest.mark.parametrize(
    ("table", "column", "code"),
    [
        ("B_TblProceeding", "TRANSFER_TO", "Q0Q"),
        ("A_TblCase", "NAT", "0Q"),
        ("tbl_schedule", "ADJ_RSN", "Q0"),
    ],
)
def test_a_code_outside_its_table_is_kept_as_sent(table, column, code):
    assert read_row(table, **{column: code}).values[column] == code


@pytest.mark.parametrize("decision", ["6", "7"])
def test_an_invalid_decision_type_loses_no_proceeding(decision):
    assert read_row("B_TblProceeding", DEC_TYPE=decision).values == (
        read_row("B_TblProceeding").values
    )


# --- keys -------------------------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("cell", ["", "   ", "000", "N/A"])
def test_a_row_whose_key_is_null_is_set_aside(table, cell):
    key = next(iter(ANA[table]))
    reason = aside(table, line(table, ana(table, **{key: cell}))).reason
    assert reason.startswith(key)
    assert reason.endswith(", and it is part of the key")


@EVERY
@pytest.mark.parametrize(
    "cell", ["FC", "99000001X", "2023-01-01 00:00:00.000", "-5", "0012", "1" * 5000]
)
def test_a_key_that_is_no_whole_number_is_a_row_that_shifted_and_is_set_aside(table, cell):
    key = next(iter(ANA[table]))
    assert aside(table, line(table, ana(table, **{key: cell}))).reason.startswith(key)


@EVERY
def test_a_row_without_its_case_is_set_aside(table):
    name = next(name for name in ANA[table] if name.lower() == "idncase")
    assert aside(table, line(table, ana(table, **{name: ""}))).reason.startswith(name)


@pytest.mark.parametrize("parent", ["A_TblCase", "a_tblcase", "A_Tblcase"])
def test_a_row_of_counsel_that_names_another_case_as_its_parent_is_set_aside(parent):
    text = line(
        "tbl_RepsAssigned", ana("tbl_RepsAssigned", PARENT_TABLE=parent, PARENT_IDN="990000099")
    )
    assert aside("tbl_RepsAssigned", text).reason == "IDNCASE and PARENT_IDN name two cases"


@pytest.mark.parametrize(
    "cells",
    [
        {"PARENT_TABLE": "a_tblcase"},
        {"PARENT_TABLE": "tblAppeal", "PARENT_IDN": "990000099"},
        {"PARENT_TABLE": "", "PARENT_IDN": "990000099"},
        {"PARENT_IDN": ""},
    ],
)
def test_a_row_of_counsel_whose_parent_is_no_other_case_is_read(cells):
    assert told("tbl_RepsAssigned", **cells).of == f"EOIR:case/{CASE}"


def test_an_orphan_is_told_of_its_case_though_no_case_row_tells_of_it():
    assert told("B_TblProceeding", IDNCASE="990000500").of == "EOIR:case/990000500"


@EVERY
def test_an_exact_duplicate_is_counted_and_asserts_nothing(table):
    text = line(table, ana(table))
    padded = text.replace("\t", "  \t")
    _, found, tally = read_file(table, court_file(table, text, padded, text))
    assert len(found) == 1
    assert (tally.read, tally.duplicate) == (1, 2)


def test_one_key_twice_with_different_content_stays_two_rows():
    one, other = (
        line("tbl_schedule", ana("tbl_schedule", ADJ_DATE=day))
        for day in ("2023-06-01", "6/9/2023")
    )
    _, found, tally = read_file("tbl_schedule", court_file("tbl_schedule", one, other, one, other))
    assert [row.part for row in found if isinstance(row, Row)] == [
        "hearing/990000012",
        "hearing/990000012#2",
    ]
    assert (tally.read, tally.repaired, tally.duplicate) == (1, 1, 2)


def test_a_row_that_is_set_aside_is_no_first_row_of_its_key():
    wrong = line("tbl_schedule", ana("tbl_schedule", ADJ_DATE="no day"))
    first, second = read_lines("tbl_schedule", wrong, line("tbl_schedule", ana("tbl_schedule")))
    assert isinstance(first, SetAside)
    assert isinstance(second, Row)
    assert second.part == "hearing/990000012"


# --- lines ------------------------------------------------------------------------------------


def test_blank_lines_and_lines_of_tabs_are_counted_as_blank():
    good = line("A_TblCase", ana("A_TblCase"))
    tabs = "\t" * (len(COLUMNS["A_TblCase"]) - 1)
    _, found, tally = read_file("A_TblCase", court_file("A_TblCase", "", good, tabs, "\x1a"))
    assert len(found) == 1
    assert (tally.lines, tally.blank, tally.read) == (5, 3, 1)


def test_a_quotation_mark_is_a_character_like_any_other():
    row = read_row("A_TblCase", ALIEN_CITY='MADE "UP')
    assert row.values["ALIEN_CITY"] == 'MADE "UP'


def test_a_backslash_and_letters_beyond_ascii_are_kept():
    row = read_row("A_TblCase", ALIEN_CITY="MAYAGÜEZ\\")
    assert row.values["ALIEN_CITY"] == "MAYAGÜEZ\\"
