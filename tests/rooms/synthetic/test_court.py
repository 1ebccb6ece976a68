"""What holds of the made-up court's releases, and that two readers of them agree."""

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from amparo.feeds.contract import Mode, Row
from amparo.feeds.court import COURT
from amparo.feeds.manifest import digest_of, read_manifest
from amparo.feeds.read import read
from amparo.feeds.tally import Tally
from amparo.synthetic import NothingToMake, synthesize
from amparo.synthetic.after_release import aftermath_of
from amparo.synthetic.chance import source_of
from amparo.synthetic.court import Court
from amparo.synthetic.court_dirt import MEASURED, Dirt
from amparo.synthetic.court_files import folder_name
from amparo.synthetic.court_people import Passage
from amparo.synthetic.court_schedule import CourtTimetable, Release
from amparo.synthetic.court_tables import A_NUMBER, KIND, TABLES
from amparo.synthetic.families import Child, Family, family_of, plans
from amparo.synthetic.journeys import journey_of
from amparo.synthetic.notices import notices_of
from amparo.synthetic.places import Town
from amparo.synthetic.schedule import LAST
from amparo.synthetic.truth_cases import case_of
from amparo.synthetic.truth_court import READ_OF, CourtSaid, RowSaid, Version
from amparo.words.identifiers import (
    MADE_UP_A_NUMBERS,
    MADE_UP_COURT_NUMBERS,
    is_made_up_key,
)
from amparo.words.untold import Untold

END_OF_TIME = 1 << 30

FILTHY = {table: dict.fromkeys(kinds, 0.9 / len(kinds)) for table, kinds in MEASURED.items()}
"""Nine rows in ten are wrong in some way."""


class Docket(NamedTuple):
    """A court on disk, and what was said of every case, child by child."""

    path: Path
    releases: list[Release]
    of_child: dict[int, list[CourtSaid]]
    others: list[CourtSaid]

    @property
    def cases(self) -> list[CourtSaid]:
        return [case for cases in self.of_child.values() for case in cases] + self.others

    def folder(self, release: Release) -> Path:
        return self.path / folder_name(release)


def _docket(path: Path, *, children: int, dirt: Dirt | None, has_number: bool = True) -> Docket:
    timetable, town = CourtTimetable(), Town(children, 5)
    court = Court(
        path,
        timetable.arriving,
        seed=5,
        last=LAST.toordinal(),
        timetable=timetable,
        town=town,
        has_number=has_number,
        dirt=dirt,
    )
    heard, others = {}, []
    for plan in plans(children, 5):
        chance = source_of(5, plan.number)
        family = family_of(plan, chance)
        for child in family.children:
            heard[child.number] = court.hear(child, family, _way(child, family, town, chance))
        others += court.hear_others(plan.first_child, plan.size)
    court.close()
    return Docket(path, timetable.arriving, heard, others)


def _way(child: Child, family: Family, town: Town, chance: Random) -> list[Passage]:
    way = []
    for episode in journey_of(child, family, town, chance):
        notices = notices_of(episode, family.year, chance)
        way.append(Passage(episode, notices, aftermath_of(episode, notices, town, chance)))
    return way


@pytest.fixture(scope="module")
def docket(tmp_path_factory: pytest.TempPathFactory) -> Docket:
    return _docket(tmp_path_factory.mktemp("court"), children=1_500, dirt=None)


@pytest.fixture(scope="module")
def filthy(tmp_path_factory: pytest.TempPathFactory) -> Docket:
    dirt = Dirt(FILTHY, vanishing=0.1, is_planted=False)
    return _docket(tmp_path_factory.mktemp("filthy"), children=150, dirt=dirt)


# --- releases --------------------------------------------------------------------------------


def test_the_court_sends_twelve_releases_then_a_file_a_day(docket: Docket) -> None:
    modes = Counter(release.slot.mode for release in docket.releases)
    assert modes[Mode.SNAPSHOT] == 12
    assert modes[Mode.RESEND] == 1
    daily = [one.slot.received_at.date() for one in docket.releases if not one.is_whole]
    assert {day.strftime("%Y-%m") for day in daily} == {"2025-01"}
    assert all(day.weekday() < 5 for day in daily)


def test_a_release_has_a_file_for_each_table_but_one_and_a_day_only_for_those_with_news(
    docket: Docket,
) -> None:
    left_behind: list[str] = []
    for release in docket.releases:
        tables = {path.stem for path in docket.folder(release).glob("*.csv")}
        if release.is_whole:
            left_behind += set(TABLES) - tables
        else:
            assert all(_lines(docket, release, table) for table in tables)
    assert left_behind == ["A_TblCaseIdentifier"]


def test_manifests_tell_the_bytes_lines_and_digests_of_every_file(docket: Docket) -> None:
    for release in docket.releases:
        manifest = read_manifest((docket.folder(release) / "manifest.json").read_bytes())
        assert (manifest.feed, manifest.sender, manifest.made_up) == ("court", "EOIR", True)
        for file in manifest.files:
            content = (docket.folder(release) / file.name).read_bytes()
            assert len(content) == file.bytes
            assert hashlib.sha256(content).hexdigest() == file.sha256
            assert content.count(b"\n") - 1 == file.rows


def test_one_release_arrives_after_the_next_and_numbers_tell_the_true_order(
    docket: Docket,
) -> None:
    numbers = [release.slot.sequence for release in docket.releases]
    late = [one for one, two in zip(numbers[1:], numbers, strict=False) if one < two]
    assert len(late) == 1
    assert sorted(numbers) == [*range(1, len(numbers) + 1)]
    by_number = sorted(docket.releases, key=lambda release: release.slot.sequence)
    assert [release.covers for release in by_number] == sorted(
        release.covers for release in docket.releases
    )


def test_what_is_sent_again_is_the_same_byte_by_byte(docket: Docket) -> None:
    digests: dict[str, list[Release]] = defaultdict(list)
    for release in docket.releases:
        manifest = read_manifest((docket.folder(release) / "manifest.json").read_bytes())
        digests[digest_of(manifest)].append(release)
    [twice] = [releases for releases in digests.values() if len(releases) > 1]
    assert [release.slot.mode for release in twice] == [Mode.SNAPSHOT, Mode.RESEND]


def test_no_table_of_a_release_equals_any_earlier_one_however_small_the_world(
    tmp_path: Path,
) -> None:
    tiny = _docket(tmp_path, children=1, dirt=None)
    whole = [release for release in tiny.releases if release.is_snapshot]
    for table in TABLES:
        files = [tiny.folder(one) / f"{table}.csv" for one in whole if one.holds(table)]
        assert len({file.read_bytes() for file in files}) == len(files) >= len(whole) - 1


def test_the_column_of_the_sex_is_renamed_in_july_2024(docket: Docket) -> None:
    for release in docket.releases:
        path = docket.folder(release) / "A_TblCase.csv"
        if path.exists():
            header = path.read_text(encoding="latin-1").splitlines()[0].split("\t")
            is_new = release.slot.covers_to >= date(2024, 7, 1)
            assert ("Sex" in header, "GENDER" in header) == (is_new, not is_new)


def test_the_public_form_has_no_number_of_anybody(docket: Docket, tmp_path: Path) -> None:
    public = _docket(tmp_path, children=40, dirt=None, has_number=False)
    number = f"{MADE_UP_A_NUMBERS.start + 4_000_000}".encode()
    first = public.folder(public.releases[0])
    assert all(number not in path.read_bytes() for path in first.glob("*.csv"))
    internal = docket.folder(docket.releases[0]) / "A_TblCase.csv"
    assert number in internal.read_bytes()
    assert internal.read_bytes().splitlines()[0].endswith(A_NUMBER.encode())


def test_every_key_lies_in_the_range_kept_for_made_up_court_rows(docket: Docket) -> None:
    keys = {int(row.key) for case in docket.cases for row in case.rows}
    assert keys <= set(MADE_UP_COURT_NUMBERS)
    assert all(is_made_up_key(case.identity.partition(":")[2]) for case in docket.cases)


def test_no_grown_up_has_a_childs_number(docket: Docket) -> None:
    def numbers(cases: list[CourtSaid]) -> set[str]:
        return {number for case in cases for _, number, _ in case.likenesses() if number}

    of_children = numbers([case for cases in docket.of_child.values() for case in cases])
    of_others = numbers(docket.others)
    assert len(of_children) > 300
    assert len(of_others) > 500
    assert not of_children & of_others


# --- two readers -----------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["docket", "filthy"])
def test_two_readers_take_the_same_lines_and_read_the_same_in_them(
    which: str, request: pytest.FixtureRequest
) -> None:
    docket: Docket = request.getfixturevalue(which)
    said = {(row.case, row.part): row for case in docket.cases for row in case.rows}
    assert len(said) > 500
    for release, told in _arriving(docket):
        standing = {named: _told_by(row, release) for named, row in said.items()}
        for table, rows in told.items():
            of_table = f"{KIND[table]}/"
            expected = {
                named
                for named, version in standing.items()
                if named[1].startswith(of_table) and _is_due(release, version)
            }
            # A day's file may tell a row again for the sake of a cell that nobody reads.
            assert expected <= set(rows), (release.slot.sequence, table)
            assert not release.is_snapshot or expected == set(rows)
            for named, values in rows.items():
                version = standing[named]
                assert version is not None, named
                assert _differences(table, values, version) == {}, named


@pytest.mark.parametrize("which", ["docket", "filthy"])
def test_a_row_is_no_longer_reported_from_the_release_that_leaves_it_out(
    which: str, request: pytest.FixtureRequest
) -> None:
    docket: Docket = request.getfixturevalue(which)
    absent: dict[tuple[str, str], int | None] = {}
    for release, told in _arriving(docket):
        for table, rows in told.items():
            for named, since in absent.items():
                is_left_out = named[1].startswith(f"{KIND[table]}/") and named not in rows
                if release.is_snapshot and is_left_out and since is None:
                    absent[named] = release.slot.learned
            absent |= dict.fromkeys(rows)
    said = {(row.case, row.part): row for case in docket.cases for row in case.rows}
    for named, since in absent.items():
        assert said[named].no_longer_reported_on(END_OF_TIME) == since
    assert any(since is not None for since in absent.values())


def test_every_kind_of_dirt_is_in_the_smallest_demo() -> None:
    dirt = Dirt()
    numbers = range(MADE_UP_COURT_NUMBERS.start, MADE_UP_COURT_NUMBERS.start + 120)
    for table, kinds in MEASURED.items():
        assert {dirt.kind(table, number) for number in numbers} >= set(kinds), table


def test_dirt_comes_as_often_as_it_was_measured() -> None:
    dirt, numbers = Dirt(is_planted=False), range(990_000_000, 990_400_000)
    for table, kind in (("A_TblCase", "padded code"), ("B_TblProceeding", "no row")):
        share = sum(dirt.kind(table, number) == kind for number in numbers) / len(numbers)
        assert share == pytest.approx(MEASURED[table][kind], rel=0.05)


def test_the_same_dirt_returns_in_every_release(docket: Docket) -> None:
    first, last = (one for one in (docket.releases[0], docket.releases[11]))
    bad = [
        line
        for line in _lines(docket, first, "B_TblProceeding")
        if line.startswith("FC\t") or line.count("\t") > 37
    ]
    assert bad
    assert set(bad) & set(_lines(docket, last, "B_TblProceeding"))


# --- what happens at the court -----------------------------------------------------------------


def test_shares_are_those_published(docket: Docket) -> None:
    children, known = len(docket.of_child), LAST.toordinal()
    cases = [
        [found for case in of_child if (found := case_of(case, known)) is not None]
        for of_child in docket.of_child.values()
    ]
    failed = sum(any(case.missed for case in of_child) for of_child in cases)
    orders = sum(len(case.orders) for of_child in cases for case in of_child)
    counsel = sum(any(case.counsel for case in of_child) for of_child in cases)
    heard = sum(bool(of_child) for of_child in cases)
    assert 0.07 < failed / children < 0.18
    assert 0.5 < orders / failed < 1.0
    assert 0.3 < counsel / heard < 0.6
    assert heard / children > 0.25


def test_two_thirds_of_all_juvenile_flags_are_not_applicable(docket: Docket) -> None:
    flags = Counter(
        version.texts["idnJuvenile"]
        for case in docket.cases
        for row in case.of("flag")
        if (version := row.newest(END_OF_TIME)) is not None
    )
    assert 0.55 < flags["5"] / flags.total() < 0.75
    assert flags["4"] == max(count for flag, count in flags.items() if flag != "5")


def test_cases_thrown_out_without_a_filing_stand_in_the_published_ratio(docket: Docket) -> None:
    thrown_out = [
        version
        for case in docket.cases
        for row in case.of("proceeding")
        if (version := row.newest(END_OF_TIME)) is not None
        and version.texts.get("OTHER_COMP") == "F"
    ]
    opens, ends = date(2021, 1, 1).toordinal(), date(2024, 2, 29).toordinal()
    counted = sum(opens <= version.days["COMP_DATE"] <= ends for version in thrown_out)
    assert counted / len(docket.of_child) == pytest.approx(192_861 / 448_820, rel=0.12)
    assert counted < len(thrown_out)


def test_a_change_of_venue_begins_another_proceeding_and_an_order_may_be_reopened(
    docket: Docket,
) -> None:
    several = [case for case in docket.cases if len(case.of("proceeding")) > 1]
    assert len(several) > 20
    granted = [
        version.texts["REC_TYPE"]
        for case in docket.cases
        for row in case.of("motion")
        if (version := row.newest(END_OF_TIME)) and version.texts.get("DEC") == "G"
    ]
    assert {"CV", "MA"} <= set(granted)


def test_a_hearing_called_off_keeps_its_row_and_one_to_come_says_nothing_yet(
    docket: Docket,
) -> None:
    newest = [
        version
        for case in docket.cases
        for row in case.of("hearing")
        if (version := row.newest(END_OF_TIME)) is not None
    ]
    called_off = [one for one in newest if one.texts.get("ADJ_RSN") in {"9A", "9V", "9C"}]
    to_come = [one for one in newest if one.days["ADJ_DATE"] > LAST.toordinal()]
    assert all(one.days["UPDATE_DATE"] < one.days["ADJ_DATE"] for one in called_off)
    assert len(called_off) > 50
    assert len([one for one in to_come if "ADJ_RSN" not in one.texts]) > 100


def test_an_address_filed_with_the_court_overwrites_the_one_before(docket: Docket) -> None:
    moved = [
        row
        for case in docket.cases
        for row in case.of("case")
        if len({version.address for version in row.versions(END_OF_TIME)}) > 1
    ]
    assert len(moved) > 10
    for row in moved:
        days = [one.days.get("ADDRESS_CHANGEDON", 0) for one in row.versions(END_OF_TIME)]
        assert days[-1] == max(days) > 0


def test_some_children_have_two_cases(docket: Docket) -> None:
    assert any(len(cases) > 1 for cases in docket.of_child.values())


# --- the whole world ---------------------------------------------------------------------------


def test_what_the_court_tells_of_a_child_lies_within_two_hundred_deliveries(
    tmp_path: Path,
) -> None:
    made = synthesize(tmp_path, children=30, seed=7, start=None, through=None)
    assert made.deliveries <= 200
    assert len(list((tmp_path / "deliveries").glob("*-court-*"))) == len(CourtTimetable().arriving)
    with (tmp_path / "truth" / "identities.csv").open(encoding="utf-8") as file:
        assert any(line["agency"] == "EOIR" for line in csv.DictReader(file))


def test_the_courts_releases_made_in_two_parts_equal_the_whole(tmp_path: Path) -> None:
    parts, whole, middle = tmp_path / "parts", tmp_path / "whole", date(2024, 10, 8)
    for path, start, through in (
        (whole, date(2024, 10, 1), None),
        (parts, date(2024, 10, 1), middle),
        (parts, date(2024, 10, 9), None),
    ):
        synthesize(path, children=20, seed=3, start=start, through=through)
    assert _bytes_under(parts / "deliveries") == _bytes_under(whole / "deliveries")
    assert any("-court-" in str(path) for path in _bytes_under(parts))


def test_a_release_of_the_court_is_never_written_over(tmp_path: Path) -> None:
    day = date(2025, 1, 29)
    synthesize(tmp_path, children=3, seed=1, start=day, through=None)
    before = _bytes_under(tmp_path)
    with pytest.raises(NothingToMake, match="never written over"):
        synthesize(tmp_path, children=3, seed=1, start=day, through=None)
    assert _bytes_under(tmp_path) == before


def test_in_a_world_with_the_public_form_no_case_is_any_childs(tmp_path: Path) -> None:
    synthesize(tmp_path, children=60, seed=2, start=None, through=None, public_court=True)
    with (tmp_path / "truth" / "identities.csv").open(encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["agency"] == "EOIR"]
    cases = [line for line in lines if line["key"].startswith("case/")]
    assert cases
    assert {line["joinable"] for line in cases} == {"no"}


def _bytes_under(folder: Path) -> dict[Path, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in paths}


def _lines(docket: Docket, release: Release, table: str) -> list[str]:
    path = docket.folder(release) / f"{table}.csv"
    return path.read_bytes().decode("latin-1").split("\r\n")[1:-1]


def _arriving(
    docket: Docket,
) -> Iterator[tuple[Release, dict[str, dict[tuple[str, str], dict[str, Any]]]]]:
    """Each release that tells anything new, in order of arrival, as the product reads it."""
    for release in docket.releases:
        if release.slot.mode is not Mode.RESEND:
            folder = docket.folder(release)
            yield release, {path.stem: _read(path) for path in folder.glob("*.csv")}


def _read(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    contract = COURT.of_file(path.name)
    assert contract is not None
    with path.open("rb") as stream:
        _, rows = read(stream, contract, "latin-1", "\t", Tally())
        return {
            (row.of.partition("/")[2], row.part): row.values for row in rows if isinstance(row, Row)
        }


def _told_by(row: RowSaid, release: Release) -> Version | None:
    """The version that stands once a release has arrived; None where the row does not."""
    told = [version for learned, version in row.tellings if learned <= release.slot.learned]
    return told[-1] if told else None


def _is_due(release: Release, version: Version | None) -> bool:
    """Whether the release must carry what stands."""
    return version is not None and (release.is_snapshot or version.learned == release.slot.learned)


def _differences(table: str, values: Mapping[str, Any], version: Version) -> dict[str, Any]:
    """Where the product's reader and the truth's tell a cell otherwise."""
    named = {name: name for name in READ_OF[table]}
    if table == "A_TblCase":
        named["a_number"] = A_NUMBER
    told = {name: _as_said(name, values[name]) for name in named}
    mine = {
        name: version.days.get(column, version.texts.get(column)) for name, column in named.items()
    }
    mine["BLNDELETED"] = version.is_true("BLNDELETED")
    return {name: (told[name], mine[name]) for name in told if told[name] != mine[name]}


def _as_said(name: str, value: Any) -> Any:
    if isinstance(value, Untold):
        return None
    if isinstance(value, date):
        return value.toordinal()
    return bool(value) if name == "BLNDELETED" else value
