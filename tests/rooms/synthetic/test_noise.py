"""What holds of the second way of erring, and of what is calibrated after a release."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Mode, Row, SetAside
from amparo.feeds.read import read
from amparo.feeds.receive import receive
from amparo.feeds.tally import Tally
from amparo.synthetic import synthesize
from amparo.synthetic.after_release import aftermath_of
from amparo.synthetic.chance import source_of
from amparo.synthetic.columns import COLUMNS
from amparo.synthetic.deliveries import carried
from amparo.synthetic.families import Family, family_of, plans
from amparo.synthetic.journeys import journey_of
from amparo.synthetic.noise import PLAIN, Noise
from amparo.synthetic.noise_other import OtherNoise
from amparo.synthetic.places import Town
from amparo.synthetic.schedule import timetables
from amparo.synthetic.truth_feeds import feed_findings
from amparo.synthetic.truth_files import Truth
from amparo.synthetic.truth_records import Source
from amparo.words.agencies import Agency
from amparo.words.identifiers import (
    MADE_UP_A_NUMBERS,
    a_number,
    is_made_up_a_number,
    is_made_up_key,
)
from amparo.words.untold import Untold

COHORT = 448_820
"""The children of the published figures (OIG-24-46)."""


def make(path: Path, children: int, noise: Literal["plain", "other"]) -> Path:
    synthesize(path, children=children, seed=11, start=None, through=None, noise=noise)
    return path


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("other"), 500, "other")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("plain"), 500, "plain")


def truth(path: Path, name: str) -> list[dict[str, str]]:
    with (path / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows_of(path: Path) -> Iterator[Row | SetAside]:
    """Every row of the feeds with one file, in order of arrival, by the product's reader.

    A file that is sent again says nothing.
    """
    for folder in sorted((path / "deliveries").iterdir()):
        if folder.name.split("-")[1] in COLUMNS:
            delivery = receive(folder, CONTRACTS, {})
            if delivery.manifest.mode is Mode.RESEND:
                continue
            file, sender = delivery.manifest.files[0], Agency(delivery.manifest.sender)
            stream = io.BytesIO(delivery.path_of(file).read_bytes())
            _, found = read(
                stream, delivery.contract, file.encoding, file.delimiter, Tally(), sender=sender
            )
            yield from (row for row in found if isinstance(row, Row | SetAside))


# --- the second model ------------------------------------------------------------------------


def test_under_both_models_the_same_happens_to_the_same_children(plain: Path, other: Path) -> None:
    facts = ("child", "sex", "citizenship", "birth_year", "family")
    told = [
        {tuple(line[name] for name in facts) for line in truth(path, "children")}
        for path in (plain, other)
    ]
    # A child is in the truth once any row of it could be read.
    assert len(told[0] & told[1]) > 0.99 * len(told[0])
    waits = [
        {
            (line["identity"], line["since"], line["until"])
            for line in truth(path, "findings")
            if line["gap"] == "nta-not-issued"
        }
        for path in (plain, other)
    ]
    # What differs is due to rows that under one of the two could not be read.
    assert len(waits[0] & waits[1]) > 0.90 * len(waits[0])


def test_the_second_model_writes_most_names_unlike_the_first_in_other_ways() -> None:
    second = OtherNoise(1)
    given, surnames = ("María", "Ana"), ("Barreza", "Coruela")
    ways = {
        model.name: {
            (model.given(chance, given), model.surnames(chance, *surnames)) for _ in range(4_000)
        }
        for model, chance in ((PLAIN, source_of(1, 1)), (second, source_of(1, 1)))
    }
    errors = {name: found - {("María Ana", "Barreza Coruela")} for name, found in ways.items()}
    assert len(errors["plain"] & errors["other"]) < 0.3 * len(errors["plain"])


def test_the_second_model_is_repeatable(other: Path, tmp_path: Path) -> None:
    again = make(tmp_path, 500, "other")
    for name in ("findings", "identities", "figures"):
        assert truth(again, name) == truth(other, name)
    for path in sorted(other.glob("deliveries/*/*")):
        assert (again / path.relative_to(other)).read_bytes() == path.read_bytes()


def test_the_second_model_stays_among_made_up_keys_numbers_and_postal_codes(other: Path) -> None:
    rows = [row for row in rows_of(other) if isinstance(row, Row)]
    assert all(is_made_up_key(row.of.partition(":")[2]) for row in rows)
    told = [row.values for row in rows]
    numbers = {one["a_number"] for one in told if isinstance(one["a_number"], str)}
    codes = {one.get("zip") for one in told} - {None, ""} - set(Untold)
    assert len(numbers) > 450
    assert all(map(is_made_up_a_number, numbers))
    assert all("00100" <= str(code)[:5] <= "00499" for code in codes)


def test_a_digit_misread_by_the_second_model_gives_a_number_that_no_child_has() -> None:
    second, chance, own = OtherNoise(2), source_of(2, 2), MADE_UP_A_NUMBERS.start + 77
    read_back = {a_number(second.a_number(chance, own)) for _ in range(3_000)}
    assert all(map(is_made_up_a_number, read_back))
    (misread,) = (number for number in read_back if int(number) != own)
    assert int(misread) not in range(own - 77, own + 1_000_000)


def test_columns_are_left_out_of_single_deliveries_by_the_second_model_only(
    plain: Path, other: Path
) -> None:
    widths = {
        path: {
            len(line.split(","))
            for file in path.glob("deliveries/*/referrals.csv")
            for line in [file.read_text(encoding="utf-8").partition("\n")[0]]
        }
        for path in (plain, other)
    }
    assert len(widths[plain]) == 1
    assert len(widths[other]) > 1


def test_the_truth_reads_a_column_that_a_delivery_leaves_out_as_blank(other: Path) -> None:
    seen = set()
    for slot in timetables("month")["addresses", Agency.ORR].slots:
        cells = carried(slot, COLUMNS["addresses"], OtherNoise.seldom_told)
        folder = f"{slot.received_at:%Y%m%dT%H%M%SZ}-addresses-{slot.sequence:04d}"
        file = other / "deliveries" / folder / "addresses.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            width = len(next(csv.reader(lines)))
        assert len(cells) == len(COLUMNS["addresses"])
        assert width == len([cell for cell in cells if cell])
        seen.add(width)
    assert len(seen) > 1


def test_the_truth_hears_of_a_record_as_often_as_a_delivery_says_something_new_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: dict[str, int] = {}
    add = Truth.add

    def listen(truth: Truth, family: Family, sources: list[Source]) -> None:
        heard.update({one.identity: len(one.rows) for one in sources if one.court is None})
        add(truth, family, sources)

    monkeypatch.setattr(Truth, "add", listen)
    said: dict[str, list[str]] = {}
    for row in rows_of(make(tmp_path, 300, "other")):
        if isinstance(row, Row):
            contents = said.setdefault(row.of, [])
            contents += [row.content] if contents[-1:] != [row.content] else []
    assert heard == {identity: len(contents) for identity, contents in said.items()}


@pytest.mark.parametrize(("noise", "model"), [("plain", Noise), ("other", OtherNoise)])
def test_no_blank_tail_could_as_well_be_a_comma_inside_a_cell(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    noise: Literal["plain", "other"],
    model: type[Noise],
) -> None:
    nothing: dict[str, dict[int, str]] = {feed: {} for feed in COLUMNS}
    everywhere = {feed: {0: "blank tail"} for feed in COLUMNS}
    dirt = replace(model.dirt, one_in=1, spoilt=nothing, worn=everywhere)
    monkeypatch.setattr(model, "dirt", replace(dirt, undated={feed: {} for feed in COLUMNS}))
    found = list(rows_of(make(tmp_path, 300, noise)))
    assert not [one for one in found if isinstance(one, SetAside) and "shifted" in one.reason]
    cut = {row.of[:4] for row in found if isinstance(row, Row) and row.repairs}
    assert {"CBP:", "ICE:", "ORR:", "EOIR"} <= cut


def test_more_rows_are_set_aside_by_the_second_model_but_few(plain: Path, other: Path) -> None:
    shares = {}
    for path in (plain, other):
        kinds = Counter(isinstance(row, SetAside) for row in rows_of(path))
        shares[path] = kinds[True] / kinds.total()
    assert 0.002 < shares[plain] < 0.02
    assert shares[plain] < shares[other] < 0.04


def test_under_the_second_model_two_children_in_three_can_still_be_joined(other: Path) -> None:
    joinable = {line["child"]: line["joinable"] for line in truth(other, "identities")}
    assert 0.67 < Counter(joinable.values())["yes"] / len(joinable) < 0.95


# --- after a release -------------------------------------------------------------------------


def test_calls_after_release_are_documented_timely_and_answered_as_was_published() -> None:
    calls, town, later = [], Town(4_000, 5), source_of(5, 0, " later")
    for plan in plans(4_000, 5):
        chance = source_of(5, plan.number)
        family = family_of(plan, chance)
        for child in family.children:
            episode = journey_of(child, family, town, chance)[0]
            calls += aftermath_of(episode, [], town, later).calls[:1]
    undocumented = sum(not call.attempts for call in calls) / len(calls)
    late = sum(bool(call.attempts) and call.attempts[0] > call.due + 7 for call in calls)
    unreached = sum(call.answered is None for call in calls) / len(calls)
    # HHS OEI-07-21-00250 (18 % and 22 %); 20 to 33 % not reached, by several counts.
    assert undocumented == pytest.approx(0.18, abs=0.03)
    assert undocumented + late / len(calls) == pytest.approx(0.22, abs=0.03)
    assert 0.20 < unreached < 0.33


def test_shares_of_the_published_figures_are_met_by_three_thousand_children(
    tmp_path: Path,
) -> None:
    synthesize(tmp_path, children=3_000, seed=4, start=None, through=None)
    lines = truth(tmp_path, "figures")
    value = {(one["figure"], one["unit"], one["true_on"], one["known_at"]): one for one in lines}

    def scaled(figure: str, unit: str, on: str) -> float:
        """What the share would be of the published cohort."""
        number, among = value[figure, unit, on, on], value["transfers-to-hhs", "children", on, on]
        found = int(number["value"]) / int(among["value"]) * COHORT
        print(f"{figure} {unit} {on}: {found:,.0f}")  # noqa: T201  # shown with -s
        return found

    may, october, end = "2024-05-31", "2024-10-31", "2025-01-31"
    assert scaled("nta-not-issued", "children", may) == pytest.approx(291_000, rel=0.06)
    assert scaled("nta-not-served", "children", end) == pytest.approx(233_000, rel=0.06)
    assert scaled("failed-to-appear", "children", may) == pytest.approx(32_000, rel=0.25)
    assert scaled("failed-to-appear", "children", october) == pytest.approx(43_000, rel=0.25)
    assert scaled("orders-in-absentia", "orders", end) == pytest.approx(31_000, rel=0.25)
    assert scaled("bad-release-addresses", "children", end) == pytest.approx(31_000, rel=0.25)
    assert scaled("dismissed-not-filed", "cases", end) == pytest.approx(193_000, rel=0.15)


# --- feeds -----------------------------------------------------------------------------------


def test_a_number_that_comes_after_the_next_was_missing_in_between() -> None:
    slots = timetables("month")["notices", Agency.ICE].slots
    third, fourth = slots[2], slots[3]
    swapped = [*slots[:2], *slots[3:]]
    gone = list(feed_findings(swapped, fourth.learned))
    assert [(one.gap, one.anchor, one.until) for one in gone if one.gap == "delivery-missing"] == [
        ("delivery-missing", f"notices {third.sequence}", None)
    ]
    whole = list(feed_findings(slots, fourth.learned))
    assert not [one for one in whole if one.gap == "delivery-missing"]


def test_only_the_month_that_came_too_late_is_late(plain: Path) -> None:
    """Every other sender keeps to the cadence that its manifests state."""
    late = [one for one in truth(plain, "feed_findings") if one["gap"] == "feed-late"]
    slots = timetables("month")["safety", Agency.ORR].slots
    before, too_late = next(
        (one, other)
        for one, other in pairwise(slots)
        if other.learned - one.learned > _EVERY_MONTH + CONTRACTS["safety"].late_after_days
    )
    [found] = [one for one in late if one["feed"] == "safety"]
    allowed = _EVERY_MONTH + CONTRACTS["safety"].late_after_days
    assert date.fromisoformat(found["since"]) == before.covers_to + timedelta(days=allowed + 1)
    assert date.fromisoformat(found["until"]).toordinal() == too_late.learned
    assert {one["feed"] for one in late} == {"safety", "court"}  # the court's July came in August


_EVERY_MONTH = 31
