"""The figures of what was done after missed hearings, counted a second way: hearing by hearing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from amparo.events.desk import Contact
from amparo.synthetic.desks import ASKED, CHECKED, Deed, office_of
from amparo.synthetic.truth_absences import Absence

FEWEST_AT_RISK = 10
"""No median is told of a day on which fewer still waited."""

_ANSWERS = (Contact.REACHED, Contact.CHILD_NOT_THERE)

Line = tuple[str, str, str, str, int]
"""Figure, step or whole, office, what is counted, value. What cannot be told has no line."""


@dataclass(slots=True)
class _Span:
    """How many days a step took or has been waited for, and whether it was taken or is not owed."""

    days: int
    is_done: bool
    is_over: bool


@dataclass(slots=True)
class _Course:
    """One missed hearing that made work: the first day of each thing, as known at the end."""

    absence: Absence
    opened: int
    ended: int | None
    checked: int | None
    asked: int | None
    answered: int | None
    answer: str | None


def desk_lines(absences: list[Absence], deeds: list[Deed], today: int) -> Iterator[Line]:
    """Both figures on a day, once all deeds were told on it."""
    courses = list(_courses(absences, deeds, today))
    yield from _of_days(courses, today)
    yield from _of_offices(courses)


def _courses(absences: list[Absence], deeds: list[Deed], today: int) -> Iterator[_Course]:
    done: dict[tuple[str, str], list[Deed]] = {}
    reached: dict[str, list[int]] = {}
    for deed in deeds:
        done.setdefault((deed.identity, deed.key), []).append(deed)
        if deed.outcome == Contact.REACHED:
            reached.setdefault(deed.identity, []).append(deed.day)
    for absence in absences:
        own = done.get((absence.identity, absence.key), [])
        met = [day for record in absence.child for day in reached.get(record, ())]
        opened, ended = absence.opened, _ended(absence, met, today)
        if opened is not None and opened <= today:
            answers = [one for one in own if one.outcome in _ANSWERS]
            first = min(answers, key=lambda one: one.day, default=None)
            yield _Course(
                absence,
                opened,
                ended,
                _first(own, CHECKED),
                _first(own, ASKED),
                first.day if first else None,
                first.outcome if first else None,
            )


def _ended(absence: Absence, met: list[int], today: int) -> int | None:
    """The day on which it was over and known to be. What a desk told is known since today."""
    later = min((day for day in met if day > absence.since), default=None)
    if later is not None and (absence.until is None or later < absence.until):
        return today
    return absence.ended


def _first(deeds: Iterable[Deed], what: str) -> int | None:
    return min((one.day for one in deeds if one.deed == what), default=None)


def _of_days(courses: list[_Course], today: int) -> Iterator[Line]:
    of_hearing = [_span(one.absence.since, one.opened, None, today) for one in courses]
    whole = [_span(one.opened, one.ended, None, today) for one in courses]
    steps = {
        "": whole,
        "duties opened": of_hearing,
        "notice checked": [_span(one.opened, one.checked, one.ended, today) for one in courses],
        "contact attempted": [_span(one.opened, one.asked, one.ended, today) for one in courses],
        "reached or not there": [
            _span(one.opened, one.answered, one.ended, today) for one in courses
        ],
        "outcome known": whole,
        # No message is among the deeds: of what ended nobody was told.
        "told to all": [
            _span(one.ended, None, None, today) for one in courses if one.ended is not None
        ],
    }
    for step, spans in steps.items():
        for name, value in _numbers(spans):
            yield "days-after-absence", step, "", name, value
    answers = Counter(one.answer for one in courses)
    yield "days-after-absence", "", "", "reached", answers[Contact.REACHED]
    yield "days-after-absence", "", "", "child_not_there", answers[Contact.CHILD_NOT_THERE]


def _span(begins: int, done: int | None, owed_until: int | None, today: int) -> _Span:
    is_done = done is not None and (owed_until is None or done <= owed_until)
    is_over = not is_done and owed_until is not None
    stops = done if is_done else owed_until
    return _Span(max(0, (today if stops is None else stops) - begins), is_done, is_over)


def _numbers(spans: list[_Span]) -> Iterator[tuple[str, int]]:
    yield "hearings", len(spans)
    yield "done", sum(one.is_done for one in spans)
    yield "open", sum(not one.is_done and not one.is_over for one in spans)
    yield "owed_no_more", sum(one.is_over for one in spans)
    median = _median(spans)
    if median is not None:
        yield "median_days", median


def _median(spans: list[_Span]) -> int | None:
    """Kaplan and Meier's, in exact fractions; None where it is not reached, or by too few."""
    left = Fraction(1)
    for day in sorted({one.days for one in spans if one.is_done}):
        at_risk = sum(one.days >= day for one in spans)
        done = sum(one.is_done and one.days == day for one in spans)
        left *= 1 - Fraction(done, at_risk)
        if left <= Fraction(1, 2):
            return day if at_risk >= FEWEST_AT_RISK else None
    return None


def _of_offices(courses: list[_Course]) -> Iterator[Line]:
    owed = Counter(office_of(one.absence) for one in courses)
    asked = Counter(office_of(one.absence) for one in courses if one.asked is not None)
    name = "offices-asking"
    yield name, "", "", "offices", len(asked)
    yield name, "", "", "offices_with_hearings", len(owed)
    yield name, "", "", "hearings", len(courses)
    yield name, "", "", "attempted", asked.total()
    for office, hearings in sorted(owed.items()):
        yield name, "", office, "hearings", hearings
        yield name, "", office, "attempted", asked[office]
