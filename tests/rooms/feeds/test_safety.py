"""What ORR's rows of calls and concerns tell: tried, reached, answered, reported."""

from datetime import date
from typing import Any

import pytest

from amparo.events import Answer, AnyEvent, CallAnswered, CallAttempted
from amparo.feeds.contract import Row, SetAside
from amparo.words.untold import Untold
from tests.rooms.feeds.deliveries import ana, read_all, read_one, table
from tests.rooms.feeds.test_tellings import telling, told

NO_INTERVIEW = dict.fromkeys(
    ("interviewed", "interviewed_on", "address_match", "eoir33_filed", "living_with_sponsor"), ""
)
NO_ATTEMPT = {"attempt": "", "attempted_on": "", "reached": "", **NO_INTERVIEW}
CONCERN = {
    "kind": "concern",
    "due_on": "",
    "concern_type": "Runaway",
    "concern_on": "2024-04-02",
    "reported_to": "State child protection",
    "status": "certified",
    **NO_ATTEMPT,
}


def said(**cells: str) -> dict[str, Any]:
    return told("safety", **cells)


def answered(**cells: str) -> CallAnswered:
    [call] = [one for one in telling("safety", **cells).events if isinstance(one, CallAnswered)]
    return call


def events_after_the_description(**cells: str) -> list[AnyEvent]:
    return telling("safety", **cells).events[1:]


# --- attempts ---------------------------------------------------------------------------------


def test_a_call_that_is_due_and_that_nobody_tried_is_no_attempt():
    assert events_after_the_description(**NO_ATTEMPT) == []


def test_an_attempt_without_contact_is_an_attempt_that_reached_nobody():
    [attempt] = events_after_the_description(reached="N", **NO_INTERVIEW)
    assert isinstance(attempt, CallAttempted)
    assert (attempt.happened_on, attempt.due_on) == (date(2024, 3, 11), date(2024, 3, 12))
    assert (attempt.attempt, attempt.reached) == (1, False)


@pytest.mark.parametrize(
    ("cell", "reached"),
    [("Y", True), ("yes", True), ("N", False), ("No", False), ("", None), ("UNKNOWN", None)],
)
def test_reached_is_yes_or_no_or_not_told(cell, reached):
    assert said(reached=cell)["call attempted"].reached is reached


def test_what_is_neither_yes_nor_no_sets_the_row_aside():
    found = read_one(table("safety", ana("safety", reached="maybe")), "safety")
    assert isinstance(found, SetAside)
    assert found.reason == "reached is neither yes nor no"


def test_an_attempt_whose_day_is_not_told_is_an_attempt_all_the_same():
    attempt = said(attempted_on="UNKNOWN")["call attempted"]
    assert (attempt.happened_on, attempt.undated) == (None, Untold.UNKNOWN)


def test_a_late_entry_is_true_from_the_day_of_the_call():
    assert said(attempted_on="3/11/24", interviewed_on="2024-03-11T17:00")[
        "call answered"
    ].happened_on == date(2024, 3, 11)


# --- answers ----------------------------------------------------------------------------------


def test_an_interview_tells_with_whom_and_what_was_answered():
    call = answered(living_with_sponsor="no", moved_reason="Moved to another relative")
    assert (call.happened_on, call.with_whom) == (date(2024, 3, 11), "both")
    assert call.address_matches is Answer.NO
    assert call.change_filed is Answer.DONT_KNOW
    assert call.lives_there is Answer.NO
    assert call.left_why == "Moved to another relative"


def test_without_the_day_of_an_interview_nobody_was_spoken_with():
    assert "call answered" not in said(interviewed_on="")


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("Yes", Answer.YES),
        ("YES", Answer.YES),
        ("no", Answer.NO),
        ("Don't Know", Answer.DONT_KNOW),
        ("Don’t know", Answer.DONT_KNOW),
        ("Refuse", Answer.REFUSED),
        ("Refused", Answer.REFUSED),
        ("Refuse to  Answer", Answer.REFUSED),
        ("", Answer.NOT_ASKED),
    ],
)
@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("address_match", "address_matches"),
        ("eoir33_filed", "change_filed"),
        ("living_with_sponsor", "lives_there"),
    ],
)
def test_every_answer_on_the_form_is_known_and_a_blank_was_not_asked(column, field, cell, answer):
    assert getattr(answered(**{column: cell}), field) is answer


@pytest.mark.parametrize("cell", ["Y", "UNKNOWN", "N/A", "probably", "yes and no", "1"])
def test_what_is_no_answer_on_the_form_sets_the_row_aside_and_is_not_repeated(cell):
    found = read_one(table("safety", ana("safety", address_match=cell)), "safety")
    assert isinstance(found, SetAside)
    assert found.reason == "address_match is no answer on the call form"


def test_a_withheld_answer_is_not_taken_for_a_question_that_was_put():
    found = telling("safety", address_match="b(6), b(7)c").events
    assert answered(address_match="b(6), b(7)c").address_matches is Answer.NOT_ASKED
    described: Any = found[0]
    assert described.untold == {"address_match": Untold.WITHHELD}


def test_a_reason_that_tells_a_sponsors_status_is_blanked_before_anything_is_kept():
    row = read_one(table("safety", ana("safety", moved_reason="Aunt, no status")), "safety")
    assert isinstance(row, Row)
    assert "status" not in repr(row.fields) + repr(row.values["moved_reason"])
    assert row.repairs == ("a sponsor's immigration status blanked",)


# --- concerns ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["concern", "Concern"])
def test_a_concern_is_told_with_whom_it_was_reported_to_and_how_far_it_is(kind):
    [concern] = events_after_the_description(**CONCERN | {"kind": kind})
    reported: Any = concern
    assert reported.happened_on == date(2024, 4, 2)
    assert reported.about == "Runaway"
    assert (reported.reported_to, reported.status) == ("State child protection", "certified")


def test_a_concern_without_a_day_is_a_concern():
    concern = said(**CONCERN | {"concern_on": ""})["concern reported"]
    assert concern.happened_on is None


@pytest.mark.parametrize("kind", ["call", "", "UNKNOWN", "visit"])
def test_what_does_not_say_that_it_is_a_concern_is_not_guessed_to_be_one(kind):
    assert "concern reported" not in said(kind=kind)


# --- whose report it is -----------------------------------------------------------------------


def test_a_report_is_of_the_child_who_has_orrs_number():
    assert "ORR MU0001" in telling("safety").likeness.numbers
    placed = telling("placements").likeness.numbers
    assert set(placed) & set(telling("safety", a_number="").likeness.numbers)


@pytest.mark.parametrize("cell", ["", "UNKNOWN", "b(6)"])
def test_reports_without_orrs_number_share_none(cell):
    assert telling("safety", uc_path_id=cell, a_number=cell).likeness.numbers == ()


def test_one_report_sent_twice_in_one_file_by_two_contractors_stays_two_rows():
    rows = read_all(table("safety", ana("safety"), ana("safety")), "safety")[1]
    assert [one.of for one in rows if isinstance(one, Row)] == [
        "ORR:call/MU0007-1",
        "ORR:call/MU0007-1#2",
    ]


@pytest.mark.parametrize("nobody", ["FNU", "Baby Boy", "XXX"])
def test_a_word_that_only_fills_the_field_makes_no_two_children_alike(nobody):
    likeness = telling("placements", given_names=nobody, surnames="LNU").likeness
    assert likeness.given_names == likeness.surnames == ()
