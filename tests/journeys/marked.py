"""A home in which all that HHS tells is unmistakable, so that none of it can come back unseen."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from amparo.actions.home import Home, close_home, open_home
from amparo.feeds import CONTRACTS
from amparo.feeds.forbidden import plain_name
from amparo.feeds.manifest import MANIFEST, Manifest, read_manifest
from amparo.settings import Settings, read_settings
from amparo.synthetic import synthesize
from tests.rooms.feeds.deliveries import deliver, table

from .conftest import Place

PUBLIC_TABLE = "orr_releases_by_state_fy15_fy20.csv"

STREET, TOWN, STATE, ZIP = "Zanjaverde", "Villamarcada", "WY", "00477"
SURNAME, PROGRAM, SPONSOR = "Marcadora", "MU Shelter Marcado", "MUSPMARK"
RELATIONSHIP, CATEGORY = "Madrina marcada", "Category marcada"
FAMILY, GROUP, PARTED = "MUFGMARK", "Grupo marcado", "Parted marcado"
PHONE = "(555) 555-0177"

NOT_YET = ("1", "3", "5")
"""How the numbers end of the children whom CBP has not handed over: still CBP's own file."""

TOLD_DAYS = ("admitted_at", "transferred_at", "discharged_on", "notified_dhs_at")
"""Days that ORR alone tells. CBP's ``placement_at`` is one that HHS told CBP."""

Row = dict[str, str]


class Marked(msgspec.Struct, frozen=True):
    """A home of made-up children in whose HHS rows every value can be told from all of DHS's."""

    place: Place
    markers: re.Pattern[str]
    names: tuple[str, ...]
    numbers: tuple[str, ...]


def marked_home(folder: Path, children: int, seed: int) -> Marked:
    """Make such a home in a folder."""
    sent, marking, rows = _deliveries(folder, children, seed)
    place = Place(folder / "home")
    assert place.run("ingest", *sent).exit_code == 0
    public = Path(__file__).parents[1] / "data" / PUBLIC_TABLE
    assert place.run("ingest", "--feed", "orr-releases-by-state", public).exit_code == 0
    paths = {row["uc_path_id"] for row in rows["placements"]} - {""}
    words = [STREET, TOWN, SURNAME, PROGRAM, SPONSOR, RELATIONSHIP, CATEGORY, FAMILY, GROUP]
    said = [
        *words,
        PARTED,
        PHONE,
        "ORR:",
        '"told_by": "ORR"',
        *sorted(paths),
        *sorted(marking.days),
    ]
    markers = "|".join([*map(re.escape, said), rf'"{STATE}"', rf"\b{ZIP}\b"])
    told = [row for several in rows.values() for row in several]
    return Marked(
        place=place,
        markers=re.compile(markers, re.IGNORECASE),
        names=tuple(sorted({f"{row['given_names']} {row['surnames']}" for row in told})),
        numbers=tuple(sorted({row["a_number"] for row in told if row["a_number"]} | paths)),
    )


def opened(marked: Marked) -> Iterator[Home]:
    """The home, opened for many questions that are asked one after another."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in marked.place.variables.items():
            patch.setenv(name, value)
        # Placing entries has tests of its own, and takes longer than all that is asked here.
        patch.setattr(Home, "sequence", _every_so_often(Home.sequence))
        yield open_home(_unhurried(read_settings()))
        close_home()


def _rows(folder: Path) -> tuple[Manifest, list[Row]]:
    """What a delivery's file says, under the contract's own names of the columns."""
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    contract = CONTRACTS[manifest.feed]
    spelled = {
        plain_name(one): column.name
        for column in contract.columns
        for one in (column.name, *column.spelled)
    }
    (file,) = manifest.files
    text = (folder / file.name).read_bytes().decode(file.encoding).replace("\0", "")
    header, *lines = csv.reader(io.StringIO(text))
    names = [spelled.get(plain_name(one)) for one in header]
    rows = [dict(zip(names, cells, strict=True)) for cells in lines if len(cells) == len(names)]
    return manifest, [{name: cell for name, cell in row.items() if name} for row in rows]


def _two_deliveries(folders: list[Path], feed: str) -> list[tuple[Manifest, list[Row]]]:
    """The first delivery of a feed; and all later ones as one, each row as last told."""
    told = [one for one in map(_rows, folders) if one[0].feed == feed]
    key = CONTRACTS[feed].key
    later = {tuple(row[name] for name in key): row for _, rows in told[1:] for row in rows}
    first = {tuple(row[name] for name in key): row for row in told[0][1]}
    return [(told[0][0], list(first.values())), (told[-1][0], list(later.values()))]


def _day(cell: str) -> date | None:
    """The day that a cell tells, where it tells one."""
    if slashed := re.fullmatch(r"(\d+)/(\d+)/(\d\d)", cell):
        month, day, year = map(int, slashed.groups())
        return date(2000 + year, month, day) if month <= 12 and day <= 28 else None
    try:
        return date.fromisoformat(cell[:10])
    except ValueError:
        return None


def _days_of(rows: list[Row], feed: str) -> set[date]:
    """Every day that rows tell, but for births."""
    named = {one.name for one in CONTRACTS[feed].columns if one.name.endswith(("_at", "_on"))}
    return {day for row in rows for name in named if (day := _day(row[name])) is not None}


class _Marking:
    """Puts unmistakable values in place of what HHS tells, and remembers each of them."""

    def __init__(self, days_of_dhs: set[date]) -> None:
        self._taken = days_of_dhs
        self._moved: dict[date, date] = {}

    def day(self, cell: str) -> str:
        """The nearest later day that nobody else tells."""
        told = _day(cell)
        if told is None:
            return cell
        if told not in self._moved:
            free = told
            while free in self._taken:
                free += timedelta(days=1)
            self._moved[told] = free
        return self._moved[told].isoformat()

    @property
    def days(self) -> set[str]:
        return {day.isoformat() for day in self._moved.values()}

    def placement(self, row: Row) -> Row:
        told = {name: self.day(row[name]) for name in TOLD_DAYS}
        if row["uc_path_id"].endswith(NOT_YET):
            told = dict.fromkeys(TOLD_DAYS, "")
        number, space, street = row["address_line"].partition(" ")
        told["address_line"] = f"{number} {STREET} {street}" if space else row["address_line"]
        marks = {
            "city": TOWN,
            "state": STATE,
            "zip": ZIP,
            "unit": f"Apt {STREET}",
            "program": PROGRAM,
            "sponsor_ref": SPONSOR,
            "relationship": RELATIONSHIP,
            "category": CATEGORY,
            "phone": PHONE,
            "phone_2": PHONE,
        }
        told |= {name: mark for name, mark in marks.items() if row[name].strip()}
        return row | told | {"surnames": f"{row['surnames']} {SURNAME}"}

    def referral(self, row: Row) -> Row:
        """What CBP tells of the household, and what HHS told CBP. Some are not handed over yet."""
        told = {"placement_at": self.day(row["placement_at"]), "demographic": GROUP}
        told |= {"transferred_to": PROGRAM, "separated": PARTED}
        if row["subject_key"] == "S1" and row["event_number"][:-1].endswith(NOT_YET):
            told |= {"transfer_at": "", "final_bookout_at": ""}
        return row | told | {"family_group": FAMILY if row["family_group"] else ""}


def _deliveries(
    folder: Path, children: int, seed: int
) -> tuple[list[Path], _Marking, dict[str, list[Row]]]:
    synthesize(folder, children=children, seed=seed, start=None, through=None)
    # The court's deliveries have several tables each; what it tells is not HHS's.
    made = [one for one in sorted((folder / "deliveries").iterdir()) if "-court-" not in one.name]
    told = {feed: _two_deliveries(made, feed) for feed in ("referrals", "notices", "placements")}
    by_dhs = {name for name in told if name != "placements"}
    days = {day for feed in by_dhs for _, rows in told[feed] for day in _days_of(rows, feed)}
    days |= {one.received_at.date() for several in told.values() for one, _ in several}
    marking = _Marking(days)
    marked: dict[str, Callable[[Row], Row]] = {
        "placements": marking.placement,
        "referrals": marking.referral,
    }
    (folder / "marked").mkdir()
    sent, kept = [], {}
    for feed, several in told.items():
        kept[feed] = several[-1][1] + several[0][1]
        for number, (manifest, rows) in enumerate(several, start=1):
            text = table(feed, *map(marked.get(feed, dict), rows), hidden=False)
            when = manifest.received_at
            inside = folder / "marked"
            sent.append(deliver(inside, text, feed=feed, received_at=when, sequence=number))
    return sent, marking, kept


def _unhurried(settings: Settings) -> Settings:
    """The same home, not waiting for the disk: no power is cut here."""
    options: Any = settings.database["OPTIONS"]
    unsafe = options | {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
    database = settings.database | {"OPTIONS": unsafe}
    return msgspec.structs.replace(settings, database=database, owner=database)


def _every_so_often(sequence: Callable[[Home, datetime], None]) -> Callable[[Home, datetime], None]:
    asked = Counter[str]()

    def now_and_then(self: Home, now: datetime) -> None:
        asked["times"] += 1
        if asked["times"] % 50 == 1:
            sequence(self, now)

    return now_and_then
