"""Names, dates and numbers as they really come: each is read or set aside, and nobody is merged."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amparo.actions.home import close_home, open_home
from amparo.settings import read_settings
from amparo.store import children
from amparo.store.models import SetAsideRow
from tests.rooms.feeds.deliveries import ana, deliver, table

from .conftest import Place

RIGHT_TO_LEFT, ISOLATE, ESCAPE = "\u202e", "\u2066", "\x1b[2J"
READ = {
    "empty": "",
    "spaces": "   ",
    "one word": "Ana",
    "one letter": "X",
    "two hundred letters": "X" * 200,
    "two scripts": "\N{CYRILLIC CAPITAL LETTER A}na",
    "another script": "安娜",
    "turned round": f"{RIGHT_TO_LEFT}anA",
    "isolated": f"{ISOLATE}Ana",
    "a terminal's command": f"Ana{ESCAPE.replace('2', '')}",
    "markup": "Ana [red]Luz[/nothing]",
    "saltillo": "QꞌAnil",
    "placeholder": "FNU",
    "baby": "Baby Girl",
    "quotes": 'Ana "la" O\'Luz; DROP TABLE',
    "particles": "de la y",
}
SET_ASIDE = {"two hundred and one letters": "X" * 201, "digits": "Ana 990000001"}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "sent"
    folder.mkdir()
    return folder


def referral(number: int, **cells: str) -> dict[str, str]:
    """A child of her own, by every number."""
    own = {"event_number": f"MU{number:05}", "a_number": f"A99{number:07}"}
    return ana("referrals", **own | cells)


def take_in(place: Place, inbox: Path, *rows: Mapping[str, str], **manifest: Any) -> dict[str, Any]:
    folder = deliver(inbox, table("referrals", *rows), **manifest)
    [taken] = json.loads(place.run("ingest", folder, "--json").stdout)["deliveries"]
    parts = ("header", "blank", "continuation", "read", "repaired", "duplicate", "set_aside")
    assert taken["lines"] == sum(taken[part] for part in parts)
    return dict(taken)


def held(place: Place) -> tuple[int, list[str]]:
    """How many children there are, and why rows were set aside."""
    open_home(read_settings(place.variables))
    try:
        reasons = list(SetAsideRow.objects.order_by("line").values_list("reason", flat=True))
        return len(children.everyone()), reasons
    finally:
        close_home()


def child_of(place: Place) -> str:
    open_home(read_settings(place.variables))
    try:
        return children.everyone()[0]
    finally:
        close_home()


# --- names ------------------------------------------------------------------------------------


def test_every_name_is_read_or_set_aside_and_none_is_taken_for_anothers(
    place: Place, inbox: Path
) -> None:
    names = [*READ.values(), *SET_ASIDE.values()]
    rows = [
        referral(number, given_names=name, surnames=name) for number, name in enumerate(names, 1)
    ]
    taken = take_in(place, inbox, *rows)
    held_now, reasons = held(place)
    assert taken["set_aside"] == len(SET_ASIDE) == len(reasons)
    assert held_now == len(READ)
    for reason in reasons:
        assert "is not a name" in reason
        assert "XXX" not in reason
        assert "Ana" not in reason


@pytest.mark.parametrize("kind", ["turned round", "a terminal's command", "markup"])
def test_a_name_is_shown_as_it_was_written_and_moves_nothing_on_the_screen(
    kind: str, embedded: Place, inbox: Path
) -> None:
    take_in(embedded, inbox, referral(1, given_names=READ[kind]))
    child = child_of(embedded)
    said = embedded.run("children", "show", child, "--as", "counsel")
    assert said.exit_code == 0
    assert not {RIGHT_TO_LEFT, "\x1b"} & set(said.stdout)
    assert {"turned round": "?anA", "markup": "[red]Luz[/nothing]"}.get(kind, "Ana?[J") in " ".join(
        said.stdout.split()
    )
    record = embedded.ask("children", "show", child, "--as", "counsel")
    told = [line["says"].get("given_names") for line in record["shown"]["identity"]]
    assert READ[kind] in told


@pytest.mark.parametrize("kind", ["turned round", "isolated", "two scripts"])
def test_a_child_is_found_by_the_name_one_reads(kind: str, embedded: Place, inbox: Path) -> None:
    take_in(embedded, inbox, referral(1, given_names=READ[kind]))
    reads = "anA" if kind == "turned round" else "Ana"
    assert len(embedded.ask("children", "find", reads)["found"]) == 1


# --- dates ------------------------------------------------------------------------------------


def test_a_birth_date_that_is_none_is_set_aside_and_one_that_is_unlikely_is_kept(
    place: Place, inbox: Path
) -> None:
    none = ["2010-02-30", "31/12/2010", "1899-12-31", "2199-01-01", "0001-01-01", "00/00/0000"]
    kept = ["2010-01-01", "1900-01-01", "2031-05-05", "", "UNKNOWN"]
    rows = [referral(number, birth_date=born) for number, born in enumerate([*none, *kept], 1)]
    taken = take_in(place, inbox, *rows)
    held_now, reasons = held(place)
    assert (taken["set_aside"], held_now) == (len(none), len(kept))
    for reason, born in zip(reasons, none, strict=True):
        assert reason.startswith("birth_date")
        assert born not in reason


# --- whose row it is --------------------------------------------------------------------------


def _one_number_on_two_children() -> Iterator[dict[str, str]]:
    yield referral(1, given_names="Ana", a_number="A990-000-001")
    yield referral(2, given_names="Rosa", a_number="A990-000-001")


def _two_numbers_on_one_child() -> Iterator[dict[str, str]]:
    yield referral(1, a_number="A990-000-001")
    yield referral(1, a_number="A990-000-002")
    yield referral(2, a_number="A990-000-001")
    yield referral(3, a_number="A990-000-002")


def _the_same_child_twice() -> Iterator[dict[str, str]]:
    yield referral(1)
    yield referral(1)


def _placeholders_under_one_number() -> Iterator[dict[str, str]]:
    for number in (1, 2):
        yield referral(number, given_names="FNU", surnames="LNU", a_number="A990-000-001")


def _equal_in_everything_but_the_key() -> Iterator[dict[str, str]]:
    for number in range(1, 401):
        yield referral(number, a_number="", birth_date="2010-01-01")


def _equal_in_everything_the_number_too() -> Iterator[dict[str, str]]:
    for number in range(1, 502):
        yield referral(number, a_number="A990-000-001")


def _one_surname_and_the_first_of_january() -> Iterator[dict[str, str]]:
    for number in range(1, 601):
        given = f"{_letters(number)}a"
        yield referral(number, a_number="", given_names=given, birth_date="2010-01-01")


def _letters(number: int) -> str:
    return "".join(chr(ord("b") + int(digit)) for digit in f"{number:04}")


def _nothing_told_but_the_key() -> Iterator[dict[str, str]]:
    for number in range(1, 51):
        yield referral(number, a_number="", birth_date="", given_names="", surnames="")


@pytest.mark.parametrize(
    ("rows", "how_many"),
    [
        (_one_number_on_two_children, 2),
        (_the_same_child_twice, 1),
        (_equal_in_everything_but_the_key, 400),
        (_equal_in_everything_the_number_too, 501),
        (_one_surname_and_the_first_of_january, 600),
        (_nothing_told_but_the_key, 50),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)).strip("_"),
)
def test_nobody_is_merged_by_what_many_children_share(
    rows: Any, how_many: int, embedded: Place, inbox: Path
) -> None:
    taken = take_in(embedded, inbox, *rows())
    assert taken["set_aside"] == 0
    assert held(embedded)[0] == how_many
    ran = embedded.ask("match", "run")
    assert (ran["joined"], held(embedded)[0]) == (0, how_many)


def test_two_rows_of_one_file_that_differ_under_one_key_are_two_records_and_can_be_two_children(
    embedded: Place, inbox: Path
) -> None:
    rosa = {"given_names": "Rosa", "a_number": "A990-000-002", "birth_date": "2012-05-06"}
    take_in(embedded, inbox, referral(1), referral(1, **rosa))
    assert held(embedded)[0] == 2


def test_twins_with_one_number_on_both_papers_are_asked_about(embedded: Place, inbox: Path) -> None:
    take_in(embedded, inbox, *_one_number_on_two_children())
    embedded.ask("match", "run")
    (item,) = embedded.ask("match", "review", "list", "--as", "field-specialist")["items"]
    assert "brothers or sisters" in item["why"]
    assert len(item["children"]) == 2


def test_a_child_with_two_numbers_is_one_where_a_row_tells_both(
    embedded: Place, inbox: Path
) -> None:
    first, second, *others = _two_numbers_on_one_child()
    take_in(embedded, inbox, first, *others)
    assert held(embedded)[0] == 2
    later = datetime(2024, 3, 9, 12, tzinfo=UTC)
    take_in(embedded, inbox, second, sequence=2, received_at=later)
    assert held(embedded)[0] == 1


def test_two_children_nobody_could_name_are_not_joined_by_a_number_on_both_papers(
    embedded: Place, inbox: Path
) -> None:
    one, other = _placeholders_under_one_number()
    take_in(embedded, inbox, one | {"birth_date": "2010-02-03"}, other | {"birth_date": ""})
    assert held(embedded)[0] == 2
