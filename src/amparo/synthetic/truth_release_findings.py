"""The findings about one child after a release: calls, moves, books that disagree."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from amparo.clocks.business_days import business_days_after
from amparo.synthetic.days import number_of
from amparo.synthetic.truth_court_findings import open_times
from amparo.synthetic.truth_told import Finding, Home, Release, Told, earliest
from amparo.words.addresses import AddressFacts, AddressStatus

_THREE_CALLS_FROM = number_of(2024, 2, 1)
_ONE_CALL_AFTER = 37
_TOLD_NOT_FILED = {"ORR call", "sponsor", "counsel", "AR-11"}
_TO_ORR = {"ORR call", "sponsor", "counsel"}
_FILED_AHEAD = 30


def release_findings(told: Told) -> Iterator[Finding]:
    """Every finding that hangs on a release, a call or a change of address."""
    for release in told.releases:
        yield from _calls(told, release)
    yield from _told_not_filed(told)
    if told.releases:
        first = min(told.releases, key=lambda one: (one.day, one.identity))
        for since, until in _apart(told, first.day):
            yield Finding("agencies-disagree-on-address", first.identity, since, until)


def _calls(told: Told, release: Release) -> Iterator[Finding]:
    reached = [one.day for one in told.answered]
    reached += [day for (_, day), was_reached in told.attempts.items() if was_reached]
    back = [day for day in told.arrivals if day > release.day]
    before = release.day - 1
    for due in due_days(release.day):
        until = earliest(*(day for day in reached if day > before), *back)
        yield Finding("safety-call-overdue", release.identity, due + 1, until)
        before = due


def due_days(released: int) -> list[int]:
    """When ORR's rule wants the child called, by the day of the release."""
    if released < _THREE_CALLS_FROM:
        return [released + _ONE_CALL_AFTER]
    day = date.fromordinal(released)
    return [business_days_after(day, days).toordinal() for days in (7, 14, 30)]


def _told_not_filed(told: Told) -> Iterator[Finding]:
    times = open_times(told.cases)
    tellings = [
        (one.identity, one.day)
        for one in told.answered
        if one.matches == "no" and one.was_filed != "yes"
    ]
    tellings += [
        (one.identity, one.home.day) for one in told.changes if one.channel in _TOLD_NOT_FILED
    ]
    for identity, day in tellings:
        time = next(((a, b) for a, b in times if b is None or day < b), None)
        if time is not None:
            until = earliest(*_filed(told, day), time[1])
            yield Finding("address-told-not-filed", identity, max(day, time[0]), until)


def _filed(told: Told, day: int) -> Iterator[int]:
    for change in told.changes:
        if change.channel == "EOIR-33" and change.filed >= day - _FILED_AHEAD:
            yield change.filed
    for one in told.answered:
        if one.day > day and one.was_filed == "yes":
            yield one.day
    for case in told.cases:
        yield from (on for on, _, _ in case.homes if on >= day)


Book = list[tuple[int, AddressFacts]]


def _apart(told: Told, released: int) -> Iterator[tuple[int, int | None]]:
    """The stretches from the release on in which two books name two places."""
    books = [_orr(told), _ice(told), _court(told)]
    back = min((day for day in told.arrivals if day > released), default=None)
    days = {released, *(day for book in books for day, _ in book if day > released)}
    since: int | None = None
    for day in sorted(one for one in days if back is None or one < back):
        now = [facts for book in books if (facts := _current(book, day)) is not None]
        differ = any(_differ(one, other) for one, other in combinations(now, 2))
        if differ and since is None:
            since = day
        elif not differ and since is not None:
            yield since, day
            since = None
    if since is not None:
        yield since, back


def _current(book: Book, day: int) -> AddressFacts | None:
    """What a book says on a day; None where that has no postal code and so cannot differ."""
    told = [facts for on, facts in book if on <= day]
    return told[-1] if told and told[-1].postal_code is not None else None


def _differ(one: AddressFacts, other: AddressFacts) -> bool:
    if one.postal_code != other.postal_code:
        return True
    if one.building is None or other.building is None or one.building != other.building:
        return None not in {one.building, other.building}
    return None not in {one.unit, other.unit} and one.unit != other.unit


def _orr(told: Told) -> Book:
    homes = [(home, one.identity) for one in told.releases for home in one.homes]
    homes += [
        (one.home, one.identity)
        for one in told.changes
        if one.agency == "ORR" or one.channel in _TO_ORR
    ]
    return _book(homes)


def _ice(told: Told) -> Book:
    return _book([(one.home, "") for one in told.of_record])


def _court(told: Told) -> Book:
    homes = [
        (Home(day, learned, AddressFacts(AddressStatus.NO_UNIT, postal_code=code)), case.identity)
        for case in told.cases
        for day, learned, code in case.homes
    ]
    homes += [(one.home, one.identity) for one in told.changes if one.channel == "EOIR-33"]
    return _book(homes)


def _book(homes: list[tuple[Home, str]]) -> Book:
    ordered = sorted(homes, key=lambda one: (one[0].day, one[0].learned, one[1]))
    return [(home.day, home.facts) for home, _ in ordered]
