"""The findings that the rules must give for one child's records, worked out on their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from amparo.synthetic.truth_episodes import Way, way_of
from amparo.synthetic.truth_records import Source
from amparo.words.addresses import AddressFacts, AddressStatus, read_address
from amparo.words.vocabularies import DEPARTED, RELIEF_GRANTED

_ENDS_DUTY = DEPARTED | RELIEF_GRANTED
_OTHERS_WITH_UNIT = 3


@dataclass(slots=True)
class Finding:
    """One gap, open since a day and until a day (None: still open)."""

    gap: str
    identity: str
    since: int
    until: int | None


@dataclass(slots=True)
class Tellings:
    """The addresses of one release, which can only be judged when every building is known."""

    child: int
    identity: str
    told: list[tuple[int, tuple[str, ...]]]
    ends: list[int]


class Buildings:
    """Which buildings have shown units, by how many records, and of which children."""

    def __init__(self) -> None:
        self._shown: dict[str, list[int]] = {}

    def add(self, source: Source) -> None:
        """Count every building at which this record showed a unit, once."""
        found = {
            facts.building
            for address in source.addresses()
            if (facts := _read(address)).status is AddressStatus.WITH_UNIT and facts.building
        }
        for building in found:
            self._shown.setdefault(building, []).append(source.child)

    def show_units(self, building: str | None, child: int) -> bool:
        """Whether enough records of other children showed a unit there."""
        shown = self._shown.get(building or "", ())
        return sum(1 for other in shown if other != child) >= _OTHERS_WITH_UNIT


def findings_of(sources: list[Source], known: int) -> Iterator[Finding]:
    """Every finding of one child but those about addresses, closed ones too."""
    way = way_of(sources, known)
    for found in (*_by_episode(way), *_by_notice(way, known)):
        if found.until is None or found.until > found.since:
            yield found


def tellings_of(sources: list[Source], known: int) -> Iterator[Tellings]:
    """The addresses told of each release of one child."""
    way = way_of(sources, known)
    arrivals = [row.days.get("admitted_at") for _, row in way.of_feed("placements")]
    found = [row.days.get("apprehension_at") for _, row in way.of_feed("referrals")]
    ends = sorted(day for day in (*arrivals, *found) if day is not None)
    for source, _ in way.of_feed("placements"):
        told = list(source.tellings(known))
        if told:
            yield Tellings(source.child, source.identity, told, ends)


def address_findings(tellings: Tellings, buildings: Buildings) -> Iterator[Finding]:
    """Runs of unusable addresses, each until the first usable one or the child's next arrival."""
    since: int | None = None
    for day, address in tellings.told:
        usable = _is_usable(address, tellings.child, buildings)
        if not usable and since is None:
            since = day
        elif usable and since is not None:
            yield from _run(tellings, since, day)
            since = None
    if since is not None:
        yield from _run(tellings, since, None)


def _run(tellings: Tellings, since: int, usable_on: int | None) -> Iterator[Finding]:
    ends = [day for day in tellings.ends if day > since]
    until = min([*ends, *([usable_on] if usable_on is not None else [])], default=None)
    if until is None or until > since:
        yield Finding("address-unusable", tellings.identity, since, until)


def _is_usable(address: tuple[str, ...], child: int, buildings: Buildings) -> bool:
    facts = _read(address)
    if facts.status is AddressStatus.NO_UNIT:
        return not buildings.show_units(facts.building, child)
    return facts.status is AddressStatus.WITH_UNIT


def _by_episode(way: Way) -> Iterator[Finding]:
    closing, admitted = _closing_days(way), _days(way, "placements", "admitted_at")
    for episode, (day, identity) in way.transfers().items():
        until = _first(way, episode, closing)
        yield Finding("nta-not-issued", identity, day, until)
        yield Finding("transferred-not-placed", identity, day + 1, _first(way, episode, admitted))


def _by_notice(way: Way, known: int) -> Iterator[Finding]:
    ended = _ended(way)
    for source, row in way.of_feed("notices"):
        withdrawn = row.days.get("withdrawn_on")
        served, issued = row.days.get("served_on"), row.days.get("nta_issued_on")
        if issued is not None:
            until = _earliest(served, withdrawn, _first(way, way.episode(issued), ended))
            yield Finding("nta-not-served", source.identity, issued, until)
        if served is not None:
            accepted = source.accepted_on(known)
            until = _earliest(accepted, withdrawn, _first(way, way.episode(served), ended))
            yield Finding("nta-not-filed", source.identity, served, until)


def _closing_days(way: Way) -> list[int]:
    issued = _days(way, "notices", "nta_issued_on")
    return [*issued, *_days(way, "notices", "not_to_be_issued_on"), *_ended(way)]


def _ended(way: Way) -> list[int]:
    """The days on which the child left the country or was granted relief."""
    return [
        row.days["discharged_on"]
        for _, row in way.of_feed("placements")
        if row.code in _ENDS_DUTY and "discharged_on" in row.days
    ]


def _days(way: Way, feed: str, column: str) -> list[int]:
    return [row.days[column] for _, row in way.of_feed(feed) if column in row.days]


def _first(way: Way, episode: int, days: list[int]) -> int | None:
    return min((day for day in days if way.episode(day) == episode), default=None)


def _earliest(*days: int | None) -> int | None:
    return min((day for day in days if day is not None), default=None)


def _read(address: tuple[str, ...]) -> AddressFacts:
    line, unit, _, state, zip_code = address
    return read_address(line, unit, state, zip_code)
