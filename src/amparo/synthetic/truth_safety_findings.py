"""The findings about a child's safety and coming of age, worked out on their own."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from amparo.synthetic.truth_records import Source, is_release
from amparo.synthetic.truth_release_findings import due_days
from amparo.synthetic.truth_told import Finding, Told, earliest

_EXPIRES, _AHEAD = 365, 60


def safety_findings(told: Told, known: int) -> Iterator[Finding]:
    """Every finding about the child's safety, and of the months before the child turns 18."""
    yield from _not_there(told)
    yield from _nobody_reached(told)
    for source, row in told.way.of_feed("placements"):
        born = row.likeness[3]
        month = None if born is None else _month_of_18(date.fromordinal(born))
        left = row.days.get("discharged_on")
        adult = None if month is None else (date.fromordinal(month + 31).replace(day=1)).toordinal()
        if row.code == "Runaway from Facility" and left is not None:
            until = earliest(adult, *(day for day in _seen(told) if day > left))
            yield Finding("runaway-from-care", source.identity, left, until)
        if month is None:
            continue
        came = row.days.get("admitted_at")
        if came is not None:
            yield _turns(source, came, month, earliest(adult, left))
        if left is not None and is_release(row):
            back = [day for day in told.arrivals if day > left]
            yield _turns(source, left, month, earliest(adult, *back))
    for source, _ in told.way.of_feed("safety"):
        yield from _unanswered(source, known)


def _month_of_18(born: date) -> int:
    return date(born.year + 18, born.month, 1).toordinal()


def _turns(source: Source, began: int, month: int, until: int | None) -> Finding:
    return Finding("turns-18", source.identity, max(began, month - _AHEAD), until)


def _reached(told: Told) -> list[int]:
    spoken = [one.day for one in told.answered]
    return spoken + [day for (_, day), was_reached in told.attempts.items() if was_reached]


def _held(told: Told) -> list[int]:
    return [one.day for case in told.cases for one in case.hearings if one.is_held]


def _seen(told: Told) -> Iterator[int]:
    booked = [
        row.days["book_in"] for _, row in told.way.of_feed("custody") if "book_in" in row.days
    ]
    return chain(told.arrivals, booked, _reached(told), _held(told))


def _not_there(told: Told) -> Iterator[Finding]:
    for one in told.answered:
        if one.lives_there == "no":
            again = [other.day for other in told.answered if other.lives_there in {"yes", "no"}]
            later = [day for day in (*again, *told.arrivals) if day > one.day]
            yield Finding(
                "not-with-sponsor", one.identity, one.day, earliest(one.day + _EXPIRES, *later)
            )


def _nobody_reached(told: Told) -> Iterator[Finding]:
    for release in told.releases:
        tried = [day for _, day in told.attempts if day > release.day]
        dues = due_days(release.day)
        if len(dues) < 3 or not tried:
            continue
        since = max(dues[-1] + 1, min(tried))
        signs = [*_reached(told), *_held(told), *told.arrivals]
        later = [day for day in signs if day > release.day]
        until = earliest(since + _EXPIRES, *later)
        yield Finding("nobody-reached", release.identity, since, until)


def _unanswered(source: Source, known: int) -> Iterator[Finding]:
    """A concern from the day it is of until it was told to be anything but pending."""
    rows = source.valid(known)
    if not rows or (rows[-1].code or "").lower() != "concern":
        return
    answered: int | None = None
    for row in rows:
        is_answered = row.words.get("status", "") not in {"", "pending"}
        answered = (answered or row.learned) if is_answered else None
    since = rows[-1].days.get("concern_on", rows[0].learned)
    until = earliest(since + _EXPIRES, answered)
    yield Finding("report-unanswered", source.identity, since, until)
