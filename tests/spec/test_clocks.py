"""Each clock on the first and last days of its time: from when it runs, to when, and how long."""

from collections.abc import Iterator
from datetime import date

import pytest

from amparo.clocks.deadline import Effect
from amparo.clocks.table import CLOCKS

BOUNDARIES = """
    hhs-told                     2008-12-22  never
    hhs-told                     2008-12-23  2008-12-25
    handed-to-hhs                2008-12-22  never
    handed-to-hhs                2008-12-23  2008-12-26
    screened-at-the-border       2008-12-22  never
    screened-at-the-border       2008-12-23  2008-12-25
    placed                       2024-06-30  never
    placed                       2024-07-01  2024-07-03
    emergency-move-told          2024-06-30  never
    emergency-move-told          2024-07-01  2024-07-01
    runaway-told                 2014-12-31  never
    runaway-told                 2015-01-01  2015-01-01
    discharge-told               2014-12-31  never
    discharge-told               2015-01-01  2015-01-02
    suitability-data             2008-12-22  never
    suitability-data             2008-12-23  2009-01-06
    pending-application-reviewed 2024-06-30  never
    pending-application-reviewed 2024-07-01  2024-09-29
    denial-appealed              2024-06-30  never
    denial-appealed              2024-07-01  never
    home-study-done              2014-12-31  never
    home-study-done              2015-01-01  2015-01-15
    post-release-contact         2023-12-31  never
    post-release-contact         2024-01-01  2024-01-02
    post-release-contact         2024-01-05  2024-01-08
    one-call                     2001-02-03  2001-03-12
    one-call                     2023-05-31  2023-07-07
    one-call                     2023-06-01  never
    one-call-or-three            2023-05-31  never
    one-call-or-three            2023-06-01  2023-07-08
    one-call-or-three            2024-01-31  2024-03-08
    one-call-or-three            2024-02-01  never
    first-call                   2024-01-31  never
    first-call                   2024-02-01  2024-02-12
    second-call                  2024-01-31  never
    second-call                  2024-02-01  2024-02-22
    third-call                   2024-01-31  never
    third-call                   2024-02-01  2024-03-15
    trafficking-told             2008-12-22  never
    trafficking-told             2008-12-23  2008-12-24
    change-of-address            1997-03-31  never
    change-of-address            1997-04-01  1997-04-08
    sponsor-tells-a-move         2019-10-21  never
    sponsor-tells-a-move         2019-10-22  2019-10-27
    sponsor-tells-a-move         2024-06-30  2024-07-05
    sponsor-tells-a-move         2024-07-01  never
    sponsor-leaves               2019-10-21  never
    sponsor-leaves               2019-10-22  2019-10-27
    sponsor-leaves               2024-06-30  2024-07-05
    sponsor-leaves               2024-07-01  never
    ar-11                        1997-03-31  never
    ar-11                        1997-04-01  1997-04-11
    hearing-floor                1997-03-31  never
    hearing-floor                1997-04-01  1997-04-11
    children-first-2014          2014-07-17  never
    children-first-2014          2014-07-18  2014-08-08
    children-first-2014          2016-02-07  2016-02-28
    children-first-2014          2016-02-08  never
    children-first-2016          2016-02-07  never
    children-first-2016          2016-02-08  2016-05-08
    children-first-2016          2017-01-30  2017-04-30
    children-first-2016          2017-01-31  never
    rescission                   1997-03-31  never
    rescission                   1997-04-01  1997-09-28
    appeal                       1997-03-31  never
    appeal                       1997-04-01  never
    sij-decided                  2008-12-22  never
    sij-decided                  2008-12-23  2009-06-21
    next-business-day            2001-02-03  2001-02-05
    five-business-days           2001-02-03  2001-02-09
    ten-business-days            2001-02-03  2001-02-16
    sponsor-assessment-update    2001-02-03  never
"""
"""The clock, the day something began, and the last day to act. *never*: it did not run yet, it ran
no more, or it is shown and never counted."""


def _rows() -> Iterator[tuple[str, str, str]]:
    for row in BOUNDARIES.split("\n"):
        if row.strip():
            name, began, due = row.split()
            yield name, began, due


@pytest.mark.parametrize(("name", "began", "due"), list(_rows()))
def test_a_clock_runs_in_its_own_time_and_so_long(name: str, began: str, due: str) -> None:
    assert str(CLOCKS[name].due(date.fromisoformat(began)) or "never") == due


def test_every_clock_stands_here() -> None:
    assert {name for name, _, _ in _rows()} == set(CLOCKS)


@pytest.mark.parametrize("name", ["first-call", "second-call", "third-call"])
def test_before_a_clock_certainly_ran_it_may_have_from_a_day_on(name: str) -> None:
    days = ("2023-05-31", "2023-06-01", "2024-01-31", "2024-02-01")
    may_have = [CLOCKS[name].may_have_been_in_force(date.fromisoformat(day)) for day in days]
    assert may_have == [False, True, True, False]


def test_no_other_clock_may_have_run_before_its_time() -> None:
    told = {name for name, one in CLOCKS.items() if one.earliest is not None}
    assert told == {"first-call", "second-call", "third-call"}
    assert not CLOCKS["hhs-told"].may_have_been_in_force(date(2008, 12, 22))


SHOWN = """
    denial-appealed 30 2024-07-01
    appeal 30 1997-04-01
    sponsor-assessment-update 0 0001-01-01
"""
"""What is shown and never counted: its calendar days, and from which day it is believed to hold."""


def test_what_is_shown_and_not_counted_is_shown_as_it_stands() -> None:
    told = [row.split() for row in SHOWN.strip().splitlines()]
    assert told == [
        [name, str(one.calendar_days), str(one.in_force_from)]
        for name, one in CLOCKS.items()
        if not one.is_counted
    ]


READ = """
    text: hhs-told handed-to-hhs screened-at-the-border emergency-move-told suitability-data
        trafficking-told sponsor-tells-a-move sponsor-leaves ar-11 hearing-floor rescission
        sij-decided sponsor-assessment-update
    memory: placed runaway-told pending-application-reviewed denial-appealed home-study-done
        appeal
    secondary: discharge-told post-release-contact one-call first-call second-call third-call
        change-of-address children-first-2014 children-first-2016
    unknown: one-call-or-three
    choice: next-business-day five-business-days ten-business-days
"""
"""How far the text of each was read: only what was read, or chosen, is shown as verified."""


def test_each_is_shown_as_far_as_its_text_was_read() -> None:
    told = (row.split(": ") for row in READ.replace("\n        ", " ").strip().splitlines())
    read = {name: how.strip() for how, names in told for name in names.split()}
    assert {name: one.read for name, one in CLOCKS.items()} == read
    verified = {name for name, how in read.items() if how in {"text", "choice"}}
    assert {name for name, one in CLOCKS.items() if one.source.verified} == verified


def test_what_names_a_first_day_and_what_permits_are_these() -> None:
    assert [name for name, one in CLOCKS.items() if one.is_floor] == ["hearing-floor"]
    permits = [name for name, one in CLOCKS.items() if one.effect is Effect.PERMITS]
    assert permits == ["denial-appealed", "rescission", "appeal"]
