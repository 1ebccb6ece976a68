"""The court sends everything every month: what changed is told, and what it drops is not lost."""

from itertools import permutations
from pathlib import Path

import pytest
from django.db import connection

from amparo.actions.home import close_home, open_home
from amparo.cli.ingest import COLUMNS
from amparo.feeds.contract import Mode
from amparo.record import source_records
from amparo.settings import read_settings
from amparo.store import assertions, deliveries, identities
from amparo.words.identifiers import COURT_CASES
from tests.journeys.conftest import Place
from tests.journeys.handmade import court_case, delivery, hearing, proceeding, referral

FIRST, SECOND = hearing(21, "2022-09-01"), hearing(22, "2022-12-01")
ADJOURNED = hearing(21, "2022-09-01", ADJ_RSN="02", UPDATE_DATE="2022-09-01 00:00:00.000")


def release(
    out: Path, received: str, *hearings: dict[str, str], mode: Mode = Mode.SNAPSHOT
) -> Path:
    """A release of three tables, with these hearings; a delta has the hearings alone."""
    if mode is Mode.DELTA:
        return delivery(out, "court", received, {"tbl_schedule.csv": list(hearings)}, mode=mode)
    # A release's files differ from month to month, also where one case does not.
    month = int(received[5:7])
    other = court_case(IDNCASE="990000002", A_NUMBER="", ALIEN_ZIPCODE=f"100{month:02}")
    another = hearing(40 + month, "2022-12-24", IDNCASE="990000002", IDNPROCEEDING="990000012")
    tables = {
        "A_TblCase.csv": [court_case(), other],
        "B_TblProceeding.csv": [proceeding()],
        "tbl_schedule.csv": [*hearings, another],
    }
    return delivery(out, "court", received, tables)


@pytest.fixture
def months(tmp_path: Path) -> list[Path]:
    """A child, and five months of releases: one hearing held, the other dropped and back."""
    out = tmp_path / "deliveries"
    return [
        delivery(out, "referrals", "2022-05-05", {"referrals.csv": [referral()]}),
        release(out, "2022-08-05", FIRST, SECOND),
        release(out, "2022-09-05", ADJOURNED, SECOND),
        release(out, "2022-10-05", ADJOURNED),
        release(out, "2022-11-05", ADJOURNED, SECOND),
    ]


def _children() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT child FROM store_membership")
        return [child for (child,) in cursor.fetchall()]


def _said(place: Place, event: str) -> list[dict[str, str]]:
    (child,) = _children()
    shown = place.ask("children", "show", child)
    lines = [line for several in shown["shown"].values() for line in several]
    return [line["says"] for line in lines if line["event"] == event]


def _found(place: Place, *days: str) -> list[tuple[str, str, str | None]]:
    found = place.ask("gaps", "find", *days)
    return sorted((one["gap"], one["since"], one["until"]) for one in found)


def _told() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM store_event ORDER BY id")
        return [bytes(body).decode() for (body,) in cursor.fetchall()]


def test_a_case_joins_its_child_by_number_and_month_of_birth(place: Place, months: list[Path]):
    place.ask("ingest", *months)
    assert {line["hearing_on"] for line in _said(place, "court hearing told")} == {
        "2022-09-01",
        "2022-12-01",
    }


def test_a_case_of_nobody_we_know_is_no_child(place: Place, tmp_path: Path):
    place.ask("ingest", release(tmp_path, "2022-08-05", FIRST))
    assert _children() == []


@pytest.mark.parametrize("cell", [{"C_BIRTHDATE": "4/2009"}, {"C_BIRTHDATE": ""}, {"A_NUMBER": ""}])
def test_without_the_month_or_the_number_nothing_is_joined(
    place: Place, tmp_path: Path, months: list[Path], cell: dict[str, str]
):
    case = delivery(tmp_path, "court", "2022-08-05", {"A_TblCase.csv": [court_case(**cell)]})
    place.ask("ingest", months[0], case)
    assert _said(place, "court case told") == []


def test_a_row_told_before_is_named_again_and_not_told_again(place: Place, months: list[Path]):
    taken = place.ask("ingest", *months)
    told = _told()
    of_the_child = [one for one in told if "EOIR:case/990000001" in one]
    assert sum("court hearing told" in one for one in of_the_child) == 3
    assert sum("court proceeding told" in one for one in of_the_child) == 1
    assert [one["duplicate"] for one in taken["deliveries"][1:]] == [0, 3, 3, 4]


def test_every_line_is_accounted_for(place: Place, months: list[Path]):
    for one in place.ask("ingest", *months)["deliveries"]:
        assert one["lines"] == sum(one[part] for part in COLUMNS[1:])


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (0, 2, 1, 4, 3), (3, 1, 4, 0, 2)])
def test_releases_may_arrive_in_any_order(
    place: Place, tmp_path: Path, months: list[Path], order: tuple[int, ...]
):
    other = Place(tmp_path / "other")
    for nth in order:
        other.ask("ingest", months[nth])
    theirs = _found(other), other.digest()
    place.ask("ingest", *months)
    assert (_found(place), place.digest()) == theirs


def test_a_delta_leaves_nothing_out(place: Place, tmp_path: Path, months: list[Path]):
    delta = release(tmp_path, "2022-11-20", ADJOURNED, mode=Mode.DELTA)
    place.ask("ingest", *months)
    before = _found(place)
    place.ask("ingest", delta)
    assert _found(place) == before


def test_a_hearing_that_a_release_drops_is_no_promise_until_it_is_back(
    place: Place, months: list[Path]
):
    place.ask("ingest", *months[:4])
    assert ("filed-no-future-hearing", "2022-10-05", None) in _found(place)
    place.ask("ingest", months[4])
    assert "filed-no-future-hearing" not in {gap for gap, _, _ in _found(place)}
    closed = _found(place, "--known-at", "2022-10-31")
    assert ("filed-no-future-hearing", "2022-10-05", None) in closed


def test_a_table_that_the_feed_does_not_have_is_refused_by_its_name(place: Place, tmp_path: Path):
    odd = delivery(tmp_path, "court", "2022-08-05", {"tbl_Odd.csv": [court_case()]})
    refused = place.run("ingest", odd)
    assert refused.exit_code == 2
    assert "tbl_Odd.csv is no table of court" in refused.output


def test_a_case_out_of_the_range_of_made_up_ones_is_refused(place: Place, tmp_path: Path):
    real = {"A_TblCase.csv": [court_case(IDNCASE="12662705")]}
    refused = place.run("ingest", delivery(tmp_path, "court", "2022-08-05", real))
    assert refused.exit_code == 2
    assert "outside the range of made-up children" in refused.output


def test_a_home_with_releases_is_rebuilt_from_what_it_kept(
    place: Place, tmp_path: Path, months: list[Path]
):
    place.ask("ingest", *months)
    rebuilt = place.ask("rebuild", tmp_path / "again")
    assert rebuilt["same"] is True


def test_an_expunged_case_is_not_told_again_by_the_next_release(
    place: Place, tmp_path: Path, months: list[Path]
):
    place.ask("ingest", *months)
    place.ask("children", "expunge", "EOIR:case/990000001", "--order", "court order 7")
    taken = place.ask("ingest", release(tmp_path, "2022-12-05", ADJOURNED, SECOND))
    # Its case row and its two hearings; the proceedings' file is the one it was.
    assert taken["deliveries"][0]["set_aside"] == 3
    assert place.ask("ledger", "verify")["ok"] is True


def test_a_file_without_rows_does_not_say_whether_a_home_s_children_are_made_up(
    embedded: Place, tmp_path: Path, months: list[Path]
):
    empty = tmp_path / "A_TblCase.csv"
    empty.write_bytes("\t".join(court_case()).encode() + b"\r\n")
    assert embedded.run("ingest", "--feed", "eoir", empty).exit_code == 0
    assert embedded.run("ingest", *months).exit_code == 0


@pytest.fixture
def gone_back(tmp_path: Path) -> list[Path]:
    """A calendar of two hearings, then of one, then byte for byte the first again."""
    out = tmp_path / "gone back"
    tables = [[FIRST, SECOND], [FIRST], [FIRST, SECOND]]
    days = ("2022-08-05", "2022-09-05", "2022-10-05")
    return [
        delivery(out, "referrals", "2022-05-05", {"referrals.csv": [referral()]}),
        delivery(out, "court", "2022-07-05", {"A_TblCase.csv": [court_case()]}),
        *(
            delivery(out, "court", day, {"tbl_schedule.csv": rows})
            for day, rows in zip(days, tables, strict=True)
        ),
    ]


def _no_longer_reported(place: Place) -> set[str]:
    """The hearings that the newest release known leaves out, by their keys."""
    opened = open_home(read_settings(place.variables))
    try:
        heard = deliveries.heard()
        told = assertions.assertions(identities.of_kind(COURT_CASES), heard)
        every = source_records(one for rows in told.values() for one in rows)
        return {one.part for one in every if one.no_longer_reported_on is not None}
    finally:
        del opened
        close_home()


def test_when_one_table_was_heard_is_the_same_asked_alone_as_among_all(
    embedded: Place, gone_back: list[Path]
):
    embedded.ask("ingest", *gone_back)
    opened = open_home(read_settings(embedded.variables))
    try:
        among_all = deliveries.heard()
        assert any(number < 0 for number in among_all)
        for number, heard in among_all.items():
            assert deliveries.heard_of([number, 2**40, -(2**40)]) == {number: heard}
        rows = identities.of_kind(COURT_CASES)
        alone, asked_of_all = (assertions.assertions(rows, how) for how in (None, among_all))
        assert alone == asked_of_all
    finally:
        del opened
        close_home()


@pytest.mark.parametrize("order", list(permutations((2, 3, 4))))
def test_a_table_that_goes_back_to_what_it_was_reports_its_rows_again(
    embedded: Place, gone_back: list[Path], order: tuple[int, ...]
):
    embedded.ask("ingest", *gone_back[:2])
    for nth in order:
        embedded.ask("ingest", gone_back[nth])
    assert _no_longer_reported(embedded) == set()


def test_in_between_it_reported_them_no_longer(embedded: Place, gone_back: list[Path]):
    embedded.ask("ingest", *gone_back[:4])
    assert _no_longer_reported(embedded) == {f"hearing/{SECOND['IDNSCHEDULE']}"}


def test_what_only_the_release_between_told_is_not_reported_when_a_table_goes_back(
    embedded: Place, tmp_path: Path, gone_back: list[Path]
):
    other = hearing(23, "2022-12-09")
    between = delivery(tmp_path, "court", "2022-09-15", {"tbl_schedule.csv": [FIRST, other]})
    embedded.ask("ingest", *gone_back, between)
    assert _no_longer_reported(embedded) == {"hearing/990000023"}
