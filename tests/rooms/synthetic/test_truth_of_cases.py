"""What the truth finds of cases, calls and moves, each on a few tellings made by hand."""

from datetime import date
from itertools import count

import pytest

from amparo.synthetic.columns import COLUMNS, PLACE
from amparo.synthetic.truth_court import CourtSaid, RowSaid, Version
from amparo.synthetic.truth_findings import findings_of
from amparo.synthetic.truth_joining import edges, entities
from amparo.synthetic.truth_reading import said
from amparo.synthetic.truth_records import Source, case_record

END = date(2025, 1, 31).toordinal()
FIRST = "2024-02-06"
NUMBERS = count(990_000_000)
ANA = {
    "a_number": "990000001",
    "given_names": "Ana",
    "surnames": "Barreza",
    "birth_date": "2010-01-02",
}
HOME = {"address_line": "12 Example Lane", "city": "Ejemplo", "state": "TX", "zip": "00123"}
NEXT_HOME = HOME | {"address_line": "9 Specimen Road", "zip": "00200"}
AT_HOME = {"ALIEN_CITY": "EJEMPLO", "ALIEN_STATE": "TX", "ALIEN_ZIPCODE": "00123"}
RELEASED = {"discharge_type": "Reunified (Individual Sponsor)"} | HOME


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def row(part: str, *tellings: tuple[str, dict[str, str] | None]) -> RowSaid:
    """A row with what was told of it when; None where a release left it out."""
    found = RowSaid("990000000", part)
    for learned, cells in tellings:
        version = None
        if cells is not None:
            days = {name: day(cell) for name, cell in cells.items() if cell[:2] == "20"}
            texts = {name: cell for name, cell in cells.items() if name not in days}
            version = Version(day(learned), days, texts)
        found.tellings.append((day(learned), version))
    return found


def hearing(set_on: str, on: str, code: str = "", **cells: str) -> RowSaid:
    told = {"INPUT_DATE": set_on, "ADJ_DATE": on, "ADJ_RSN": code, "IDNPROCEEDING": "1"} | cells
    return row(f"hearing/{next(NUMBERS)}", (FIRST, {k: v for k, v in told.items() if v}))


def proceeding(opened: str, completed: str = "", how: str = "", absent: str = "N") -> RowSaid:
    told = {"INPUT_DATE": opened, "COMP_DATE": completed, "DEC_CODE": how, "ABSENTIA": absent}
    return row("proceeding/1", (FIRST, {k: v for k, v in told.items() if v}))


def granted(kind: str, on: str, **cells: str) -> RowSaid:
    told = {"REC_TYPE": kind, "DEC": "G", "COMP_DATE": on} | cells
    return row(f"motion/{next(NUMBERS)}", (FIRST, told))


def case(*rows: RowSaid) -> Source:
    return case_record(1, CourtSaid(str(next(NUMBERS)), list(rows)))


def record(feed: str, key: str, learned: str, cells: dict[str, str]) -> Source:
    found = Source(feed, 1, key, sender="")
    told = [""] * len(COLUMNS[feed])
    for place, part in enumerate(key.split("/")):
        told[place] = part
    for name, text in (ANA | cells).items():
        told[PLACE[feed][name]] = text
    version = said(feed, told, day(learned), is_correction=False)
    assert version is not None
    found.rows.append(version)
    return found


def stay(released: str, learned: str = "2023-01-28") -> Source:
    return record("placements", "MU1/1", learned, RELEASED | {"discharged_on": released})


def call(on: str, learned: str = "2023-01-24", **answers: str) -> Source:
    cells = {"kind": "call", "attempted_on": on, "reached": "Y", "interviewed_on": on} | answers
    return record("safety", f"MUR{next(NUMBERS)}", learned, cells)


def change(channel: str, on: str, learned: str = "2023-01-23", **cells: str) -> Source:
    told = NEXT_HOME | {"channel": channel, "effective_from": on, "filed_on": on} | cells
    return record("addresses", f"MUA{next(NUMBERS)}", learned, told)


def found(gap: str, *sources: Source) -> list[tuple[str, str]]:
    """Since and until of each finding of one kind; until is empty where it is open."""
    return [
        (iso(one.since), iso(one.until))
        for one in findings_of(list(sources), END)
        if one.gap == gap
    ]


def iso(number: int | None) -> str:
    return "" if number is None else date.fromordinal(number).isoformat()


# --- joining ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "month", "joined"),
    [
        ("990000001", "2010-01", 1),
        ("990000001", "2010-02", 2),
        ("990000001", None, 2),
        ("990000002", "2010-01", 2),
        (None, "2010-01", 2),
    ],
)
def test_a_case_joins_a_child_by_number_and_month_of_birth(
    number: str | None, month: str | None, joined: int
) -> None:
    cells = {"A_NUMBER": number, "C_BIRTHDATE": month}
    texts = {name: cell for name, cell in cells.items() if cell is not None}
    whole = RowSaid("1", "case/1", [(day(FIRST), Version(day(FIRST), {}, texts))])
    sources = [stay("3/1/22"), case(whole)]
    assert len(entities(sources, edges(sources), END)) == joined


# --- hearings --------------------------------------------------------------------------------


def test_a_case_has_nothing_set_until_a_hearing_is_and_again_after_its_day() -> None:
    rows = (proceeding("2024-03-01"), hearing("2024-03-10", "2024-05-02"))
    assert found("filed-no-future-hearing", case(*rows)) == [
        ("2024-03-01", "2024-03-10"),
        ("2024-05-03", ""),
    ]


def test_a_hearing_cancelled_or_left_out_before_its_day_promises_nothing_from_then_on() -> None:
    off = hearing("2024-03-01", "2024-09-02", "9A", UPDATE_DATE="2024-06-01")
    gone = hearing("2024-03-01", "2024-09-02")
    gone.tellings.append((day("2024-07-06"), None))
    for one, since in ((off, "2024-06-01"), (gone, "2024-07-06")):
        assert found("filed-no-future-hearing", case(proceeding("2024-03-01"), one)) == [
            (since, "")
        ]


def test_what_begins_after_the_last_hearing_to_come_is_not_found_yet() -> None:
    rows = (proceeding("2024-03-01"), hearing("2024-03-01", "2025-05-02"))
    assert found("filed-no-future-hearing", case(*rows)) == []


def test_a_change_of_venue_ends_no_case_and_a_reopening_opens_one_again() -> None:
    moved = case(proceeding("2024-03-01", "2024-04-01", "C"))
    assert found("filed-no-future-hearing", moved) == [("2024-03-01", "")]
    again = case(proceeding("2024-03-01", "2024-04-01", "R"), granted("O", "2024-06-01"))
    assert found("filed-no-future-hearing", again) == [
        ("2024-03-01", "2024-04-01"),
        ("2024-06-01", ""),
    ]
    taken_back = granted("O", "2024-06-01", BLNDELETED="1")
    closed = case(proceeding("2024-03-01", "2024-04-01", "R"), taken_back)
    assert found("filed-no-future-hearing", closed) == [("2024-03-01", "2024-04-01")]


def test_an_accepted_filing_waits_for_a_case_opened_since_the_issue() -> None:
    told = {"nta_issued_on": "2024-01-05", "served_on": "2024-01-09", "filing_status": "accepted"}
    notice = record("notices", "MUN1", "2024-02-27", told | {"filed_with_court_on": "2024-02-01"})
    assert found("filed-no-future-hearing", notice) == [("2024-02-01", "")]
    opened = case(proceeding("2024-02-10"), hearing("2024-02-10", "2025-05-01"))
    assert found("filed-no-future-hearing", notice, opened) == [("2024-02-01", "2024-02-10")]
    earlier = case(proceeding("2023-02-10", "2023-03-10", "R"))
    assert ("2024-02-01", "") in found("filed-no-future-hearing", notice, earlier)


# --- failing to appear -----------------------------------------------------------------------


def test_an_order_in_absentia_hangs_on_the_last_hearing_that_stood() -> None:
    rows = [
        proceeding("2024-03-01", "2024-05-04", "X", absent="Y"),
        hearing("2024-03-01", "2024-04-02", "01"),
        hearing("2024-04-02", "2024-05-02", "8B"),
        hearing("2024-04-02", "2024-05-03", "9A", UPDATE_DATE="2024-04-09"),
    ]
    assert found("failed-to-appear", case(*rows)) == [("2024-05-02", "")]
    assert found("in-absentia-order", case(*rows)) == [("2024-05-04", "")]
    rescinded = case(*rows, granted("MA", "2024-06-10"))
    assert found("failed-to-appear", rescinded) == [("2024-05-02", "2024-06-10")]
    assert found("in-absentia-order", rescinded) == [("2024-05-04", "2024-06-10")]


def test_a_hearing_decided_in_the_childs_absence_was_not_held_whatever_its_code() -> None:
    rows = [
        proceeding("2024-03-01", "2024-07-02", "X", absent="Y"),
        hearing("2024-03-01", "2024-05-02", "11"),
        hearing("2024-05-02", "2024-07-02", "8B"),
    ]
    assert found("failed-to-appear", case(*rows)) == [("2024-05-02", ""), ("2024-07-02", "")]


def test_code_11_and_a_closing_for_absence_are_failures_but_no_orders() -> None:
    by_code = case(proceeding("2024-03-01"), hearing("2024-03-01", "2024-05-02", "11"))
    closed = case(
        proceeding("2024-03-01", "2024-05-02", "B"), hearing("2024-03-01", "2024-05-02", "11")
    )
    for one in (by_code, closed):
        assert found("failed-to-appear", one) == [("2024-05-02", "")]
        assert found("in-absentia-order", one) == []


def test_a_failure_ends_when_the_child_came_or_was_reached_later() -> None:
    missed = [proceeding("2024-03-01"), hearing("2024-03-01", "2024-05-02", "11")]
    came = hearing("2024-05-02", "2024-07-02", "01")
    missed_again = hearing("2024-05-02", "2024-07-02", "11")
    assert found("failed-to-appear", case(*missed, came)) == [("2024-05-02", "2024-07-02")]
    assert found("failed-to-appear", case(*missed, missed_again)) == [
        ("2024-05-02", ""),
        ("2024-07-02", ""),
    ]
    reached = call("6/1/24", "2024-06-24")
    before = call("4/1/24", "2024-06-24")
    assert found("failed-to-appear", case(*missed), reached) == [("2024-05-02", "2024-06-01")]
    assert found("failed-to-appear", case(*missed), before) == [("2024-05-02", "")]


# --- counsel, two cases ----------------------------------------------------------------------


def test_counsel_is_wanting_until_somebody_appears_for_the_child() -> None:
    counsel = {"STRATTYTYPE": "ALIEN", "E_28_DATE": "2024-04-01"}
    ins = {"STRATTYTYPE": "INS", "E_28_DATE": "2024-03-05"}
    opened = proceeding("2024-03-01")
    for told, until in ((counsel, "2024-04-01"), (ins, "")):
        one = case(opened, row("counsel/1", (FIRST, told)))
        assert found("no-counsel", one) == [("2024-03-01", until)]
    assert (
        found("no-counsel", case(opened, row("case/1", (FIRST, {"E_28_DATE": "2024-02-01"})))) == []
    )


def test_two_cases_are_open_together_from_the_later_opening_to_the_first_end() -> None:
    first = case(proceeding("2024-03-01", "2024-09-01", "R"))
    second = case(proceeding("2024-05-01"))
    assert found("two-open-cases", first, second) == [("2024-05-01", "2024-09-01")]
    assert found("two-open-cases", case(proceeding("2024-10-01")), first) == []


# --- addresses -------------------------------------------------------------------------------


def test_notice_is_stale_only_where_the_move_was_known_before_the_hearing_was_set() -> None:
    whole = row("case/1", (FIRST, AT_HOME | {"ADDRESS_CHANGEDON": "2024-01-01"}))
    one = case(whole, proceeding("2024-01-01"), hearing("2024-06-01", "2024-09-02"))
    known = change("sponsor", "2024-03-01", learned="2024-03-23")
    late = change("sponsor", "2024-03-01", learned="2024-06-23")
    same_code = change("sponsor", "2024-03-01", learned="2024-03-23", zip="00123")
    to_the_court = change("EOIR-33", "2024-03-01", learned="2024-03-23")
    assert found("notice-to-stale-address", one, known) == [("2024-06-01", "")]
    for silent in (late, same_code, to_the_court):
        assert found("notice-to-stale-address", one, silent) == []
    said_no = call("3/1/24", "2024-03-24", address_match="No")
    assert found("notice-to-stale-address", one, said_no) == [("2024-06-01", "")]


def test_an_address_told_is_to_be_filed_only_while_a_case_is_open() -> None:
    told = change("counsel", "2023-06-01")
    assert found("address-told-not-filed", told) == []
    opened = case(proceeding("2024-03-01", "2024-09-01", "R"))
    assert found("address-told-not-filed", told, opened) == [("2024-03-01", "2024-09-01")]
    filed = change("EOIR-33", "2024-05-01")
    assert found("address-told-not-filed", told, opened, filed) == [("2024-03-01", "2024-05-01")]
    ahead = change("EOIR-33", "2023-05-20")
    assert found("address-told-not-filed", told, opened, ahead) == []


def test_books_disagree_from_the_day_one_of_them_is_told_otherwise() -> None:
    entered = {"address_on": "2022-03-05"}
    at_ice = record("custody", "MUE1/1", "2023-01-25", HOME | entered)
    moved = change("sponsor", "2023-06-01", learned="2023-06-23")
    gap = "agencies-disagree-on-address"
    assert found(gap, stay("3/1/22"), at_ice) == []
    assert found(gap, stay("3/1/22"), at_ice, moved) == [("2023-06-01", "")]
    follows = record("custody", "MUE1/2", "2023-09-25", NEXT_HOME | {"address_on": "2023-09-01"})
    assert found(gap, stay("3/1/22"), at_ice, moved, follows) == [("2023-06-01", "2023-09-01")]


# --- calls -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("released", "since"),
    [
        ("3/1/22", ["2022-04-08"]),
        ("1/31/24", ["2024-03-09"]),
        ("2/1/24", ["2024-02-13", "2024-02-23", "2024-03-16"]),
    ],
)
def test_calls_are_due_by_the_rule_of_the_day_of_the_release(
    released: str, since: list[str]
) -> None:
    assert found("safety-call-overdue", stay(released, "2024-04-28")) == [
        (one, "") for one in since
    ]


def test_a_late_call_ends_what_is_overdue_and_a_timely_one_leaves_nothing() -> None:
    gap = "safety-call-overdue"
    assert found(gap, stay("3/1/22"), call("5/1/22")) == [("2022-04-08", "2022-05-01")]
    assert found(gap, stay("3/1/22"), call("4/7/22")) == []
    unanswered = record(
        "safety", "MUR1", "2023-01-24", {"kind": "call", "attempted_on": "4/1/22", "reached": "N"}
    )
    assert found(gap, stay("3/1/22"), unanswered) == [("2022-04-08", "")]
