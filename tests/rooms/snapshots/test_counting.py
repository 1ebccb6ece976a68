"""Figures of children are counted from a snapshot as of two days, and keep their ancestors."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.figures import (
    FIGURES,
    NTA_NOT_ISSUED,
    NTA_NOT_SERVED,
    TRANSFERS_TO_HHS,
    Counted,
    Figure,
)
from amparo.snapshots import Snapshot, SnapshotWrong, count, lineage, seal
from amparo.snapshots.counting import _connect
from tests.rooms.snapshots.episodes import episode, episodes_table

MAY_2024, JANUARY_2025 = date(2024, 5, 31), date(2025, 1, 31)


def counted(figure: Figure, episodes: list[dict[str, Any]], on: date, known_at: date) -> Counted:
    with tempfile.TemporaryDirectory() as folder:
        return count(figure, _snapshot(Path(folder), episodes), on, known_at)


def _snapshot(folder: Path, episodes: list[dict[str, Any]]) -> Snapshot:
    return seal(folder, 1, {"episodes": episodes_table(episodes)}, made_up=True)


# --- one child at a time ----------------------------------------------------------------------


def test_a_child_without_a_notice_is_counted_in_both_figures():
    ana = [episode(transferred_on=date(2021, 3, 1))]
    assert counted(NTA_NOT_ISSUED, ana, MAY_2024, MAY_2024).value == 1
    assert counted(NTA_NOT_SERVED, ana, MAY_2024, MAY_2024).value == 1


def test_a_notice_issued_and_never_served_is_counted_only_as_not_served():
    ana = [episode(transferred_on=date(2021, 3, 1), issued_on=date(2021, 4, 1))]
    assert counted(NTA_NOT_ISSUED, ana, MAY_2024, MAY_2024).value == 0
    assert counted(NTA_NOT_SERVED, ana, MAY_2024, MAY_2024).value == 1


def test_a_notice_issued_on_the_day_asked_about_is_issued_and_one_a_day_later_is_not():
    ana = [episode(transferred_on=date(2021, 3, 1), issued_on=MAY_2024)]
    assert counted(NTA_NOT_ISSUED, ana, MAY_2024, MAY_2024).value == 0
    assert counted(NTA_NOT_ISSUED, ana, MAY_2024 - timedelta(1), MAY_2024).value == 1


def test_a_decision_or_a_departure_does_not_lower_the_figure_since_the_published_counts_notices():
    ana = [episode(transferred_on=date(2021, 3, 1), departed_on=date(2022, 1, 1))]
    assert counted(NTA_NOT_ISSUED, ana, MAY_2024, MAY_2024).value == 1


@pytest.mark.parametrize(
    ("day", "in_the_cohort"),
    [
        (date(2018, 9, 30), 0),
        (date(2018, 10, 1), 1),
        (date(2023, 9, 30), 1),
        (date(2023, 10, 1), 0),
    ],
)
def test_the_cohort_is_of_the_audited_fiscal_years(day, in_the_cohort):
    ana = [episode(transferred_on=day)]
    assert counted(TRANSFERS_TO_HHS, ana, MAY_2024, MAY_2024).value == in_the_cohort


def test_a_child_transferred_in_two_years_is_two_transfers_one_child_and_one_in_each_year():
    ana = [episode(transferred_on=date(2019, 3, 1)), episode(transferred_on=date(2022, 11, 1))]
    answer = counted(TRANSFERS_TO_HHS, ana, MAY_2024, MAY_2024)
    assert (answer.value, answer.unit, answer.extra["children"]) == (2, "transfers", 1)
    assert answer.extra["by_year"] == [
        {"fiscal_year": 2019, "transfers": 1, "children": 1},
        {"fiscal_year": 2023, "transfers": 1, "children": 1},
    ]


def test_a_child_with_one_transfer_noticed_and_one_not_is_counted_once():
    ana = [
        episode(transferred_on=date(2019, 3, 1), issued_on=date(2019, 4, 1)),
        episode(transferred_on=date(2022, 11, 1)),
    ]
    answer = counted(NTA_NOT_ISSUED, ana, MAY_2024, MAY_2024)
    assert (answer.value, answer.extra["cohort_children"]) == (1, 1)


def test_a_service_learned_late_changes_january_2025_and_not_what_was_known_in_may_2024():
    transferred, served, learned = date(2021, 3, 1), date(2021, 6, 1), date(2024, 11, 5)
    ana = [
        episode(transferred_on=transferred, known_to=learned),
        episode(transferred_on=transferred, served_on=served, known_from=learned),
    ]
    assert counted(NTA_NOT_SERVED, ana, MAY_2024, MAY_2024).value == 1
    assert counted(NTA_NOT_SERVED, ana, JANUARY_2025, JANUARY_2025).value == 0
    assert counted(NTA_NOT_SERVED, ana, MAY_2024, JANUARY_2025).value == 0


def test_two_children_found_to_be_one_are_one_from_that_day_on():
    joined = date(2024, 6, 1)
    told: dict[str, Any] = {"transferred_on": date(2021, 3, 1), "anchor": "CBP:MU1/1"}
    again: dict[str, Any] = {"transferred_on": date(2022, 3, 1), "anchor": "CBP:MU2/1"}
    children = [
        episode(entity=1, **told),
        episode(entity=2, known_to=joined, **again),
        episode(entity=1, known_from=joined, **again),
    ]
    assert counted(NTA_NOT_ISSUED, children, MAY_2024, joined - timedelta(1)).value == 2
    assert counted(NTA_NOT_ISSUED, children, MAY_2024, joined).value == 1


def test_what_was_backfilled_is_said_on_a_line_of_its_own():
    # The row says that the service was learned in 2022; it was sealed, as backfill, in 2024.
    transferred, served = date(2021, 3, 1), date(2021, 6, 1)
    children = [
        episode(transferred_on=transferred, known_to=date(2022, 1, 1), basis="learned"),
        episode(
            transferred_on=transferred,
            served_on=served,
            known_from=date(2022, 1, 1),
            basis="learned",
        ),
        episode(transferred_on=transferred, known_to=date(2024, 7, 1), basis="sealed"),
        episode(
            transferred_on=transferred,
            served_on=served,
            known_from=date(2024, 7, 1),
            basis="sealed",
        ),
        episode(entity=2, transferred_on=transferred),
    ]
    then = counted(NTA_NOT_SERVED, children, MAY_2024, MAY_2024)
    now = counted(NTA_NOT_SERVED, children, MAY_2024, JANUARY_2025)
    assert (then.value, then.backfilled) == (1, -1)
    assert (now.value, now.backfilled) == (1, 0)


# --- ancestors --------------------------------------------------------------------------------


def test_an_answer_names_its_days_snapshot_and_statement_and_can_be_written_down(tmp_path):
    snapshot = _snapshot(tmp_path, [episode(transferred_on=date(2021, 3, 1))])
    answer = count(NTA_NOT_ISSUED, snapshot, MAY_2024, JANUARY_2025)
    assert (answer.true_on, answer.known_at) == (MAY_2024, JANUARY_2025)
    assert (answer.position, answer.snapshot) == (1, snapshot.digest)
    assert "DATE '2024-05-31'" in answer.sql
    assert "DATE '2025-01-31'" in answer.sql
    assert answer.made_up
    assert "made up" in answer.says_made_up
    assert b"2024-05-31" in msgspec.json.encode(answer)


def test_the_published_statement_gives_the_same_number_again_in_any_duckdb(tmp_path):
    snapshot = _snapshot(tmp_path, [episode(transferred_on=date(2021, 3, 1))])
    answer = count(NTA_NOT_ISSUED, snapshot, MAY_2024, MAY_2024)
    with duckdb.connect() as auditor:
        auditor.execute(f"CREATE VIEW episodes AS FROM '{snapshot.path('episodes')}'")
        [whole, *_] = auditor.execute(answer.sql).fetchall()
    assert whole[:2] == (None, answer.value)


def test_the_statements_beside_a_number_run_in_any_duckdb_too(tmp_path):
    snapshot = seal(tmp_path, 0, {}, made_up=True)
    with duckdb.connect() as auditor:
        for table in snapshot.tables:
            auditor.execute(f"CREATE VIEW {table} AS FROM '{snapshot.path(table)}'")
        for figure in FIGURES.values():
            auditor.execute(count(figure, snapshot, MAY_2024, MAY_2024).sql).fetchall()


def test_the_rows_behind_a_number_are_the_episodes_that_make_it(tmp_path):
    snapshot = _snapshot(
        tmp_path,
        [
            episode(entity=2, anchor="CBP:MU2/1", told_by="aa:7", transferred_on=date(2021, 3, 1)),
            episode(entity=1, anchor="CBP:MU1/1", told_by="aa:3", transferred_on=date(2021, 3, 1)),
            episode(entity=3, transferred_on=date(2021, 3, 1), issued_on=date(2021, 3, 2)),
        ],
    )
    rows = lineage(NTA_NOT_ISSUED, snapshot, MAY_2024, MAY_2024)
    assert [(row["entity"], row["anchor"], row["told_by"]) for row in rows] == [
        (1, "CBP:MU1/1", "aa:3"),
        (2, "CBP:MU2/1", "aa:7"),
    ]
    assert len(lineage(NTA_NOT_ISSUED, snapshot, MAY_2024, MAY_2024, limit=1)) == 1


def test_an_empty_snapshot_counts_nothing_and_says_so(tmp_path):
    snapshot = seal(tmp_path, 0, {}, made_up=True)
    for figure in FIGURES.values():
        answer = count(figure, snapshot, MAY_2024, MAY_2024)
        assert (answer.value, answer.backfilled) == (0, 0)
        assert lineage(figure, snapshot, MAY_2024, MAY_2024) == []


def test_nothing_is_counted_from_an_altered_snapshot(tmp_path):
    snapshot = _snapshot(tmp_path, [episode(transferred_on=date(2021, 3, 1))])
    other = _snapshot(tmp_path / "other", [])
    snapshot.path("episodes").write_bytes(other.path("episodes").read_bytes())
    with pytest.raises(SnapshotWrong, match=r"Nothing was counted\."):
        count(NTA_NOT_ISSUED, snapshot, MAY_2024, MAY_2024)
    with pytest.raises(SnapshotWrong, match=r"Nothing was counted\."):
        lineage(NTA_NOT_ISSUED, snapshot, MAY_2024, MAY_2024)


def test_a_connection_reads_the_snapshot_and_nothing_else_of_the_machine(tmp_path):
    (tmp_path / "elsewhere.csv").write_text("a\n1\n")
    snapshot = _snapshot(tmp_path / "snapshots", [])
    with _connect(snapshot, 1, "1GB") as connection:
        assert connection.execute("SELECT count(*) FROM episodes").fetchall() == [(0,)]
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"FROM '{tmp_path / 'elsewhere.csv'}'")
        with pytest.raises(duckdb.Error):
            connection.execute("SET enable_external_access = true")


# --- the same number, counted a second way ----------------------------------------------------

DAYS = st.sampled_from(
    [
        date(2018, 9, 30),
        date(2018, 10, 1),
        date(2019, 9, 30),
        date(2019, 10, 1),
        date(2021, 2, 28),
        date(2023, 9, 30),
        date(2023, 10, 1),
        date(2024, 5, 31),
    ]
)
EPISODES = st.lists(
    st.fixed_dictionaries(
        {
            "entity": st.integers(1, 4),
            "transferred_on": st.none() | DAYS,
            "issued_on": st.none() | DAYS,
            "served_on": st.none() | DAYS,
            "known_from": DAYS,
            "known_to": st.none() | DAYS,
            "basis": st.sampled_from(["both", "learned", "sealed"]),
        }
    ).map(lambda told: episode(**told)),
    max_size=12,
)


def _qualifying(
    episodes: list[dict[str, Any]], step: str | None, on: date, known_at: date, basis: str
) -> list[tuple[int, int]]:
    """Fiscal year and entity of each qualifying transfer, without DuckDB and without the figure."""
    found = []
    for each in episodes:
        known = each["known_from"] <= known_at and not (
            each["known_to"] is not None and each["known_to"] <= known_at
        )
        day = each["transferred_on"]
        if not known or each["basis"] not in {"both", basis} or day is None or day > on:
            continue
        year = day.year + 1 if day.month in {10, 11, 12} else day.year
        taken = step is not None and each[step] is not None and each[step] <= on
        if 2019 <= year <= 2023 and not taken:
            found.append((year, each["entity"]))
    return found


@given(EPISODES, DAYS, DAYS)
def test_transfers_are_the_same_counted_in_plain_python(episodes, on, known_at):
    answer = counted(TRANSFERS_TO_HHS, episodes, on, known_at)
    learned = _qualifying(episodes, None, on, known_at, "learned")
    sealed = _qualifying(episodes, None, on, known_at, "sealed")
    assert answer.value == len(learned)
    assert answer.backfilled == len(learned) - len(sealed)
    assert answer.extra["children"] == len({entity for _, entity in learned})
    by_year = [
        {
            "fiscal_year": year,
            "transfers": sum(1 for each, _ in learned if each == year),
            "children": len({entity for each, entity in learned if each == year}),
        }
        for year in sorted({year for year, _ in learned})
    ]
    assert answer.extra["by_year"] == by_year
    assert sum(each["transfers"] for each in answer.extra["by_year"]) == answer.value


@given(EPISODES, DAYS, DAYS, st.sampled_from([NTA_NOT_ISSUED, NTA_NOT_SERVED]))
def test_children_without_a_notice_are_the_same_counted_in_plain_python(
    episodes, on, known_at, figure
):
    step = {"nta-not-issued": "issued_on", "nta-not-served": "served_on"}[figure.name]
    answer = counted(figure, episodes, on, known_at)
    learned = {child for _, child in _qualifying(episodes, step, on, known_at, "learned")}
    sealed = {child for _, child in _qualifying(episodes, step, on, known_at, "sealed")}
    cohort = {child for _, child in _qualifying(episodes, None, on, known_at, "learned")}
    assert answer.value == len(learned)
    assert answer.backfilled == len(learned) - len(sealed)
    assert answer.extra["cohort_children"] == len(cohort)
    assert answer.value <= answer.extra["cohort_children"]


@given(EPISODES, EPISODES, DAYS, st.sampled_from([TRANSFERS_TO_HHS, NTA_NOT_SERVED]))
def test_what_is_learned_later_never_changes_what_was_known(episodes, later, on, figure):
    known_at = date(2021, 2, 28)
    learned_later = [each for each in later if each["known_from"] > known_at]
    before = counted(figure, episodes, on, known_at)
    after = counted(figure, episodes + learned_later, on, known_at)
    assert (before.value, before.extra) == (after.value, after.extra)
