"""The findings that the rules must give for one child's records, worked out on their own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from amparo.synthetic.truth_buildings import Buildings, read_cells, shown_by
from amparo.synthetic.truth_court_findings import court_findings
from amparo.synthetic.truth_episodes import Way, way_of
from amparo.synthetic.truth_reading import Said
from amparo.synthetic.truth_records import Source
from amparo.synthetic.truth_release_findings import release_findings
from amparo.synthetic.truth_risk_findings import risk_findings
from amparo.synthetic.truth_safety_findings import safety_findings
from amparo.synthetic.truth_told import Finding, Told, earliest, told_of
from amparo.words.addresses import AddressStatus
from amparo.words.vocabularies import DEPARTED, RELIEF_GRANTED

_ENDS_DUTY = DEPARTED | RELIEF_GRANTED


@dataclass(slots=True)
class Tellings:
    """The addresses of one release, which can only be judged when every building is known."""

    identity: str
    told: list[tuple[int, tuple[str, ...]]]
    ends: list[int]
    own: dict[str, int]
    """How many of the child's own records show a unit at a building."""


def findings_of(sources: list[Source], known: int) -> Iterator[Finding]:
    """Every finding of one child but those that hang on others' buildings, closed ones too.

    What begins only after the day of knowledge, when the last hearing will be over, is none yet.
    """
    told = told_of(sources, known)
    way = told.way
    rules = (_with_the_finder(way), _by_episode(way), _by_notice(told, known), court_findings(told))
    more = (risk_findings(told, known), safety_findings(told, known))
    for found in chain(*rules, release_findings(told), *more):
        if found.lasts and found.since <= known:
            yield found


def tellings_of(sources: list[Source], known: int) -> Iterator[Tellings]:
    """The addresses told of each release of one child."""
    way = way_of(sources, known)
    ends = arrivals_of(way)
    own = Counter(building for source in sources for building in shown_by(source))
    for source, _ in way.of_feed("placements"):
        told = [(day, address) for day, _, address in source.tellings(known)]
        if told:
            yield Tellings(source.identity, told, ends, own)


def arrivals_of(way: Way) -> list[int]:
    """The days of admissions to care and of encounters, in order."""
    arrivals = [row.days.get("admitted_at") for _, row in way.of_feed("placements")]
    found = [row.days.get("apprehension_at") for _, row in way.of_feed("referrals")]
    return sorted(day for day in (*arrivals, *found) if day is not None)


def address_findings(tellings: Tellings, buildings: Buildings) -> Iterator[Finding]:
    """Runs of unusable addresses, each until the first usable one or the child's next arrival."""
    since: int | None = None
    for day, address in tellings.told:
        usable = _is_usable(address, tellings, buildings)
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


def _is_usable(address: tuple[str, ...], tellings: Tellings, buildings: Buildings) -> bool:
    facts = read_cells(address)
    if facts.status is AddressStatus.NO_UNIT:
        return not buildings.show_units(facts.building, tellings.own.get(facts.building or "", 0))
    return facts.status is AddressStatus.WITH_UNIT


_TO_TELL, _TO_HAND_OVER = 2, 3
"""Whole days after an encounter: 48 hours, and 72 (8 USC 1232(b)(2), (3))."""


def _with_the_finder(way: Way) -> Iterator[Finding]:
    """Who was found and not referred, or not handed over, in time: where the day is told."""
    over = [*_days(way, "referrals", "transfer_at"), *_days(way, "placements", "admitted_at")]
    told = [*over, *_days(way, "referrals", "referral_at")]
    for place, start in enumerate(way.starts):
        rows = way.of_feed("referrals")
        own = [one for one in rows if way.episode(_found_on(one[1])) == place]
        if any("apprehension_at" not in row.days for _, row in own) or _is_undated(own):
            continue
        _, identity = min((_found_on(row), source.identity) for source, row in own)
        ends = way.starts[place + 1] if place + 1 < len(way.starts) else None
        for gap, allowed, days in (
            ("referral-late", _TO_TELL, told),
            ("transfer-late", _TO_HAND_OVER, over),
        ):
            until = earliest(_first(way, place, days), ends)
            yield Finding(gap, identity, start + allowed + 1, until)


def _found_on(row: Said) -> int:
    return row.days.get("apprehension_at", row.learned)


def _is_undated(own: list[tuple[Source, Said]]) -> bool:
    return any("apprehension_at" in row.undated for _, row in own)


def _by_episode(way: Way) -> Iterator[Finding]:
    closing, admitted = _closing_days(way), _days(way, "placements", "admitted_at")
    for episode, (day, identity) in way.transfers().items():
        until = _first(way, episode, closing)
        yield Finding("nta-not-issued", identity, day, until)
        yield Finding("transferred-not-placed", identity, day + 1, _first(way, episode, admitted))


def _by_notice(told: Told, known: int) -> Iterator[Finding]:
    way = told.way
    ended = _ended(way)
    for source, row in way.of_feed("notices"):
        withdrawn = row.days.get("withdrawn_on")
        served, issued = row.days.get("served_on"), row.days.get("nta_issued_on")
        if issued is not None:
            until = earliest(served, withdrawn, _first(way, way.episode(issued), ended))
            yield Finding("nta-not-served", source.identity, issued, until)
        if served is not None:
            accepted = source.accepted_on(known)
            until = earliest(accepted, withdrawn, _first(way, way.episode(served), ended))
            yield Finding("nta-not-filed", source.identity, served, until)
        yield from _without_a_case(told, source, row, known)


def _without_a_case(told: Told, source: Source, row: Said, known: int) -> Iterator[Finding]:
    """An accepted filing, and no case of the child that the court opened since the issue."""
    filed = source.accepted_on(known)
    if filed is None:
        return
    # A day that is withheld is not told: the next one is asked.
    told_days = (
        row.days[name]
        for name in ("nta_issued_on", "served_on")
        if name in row.days and name not in row.undated
    )
    issued = next(told_days, None)
    opened = [case.opened for case in told.cases if issued is None or case.opened >= issued]
    ended = _first(told.way, told.way.episode(filed), _ended(told.way))
    until = earliest(row.days.get("withdrawn_on"), ended, *opened)
    yield Finding("filed-no-future-hearing", source.identity, filed, until)


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
