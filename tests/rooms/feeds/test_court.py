"""What the court's tables tell, one event for each row, and what goes to the vault alone."""

from datetime import date

import msgspec
import pytest

from amparo.events import (
    CaseIdentifierTold,
    CasePriorityTold,
    CounselTold,
    HearingTold,
    JuvenileFlagTold,
    MotionTold,
    ProceedingTold,
    read_event,
    write_event,
)
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Again, Row
from amparo.feeds.court import COURT
from amparo.feeds.court.codes import codes_of, decode, is_known
from amparo.feeds.forbidden import plain_name
from amparo.feeds.read import HeaderWrong, reread, understand
from amparo.words.identifiers import is_made_up_key
from amparo.words.untold import Untold
from tests.rooms.feeds.court_files import (
    ANA,
    CASE,
    COLUMNS,
    Before,
    Key,
    ana,
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


def bare(event):
    """What an event says beyond what every court row says."""
    common = {"event", "of", "line", "row", "key", "vault", "repairs"}
    return {name: value for name, value in msgspec.to_builtins(event).items() if name not in common}


# --- the tables -------------------------------------------------------------------------------


def test_the_court_is_one_feed_of_eight_tables():
    assert CONTRACTS["court"] is COURT
    assert {one.table for one in COURT.tables} == set(ANA)


@EVERY
@pytest.mark.parametrize("name", ["{}.csv", "{}.CSV", "{}_final.csv", "{}.csv.gz"])
def test_a_file_is_known_by_its_name_also_where_it_was_issued_anew(table, name):
    found = COURT.of_file(name.format(table.upper()))
    assert found is not None
    assert found.table == table


@pytest.mark.parametrize("name", ["Count.txt", "tblAppeal.csv", "A_TblCaseIdentifiers.csv"])
def test_any_other_file_is_no_table_of_the_feed(name):
    assert COURT.of_file(name) is None


@EVERY
def test_every_row_is_told_of_its_case_and_named_among_the_rows_of_the_case(table):
    row = read_row(table)
    own = ANA[table][contract(table).row_key[0]]
    assert row.of == f"EOIR:case/{CASE}"
    assert is_made_up_key(row.of.partition(":")[2])
    assert row.part == f"{contract(table).identity_kind}/{own}"


@EVERY
def test_a_row_tells_one_event_that_names_it(table):
    [row] = read_lines(table, line(table, ana(table)), told=Before())
    assert isinstance(row, Row)
    event, _ = tell(table, row)
    assert (event.of, event.key, event.line) == (row.of, row.part, 2)
    assert event.row == row.row == "|".join(row.fields).encode()
    assert read_event(write_event(event)) == event
    [again] = COURT.tell(row, Key()).events
    assert type(again) is type(event)


@EVERY
def test_what_is_not_taken_is_dropped_and_named_in_the_receipt(table):
    header, [row], _ = read_file(table, court_file(table, line(table, ana(table))))
    taken = {plain_name(name) for name in contract(table).column_names}
    assert set(header.dropped) == {plain_name(name) for name in COLUMNS[table]} - taken
    assert isinstance(row, Row)
    assert len(row.fields) == len(contract(table).columns)


@EVERY
def test_a_file_without_a_key_column_is_refused(table):
    names = [name for name in COLUMNS[table] if name not in contract(table).row_key]
    with pytest.raises(HeaderWrong, match=contract(table).row_key[0]):
        read_file(table, court_file(table, names=names))


def test_an_empty_file_is_refused():
    with pytest.raises(HeaderWrong):
        read_file("A_TblCase", b"")


# --- what a row tells -------------------------------------------------------------------------


def test_a_case_tells_its_codes_in_the_open_and_where_the_child_lives_to_the_vault():
    event, key = tell("A_TblCase", read_row("A_TblCase"))
    assert bare(event) == {
        "address": msgspec.to_builtins(b"MADE UP TOWN\x1fTX\x1f00123"),
        "state": "TX",
        "address_on": "2023-09-01",
        "nationality": "GT",
        "language": "MAM",
        "sex": "F",
        "custody": "N",
        "case_type": "RMV",
        "priority": "UC",
    }
    assert key.sealed == {
        "city": "MADE UP TOWN",
        "state": "TX",
        "zip": "00123",
        "birth_month": "2010-03",
        "a_number": "990000001",
    }


def test_a_case_is_like_a_child_by_number_and_month_of_birth_and_names_nobody():
    telling = contract("A_TblCase").tell(read_row("A_TblCase"), Key())
    assert telling.likeness.numbers == ("A990000001",)
    assert telling.likeness.birth_month == "2010-03"
    assert not telling.likeness.given_names + telling.likeness.surnames
    assert telling.place is not None
    assert telling.place.postal_code == "00123"
    assert telling.place.building is telling.place.unit is None


@pytest.mark.parametrize("number", ["", "N/A", None])
def test_the_public_release_has_no_number_and_is_like_nobody(number):
    names = [name for name in COLUMNS["A_TblCase"] if number is not None or name != "A_NUMBER"]
    row = ana("A_TblCase", A_NUMBER=number or "")
    _, [found], _ = read_file(
        "A_TblCase", court_file("A_TblCase", line("A_TblCase", row, names), names=names)
    )
    assert isinstance(found, Row)
    telling = contract("A_TblCase").tell(found, Key())
    assert telling.likeness.numbers == ()


@pytest.mark.parametrize("table", [one for one in ANA if one != "A_TblCase"])
def test_only_a_case_has_anything_for_the_vault_or_for_matching(table):
    event, key = tell(table, read_row(table))
    telling = contract(table).tell(read_row(table), Key())
    assert event.vault == b""
    assert not key.sealed
    assert telling.place is None
    assert not any(msgspec.to_builtins(telling.likeness).values())


def test_a_proceeding_tells_the_notice_the_court_and_what_ended_it():
    event = told("B_TblProceeding", COMP_DATE="2023-08-01 00:00:00.000", ABSENTIA="Y", DEC_CODE="X")
    assert event == ProceedingTold(
        of=event.of,
        line=2,
        row=b"",
        key="proceeding/990000011",
        happened_on=date(2023, 3, 20),
        notice_on=date(2023, 3, 1),
        court="HOU",
        hearing_on=date(2023, 6, 1),
        order="X",
        completed_on=date(2023, 8, 1),
        in_absentia=True,
        case_type="RMV",
    )


@pytest.mark.parametrize(
    ("other", "decided", "expected"),
    [
        ("C", "", ("C", None)),
        ("  ", "C", (None, "C")),
        ("T", "X", ("T", "X")),
        ("", "", (None, None)),
    ],
)
def test_a_change_of_venue_and_a_conditional_grant_have_one_letter_and_are_two_things(
    other, decided, expected
):
    event = told("B_TblProceeding", OTHER_COMP=other, DEC_CODE=decided)
    assert (event.decision, event.order) == expected


@pytest.mark.parametrize(("cell", "expected"), [("Y", True), ("N", False), ("", None), ("?", None)])
def test_a_blank_is_not_an_appearance(cell, expected):
    assert told("B_TblProceeding", ABSENTIA=cell).in_absentia is expected


def test_a_case_with_two_case_types_keeps_both():
    two = [
        line("B_TblProceeding", ana("B_TblProceeding", IDNPROCEEDING=key, CASE_TYPE=kind))
        for key, kind in (("990000011", "RMV"), ("990000018", "AOC"))
    ]
    found = read_lines("B_TblProceeding", *two)
    events = [tell("B_TblProceeding", row)[0] for row in found if isinstance(row, Row)]
    assert [event.case_type for event in events] == ["RMV", "AOC"]


def test_a_hearing_tells_when_it_was_set_and_for_when():
    event = told("tbl_schedule", ADJ_RSN="11", UPDATE_DATE="2023-06-01 15:00:00.000")
    assert event == HearingTold(
        of=event.of,
        line=2,
        row=b"",
        key="hearing/990000012",
        happened_on=date(2023, 3, 20),
        hearing_on=date(2023, 6, 1),
        at="0830",
        proceeding="990000011",
        calendar="M",
        schedule_type="MM",
        adjourned="11",
        notice="J2",
        medium="P",
        court="HOU",
        language="MAM",
        updated_on=date(2023, 6, 1),
    )


def test_a_cancelled_hearing_keeps_its_row_and_only_its_code_tells():
    event = told("tbl_schedule", ADJ_RSN="9A")
    assert (event.adjourned, event.hearing_on) == ("9A", date(2023, 6, 1))


@pytest.mark.parametrize(
    ("number", "flag"), [("1", "J"), ("4", "UJ"), ("5", "NA"), ("6", "AJ"), ("77", "77")]
)
def test_a_juvenile_flag_is_told_by_its_code_and_an_unknown_one_as_sent(number, flag):
    event = told("tbl_JuvenileHistory", idnJuvenile=number)
    assert event == JuvenileFlagTold(
        of=event.of,
        line=2,
        row=b"",
        key="flag/990000013",
        happened_on=date(2023, 3, 21),
        flag=flag,
    )


def test_an_identifier_and_a_priority_tell_their_codes():
    one, other = told("A_TblCaseIdentifier"), told("tbl_CasePriorityHistory")
    assert isinstance(one, CaseIdentifierTold)
    assert isinstance(other, CasePriorityTold)
    assert bare(one) == {"code": "UJ"}
    assert bare(other) == {"happened_on": "2023-03-21", "priority": "UC"}


@pytest.mark.parametrize(
    ("court", "board", "expected"),
    [
        ("2023-07-01", "", date(2023, 7, 1)),
        ("", "2023-08-01", date(2023, 8, 1)),
        ("2023-07-01", "2023-08-01", date(2023, 7, 1)),
        ("", "", None),
    ],
)
def test_counsel_entered_on_the_day_of_the_form_for_the_court_or_else_for_the_board(
    court, board, expected
):
    event = told("tbl_RepsAssigned", E_28_DATE=court, E_27_DATE=board)
    assert isinstance(event, CounselTold)
    assert (event.happened_on, event.side, event.level) == (expected, "ALIEN", "COURT")
    assert event.is_primary is True


@pytest.mark.parametrize(
    ("cell", "deleted"),
    [("0", False), ("1", True), ("-1", True), ("True", True), ("false", False), ("", False)],
)
def test_a_motion_tells_its_kind_its_decision_and_whether_the_court_deleted_it(cell, deleted):
    event = told("tbl_Court_Motions", BLNDELETED=cell)
    assert event == MotionTold(
        of=event.of,
        line=2,
        row=b"",
        key="motion/990000017",
        happened_on=date(2023, 11, 1),
        kind="MA",
        decision="G",
        decided_on=date(2023, 12, 1),
        deleted=deleted,
        proceeding="990000011",
    )


# --- what was told before ---------------------------------------------------------------------


@EVERY
def test_a_row_that_a_release_repeats_is_a_duplicate_and_nothing_else(table):
    content = court_file(table, line(table, ana(table)))
    _, first, tally = read_file(table, content, Before())
    _, [again], repeated = read_file(table, content, Before(first))
    assert (tally.read, tally.duplicate) == (1, 0)
    assert (repeated.read, repeated.duplicate) == (0, 1)
    [row] = first
    assert isinstance(row, Row)
    assert again == Again(2, row.row)


@EVERY
def test_a_row_is_the_same_however_the_court_orders_pads_or_names_its_columns(table):
    row = ana(table)
    _, first, _ = read_file(table, court_file(table, line(table, row)), Before())
    names = [f" {name.upper()}" for name in reversed(COLUMNS[table])]
    cells = [row.get(name, "") + "  " for name in reversed(COLUMNS[table])]
    renamed = ["Sex" if name.strip() == "GENDER" else name for name in names]
    _, [again], tally = read_file(
        table, court_file(table, "\t".join(cells), names=renamed), Before(first)
    )
    assert not isinstance(again, Row)
    assert tally.duplicate == 1


def test_a_column_that_a_release_does_not_have_reads_as_blank_and_changes_no_other_row():
    names = [name for name in COLUMNS["tbl_schedule"] if name != "NOTICE_CODE"]
    row = ana("tbl_schedule", NOTICE_CODE="")
    _, first, _ = read_file("tbl_schedule", court_file("tbl_schedule", line("tbl_schedule", row)),
                            Before())  # fmt: skip
    without = court_file("tbl_schedule", line("tbl_schedule", row, names), names=names)
    _, [again], _ = read_file("tbl_schedule", without, Before(first))
    assert not isinstance(again, Row)
    _, [alone], _ = read_file("tbl_schedule", without)
    assert isinstance(alone, Row)
    assert alone.values["NOTICE_CODE"] is None


def test_what_is_dropped_does_not_make_a_row_another():
    first = read_lines("A_TblCase", line("A_TblCase", ana("A_TblCase")), told=Before())
    other = line("A_TblCase", ana("A_TblCase", LATEST_TIME="1300"))
    [again] = read_lines("A_TblCase", other, told=Before(first))
    assert not isinstance(again, Row)


def test_an_overwritten_address_is_another_row_and_another_address():
    old, new = told("A_TblCase"), told("A_TblCase", ALIEN_CITY="INVENTED CITY")
    assert old.address != new.address
    first = read_lines("A_TblCase", line("A_TblCase", ana("A_TblCase")), told=Before())
    moved = line("A_TblCase", ana("A_TblCase", ALIEN_CITY="INVENTED CITY"))
    assert isinstance(read_lines("A_TblCase", moved, told=Before(first))[0], Row)


@pytest.mark.parametrize(
    "cells",
    [
        {"ALIEN_CITY": " Made Up  Town"},
        {"ALIEN_STATE": "tx"},
        {"ALIEN_ZIPCODE": "00123-4567"},
        {"ALIEN_ZIPCODE": "`123"},
    ],
)
def test_the_same_address_written_otherwise_is_the_same_address(cells):
    assert told("A_TblCase", **cells).address == told("A_TblCase").address


@EVERY
def test_kept_cells_read_again_are_the_same_row(table):
    good = line(table, ana(table))
    damaged = good.replace("MADE UP TOWN", "MADE UP\tTOWN").replace("MAM", "MAM\0")
    header, [row], _ = read_file(table, court_file(table, damaged), Before())
    assert isinstance(row, Row)
    again = understand(list(header.kept_names), contract(table))
    [other] = reread([(row.line, list(row.fields), list(row.repairs))], again, contract(table))
    assert other == msgspec.structs.replace(row, row=b"")


# --- code tables ------------------------------------------------------------------------------


def test_na_means_something_in_every_table_that_has_it():
    for table in ("tblLookup_Juvenile", "tblLookup_CasePriority", "tbllookupSchedule_Type",
                  "tblLookupAlienNat", "tblLookupNOTICE", "tblLookUpCaseIdentifier"):  # fmt: skip
        assert is_known(table, "NA")
        assert decode(table, "NA", date(2024, 1, 1))


def test_a_code_means_nothing_before_it_was_added():
    assert decode("tblLookup_Juvenile", "AJ", date(2017, 10, 19)) is None
    assert decode("tblLookup_Juvenile", "AJ", date(2017, 10, 20)) == "Accompanied Juvenile"
    assert decode("idnJuvenile", "5", date(2016, 1, 1)) is None
    assert decode("tblLookup_Juvenile", "UJ", date(2016, 1, 1)) == "Unaccompanied Juvenile"


def test_padding_is_no_part_of_a_code():
    assert decode("tblLanguage", "SP   ", date(2024, 1, 1)) == decode(
        "tblLanguage", "SP", date(2024, 1, 1)
    )


@pytest.mark.parametrize(
    ("table", "code"), [("tblLookupAlienNat", "ZZZ"), ("tblLookupJudge", "MUJ"), ("", "")]
)
def test_an_unknown_code_means_nothing_and_is_not_known(table, code):
    assert not is_known(table, code)
    assert decode(table, code, date(2024, 1, 1)) is None


def test_every_table_that_a_column_names_is_there():
    for of_table in COURT.tables:
        for column in of_table.columns:
            named = [word for word in column.says.replace("(", " ").replace(")", " ").split()
                     if word.lower().startswith("tbl")]  # fmt: skip
            assert all(map(codes_of, named)), column


@pytest.mark.parametrize(
    ("table", "column", "code"), [("A_TblCase", "LANG", "???"), ("A_TblCase", "NAT", "??"),
                                  ("A_TblCaseIdentifier", "CASE_ID", "B6")]
)  # fmt: skip
def test_a_code_that_looks_like_silence_is_a_code_in_its_own_table(table, column, code):
    assert read_row(table, **{column: code}).values[column] == code
    assert isinstance(read_row("A_TblCase", ALIEN_CITY=code).values["ALIEN_CITY"], Untold)
