"""The days after a missed hearing, worked out by hand on a few timelines."""

from datetime import date, timedelta
from typing import Any

import pytest

from amparo.figures import DAYS_AFTER_ABSENCE, OFFICES_ASKING, Counted
from amparo.figures.sql import absences as statements
from amparo.figures.sql.absences import LIES_AT
from tests.rooms.snapshots.rows import Tables, counted, done, missed

HEARING = date(2024, 3, 1)
KNOWN = date(2024, 3, 11)  # the court's row comes ten days later
NOW = date(2024, 6, 30)
CONTACT, CHECK, OPENED, CLOSED = (
    "contact attempted",
    "notice checked",
    "duty.opened",
    "duty.closed",
)


@pytest.fixture(autouse=True)
def few_are_enough(request, monkeypatch):
    """A median worked out by hand is of a few: where it is told of is tested by itself."""
    if "tell_no_median" not in request.function.__name__:
        monkeypatch.setattr(statements, "FEWEST_AT_RISK", 1)


def after(days: int) -> date:
    """So many days after the duties opened."""
    return KNOWN + timedelta(days)


def absence(nth: int, **told: Any) -> dict[str, Any]:
    """The nth child's missed hearing, known ten days later."""
    told = {"known_from": KNOWN, "anchor": f"EOIR:case/{nth}", **told}
    return missed(nth, HEARING, finding=nth, **told)


def ended(nth: int, days: int) -> list[dict[str, Any]]:
    """The same, and so many days after the duties opened we knew how it ended."""
    day = after(days)
    return [absence(nth, known_to=day), absence(nth, until=day, known_from=day)]


def tried(nth: int, days: int, outcome: str = "no answer", **told: Any) -> dict[str, Any]:
    return done(nth, CONTACT, after(days), outcome=outcome, **told)


def checked(nth: int, days: int, **told: Any) -> dict[str, Any]:
    ours = {"owner": "juvenile-coordinator", "agency": "ICE", "office": "El Paso"}
    return done(nth, CHECK, after(days), **{**ours, **told})


def flow(findings: list[Any], deeds: list[Any], on: date = NOW, known_at: date = NOW) -> Counted:
    tables: Tables = {"findings": findings, "deeds": deeds}
    return counted(DAYS_AFTER_ABSENCE, tables, on, known_at)


def step(answer: Counted, name: str) -> tuple[int, int, int, int, int | None]:
    """Of one step: for how many it is owed; done, open, owed no more; the median of its days."""
    (row,) = [row for row in answer.extra["by_step"] if row["step"] == name]
    return tuple(row[each] for each in list(row) if each != "step")


# --- one child, from the hearing to the last who is told ---------------------------------------


def test_one_absence_is_followed_from_the_hearing_to_the_last_who_is_told():
    answer = flow(
        ended(1, 20),
        [
            checked(1, 4),
            tried(1, 6),
            tried(1, 9, "left message"),
            tried(1, 20, "reached"),
            done(1, OPENED, after(1), office=None),
            done(1, OPENED, after(1), owner="court-staff", office=None),
            done(1, CLOSED, after(22), office=None),
            done(1, CLOSED, after(25), owner="court-staff", office=None),
        ],
    )
    assert [(row["step"], row["median_days"]) for row in answer.extra["by_step"]] == [
        ("duties opened", 10),  # from the hearing
        ("notice checked", 4),
        ("contact attempted", 6),
        ("reached or not there", 20),
        ("outcome known", 20),
        ("told to all", 5),  # from the day the outcome was known
    ]
    assert (answer.value, answer.extra["median_days"], answer.extra["done"]) == (1, 20, 1)
    assert (answer.extra["reached"], answer.extra["child_not_there"]) == (1, 0)


def test_while_one_desk_is_not_told_that_it_is_over_not_all_are_told():
    told = [
        done(1, OPENED, after(1), office=None),
        done(1, OPENED, after(1), owner="court-staff", office=None),
        done(1, CLOSED, after(22), office=None),
    ]
    assert step(flow(ended(1, 20), told), "told to all") == (1, 0, 1, 0, None)


# --- what is open is neither zero days nor never -----------------------------------------------


def test_a_step_that_nobody_has_taken_is_open_and_has_no_median():
    answer = flow([absence(1), absence(2)], [])
    assert step(answer, "contact attempted") == (2, 0, 2, 0, None)
    assert answer.extra["median_days"] is None


def test_one_attempt_among_eight_gives_no_median_however_quick_it_was():
    answer = flow([absence(nth) for nth in range(1, 9)], [tried(1, 2)])
    assert step(answer, "contact attempted") == (8, 1, 7, 0, None)


def test_what_is_open_counts_for_as_long_as_it_has_been():
    # Two of five were tried, on days 3 and 8. Of the open ones two opened only five days ago, so
    # that on day 8 two were left to wait: 4/5 after day 3, and 2/5 after day 8.
    late = [absence(nth, known_from=NOW - timedelta(5)) for nth in (4, 5)]
    answer = flow([*(absence(nth) for nth in (1, 2, 3)), *late], [tried(1, 3), tried(2, 8)])
    assert step(answer, "contact attempted") == (5, 2, 3, 0, 8)


def test_half_of_an_even_number_is_the_earlier_of_the_two_in_the_middle():
    tries = [tried(1, 1), tried(2, 5), tried(3, 9), tried(4, 30)]
    answer = flow([absence(nth) for nth in (1, 2, 3, 4)], tries)
    assert step(answer, "contact attempted") == (4, 4, 0, 0, 5)


def test_what_ended_first_is_owed_no_more_and_waited_until_then():
    # Three absences: one ended after 2 days untried, one was tried on day 4, one on day 10.
    # After the first is gone two wait: 1/2 after day 4.
    findings = [*ended(1, 2), absence(2), absence(3)]
    answer = flow(findings, [tried(2, 4), tried(3, 10)])
    assert step(answer, "contact attempted") == (3, 2, 0, 1, 4)


def test_a_notice_checked_after_all_had_ended_was_owed_no_more():
    assert step(flow(ended(1, 2), [checked(1, 9)]), "notice checked") == (1, 0, 0, 1, None)


def test_what_was_tried_before_the_duties_opened_took_no_days():
    assert step(flow([absence(1)], [tried(1, -4)]), "contact attempted") == (1, 1, 0, 0, 0)


def test_a_child_who_is_not_there_is_an_answer_and_no_answer_is_none():
    answer = flow([absence(1), absence(2)], [tried(1, 7, "child not there"), tried(2, 7)])
    assert step(answer, "reached or not there") == (2, 1, 1, 0, 7)
    assert (answer.extra["reached"], answer.extra["child_not_there"]) == (0, 1)


def _of_so_many(waiting: int) -> Counted:
    """Eighteen absences, half of them tried on day 7; so many were still waiting by then."""
    early = [absence(nth, known_from=NOW - timedelta(3)) for nth in range(waiting, 18)]
    findings = [*(absence(nth) for nth in range(waiting)), *early]
    return flow(findings, [tried(nth, 7) for nth in range(9)])


def test_nine_who_still_wait_tell_no_median_and_ten_do():
    assert step(_of_so_many(9), "contact attempted") == (18, 9, 9, 0, None)
    assert step(_of_so_many(10), "contact attempted") == (18, 9, 9, 0, 7)


def test_offices_with_few_tell_no_median_of_their_own():
    findings = [absence(nth) for nth in range(12)]
    places = [lies(nth, 0, "Houston" if nth < 9 else "Dallas") for nth in range(12)]
    answer = flow(findings, [*places, *(tried(nth, 2) for nth in range(12))])
    assert step(answer, "contact attempted") == (12, 12, 0, 0, 2)
    assert {at(answer, office)["median_days"] for office in ("Houston", "Dallas")} == {None}


# --- what was known when -----------------------------------------------------------------------


def test_what_was_over_before_anyone_knew_of_it_was_nobody_s_work():
    answer = flow([absence(1, until=KNOWN - timedelta(3)), absence(2)], [])
    assert answer.value == 1


def test_where_the_duty_would_have_lain_makes_no_work_of_what_was_over_before_anyone_knew():
    answer = flow([absence(1, until=KNOWN - timedelta(3))], [lies(1, 0, "Houston")])
    assert (answer.value, answer.extra["by_step"]) == (0, [])


def test_what_ended_on_the_day_it_was_known_was_work_where_somebody_did_some():
    answer = flow([absence(1, until=KNOWN), absence(2, until=KNOWN)], [tried(1, 0, "reached")])
    assert step(answer, "outcome known") == (1, 1, 0, 0, 0)


def test_a_hearing_that_was_known_later_than_the_day_asked_about_had_opened_nothing():
    answer = flow([absence(1)], [tried(1, 1)], on=HEARING + timedelta(4))
    assert step(answer, "duties opened") == (1, 0, 1, 0, None)
    assert "contact attempted" not in {row["step"] for row in answer.extra["by_step"]}


def test_what_was_done_after_the_day_asked_about_is_open_on_it():
    answer = flow([absence(1)], [tried(1, 12)], on=after(11))
    assert step(answer, "contact attempted") == (1, 0, 1, 0, None)
    assert step(flow([absence(1)], [tried(1, 12)], on=after(12)), "contact attempted")[1] == 1


def test_how_it_ended_after_the_day_asked_about_is_open_on_it():
    before = flow(ended(1, 20), [], on=after(19))
    assert step(before, "outcome known") == step(before, "notice checked") == (1, 0, 1, 0, None)
    assert step(flow(ended(1, 20), [], on=after(20)), "outcome known") == (1, 1, 0, 0, 20)


def test_a_contact_that_was_taken_back_was_so_until_then():
    wrong = tried(1, 5, "reached", known_to=after(9))
    assert step(flow([absence(1)], [wrong]), "contact attempted")[1] == 0
    then = flow([absence(1)], [wrong], on=after(8), known_at=after(8))
    assert step(then, "contact attempted") == (1, 1, 0, 0, 5)


def test_other_gaps_and_their_deeds_are_not_counted():
    other = {**absence(2), "gap": "in-absentia-order"}
    assert flow([absence(1), other], []).value == 1


# --- by office ---------------------------------------------------------------------------------


def at(answer: Counted, office: str, name: str = CONTACT) -> dict[str, Any]:
    rows: list[dict[str, Any]] = answer.extra["by_office"]
    (row,) = [row for row in rows if (row["office"], row["step"]) == (office, name)]
    return row


def lies(nth: int, days: int, office: str, **told: Any) -> dict[str, Any]:
    """Where the nth child's duty lies from so many days after the duties opened."""
    return done(nth, LIES_AT, after(days), office=office, **told)


ICE = {"owner": "juvenile-coordinator", "agency": "ICE"}


def test_each_office_has_its_own_step_and_its_own_days():
    answer = flow(
        [absence(nth) for nth in (1, 2, 3, 4)],
        [
            *(lies(nth, 0, "Houston") for nth in (1, 2)),
            lies(3, 0, "Dallas"),
            lies(4, 0, "duty desk"),
            *(lies(nth, 0, "El Paso", **ICE) for nth in (1, 2, 3, 4)),
            tried(1, 2),
            tried(2, 6),
            checked(1, 8),
            checked(2, 9),
        ],
    )
    houston, dallas = at(answer, "Houston"), at(answer, "Dallas")
    assert (houston["hearings"], houston["done"], houston["median_days"]) == (2, 2, 2)
    assert (dallas["hearings"], dallas["done"], dallas["open"]) == (1, 0, 1)
    assert dallas["median_days"] is None
    assert at(answer, "duty desk")["hearings"] == 1
    el_paso = at(answer, "El Paso", CHECK)
    assert (el_paso["hearings"], el_paso["done"], el_paso["median_days"]) == (4, 2, 9)
    assert len(answer.extra["by_office"]) == 4


def test_a_check_counts_for_the_office_whose_duty_it_was_told_for():
    court = {"owner": "court-staff", "agency": "EOIR"}
    places = [lies(1, 0, "El Paso", **ICE), lies(1, 0, "Court", **court)]
    answer = flow([absence(1)], [*places, checked(1, 3)])
    assert (at(answer, "El Paso", CHECK)["done"], at(answer, "Court", CHECK)["done"]) == (1, 0)


def test_a_provider_s_attempt_counts_for_the_office_that_owes_it():
    provider = {"owner": "post-release-provider", "office": "Elsewhere"}
    answer = flow([absence(1)], [lies(1, 0, "Houston"), tried(1, 5, **provider)])
    assert at(answer, "Houston")["done"] == 1
    assert len(answer.extra["by_office"]) == 1


def test_a_child_who_moved_is_at_the_office_where_the_duty_lies_on_the_day():
    deeds = [lies(1, 0, "Houston"), lies(1, 12, "Dallas"), tried(1, 10)]
    assert at(flow([absence(1)], deeds, on=after(11)), "Houston")["median_days"] == 10
    later = flow([absence(1)], deeds)
    assert at(later, "Dallas")["median_days"] == 10
    assert len(later.extra["by_office"]) == 1


def test_two_offices_of_one_name_at_two_agencies_are_two():
    answer = flow([absence(1)], [lies(1, 0, "Houston"), lies(1, 0, "Houston", **ICE)])
    assert [row["agency"] for row in answer.extra["by_office"]] == ["ICE", "ORR"]


# --- offices that made any welfare attempt -----------------------------------------------------


def offices(findings: list[Any], deeds: list[Any], on: date = NOW) -> Counted:
    return counted(OFFICES_ASKING, {"findings": findings, "deeds": deeds}, on)


def test_one_of_two_offices_with_a_missed_hearing_tried():
    answer = offices(
        [absence(nth) for nth in (1, 2, 3)],
        [lies(1, 0, "Houston"), lies(2, 0, "Dallas"), lies(3, 0, "Dallas"), tried(1, 3)],
    )
    assert (answer.value, answer.extra["offices_with_hearings"]) == (1, 2)
    assert answer.extra["share_of_offices"] == pytest.approx(0.5)
    assert (answer.extra["hearings"], answer.extra["attempted"]) == (3, 1)
    assert answer.extra["by_office"] == [
        {"agency": "ORR", "office": "Dallas", "hearings": 2, "attempted": 0},
        {"agency": "ORR", "office": "Houston", "hearings": 1, "attempted": 1},
    ]


def test_an_office_that_did_nothing_at_all_is_one_with_a_missed_hearing():
    answer = offices([absence(1)], [lies(1, 0, "Houston")])
    assert (answer.value, answer.extra["offices_with_hearings"]) == (0, 1)
    assert answer.extra["share_of_offices"] == 0


def test_to_check_a_notice_is_no_welfare_attempt_and_makes_no_office_one_of_them():
    answer = offices([absence(1)], [lies(1, 0, "El Paso", **ICE), checked(1, 2)])
    assert (answer.value, answer.extra["offices_with_hearings"]) == (0, 0)
    assert answer.extra["share_of_offices"] is None


def test_the_inspectors_one_of_eight_is_compared_as_a_share():
    answer = offices([absence(1)], [lies(1, 0, "Houston"), tried(1, 3)])
    assert answer.difference is not None
    assert answer.difference.published == pytest.approx(1 / 8)
    assert answer.difference.as_share


def test_eight_offices_of_which_one_tried_are_compared_as_counts():
    at_eight = [lies(nth, 0, f"Office {nth}") for nth in range(1, 9)]
    answer = offices([absence(nth) for nth in range(1, 9)], [tried(1, 3), *at_eight])
    assert answer.difference is not None
    assert (answer.difference.ours, answer.difference.difference) == (1, 0)
