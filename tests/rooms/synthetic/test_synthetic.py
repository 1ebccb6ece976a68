"""What holds of every made-up world, whatever the seed."""

import csv
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Likeness, Mode, Row, SetAside
from amparo.feeds.manifest import Manifest, read_manifest
from amparo.feeds.people_columns import likeness
from amparo.feeds.read import Tally, read
from amparo.feeds.receive import Received, receive
from amparo.feeds.signatures import signed_by_made_up_key
from amparo.synthetic import Made, NothingToMake, synthesize
from amparo.synthetic.columns import COLUMNS
from amparo.synthetic.schedule import FEEDS
from amparo.words.addresses import AddressStatus, read_address
from amparo.words.agencies import Agency
from amparo.words.identifiers import is_made_up_a_number, is_made_up_key
from amparo.words.untold import Untold

MIDDLE = date(2024, 5, 31)


class World(NamedTuple):
    """A made-up world on disk, read with the product's reader."""

    path: Path
    made: Made
    deliveries: list[Received]
    tallies: dict[str, Tally]
    rows: list[tuple[Received, Row]]
    set_aside: list[tuple[Received, SetAside]]
    cases: dict[str, set[Likeness]]
    """Every case at the court, with what its rows show of whose it is."""

    def truth(self, name: str) -> list[dict[str, str]]:
        return list(_truth(self.path, name))

    def rows_of(self, feed: str) -> Iterator[Row]:
        return (row for delivery, row in self.rows if delivery.manifest.feed == feed)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> World:
    return _world(tmp_path_factory.mktemp("small"), children=200, seed=7)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return _world(tmp_path_factory.mktemp("world"), children=2_000, seed=1)


# --- repeating -------------------------------------------------------------------------------


def test_the_same_children_and_seed_give_the_same_bytes(small: World, tmp_path: Path) -> None:
    _make(tmp_path, children=200, seed=7)
    assert _bytes_under(tmp_path) == _bytes_under(small.path)


def test_another_seed_gives_other_children(small: World, tmp_path: Path) -> None:
    _make(tmp_path, children=200, seed=8)
    assert _bytes_under(tmp_path) != _bytes_under(small.path)


@pytest.mark.parametrize("cadence", ["month", "day"])
def test_a_world_made_in_two_parts_equals_the_whole(tmp_path: Path, cadence: str) -> None:
    parts, whole = tmp_path / "parts", tmp_path / "whole"
    for path, start, through in (
        (whole, None, None),
        (parts, None, MIDDLE),
        (parts, date(2024, 6, 1), None),
    ):
        synthesize(
            path,
            children=40,
            seed=3,
            start=start,
            through=through,
            cadence="day" if cadence == "day" else "month",
        )
    assert len(_manifests(parts)) > 70
    assert _bytes_under(parts) == _bytes_under(whole)


def test_the_truth_of_a_part_knows_nothing_of_what_is_received_later(tmp_path: Path) -> None:
    synthesize(tmp_path, children=60, seed=3, start=None, through=MIDDLE)
    assert {line["known_at"] for line in _truth(tmp_path, "findings")} == {"2024-05-27"}
    assert max(line["known_at"] for line in _truth(tmp_path, "figures")) == "2024-05-31"
    assert "2024-05-01" in {line["true_on"] for line in _truth(tmp_path, "figures")}


@pytest.mark.parametrize("children", [0, 4_000_001])
def test_a_world_without_children_or_with_too_many_is_refused(
    tmp_path: Path, children: int
) -> None:
    with pytest.raises(NothingToMake, match="children must be from 1"):
        _make(tmp_path, children=children, seed=1)


def test_the_truth_of_january_2023_holds_no_child_that_came_later(tmp_path: Path) -> None:
    synthesize(tmp_path, children=60, seed=3, start=None, through=date(2023, 1, 31))
    assert 20 < len(list(_truth(tmp_path, "children"))) < 60
    assert {line["known_at"] for line in _truth(tmp_path, "figures")} == {"2023-01-31"}


def test_a_world_that_ends_before_its_first_delivery_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToMake, match="no delivery is received from 2023-01-01"):
        synthesize(tmp_path, children=5, seed=1, start=None, through=date(2023, 1, 2))


def test_deliveries_are_never_written_over(small: World) -> None:
    before = _bytes_under(small.path)
    with pytest.raises(NothingToMake, match="never written over"):
        _make(small.path, children=200, seed=7)
    assert _bytes_under(small.path) == before


# --- nobody real -----------------------------------------------------------------------------


def test_every_record_key_says_that_it_is_made_up(world: World) -> None:
    assert all(is_made_up_key(row.of.partition(":")[2]) for _, row in world.rows)


def test_every_a_number_lies_in_the_range_kept_for_made_up_children(world: World) -> None:
    numbers = {row.values["a_number"] for _, row in world.rows if _told(row.values["a_number"])}
    assert len(numbers) > 1_900
    assert all(map(is_made_up_a_number, numbers))


def test_a_numbers_are_written_in_varying_forms(world: World) -> None:
    forms = {
        "".join("9" if c.isdigit() else c for c in cell)
        for row in world.rows_of("referrals")
        for cell in row.fields[2:3]
    }
    assert {"999999999", "A999999999", "A999-999-999", "A 999 999 999", ""} <= forms


def test_every_postal_code_lies_in_the_block_that_was_never_assigned(world: World) -> None:
    codes = {row.values["zip"] for row in world.rows_of("placements") if row.values["zip"]}
    assert len(codes) > 100
    assert all("00100" <= code <= "00499" for code in codes)


def test_every_telephone_is_one_kept_for_fiction(world: World) -> None:
    phones = {
        row.values[column]
        for row in world.rows_of("placements")
        for column in ("phone", "phone_2")
        if _told(row.values[column])
    }
    assert all(phone.startswith("(555) 555-01") for phone in phones)


# --- deliveries ------------------------------------------------------------------------------


def test_every_manifest_is_signed_and_says_made_up(world: World) -> None:
    for manifest in _manifests(world.path):
        assert manifest.made_up
        assert signed_by_made_up_key(manifest)


def test_every_manifest_tells_its_file_right(world: World) -> None:
    # receive() has compared bytes, digest and encoding; what is left is the number of lines.
    for delivery in world.deliveries:
        tally = world.tallies[delivery.folder.name]
        assert tally.holds()
        rows = sum(file.rows or 0 for file in delivery.manifest.files)
        assert rows == tally.lines - tally.header
    assert world.made.deliveries == len(world.deliveries)


def test_there_are_at_most_two_hundred_deliveries(world: World) -> None:
    assert 150 <= len(world.deliveries) <= 200


def test_each_feed_counts_its_deliveries_in_order_of_arrival(world: World) -> None:
    for feed in FEEDS:
        manifests = [m for m in _manifests(world.path) if m.feed == feed]
        by_arrival = sorted(manifests, key=lambda manifest: manifest.received_at)
        assert [m.sequence for m in by_arrival] == list(range(1, len(manifests) + 1))


def test_the_days_covered_by_new_rows_follow_one_another(world: World) -> None:
    for feed in FEEDS:
        manifests = [m for m in _manifests(world.path) if m.feed == feed and m.mode is Mode.DELTA]
        assert all(m.covers_from and m.covers_to for m in manifests)
        assert all((m.covers_to or date.max) < m.received_at.date() for m in manifests)


def test_every_mode_of_delivery_occurs(world: World) -> None:
    modes = {(m.feed, m.mode) for m in _manifests(world.path)}
    assert {feed for feed, mode in modes if mode is Mode.CORRECTION} == {"notices", "placements"}
    assert {mode for _, mode in modes} == set(Mode)


def test_a_file_sent_again_is_the_same_byte_for_byte(world: World) -> None:
    resent = [d for d in world.deliveries if d.manifest.mode is Mode.RESEND]
    assert {d.manifest.feed for d in resent} == {"referrals", "court"}
    (again,) = (d for d in resent if d.manifest.feed == "referrals")
    same = [d for d in world.deliveries if d.digest == again.digest]
    assert len(same) == 2
    assert again.manifest.files[0].rows


def test_a_daily_world_has_one_delivery_for_each_feed_and_day(tmp_path: Path) -> None:
    through = date(2023, 3, 31)
    synthesize(tmp_path, children=30, seed=1, start=None, through=through, cadence="day")
    days = defaultdict(list)
    for manifest in _manifests(tmp_path):
        if manifest.feed in COLUMNS:
            days[manifest.feed, manifest.sender].append(manifest.received_at.date())
    assert {feed for feed, _ in days} == set(COLUMNS)
    assert all(len(set(d)) == len(d) for d in days.values())
    assert all(60 <= len(d) <= 69 for d in days.values())


def test_the_snapshot_of_january_2024_leaves_some_records_out(world: World) -> None:
    # Changes of address come from three senders, and few of them.
    for feed in set(COLUMNS) - {"addresses"}:
        first, snapshot = (d for d in world.deliveries if _is(d, feed, Mode.SNAPSHOT))
        assert f"{first.manifest.received_at:%Y-%m}" == "2023-01"
        assert f"{snapshot.manifest.received_at:%Y-%m}" == "2024-01"
        told = {row.of for d, row in world.rows if _is(d, feed) and _before(d, snapshot)}
        carried = {row.of for d, row in world.rows if d is snapshot}
        assert 0 < len(told - carried) < 0.03 * len(told)


# --- dirt ------------------------------------------------------------------------------------


def test_columns_that_must_never_be_kept_stand_in_the_files(small: World) -> None:
    headers = {
        path.parent.name.split("-")[1]: path.read_bytes().partition(b"\n")[0].decode().lower()
        for path in sorted(small.path.glob("deliveries/*/*.csv"))
    }
    assert "fins" in headers["referrals"]
    assert "therapy" in headers["placements"]
    assert "status" in headers["placements"]
    assert "fingerprint" in headers["notices"]
    assert any(b"FORBIDDEN-" in path.read_bytes() for path in small.path.glob("deliveries/*/*"))


def test_headers_are_spelled_in_several_ways(small: World) -> None:
    for feed in COLUMNS:
        paths = small.path.glob(f"deliveries/*/{feed}.csv")
        assert len({_header_line(path) for path in paths}) == 3


def test_custody_has_a_banner_above_its_header(small: World) -> None:
    for path in small.path.glob("deliveries/*/custody.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines.index(_header_line(path)) == 6


def test_one_feed_is_sometimes_written_in_latin_1(world: World) -> None:
    feeds = {d.manifest.feed for d in world.deliveries if d.manifest.files[0].encoding != "utf-8"}
    assert feeds == {"placements", "court"}
    assert b"\xe9" in b"".join(
        d.path_of(d.manifest.files[0]).read_bytes()
        for d in world.deliveries
        if d.manifest.files[0].encoding == "latin-1"
    )


@pytest.mark.parametrize("seed", [1, 7, 20_240_531])
def test_every_kind_of_dirt_is_in_a_world_of_two_hundred(tmp_path: Path, seed: int) -> None:
    world = _world(tmp_path, children=200, seed=seed)
    reasons = " | ".join(found.reason for _, found in world.set_aside)
    for reason in ("is not a date", "is blank", "cells where", "is not an A-number"):
        assert reason in reasons
    repairs = {repair for _, row in world.rows for repair in row.repairs}
    assert {"nul removed", "blank tail removed", "postal code's lost zeros restored"} <= repairs
    tallies = world.tallies.values()
    assert any(tally.blank for tally in tallies)
    assert any(tally.continuation for tally in tallies)
    told = [why for _, row in world.rows for why in row.values.values() if isinstance(why, Untold)]
    assert {Untold.UNKNOWN, Untold.WITHHELD} <= set(told)


def test_some_days_are_withheld(world: World) -> None:
    columns = {
        name
        for _, row in world.rows
        for name, value in row.values.items()
        if isinstance(value, Untold)
    }
    assert {"transfer_at", "placement_at", "admitted_at", "served_on", "birth_date"} <= columns


def test_rows_are_repeated_without_news(small: World) -> None:
    seen: dict[str, tuple[str, ...]] = {}
    repeated: Counter[Mode] = Counter()
    # Two children under one key are repeated for another reason: each with the other.
    twice = {of for of in _child_of(small) if "#2" in of}
    for delivery, row in small.rows:
        if row.of in twice or f"{row.of}#2" in twice:
            continue
        repeated[delivery.manifest.mode] += seen.get(row.of) == row.fields
        seen[row.of] = row.fields
    assert repeated[Mode.SNAPSHOT]
    assert repeated[Mode.DELTA]
    assert repeated[Mode.RESEND]


def test_no_row_returns_to_what_was_told_before_the_latest(world: World) -> None:
    """Whether such a row is news depends on who reads it; a truth must not hang on that."""
    told: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for delivery, row in world.rows:
        if delivery.manifest.mode is not Mode.RESEND:
            assert row.fields not in told[row.of][:-1]
            if row.fields not in told[row.of]:
                told[row.of].append(row.fields)


def test_every_row_of_a_correction_is_news(world: World) -> None:
    told: dict[str, tuple[str, ...]] = {}
    corrected: Counter[str] = Counter()
    for delivery, row in world.rows:
        if delivery.manifest.mode is Mode.CORRECTION:
            assert told[row.of] != row.fields
            corrected[delivery.manifest.feed] += 1
        told[row.of] = row.fields
    assert corrected["notices"]
    assert corrected["placements"]


def test_some_row_is_set_aside_in_every_feed_and_far_less_than_one_in_fifty(world: World) -> None:
    aside = Counter(delivery.manifest.feed for delivery, _ in world.set_aside)
    read_rows = Counter(delivery.manifest.feed for delivery, _ in world.rows)
    assert all(0 < aside[feed] < 0.02 * read_rows[feed] for feed in COLUMNS)


def test_one_key_stands_for_two_children(small: World) -> None:
    # Equal keys of custody and of calls are one child's, told twice.
    (second,) = (
        line
        for line in small.truth("identities")
        if line["key"].endswith("#2") and "/" not in line["key"].removesuffix("/1#2")
    )
    (first,) = (
        line
        for line in small.truth("identities")
        if line["agency"] == second["agency"] and f"{line['key']}#2" == second["key"]
    )
    assert first["child"] != second["child"]


def test_the_two_children_of_one_key_always_stand_in_one_file_in_one_order(world: World) -> None:
    names: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    twice = {f"ORR:{line['key']}" for line in world.truth("identities") if "#" in line["key"]}
    for _, row in world.rows:
        if row.of in twice or f"{row.of}#2" in twice:
            names[row.of].add(likeness(row).given_names[:1])
    assert names
    assert all(len(found) == 1 for found in names.values())


# --- children --------------------------------------------------------------------------------


def test_at_least_four_children_in_five_are_joinable(world: World) -> None:
    joinable = {line["child"]: line["joinable"] for line in world.truth("identities")}
    assert 0.80 <= Counter(joinable.values())["yes"] / len(joinable) <= 0.95


def test_about_fifteen_families_in_a_hundred_have_siblings(world: World) -> None:
    sizes = Counter(Counter(line["family"] for line in world.truth("children")).values())
    assert 0.12 < (sizes[2] + sizes[3]) / sizes.total() < 0.18


def test_about_two_children_in_a_hundred_are_found_again(world: World) -> None:
    episodes = Counter(line["episodes"] for line in world.truth("children"))
    assert 0.01 < episodes["2"] / episodes.total() < 0.03


def test_some_children_have_two_a_numbers(world: World) -> None:
    numbers = defaultdict(set)
    child_of = _child_of(world)
    for _, row in world.rows:
        if _told(row.values["a_number"]):
            numbers[child_of[row.of]].add(row.values["a_number"])
    share = sum(len(found) > 1 for found in numbers.values()) / len(numbers)
    assert 0.015 < share < 0.045


def test_about_seven_release_addresses_in_a_hundred_are_bad(world: World) -> None:
    shown = defaultdict(set)
    first: dict[str, tuple[AddressStatus, str | None]] = {}
    for row in world.rows_of("placements"):
        if row.values["discharge_type"] == "Reunified (Individual Sponsor)":
            facts = read_address(*(row.values[c] for c in ("address_line", "unit", "state", "zip")))
            first.setdefault(row.of, (facts.status, facts.building))
            if facts.status is AddressStatus.WITH_UNIT:
                shown[facts.building].add(row.of)
    why = Counter(
        status
        for of, (status, building) in first.items()
        if status is not AddressStatus.WITH_UNIT
        and (status is not AddressStatus.NO_UNIT or len(shown[building] - {of}) >= 3)
    )
    assert 0.05 < why.total() / len(first) < 0.09
    assert why[AddressStatus.NO_UNIT] > why[AddressStatus.UNDELIVERABLE] > why[AddressStatus.BLANK]


# --- truth -----------------------------------------------------------------------------------


def test_65_in_100_had_no_notice_issued_in_may_2024_and_52_none_served_in_january_2025(
    world: World,
) -> None:
    value = {
        (line["figure"], line["unit"], line["true_on"], line["known_at"]): int(line["value"])
        for line in world.truth("figures")
    }
    may, january = ("2024-05-01", "2024-05-31"), ("2025-01-31", "2025-01-31")
    cohort = value["transfers-to-hhs", "children", *may]
    assert value["nta-not-issued", "children", *may] / cohort == pytest.approx(0.65, abs=0.03)
    assert value["nta-not-served", "children", *january] / cohort == pytest.approx(0.52, abs=0.03)
    assert value["transfers-to-hhs", "transfers", *may] > cohort > 1_900


def test_what_is_learned_later_changes_what_was_true_in_may(world: World) -> None:
    served = [
        int(line["value"])
        for line in world.truth("figures")
        if (line["figure"], line["true_on"]) == ("nta-not-served", "2024-05-01")
    ]
    assert len(served) == 3
    assert served[0] > served[2]


def test_every_finding_ends_after_it_began(world: World) -> None:
    findings = world.truth("findings")
    assert len({line["gap"] for line in findings}) == 30
    assert all(line["until"] == "" or line["since"] < line["until"] for line in findings)
    assert any(line["until"] for line in findings)
    assert any(not line["until"] for line in findings)


def test_every_finding_hangs_on_an_identity_of_the_truth(world: World) -> None:
    known = set(_child_of(world))
    assert {line["identity"] for line in world.truth("findings")} <= known


def test_the_identities_are_exactly_the_records_of_children_that_could_be_read(
    world: World,
) -> None:
    of_court = {of for of in _child_of(world) if of.startswith("EOIR:case/")}
    assert set(_child_of(world)) - of_court == {row.of for _, row in world.rows}
    # The other cases are other respondents': no row of theirs shows a child's number.
    assert of_court < set(world.cases)
    children = {f"A{row.values['a_number']}" for _, row in world.rows}
    others = {
        n for of in set(world.cases) - of_court for one in world.cases[of] for n in one.numbers
    }
    assert not children & others


def test_joinable_is_what_the_joining_rule_gives_over_the_whole_world(world: World) -> None:
    """The truth joins within each family; here every row is held against every other."""
    child_of, entity_of = _child_of(world), _joined(world)
    members: defaultdict[str, set[str]] = defaultdict(set)
    records: defaultdict[str, set[str]] = defaultdict(set)
    for identity, child in child_of.items():
        members[entity_of[identity]].add(identity)
        records[child].add(identity)
    for line in world.truth("identities"):
        identity = f"{line['agency']}:{line['key']}"
        whole = members[entity_of[identity]] == records[line["child"]]
        assert line["joinable"] == ("yes" if whole else "no")


# --- reading ---------------------------------------------------------------------------------


def _make(path: Path, *, children: int, seed: int) -> Made:
    return synthesize(path, children=children, seed=seed, start=None, through=None)


def _world(path: Path, *, children: int, seed: int) -> World:
    made = _make(path, children=children, seed=seed)
    folders = (path / "deliveries").iterdir()
    deliveries = sorted(
        (receive(folder, CONTRACTS, {}) for folder in folders),
        key=lambda delivery: delivery.manifest.received_at,
    )
    world = World(path, made, deliveries, {}, [], [], {})
    for delivery in deliveries:
        _read(world, delivery)
    return world


def _read(world: World, delivery: Received) -> None:
    tally = world.tallies[delivery.folder.name] = Tally()
    for file in delivery.manifest.files:
        contract = delivery.contract.of_file(file.name)
        assert contract is not None
        stream = io.BytesIO(delivery.path_of(file).read_bytes())
        sender = Agency(delivery.manifest.sender)
        _, found = read(stream, contract, file.encoding, file.delimiter, tally, sender=sender)
        for row in found:
            if delivery.manifest.feed == "court":
                _keep_case(world, row)
            elif isinstance(row, Row):
                world.rows.append((delivery, row))
            elif isinstance(row, SetAside):
                world.set_aside.append((delivery, row))


def _keep_case(world: World, row: object) -> None:
    if isinstance(row, Row):
        shown = world.cases.setdefault(row.of, set())
        if row.part.startswith("case/"):
            number, born = row.values["a_number"], row.values["C_BIRTHDATE"]
            numbers = (f"A{number}",) if _told(number) else ()
            shown.add(Likeness(numbers=numbers, birth_month=born if _told(born) else ""))


def _manifests(path: Path) -> list[Manifest]:
    return [read_manifest(found.read_bytes()) for found in path.rglob("manifest.json")]


def _truth(path: Path, name: str) -> Iterator[dict[str, str]]:
    with (path / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _bytes_under(path: Path) -> dict[str, str]:
    return {
        str(found.relative_to(path)): hashlib.sha256(found.read_bytes()).hexdigest()
        for found in path.rglob("*")
        if found.is_file()
    }


def _header_line(path: Path) -> str:
    """The header: below a banner, where there is one."""
    text = path.read_bytes().decode("latin-1")
    return next(line for line in text.splitlines() if line.count(",") > 10)


def _told(value: object) -> bool:
    return value is not None and not isinstance(value, Untold)


def _is(delivery: Received, feed: str, mode: Mode | None = None) -> bool:
    manifest = delivery.manifest
    return manifest.feed == feed and mode in {None, manifest.mode}


def _before(one: Received, other: Received) -> bool:
    return one.manifest.received_at < other.manifest.received_at


def _child_of(world: World) -> dict[str, str]:
    return {f"{one['agency']}:{one['key']}": one["child"] for one in world.truth("identities")}


def _joined(world: World) -> dict[str, str]:
    """The entity of each identity: its smallest member, over all rows of the world."""
    alike: defaultdict[str, set[tuple[str, Likeness]]] = defaultdict(set)
    entity = {row.of: row.of for _, row in world.rows}
    for _, row in world.rows:
        stay = row.values.get("uc_path_id")
        found = likeness(row, *([f"stay {stay}"] if _told(stay) else []))
        for number in found.numbers:
            alike[number].add((row.of, found))
    for case, shown in world.cases.items():
        entity[case] = case
        for found in shown:
            for number in found.numbers:
                alike[number].add((case, found))
    for rows in alike.values():
        for (one, first), (other, second) in combinations(sorted(rows, key=str), 2):
            if entity[one] != entity[other] and _same_child(first, second):
                kept, gone = sorted((entity[one], entity[other]))
                entity = {of: kept if found == gone else found for of, found in entity.items()}
    return entity


def _same_child(one: Likeness, other: Likeness) -> bool:
    if not all(found.given_names or found.surnames for found in (one, other)):
        return one.birth_month != "" and one.birth_month == other.birth_month
    if not set(one.given_names) & set(other.given_names):
        return False
    same_day = one.birth_date != "" and one.birth_date == other.birth_date
    return same_day or bool(set(one.surnames) & set(other.surnames))
