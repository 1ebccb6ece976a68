"""The findings about one child's court cases, worked out on their own."""

from collections.abc import Iterator

from amparo.synthetic.truth_cases import Case, Hearing
from amparo.synthetic.truth_told import Finding, Told, earliest

Times = list[tuple[int, int | None]]


def court_findings(told: Told) -> Iterator[Finding]:
    """Every finding that hangs on a case; none of them may be empty."""
    for case in told.cases:
        for since, until in nothing_set(case):
            yield Finding("filed-no-future-hearing", case.identity, since, until)
        yield from _stale_notices(told, case)
        until = earliest(case.counsel, case.first_end)
        yield Finding("no-counsel", case.identity, case.opened, until)
    yield from failures_to_appear(told)
    yield from orders_in_absentia(told)
    yield from _two_open(told.cases)


def nothing_set(case: Case) -> Times:
    """The stretches of the times in which it is open that no hearing to come covers."""
    promised = sorted((one.set_on, one.stands_until) for one in case.hearings)
    found: Times = []
    for opens, ends in case.open:
        free = opens
        for set_on, stands_until in promised:
            if stands_until <= max(free, set_on) or (ends is not None and set_on >= ends):
                continue
            if set_on > free:
                found.append((free, set_on))
            free = max(free, stands_until)
        if ends is None or free < ends:
            found.append((free, ends))
    return found


def failures_to_appear(told: Told) -> Iterator[Finding]:
    """One for each hearing that was missed."""
    for case in told.cases:
        for day, _ in case.missed:
            yield Finding("failed-to-appear", case.identity, day, answered_on(told, case, day))


def orders_in_absentia(told: Told) -> Iterator[Finding]:
    """One for each order made in the child's absence."""
    for case in told.cases:
        for day in case.orders:
            until = _next(case.rescinded, day)
            yield Finding("in-absentia-order", case.identity, day, until)


def answered_on(told: Told, case: Case, day: int) -> int | None:
    """The first day after which nobody need look: the child came, was reached, was heard."""
    later = [one.day for other in told.cases for one in other.hearings if one.is_held]
    later += [one.day for one in told.answered]
    later += told.arrivals
    return earliest(_next(later, day + 1), _next(case.rescinded, day))


def _next(days: list[int], at_least: int) -> int | None:
    return min((day for day in days if day >= at_least), default=None)


def _stale_notices(told: Told, case: Case) -> Iterator[Finding]:
    for hearing, until in stale_hearings(told, case):
        yield Finding("notice-to-stale-address", case.identity, hearing.set_on, until)


def stale_hearings(told: Told, case: Case) -> Iterator[tuple[Hearing, int | None]]:
    """The hearings of which notice went to a stale address, and until when that was so."""
    for hearing in case.hearings:
        if hearing.set_on < hearing.day and _is_stale(told, case, hearing):
            moved = min((day for day, _, _ in case.homes if day > hearing.set_on), default=None)
            held = hearing.day if hearing.is_held else None
            yield hearing, earliest(moved, held, hearing.off)


def _is_stale(told: Told, case: Case, hearing: Hearing) -> bool:
    """Whether somebody had told an agency otherwise before the hearing was set."""
    noticed = hearing.set_on
    known = [home for home in case.homes if home[0] <= noticed]
    if not known:
        return False
    since, _, code = known[-1]
    homes = [home for release in told.releases for home in release.homes]
    homes += [change.home for change in told.changes if change.channel != "EOIR-33"]
    elsewhere = any(
        since < home.day < noticed
        and home.learned < noticed
        and code is not None
        and home.facts.postal_code not in {None, code}
        for home in homes
    )
    return elsewhere or any(
        since < one.day < noticed and one.learned < noticed and one.matches == "no"
        for one in told.answered
    )


def open_times(cases: list[Case]) -> Times:
    """The times in which any case is open, those that touch taken as one."""
    return _joined([time for case in cases for time in case.open])


def _joined(times: Times) -> Times:
    found: Times = []
    for since, until in sorted(times, key=lambda time: time[0]):
        if not found or (found[-1][1] is not None and found[-1][1] < since):
            found.append((since, until))
        elif found[-1][1] is not None and (until is None or until > found[-1][1]):
            found[-1] = (found[-1][0], until)
    return found


def _two_open(cases: list[Case]) -> Iterator[Finding]:
    for place, later in enumerate(cases):
        before = [time for case in cases[:place] for time in case.open]
        both = [
            (max(one[0], other[0]), earliest(one[1], other[1]))
            for one in later.open
            for other in before
        ]
        shared = [(since, until) for since, until in both if until is None or since < until]
        for since, until in _joined(shared):
            yield Finding("two-open-cases", later.identity, since, until)
