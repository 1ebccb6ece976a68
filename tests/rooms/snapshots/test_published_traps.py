"""Where a published number about hearings, addresses or dismissals is easily misread."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.figures import (
    BAD_RELEASE_ADDRESSES,
    DISMISSED_NOT_FILED,
    FAILED_TO_APPEAR,
    FIGURES,
    FTA_SHARE_OF_NOTIFIED,
    NO_NOTICE_OR_MISSED_HEARING,
    NTA_NOT_ISSUED,
    ORDERS_IN_ABSENTIA,
    Counted,
    Figure,
    UnitRefused,
    in_unit,
    units,
)
from amparo.snapshots import count, lineage
from tests.rooms.snapshots.episodes import episode
from tests.rooms.snapshots.rows import (
    Tables,
    address,
    counted,
    missed,
    ordered,
    proceeding,
    sealed,
)

MAY_2024, OCTOBER_2024, JANUARY_2025 = date(2024, 5, 31), date(2024, 10, 31), date(2025, 1, 31)
TRANSFERRED = date(2021, 3, 1)


def transferred(*children: int, **told: Any) -> list[dict[str, Any]]:
    return [episode(entity=child, transferred_on=TRANSFERRED, **told) for child in children]


def late(row: dict[str, Any], learned: date) -> list[dict[str, Any]]:
    return [{**row, "known_from": learned}]


# --- failed to appear (F4, F7) ----------------------------------------------------------------


def test_a_child_with_two_missed_hearings_is_one_child():
    ana: Tables = {
        "episodes": transferred(1),
        "findings": [missed(1, date(2022, 5, 2)), missed(1, date(2022, 9, 6))],
    }
    answer = counted(FAILED_TO_APPEAR, ana, MAY_2024)
    assert (answer.value, answer.extra["hearings"]) == (1, 2)


def test_a_child_transferred_twice_who_missed_one_hearing_is_one_child():
    ana: Tables = {
        "episodes": [
            *transferred(1),
            episode(entity=1, transferred_on=date(2022, 11, 1)),
        ],
        "findings": [missed(1, date(2023, 5, 2))],
    }
    answer = counted(FAILED_TO_APPEAR, ana, MAY_2024)
    assert (answer.value, answer.extra["hearings"], answer.extra["cohort_children"]) == (1, 1, 1)


def test_a_child_who_failed_to_appear_in_two_years_is_in_each_and_once_in_the_whole():
    ana: Tables = {
        "episodes": transferred(1),
        "findings": [missed(1, date(2021, 9, 30)), missed(1, date(2021, 10, 1))],
    }
    answer = counted(FAILED_TO_APPEAR, ana, MAY_2024)
    assert answer.value == 1
    assert answer.extra["by_year"] == [
        {"fiscal_year": 2021, "children": 1, "hearings": 1},
        {"fiscal_year": 2022, "children": 1, "hearings": 1},
    ]


def test_a_missed_hearing_learned_late_changes_october_2024_and_not_what_was_known_in_may():
    tables: Tables = {
        "episodes": transferred(1),
        "findings": late(missed(1, date(2023, 5, 2)), date(2024, 9, 1)),
    }
    assert counted(FAILED_TO_APPEAR, tables, MAY_2024, MAY_2024).value == 0
    assert counted(FAILED_TO_APPEAR, tables, OCTOBER_2024, OCTOBER_2024).value == 1
    assert counted(FAILED_TO_APPEAR, tables, MAY_2024, OCTOBER_2024).value == 1


def test_a_child_who_appeared_later_had_failed_to_appear_all_the_same():
    closed = missed(1, date(2022, 5, 2), until=date(2022, 7, 1))
    tables: Tables = {"episodes": transferred(1), "findings": [closed]}
    assert counted(FAILED_TO_APPEAR, tables, MAY_2024).value == 1


def test_a_hearing_missed_on_the_day_asked_about_counts_and_one_a_day_later_does_not():
    tables: Tables = {"episodes": transferred(1), "findings": [missed(1, MAY_2024)]}
    assert counted(FAILED_TO_APPEAR, tables, MAY_2024).value == 1
    assert counted(FAILED_TO_APPEAR, tables, MAY_2024 - timedelta(1), MAY_2024).value == 0


def test_a_child_outside_the_cohort_is_not_counted_whatever_it_missed():
    tables: Tables = {
        "episodes": [episode(entity=1, transferred_on=date(2023, 10, 1))],
        "findings": [missed(1, date(2024, 2, 1))],
    }
    answer = counted(FAILED_TO_APPEAR, tables, MAY_2024)
    assert (answer.value, answer.extra["cohort_children"]) == (0, 0)


def test_a_child_not_yet_transferred_on_the_day_asked_about_is_not_in_the_cohort():
    before = TRANSFERRED - timedelta(1)
    tables: Tables = {"episodes": transferred(1), "findings": [missed(1, date(2020, 5, 2))]}
    answer = counted(FAILED_TO_APPEAR, tables, before, MAY_2024)
    assert (answer.value, answer.extra["cohort_children"]) == (0, 0)


def test_the_alert_speaks_of_hearings_in_five_years_and_the_audit_of_all_by_its_day():
    tables: Tables = {
        "episodes": transferred(1, 2, 3, 4),
        "findings": [missed(1, date(2023, 9, 29)), missed(2, date(2023, 10, 2))],
    }
    answer = counted(FAILED_TO_APPEAR, tables, OCTOBER_2024)
    assert (answer.value, answer.extra["in_audited_years"]) == (2, 1)
    (alert,) = answer.also_published
    assert answer.published is not None
    assert (answer.published.value.number, alert.published.value.number) == (43_000, 32_000)
    assert answer.difference is not None
    assert (answer.difference.ours, alert.difference.ours) == (0.5, 0.25)


# --- orders made in absence (F26) -------------------------------------------------------------


def test_a_missed_hearing_without_an_order_is_no_order():
    tables: Tables = {"episodes": transferred(1), "findings": [missed(1, date(2022, 5, 2))]}
    assert counted(ORDERS_IN_ABSENTIA, tables, JANUARY_2025).value == 0
    assert counted(FAILED_TO_APPEAR, tables, JANUARY_2025).value == 1


def test_an_order_is_not_by_itself_a_failure_to_appear():
    tables: Tables = {"episodes": transferred(1), "findings": [ordered(1, date(2022, 5, 2))]}
    assert counted(ORDERS_IN_ABSENTIA, tables, JANUARY_2025).value == 1
    assert counted(FAILED_TO_APPEAR, tables, JANUARY_2025).value == 0


def test_two_orders_of_one_child_are_two_orders_and_one_child():
    tables: Tables = {
        "episodes": [*transferred(1), episode(entity=1, transferred_on=date(2022, 11, 1))],
        "findings": [ordered(1, date(2022, 5, 2)), ordered(1, date(2023, 5, 2))],
    }
    orders = counted(ORDERS_IN_ABSENTIA, tables, JANUARY_2025)
    children = counted(in_unit(ORDERS_IN_ABSENTIA, "children"), tables, JANUARY_2025)
    assert (orders.value, orders.extra["children"]) == (2, 1)
    assert (children.value, children.unit, children.published) == (1, "children", None)
    assert sum(year["orders"] for year in orders.extra["by_year"]) == orders.value


def test_a_rescinded_order_had_been_made():
    tables: Tables = {
        "episodes": transferred(1),
        "findings": [ordered(1, date(2022, 5, 2), until=date(2022, 9, 1))],
    }
    assert counted(ORDERS_IN_ABSENTIA, tables, JANUARY_2025).value == 1


def test_orders_are_not_compared_as_a_share_because_no_whole_was_published():
    tables: Tables = {"episodes": transferred(1), "findings": [ordered(1, date(2022, 5, 2))]}
    answer = counted(ORDERS_IN_ABSENTIA, tables, JANUARY_2025)
    assert answer.difference is not None
    assert answer.difference.difference is None
    assert "more than 31,000" in answer.difference.says


# --- the share of those with a notice (F5, F7a) -----------------------------------------------


def test_the_share_is_read_of_those_issued_a_notice_and_of_those_served_one():
    issued, served = date(2021, 4, 1), date(2021, 5, 1)
    tables: Tables = {
        "episodes": [
            *transferred(1, 2, issued_on=issued, served_on=served),
            *transferred(3, 4, issued_on=issued),
            *transferred(5),
        ],
        "findings": [missed(1, date(2022, 5, 2)), missed(3, date(2022, 5, 2))],
    }
    answer = counted(FTA_SHARE_OF_NOTIFIED, tables, MAY_2024)
    assert (answer.value, answer.extra["with_notice_issued"]) == (2, 4)
    assert (answer.extra["served_failed"], answer.extra["with_notice_served"]) == (1, 2)
    assert (answer.extra["share_of_issued"], answer.extra["share_of_served"]) == (0.5, 0.5)


def test_who_failed_to_appear_without_a_notice_is_in_no_share():
    tables: Tables = {"episodes": transferred(1), "findings": [missed(1, date(2022, 5, 2))]}
    answer = counted(FTA_SHARE_OF_NOTIFIED, tables, MAY_2024)
    assert (answer.value, answer.extra["share_of_issued"]) == (0, None)
    assert answer.difference is not None
    assert "nobody" in answer.difference.says


@pytest.mark.parametrize(
    ("step", "failed", "noticed"),
    [
        ("issued_on", "children", "with_notice_issued"),
        ("served_on", "served_failed", "with_notice_served"),
    ],
)
def test_a_child_noticed_for_its_second_transfer_is_one_child_with_a_notice(step, failed, noticed):
    again = date(2022, 11, 1)
    tables: Tables = {
        "episodes": [
            *transferred(1),
            episode(entity=1, transferred_on=again, **{step: date(2022, 12, 1)}),
        ],
        "findings": [missed(1, date(2023, 5, 2))],
    }
    answer = counted(FTA_SHARE_OF_NOTIFIED, tables, MAY_2024)
    whole = {"children": answer.value, **answer.extra}
    assert (whole[failed], whole[noticed]) == (1, 1)
    assert [year[failed] for year in answer.extra["by_year"]] == [1, 1]


def test_who_was_served_and_appeared_is_among_the_served_and_not_among_those_who_failed():
    notified = {"issued_on": date(2021, 4, 1), "served_on": date(2021, 5, 1)}
    answer = counted(FTA_SHARE_OF_NOTIFIED, {"episodes": transferred(1, **notified)}, MAY_2024)
    assert (answer.extra["served_failed"], answer.extra["with_notice_served"]) == (0, 1)


def test_the_two_published_shares_are_derived_from_the_published_counts():
    answer = counted(
        FTA_SHARE_OF_NOTIFIED,
        {
            "episodes": transferred(1, issued_on=date(2021, 4, 1), served_on=date(2021, 5, 1)),
            "findings": [missed(1, date(2022, 5, 2))],
        },
        MAY_2024,
    )
    assert answer.difference is not None
    (served,) = answer.also_published
    assert answer.difference.published == pytest.approx(0.203, abs=0.0005)
    assert served.difference.published == pytest.approx(0.199, abs=0.0005)
    assert "about 20.3%" in answer.difference.says
    assert "about 19.9%" in served.difference.says


def test_a_service_learned_late_changes_the_later_share_and_not_the_earlier():
    issued, served, learned = date(2021, 4, 1), date(2021, 5, 1), date(2024, 11, 5)
    tables: Tables = {
        "episodes": [
            *transferred(1, issued_on=issued, known_to=learned),
            *transferred(1, issued_on=issued, served_on=served, known_from=learned),
        ],
        "findings": [missed(1, date(2022, 5, 2))],
    }
    then = counted(FTA_SHARE_OF_NOTIFIED, tables, MAY_2024, MAY_2024)
    now = counted(FTA_SHARE_OF_NOTIFIED, tables, MAY_2024, JANUARY_2025)
    assert (then.extra["served_failed"], now.extra["served_failed"]) == (0, 1)


# --- bad addresses of record (F8) -------------------------------------------------------------

TOLD = date(2021, 6, 1)


def test_the_three_classes_add_up_and_so_do_confirmed_and_inferred():
    tables: Tables = {
        "episodes": transferred(*range(1, 8)),
        "addresses": [
            address(1, "blank", TOLD),
            address(2, "undeliverable", TOLD),
            address(3, "undeliverable", TOLD, returned_on=date(2021, 7, 1)),
            address(4, "incomplete", TOLD),
            address(5, "incomplete", TOLD),
            address(6, "usable", TOLD),
        ],
    }
    answer = counted(BAD_RELEASE_ADDRESSES, tables, MAY_2024)
    beside = answer.extra
    assert (beside["blank"], beside["undeliverable"], beside["incomplete"]) == (1, 2, 2)
    assert (beside["confirmed"], beside["inferred"]) == (2, 3)
    assert answer.value == 5
    assert sum(row["children"] for row in beside["by_class"]) == answer.value
    assert (beside["cohort_children"], beside["not_told"]) == (7, 1)


def test_an_address_never_told_is_not_a_blank_one():
    tables: Tables = {"episodes": transferred(1)}
    answer = counted(BAD_RELEASE_ADDRESSES, tables, MAY_2024)
    assert (answer.value, answer.extra["blank"], answer.extra["not_told"]) == (0, 0, 1)


def test_a_child_is_counted_by_the_address_told_last():
    mended: Tables = {
        "episodes": transferred(1),
        "addresses": [
            address(1, "blank", TOLD),
            address(1, "usable", date(2022, 1, 1), nth=1),
        ],
    }
    assert counted(BAD_RELEASE_ADDRESSES, mended, MAY_2024).value == 0
    assert counted(BAD_RELEASE_ADDRESSES, mended, date(2021, 12, 31), MAY_2024).value == 1


def test_of_two_addresses_told_for_one_day_the_one_told_last_counts_once():
    tables: Tables = {
        "episodes": transferred(1),
        "addresses": [address(1, "usable", TOLD, nth=0), address(1, "blank", TOLD, nth=1)],
    }
    assert counted(BAD_RELEASE_ADDRESSES, tables, MAY_2024).value == 1


def test_returned_mail_makes_an_address_undeliverable_from_that_day_on():
    back = date(2022, 2, 1)
    tables: Tables = {
        "episodes": transferred(1),
        "addresses": [address(1, "usable", TOLD, returned_on=back)],
    }
    before = counted(BAD_RELEASE_ADDRESSES, tables, back - timedelta(1), MAY_2024)
    after = counted(BAD_RELEASE_ADDRESSES, tables, back, MAY_2024)
    assert (before.value, after.value) == (0, 1)
    assert after.extra["by_class"] == [
        {"class": "undeliverable", "children": 1, "confirmed": 1, "inferred": 0}
    ]


def test_an_address_learned_late_changes_the_later_answer_and_not_the_earlier():
    tables: Tables = {
        "episodes": transferred(1),
        "addresses": late(address(1, "blank", TOLD), date(2024, 9, 1)),
    }
    assert counted(BAD_RELEASE_ADDRESSES, tables, MAY_2024, MAY_2024).value == 0
    assert counted(BAD_RELEASE_ADDRESSES, tables, MAY_2024, OCTOBER_2024).value == 1


# --- dismissals of all respondents (F10, F10a) ------------------------------------------------


def dismissed(court_case: int, completed_on: date, **told: Any) -> dict[str, Any]:
    return proceeding(court_case, completed_on=completed_on, decision="F", **told)


def test_dismissals_are_cases_of_all_respondents_whether_or_not_the_home_knows_a_child():
    tables: Tables = {"proceedings": [dismissed(1, date(2022, 3, 1)), dismissed(2, MAY_2024)]}
    answer = counted(DISMISSED_NOT_FILED, tables, MAY_2024)
    assert (answer.value, answer.unit) == (1, "cases")


@pytest.mark.parametrize(
    ("day", "cases"),
    [
        (date(2020, 12, 31), 0),
        (date(2021, 1, 1), 1),
        (date(2024, 2, 29), 1),
        (date(2024, 3, 1), 0),
    ],
)
def test_the_window_is_january_2021_to_february_2024(day, cases):
    tables: Tables = {"proceedings": [dismissed(1, day)]}
    assert counted(DISMISSED_NOT_FILED, tables, MAY_2024).value == cases


def test_the_years_are_fiscal_years_so_that_2021_lacks_its_first_three_months():
    tables: Tables = {
        "proceedings": [
            dismissed(1, date(2021, 9, 30)),
            dismissed(2, date(2021, 10, 1)),
            dismissed(3, date(2024, 2, 1)),
        ]
    }
    by_year = counted(DISMISSED_NOT_FILED, tables, MAY_2024).extra["by_year"]
    assert {row["fiscal_year"]: row["cases"] for row in by_year} == {2021: 1, 2022: 1, 2024: 1}


def test_other_decisions_and_open_proceedings_are_no_dismissals():
    completed = date(2022, 3, 1)
    others = [
        proceeding(1, completed_on=completed, decision="T"),
        proceeding(2, completed_on=completed),
        proceeding(3, decision="F"),
    ]
    assert counted(DISMISSED_NOT_FILED, {"proceedings": others}, MAY_2024).value == 0


def test_a_case_dismissed_twice_is_one_case():
    tables: Tables = {
        "proceedings": [
            dismissed(1, date(2021, 3, 1)),
            dismissed(1, date(2023, 3, 1), nth=2),
        ]
    }
    answer = counted(DISMISSED_NOT_FILED, tables, MAY_2024)
    assert (answer.value, answer.extra["proceedings"]) == (1, 2)


def test_a_dismissal_learned_late_changes_the_later_answer_and_not_the_earlier():
    tables: Tables = {"proceedings": late(dismissed(1, date(2023, 3, 1)), date(2024, 9, 1))}
    assert counted(DISMISSED_NOT_FILED, tables, MAY_2024, MAY_2024).value == 0
    assert counted(DISMISSED_NOT_FILED, tables, MAY_2024, OCTOBER_2024).value == 1


@pytest.mark.parametrize("unit", ["children", "minors", "transfers", "niños"])
def test_dismissals_are_never_counted_under_children(unit):
    with pytest.raises(UnitRefused, match="all respondents"):
        in_unit(DISMISSED_NOT_FILED, unit)
    assert units(DISMISSED_NOT_FILED) == ("cases",)


def test_no_table_that_dismissals_are_counted_from_names_a_child(tmp_path):
    tables: Tables = {"proceedings": [dismissed(1, date(2022, 3, 1))]}
    snapshot = sealed(tmp_path, tables)
    (row,) = lineage(DISMISSED_NOT_FILED, snapshot, MAY_2024, MAY_2024)
    assert not {"entity", "anchor"} & row.keys()
    assert "children" not in counted(DISMISSED_NOT_FILED, tables, MAY_2024).extra
    assert "children counted" not in counted(DISMISSED_NOT_FILED, tables, MAY_2024).says_made_up


# --- what 320,000 adds up (F11) ---------------------------------------------------------------


def test_the_sum_counts_a_child_of_both_lines_twice_and_the_value_once():
    issued = date(2021, 4, 1)
    tables: Tables = {
        "episodes": [
            *transferred(1, 2),
            *transferred(3, 4, issued_on=issued),
        ],
        "findings": [missed(2, date(2022, 5, 2)), missed(3, date(2022, 5, 2))],
    }
    answer = counted(NO_NOTICE_OR_MISSED_HEARING, tables, MAY_2024)
    lines = answer.extra
    assert (lines["no_notice_issued"], lines["failed_to_appear"]) == (2, 2)
    assert (lines["added_up"], lines["in_both"], answer.value) == (4, 1, 3)
    assert lines["added_up"] - lines["in_both"] == answer.value


def test_the_claim_is_compared_with_the_sum_as_it_was_made():
    tables: Tables = {
        "episodes": transferred(1, 2),
        "findings": [missed(1, date(2022, 5, 2))],
    }
    answer = counted(NO_NOTICE_OR_MISSED_HEARING, tables, MAY_2024)
    assert answer.difference is not None
    assert (answer.value, answer.difference.ours) == (2, 1.5)
    assert "about 71.3%" in answer.difference.says


def test_no_line_of_the_sum_is_called_missing():
    answer = counted(NO_NOTICE_OR_MISSED_HEARING, {"episodes": transferred(1)}, MAY_2024)
    shown = " ".join((answer.figure, answer.unit, *answer.extra, answer.sql)).lower()
    assert "missing" not in shown
    assert "it does not say that a child is missing." in map(str.lower, answer.cautions)


# --- all of them, counted a second way --------------------------------------------------------

DAYS = st.sampled_from(
    [
        date(2018, 9, 30),
        date(2021, 2, 28),
        date(2021, 10, 1),
        date(2023, 9, 30),
        date(2023, 10, 1),
        MAY_2024,
    ]
)
_OF_KNOWLEDGE = {
    "entity": st.integers(1, 4),
    "known_from": DAYS,
    "known_to": st.none() | DAYS,
    "basis": st.sampled_from(["both", "learned", "sealed"]),
}
EPISODES = st.lists(
    st.fixed_dictionaries(
        {
            **_OF_KNOWLEDGE,
            "transferred_on": st.none() | DAYS,
            "issued_on": st.none() | DAYS,
            "served_on": st.none() | DAYS,
        }
    ).map(lambda told: episode(**told)),
    max_size=8,
)
FINDINGS = st.lists(
    st.builds(
        lambda told, finding: finding(told.pop("entity"), told.pop("since"), **told),
        st.fixed_dictionaries({**_OF_KNOWLEDGE, "since": DAYS}),
        st.sampled_from([missed, ordered]),
    ),
    max_size=8,
)


def _known(rows: list[dict[str, Any]], known_at: date) -> list[dict[str, Any]]:
    return [
        row
        for row in rows
        if row["basis"] != "sealed"
        and row["known_from"] <= known_at
        and (row["known_to"] is None or row["known_to"] > known_at)
    ]


def _cohort(episodes: list[dict[str, Any]], on: date) -> list[dict[str, Any]]:
    years = date(2018, 10, 1), min(date(2023, 9, 30), on)
    return [
        row
        for row in episodes
        if row["transferred_on"] and years[0] <= row["transferred_on"] <= years[1]
    ]


@settings(max_examples=40)
@given(EPISODES, FINDINGS, DAYS, DAYS)
def test_figures_of_findings_are_the_same_counted_in_plain_python(episodes, findings, on, known_at):
    answer = _answers({"episodes": episodes, "findings": findings}, on, known_at)
    cohort = _cohort(_known(episodes, known_at), on)
    children = {row["entity"] for row in cohort}
    then = [
        row
        for row in _known(findings, known_at)
        if row["since"] <= on and row["entity"] in children
    ]
    failed = {row["entity"] for row in then if row["gap"] == "failed-to-appear"}
    orders = [row for row in then if row["gap"] == "in-absentia-order"]
    issued = {row["entity"] for row in cohort if row["issued_on"] and row["issued_on"] <= on}
    lacking = {row["entity"] for row in cohort if not row["issued_on"] or row["issued_on"] > on}
    assert answer["failed-to-appear"].value == len(failed)
    assert answer["orders-in-absentia"].value == len(orders)
    assert answer["fta-share-of-notified"].value == len(issued & failed)
    both = answer["no-notice-or-missed-hearing"]
    assert both.value == len(lacking | failed)
    assert both.extra["added_up"] == len(lacking) + len(failed)
    assert both.extra["no_notice_issued"] == answer["nta-not-issued"].value


def _answers(tables: Tables, on: date, known_at: date) -> dict[str, Counted]:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = sealed(Path(folder), tables)
        return {each.name: count(each, snapshot, on, known_at) for each in _OF_FINDINGS}


_OF_FINDINGS = (
    FAILED_TO_APPEAR,
    ORDERS_IN_ABSENTIA,
    FTA_SHARE_OF_NOTIFIED,
    NO_NOTICE_OR_MISSED_HEARING,
    NTA_NOT_ISSUED,
)


@pytest.mark.parametrize(
    "figure",
    [each for each in FIGURES.values() if each.unit in {"children", "orders"}],
    ids=lambda each: each.name,
)
def test_what_is_learned_later_never_changes_what_was_known(figure: Figure):
    known_at, learned = MAY_2024, date(2024, 6, 1)
    tables: Tables = {
        "episodes": transferred(1, known_to=learned) + transferred(2),
        "findings": [missed(1, date(2022, 5, 2)), ordered(2, date(2022, 5, 2))],
        "addresses": [address(1, "blank", TOLD)],
    }
    later: Tables = {
        "episodes": [
            *tables["episodes"],
            *transferred(1, issued_on=TRANSFERRED, known_from=learned),
            *transferred(3, known_from=learned),
        ],
        "findings": [*tables["findings"], *late(missed(2, date(2022, 5, 2)), learned)],
        "addresses": [*tables["addresses"], *late(address(2, "blank", TOLD), learned)],
    }
    before, after = (counted(figure, each, MAY_2024, known_at) for each in (tables, later))
    assert (before.value, before.extra) == (after.value, after.extra)
