"""No small number is told outside, and none can be worked out from what is told.

Whoever tries is given every printed number and every sum that must hold. No small number may follow
from these by any combination of them, which is found out exactly, with fractions; and what a
printed total leaves to withheld numbers may be no small number either.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.figures import (
    BAD_RELEASE_ADDRESSES,
    DAYS_AFTER_ABSENCE,
    FAILED_TO_APPEAR,
    NO_NOTICE_OR_MISSED_HEARING,
    OFFICES_ASKING,
    SMALLEST_CELLS,
    WITHHELD,
    Asked,
    Counted,
    Figure,
    counted,
    query,
    smallest_cell,
    told_outside,
)

DAY = date(2024, 5, 31)
RULE = smallest_cell(DAY)
ASKED = Asked(true_on=DAY, known_at=DAY, position=1, snapshot="d1", made_up=True)

Rows = list[dict[str, Any]]
Sum = tuple[str, list[str]]
"""A cell, and the cells that add up to it."""


def whole_answer(figure: Figure, rows: Rows, beside: Rows | None = None) -> Counted:
    asked = query(figure, DAY, DAY)
    others = dict.fromkeys(asked.beside, beside or [])
    return counted(figure, ASKED, asked, learned=rows, sealed=rows, beside=others)


def outside(figure: Figure, rows: Rows, beside: Rows | None = None) -> Counted:
    return told_outside(whole_answer(figure, rows, beside), query(figure, DAY, DAY), RULE)


# --- the rule ---------------------------------------------------------------------------------


def test_one_rule_is_in_force_on_any_day_and_names_its_source():
    for row in SMALLEST_CELLS:
        assert row.source.citation
    assert smallest_cell(date(1990, 1, 1)) is smallest_cell(date(2030, 1, 1)) is RULE


@pytest.mark.parametrize(
    ("number", "is_withheld"), [(0, False), (1, True), (10, True), (11, False)]
)
def test_numbers_of_one_to_ten_are_withheld_and_nobody_is_told(number, is_withheld):
    assert RULE.withholds(number) is is_withheld


# --- by year ----------------------------------------------------------------------------------


def absent(by_year: Sequence[int]) -> Rows:
    """Children and hearings, each child with one hearing."""
    total = sum(by_year)
    numbers = {"in_audited_years": total, "cohort_children": 5_000}
    rows = [{"fiscal_year": None, "children": total, "hearings": total, **numbers}]
    return rows + [
        {"fiscal_year": 2019 + nth, "children": one, "hearings": one, **numbers}
        for nth, one in enumerate(by_year)
    ]


def test_a_year_with_few_children_is_withheld_with_the_next_smallest_one():
    told = outside(FAILED_TO_APPEAR, absent([40, 3, 20, 0, 35]))
    assert [row["children"] for row in told.extra["by_year"]] == [
        40,
        WITHHELD,
        WITHHELD,
        WITHHELD,
        35,
    ]
    assert (told.value, told.extra["in_audited_years"]) == (98, 98)
    assert told.withheld.startswith("Numbers from 1 to 10")


def test_where_no_number_is_small_all_is_told():
    whole = whole_answer(FAILED_TO_APPEAR, absent([40, 30, 0]))
    assert told_outside(whole, query(FAILED_TO_APPEAR, DAY, DAY), RULE) == whole
    assert whole.withheld == ""


def test_a_small_whole_is_withheld_with_all_that_stands_beside_it():
    told = outside(FAILED_TO_APPEAR, absent([4, 3]))
    assert told.value is None
    assert told.difference is None
    assert told.also_published == ()
    assert told.extra["by_year"][0] == {
        "fiscal_year": 2019,
        "children": WITHHELD,
        "hearings": WITHHELD,
    }
    assert told.extra["cohort_children"] == WITHHELD


@pytest.mark.parametrize(
    ("total", "is_told"), [(5_000, True), (4_999, False), (4_990, False), (4_989, True)]
)
def test_a_whole_that_leaves_a_few_of_its_cohort_over_is_withheld(total, is_told):
    told = outside(FAILED_TO_APPEAR, absent([total]))
    assert (told.value is None, told.extra["cohort_children"] == WITHHELD) == (not is_told,) * 2


def test_a_part_that_leaves_a_few_of_the_whole_over_is_withheld_and_not_the_whole():
    rows = absent([40, 30])
    rows[0]["in_audited_years"] = 65
    told = outside(FAILED_TO_APPEAR, rows)
    assert (told.value, told.extra["in_audited_years"]) == (70, WITHHELD)


def test_an_office_that_asked_after_all_but_a_few_is_withheld():
    whole = {"agency": None, "office": None, "offices": 2, "offices_with_hearings": 2}
    rows = [whole | {"share_of_offices": 1.0, "hearings": 100, "attempted": 80}] + [
        {"agency": "ORR", "office": name, "offices": None, "hearings": 50, "attempted": attempted}
        for name, attempted in (("one", 45), ("other", 35))
    ]
    told = outside(OFFICES_ASKING, rows)
    assert [one["attempted"] for one in told.extra["by_office"]] == [WITHHELD, WITHHELD]
    assert (told.value, told.extra["attempted"]) == (2, 80)


def test_a_small_difference_between_two_bases_is_withheld_too():
    rows, sealed = absent([40, 30]), absent([40, 27])
    asked = query(FAILED_TO_APPEAR, DAY, DAY)
    whole = counted(FAILED_TO_APPEAR, ASKED, asked, learned=rows, sealed=sealed, beside={})
    assert (whole.backfilled, told_outside(whole, asked, RULE).backfilled) == (3, None)


def test_an_office_is_no_child_and_that_one_of_eight_tried_is_told():
    offices = [{"agency": "ORR", "office": f"Office {nth}", "attempted": 0} for nth in range(8)]
    offices[0]["attempted"] = 2
    rows = [
        {"agency": None, "office": None, "offices": 1, "offices_with_hearings": 8}
        | {"share_of_offices": 0.125, "hearings": 160, "attempted": 2}
    ] + [one | {"offices": None, "hearings": 20} for one in offices]
    told = outside(OFFICES_ASKING, rows)
    assert (told.value, told.extra["share_of_offices"]) == (1, 0.125)
    assert told.extra["attempted"] == WITHHELD
    assert told.extra["by_office"][0] == {
        "agency": "ORR",
        "office": "Office 0",
        "hearings": WITHHELD,
        "attempted": WITHHELD,
    }


def test_the_offices_of_two_steps_have_two_totals():
    """Six and seven are thirteen; but each step's total would tell its own."""
    none = {"done": 0, "owed_no_more": 0, "median_days": None}
    offices = [
        {
            "agency": "ORR",
            "office": office,
            "step": step,
            "hearings": number,
            "open": number,
            **none,
        }
        for step, numbers in (("notice checked", (6, 40)), ("contact attempted", (7, 50)))
        for office, number in zip(("Dallas", "Houston"), numbers, strict=True)
    ]
    whole = {"step": None, "hearings": 100, "open": 100, **none, "reached": 0, "child_not_there": 0}
    told = outside(DAYS_AFTER_ABSENCE, [whole], offices)
    assert [row["hearings"] for row in told.extra["by_office"]] == [WITHHELD] * 4


# --- whoever tries to work it out ---------------------------------------------------------------

_FEW = st.integers(0, 40)


def cells(told: Counted, whole: Counted) -> Iterator[tuple[str, int, int | None]]:
    """Every number of an answer: its name, what it is, and what is told of it."""
    yield "value", int(whole.value or 0), told.value
    for name, value in whole.extra.items():
        if isinstance(value, int) and name != "median_days":
            yield name, value, _told(told.extra[name])
        elif isinstance(value, list):
            for nth, row in enumerate(value):
                for column, cell in row.items():
                    if isinstance(cell, int) and column not in {"fiscal_year", "median_days"}:
                        yield f"{name} {nth} {column}", cell, _told(told.extra[name][nth][column])


def _told(cell: Any) -> int | None:
    return None if cell == WITHHELD else int(cell)


def refuse_whatever_can_be_worked_out(told: Counted, whole: Counted, sums: Sequence[Sum]) -> None:
    every = {name: (value, shown) for name, value, shown in cells(told, whole)}
    assert all(shown in {None, value} for value, shown in every.values())
    hidden = [name for name, (_, shown) in every.items() if shown is None]
    equations = [_of_hidden(one, hidden) for one in sums]
    found_out = {hidden[place] for place in determined(equations)}
    small = {name for name, (value, _) in every.items() if RULE.withholds(value)}
    assert small <= set(hidden), "a small number is told"
    assert not small & found_out, "a small number can be worked out"
    for name, parts in sums:
        if name not in hidden:
            rest = sum(every[one][0] for one in parts if one in hidden)
            assert not RULE.withholds(rest), f"what is left to {name} is a small number"


def _of_hidden(one: Sum, hidden: Sequence[str]) -> list[Fraction]:
    """What is not known of a sum, as the factors of the hidden cells."""
    name, parts = one
    return [Fraction(parts.count(cell) - (cell == name)) for cell in hidden]


def determined(equations: list[list[Fraction]]) -> set[int]:
    """The unknowns that have one value whatever the others are: alone in a row once reduced."""
    rows, place = [list(row) for row in equations], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((nth for nth in range(place, len(rows)) if rows[nth][column]), None)
        if pivot is None:
            continue
        rows[place], rows[pivot] = rows[pivot], rows[place]
        own = rows[place] = [one / rows[place][column] for one in rows[place]]
        for nth, row in enumerate(rows):
            if nth != place and row[column]:
                rows[nth] = [a - row[column] * b for a, b in zip(row, own, strict=True)]
        place += 1
    alone = ([nth for nth, one in enumerate(row) if one] for row in rows)
    return {unknown[0] for unknown in alone if len(unknown) == 1}


def test_one_unknown_of_two_equations_is_found_out_and_three_of_two_are_not():
    one, no = Fraction(1), Fraction(0)
    assert determined([[one, one], [one, -one]]) == {0, 1}
    assert determined([[one, one, no], [no, one, one]]) == set()


@given(st.lists(_FEW, min_size=1, max_size=6))
def test_no_small_number_of_a_year_can_be_worked_out(by_year):
    rows = absent(by_year)
    whole, told = whole_answer(FAILED_TO_APPEAR, rows), outside(FAILED_TO_APPEAR, rows)
    sums = [
        (name, [f"by_year {nth} {column}" for nth in range(len(by_year))])
        for name, column in (("value", "children"), ("hearings", "hearings"))
    ]
    refuse_whatever_can_be_worked_out(told, whole, sums)


@given(st.lists(st.tuples(_FEW, _FEW, _FEW), min_size=1, max_size=5))
def test_no_small_number_of_two_counts_that_are_added_up_can_be_worked_out(by_year):
    """Children only without a notice, only absent, and both: their sums stand beside the value."""
    columns = ("children", "no_notice_issued", "failed_to_appear", "added_up", "in_both")
    years = [
        dict(zip(columns, (a + b + c, a + c, b + c, a + b + 2 * c, c), strict=True))
        for a, b, c in by_year
    ]
    total = {name: sum(one[name] for one in years) for name in columns}
    rows = [{"fiscal_year": None, **total, "cohort_children": 5_000}]
    rows += [{"fiscal_year": nth, **one, "cohort_children": 900} for nth, one in enumerate(years)]
    figure = NO_NOTICE_OR_MISSED_HEARING
    whole, told = whole_answer(figure, rows), outside(figure, rows)
    sums: list[Sum] = [
        (
            "value" if name == "children" else name,
            [f"by_year {nth} {name}" for nth in range(len(years))],
        )
        for name in columns
    ]
    sums += [
        ("added_up", ["no_notice_issued", "failed_to_appear"]),
        ("added_up", ["value", "in_both"]),
    ]
    for nth in range(len(years)):
        added, first, second, children, both = (
            f"by_year {nth} {name}"
            for name in ("added_up", "no_notice_issued", "failed_to_appear", "children", "in_both")
        )
        sums += [(added, [first, second]), (added, [children, both])]
    refuse_whatever_can_be_worked_out(told, whole, sums)


@given(st.lists(st.tuples(_FEW, _FEW), min_size=3, max_size=3))
def test_no_small_number_of_bad_addresses_can_be_worked_out(by_class):
    names = ("blank", "undeliverable", "incomplete")
    per_class = dict(zip(names, (a + b for a, b in by_class), strict=True))
    confirmed, inferred = (sum(one) for one in zip(*by_class, strict=True))
    numbers = {"confirmed": confirmed, "inferred": inferred, **per_class, "cohort_children": 900}
    rows = [{"class": None, "children": confirmed + inferred, **numbers}]
    rows += [
        {"class": name, "children": a + b, "confirmed": a, "inferred": b, **per_class}
        for name, (a, b) in zip(names, by_class, strict=True)
    ]
    figure = BAD_RELEASE_ADDRESSES
    whole, told = whole_answer(figure, rows), outside(figure, rows)
    sums: list[Sum] = [("value", list(names)), ("value", ["confirmed", "inferred"])]
    for nth, name in enumerate(names):
        own = [f"by_class {nth} {column}" for column in ("confirmed", "inferred")]
        sums += [(name, own), (f"by_class {nth} children", own)]
    sums += [
        (one, [f"by_class {nth} {one}" for nth in range(3)]) for one in ("confirmed", "inferred")
    ]
    refuse_whatever_can_be_worked_out(told, whole, sums)


_STEPS = ("done", "open", "owed_no_more")


@settings(max_examples=60)
@given(st.lists(st.tuples(_FEW, _FEW, _FEW), min_size=1, max_size=4), st.integers(0, 25))
def test_no_small_number_of_an_office_s_steps_can_be_worked_out(by_office, shared):
    """Each hearing is at one office, and the offices' numbers add up to the step's."""
    done, still, over = (sum(one) for one in zip(*by_office, strict=True))
    ended = over + done // 2
    total = done + still + over
    whole_row = {"hearings": total, "done": ended, "open": total - ended, "owed_no_more": 0}
    step = {"hearings": total, "done": done, "open": still, "owed_no_more": over}
    shared = min(shared, ended)
    told_row = {"hearings": ended, "done": shared, "open": ended - shared, "owed_no_more": 0}
    rest = {"median_days": 3, "reached": done // 3, "child_not_there": done - done // 3}
    lines = [(None, whole_row), ("contact attempted", step), ("outcome known", whole_row)]
    lines.append(("told to all", told_row))
    rows = [{"step": name, **line, **rest} for name, line in lines]
    beside = [
        {"agency": "ORR", "office": f"Office {nth}", "step": "contact attempted"}
        | {"hearings": sum(one), **dict(zip(_STEPS, one, strict=True)), "median_days": 3}
        for nth, one in enumerate(by_office)
    ]
    figure = DAYS_AFTER_ABSENCE
    whole, told = whole_answer(figure, rows, beside), outside(figure, rows, beside)
    sums: list[Sum] = [("value", list(_STEPS))]
    tables = (("by_step", 3), ("by_office", len(by_office)))
    for name, count in tables:
        sums += [
            (f"{name} {nth} hearings", [f"{name} {nth} {one}" for one in _STEPS])
            for nth in range(count)
        ]
    for one in ("hearings", *_STEPS):
        own = [f"by_office {nth} {one}" for nth in range(len(by_office))]
        sums += [(f"by_step 0 {one}", own)]
        sums += [("value" if one == "hearings" else one, [f"by_step 1 {one}"])]
    sums += [("value", ["by_step 0 hearings"]), ("by_step 2 hearings", ["done"])]
    refuse_whatever_can_be_worked_out(told, whole, sums)
