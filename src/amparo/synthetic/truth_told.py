"""What is known of one child on a day: cases, releases, calls, changes of address, custody."""

from dataclasses import dataclass, field

from amparo.synthetic.truth_buildings import read_cells
from amparo.synthetic.truth_cases import Case, case_of
from amparo.synthetic.truth_episodes import Way, way_of
from amparo.synthetic.truth_reading import Said
from amparo.synthetic.truth_records import Source, is_release
from amparo.words.addresses import AddressFacts

_CHANNELS = {name.upper(): name for name in ("EOIR-33", "AR-11", "ORR call", "sponsor", "counsel")}


@dataclass(slots=True)
class Finding:
    """One gap, open since a day and until a day (None: still open)."""

    gap: str
    identity: str
    since: int
    until: int | None

    @property
    def lasts(self) -> bool:
        """Whether it lasts a day: what ends before it begins is none."""
        return self.until is None or self.until > self.since


@dataclass(slots=True)
class Home:
    """One telling of an address: the day from which it holds, the day it was learned."""

    day: int
    learned: int
    facts: AddressFacts


@dataclass(slots=True)
class Answered:
    """One interview: whether the address matches, a change was filed, the child lives there."""

    identity: str
    day: int
    learned: int
    matches: str
    was_filed: str
    lives_there: str


@dataclass(slots=True)
class Change:
    """One change of address told or filed. ``filed`` is the day it was, else the day it holds."""

    identity: str
    agency: str
    channel: str
    filed: int
    home: Home


@dataclass(slots=True)
class Release:
    """One release to a sponsor, and every address told of it."""

    identity: str
    day: int
    homes: list[Home]


@dataclass(slots=True)
class OfRecord:
    """One address of record at ICE, of whatever stay; ``returned`` is when mail came back."""

    home: Home
    cells: tuple[str, ...]
    returned: int | None


@dataclass(slots=True)
class Told:
    """One child's facts, each with its own day."""

    way: Way
    cases: list[Case] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    attempts: dict[tuple[str, int], bool | None] = field(default_factory=dict)
    """Whether a call reached anybody, by report and day."""
    changes: list[Change] = field(default_factory=list)
    of_record: list[OfRecord] = field(default_factory=list)
    arrivals: list[int] = field(default_factory=list)
    """The days of admissions to care and of encounters."""


def told_of(sources: list[Source], known: int) -> Told:
    """Everything known of one child at the end of a day."""
    told = Told(way_of(sources, known))
    for source, row in told.way.rows:
        if source.feed == "placements":
            _add_release(told, source, row, known)
        elif source.feed == "safety":
            _add_call(told, source, row, known)
        elif source.feed == "addresses":
            told.changes.append(_change(source, row))
        elif source.feed == "custody":
            told.of_record.extend(_of_record(source, known))
        told.arrivals += [row.days[name] for name in _ARRIVED if name in row.days]
    told.cases = cases_of(sources, known)
    told.of_record.sort(key=_by_day)
    return told


def told_for_counting(sources: list[Source], known: int) -> Told:
    """What is counted of one child: the way, the address of record, and failures to appear."""
    told = Told(way_of(sources, known))
    told.cases = cases_of(sources, known)
    for source, row in told.way.rows:
        if source.feed == "custody":
            told.of_record.extend(_of_record(source, known))
        elif told.cases:
            if source.feed == "safety":
                _add_call(told, source, row, known)
            told.arrivals += [row.days[name] for name in _ARRIVED if name in row.days]
    told.of_record.sort(key=_by_day)
    return told


def _by_day(one: OfRecord) -> tuple[int, int]:
    return one.home.day, one.home.learned


def cases_of(sources: list[Source], known: int) -> list[Case]:
    """The cases of one child, by the day they were opened."""
    said = [source.court for source in sources if source.court is not None]
    found = [case for one in said if (case := case_of(one, known)) is not None]
    return sorted(found, key=lambda case: (case.opened, case.identity))


def earliest(*days: int | None) -> int | None:
    """The first of some days; None where none is told."""
    return min((day for day in days if day is not None), default=None)


_ARRIVED = ("admitted_at", "apprehension_at")


def _add_release(told: Told, source: Source, row: Said, known: int) -> None:
    homes = [
        Home(day, learned, read_cells(address)) for day, learned, address in source.tellings(known)
    ]
    if homes and is_release(row):
        told.releases.append(Release(source.identity, row.days["discharged_on"], homes))


def _add_call(told: Told, source: Source, row: Said, known: int) -> None:
    for version in source.valid(known):
        day = version.days.get("attempted_on")
        if day is not None and ("attempted_on" not in version.undated or version is row):
            told.attempts[source.identity, day] = version.reached
    if "interviewed_on" in row.days:
        day = row.days["interviewed_on"]
        told.answered.append(Answered(source.identity, day, row.learned, *row.answers))


def _change(source: Source, row: Said) -> Change:
    dated = [name for name in ("effective_from", "filed_on", "received_on") if _is_dated(row, name)]
    on = row.days[dated[0]] if dated else row.learned
    filed = row.days["filed_on"] if "filed_on" in dated else on
    home = Home(on, row.learned, read_cells(row.address or ("",) * 5))
    channel = _CHANNELS.get((row.code or "").upper(), row.code or "")
    return Change(source.identity, source.agency, channel, filed, home)


def _is_dated(row: Said, name: str) -> bool:
    return name in row.days and name not in row.undated


def _of_record(source: Source, known: int) -> list[OfRecord]:
    found: list[OfRecord] = []
    for row in source.valid(known):
        is_dated, cells = _is_dated(row, "address_on"), row.address or ()
        if not (is_dated or any(cells)):
            continue
        if found and found[-1].cells == cells:
            found[-1].returned = row.days.get("mail_returned_on")
            continue
        entered = row.days["address_on"] if is_dated else row.learned
        if found and entered <= found[-1].home.day:
            entered = row.learned
        home = Home(entered, row.learned, read_cells(cells))
        found.append(OfRecord(home, cells, row.days.get("mail_returned_on")))
    return found
