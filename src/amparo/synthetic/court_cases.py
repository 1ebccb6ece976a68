"""What happens in one case at the immigration court, from the filing on."""

from dataclasses import dataclass, field
from random import Random

from amparo.synthetic.chance import Weighted, waited
from amparo.synthetic.days import number_of
from amparo.synthetic.places import Address

ASSUMED = """\
Published are only shares of children: 20 % of those with a notice failed to appear (OIG-24-46,
OIG-25-21), some 31,000 orders in absentia stand against 32,000 to 43,000 failures (Reuters,
February 2025), 32 to 41 % had counsel in 2014 (TRAC). All else here is assumed: hearings 30 to
120 days apart, one in six postponed or vacated, one case in eight moved to another court, one
order in nine reopened, counsel for 40 to 60 % of those who stay in touch;
of cases opened within a week of service every other one is heard the next day."""

LAST_DAY = number_of(2025, 1, 28)
"""Nothing happens at the court after this day, so that all of it can still be told."""

COURTS = Weighted(
    [
        ("HOU", 13), ("MIA", 10), ("LOS", 10), ("NYC", 9), ("BAL", 6), ("WAS", 6), ("NEW", 6),
        ("ATL", 6), ("MEM", 5), ("CHL", 5), ("NOL", 4), ("CHI", 5), ("SFR", 5), ("BOS", 4),
    ]
)  # fmt: skip

# Every code means what EOIR's table of adjournment codes says.
_POSTPONED = Weighted([("9A", 40), ("34", 12), ("41", 10), ("25", 6), ("59", 8), ("74", 10)])
_ADVANCED = Weighted([("55", 60), ("9B", 30), ("5A", 10)])
_RESET = Weighted(
    [
        ("01", 30), ("02", 14), ("12", 12), ("05", 8), ("06", 8), ("7A", 6), ("17", 5), ("49", 2),
        ("18", 4), ("13", 3), ("03", 2), ("10", 2), ("45", 2), ("38", 2),
    ]
)  # fmt: skip
_DECIDED = Weighted([("R", 28), ("U", 30), ("I", 14), ("Y", 8), ("X", 14), ("V", 6)])
_BY_DECISION = frozenset({"X", "V", "R"})
"""What stands in DEC_CODE; every other completion stands in OTHER_COMP."""

# Chosen so that the two published counts come out: 32,000 failures by May 2024, 43,000 by October.
_MISSES, _MISSES_LATER = 0.20, 0.43
_LATER_FROM = number_of(2024, 5, 1)
_WITH_COUNSEL = 0.35
_ORDERED, _CLOSED = 0.47, 0.06


@dataclass(slots=True)
class Respondent:
    """What the court can know of one person. ``homes``: each address, and the day it had it."""

    a_number: int | None
    born: int | None
    sex: str
    country: str
    language: str
    entered: int | None
    is_child: bool
    homes: list[tuple[int, Address]]
    leaves: int | None = None
    """The day of a departure or of relief; the case then ends."""
    is_sure: bool = False
    """Whether all that may be written of the case is."""


@dataclass(frozen=True, slots=True)
class Filing:
    """How a case begins: an accepted Notice to Appear, or a hearing booked without any."""

    on: int
    issued: int | None
    slot: int | None
    withdrawn: int | None = None
    is_filed: bool = True
    served: int | None = None


@dataclass(slots=True)
class Proceeding:
    """One adjudication in one court."""

    opened: int
    court: str
    moved_in: int | None = None
    completed: int | None = None
    decision: str = ""
    in_absentia: bool = False
    moved_to: str = ""
    before: str = ""

    def complete(self, day: int, decision: str) -> None:
        """End it."""
        self.completed, self.decision = day, decision

    @property
    def is_by_decision(self) -> bool:
        """Whether the judge decided the case itself."""
        return self.decision in _BY_DECISION


@dataclass(slots=True)
class Hearing:
    """One row of the schedule: set on a day for a day; then what became of it, and when."""

    set_on: int
    day: int
    proceeding: int
    calendar: str
    code: str = ""
    updated: int | None = None

    def became(self, code: str, updated: int) -> None:
        """Write down what became of it."""
        self.code, self.updated = code, updated


@dataclass(slots=True)
class Motion:
    """One motion, and the court's answer if there is one."""

    received: int
    kind: str
    proceeding: int
    decision: str = ""
    decided: int | None = None
    deleted_on: int | None = None


@dataclass(slots=True)
class Case:
    """One case with all that happened in it."""

    respondent: Respondent
    filing: Filing
    opened: int
    counsel: int | None = None
    proceedings: list[Proceeding] = field(default_factory=list)
    hearings: list[Hearing] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)


def case_of(respondent: Respondent, filing: Filing, chance: Random) -> Case | None:
    """The case that a filing begins, or None where the world ends before it opens."""
    is_at_once = respondent.is_sure or not filing.is_filed
    opened = filing.on if is_at_once else filing.on + 3 + waited(chance, 9)
    if opened > LAST_DAY:
        return None
    return _Court(Case(respondent, filing, opened), chance).heard()


class _Court:
    """One case being heard. A method that sets a hearing gives the day it was set, and its day."""

    def __init__(self, case: Case, chance: Random) -> None:
        self.case, self.chance = case, chance
        self.held = 0
        self.moves_on = self._venue_day()
        self.ends_on = self._end()
        self.case.counsel = self._counsel_day()
        self.misses = _WITH_COUNSEL if case.counsel is not None else 1.3

    def heard(self) -> Case:
        """Hear the case until it ends, or the world does."""
        self._open(self.case.opened, COURTS.draw(self.chance))
        nxt: tuple[int, int] | None = self._first_setting()
        while nxt is not None and nxt[0] <= LAST_DAY:
            nxt = self._hear(*nxt)
        self._other_motions()
        return self.case

    def _hear(self, set_on: int, day: int) -> tuple[int, int] | None:
        hearing = self._set(set_on, day)
        before = self._before(hearing)
        if before is not None:
            return before[0]
        if hearing.day > LAST_DAY:
            return None
        if not self.case.filing.is_filed:
            self._complete(hearing, "F")
            return None
        share = _MISSES if hearing.day < _LATER_FROM else _MISSES_LATER
        if self.chance.random() < share * self.misses:
            return self._missed(hearing)
        return self._appeared(hearing)

    def _set(self, set_on: int, day: int) -> Hearing:
        calendar = "I" if self.held >= 4 or (self.held >= 2 and self.chance.random() < 0.4) else "M"
        hearing = Hearing(set_on, _weekday(day), len(self.case.proceedings) - 1, calendar)
        self.case.hearings.append(hearing)
        return hearing

    def _before(self, hearing: Hearing) -> tuple[tuple[int, int] | None] | None:
        """What happens before the day: the case ends, moves, or the hearing is called off."""
        until = min(hearing.day, LAST_DAY + 1)
        if self.ends_on is not None and self.ends_on < until:
            self._ended(hearing, max(self.ends_on, hearing.set_on))
            return (None,)
        if self.moves_on is not None and hearing.set_on <= self.moves_on < until:
            return (self._moved(hearing, self.moves_on),)
        if self.chance.random() < 0.16 and hearing.day - hearing.set_on > 12:
            off = hearing.set_on + 4 + self.chance.randrange(hearing.day - hearing.set_on - 10)
            if off <= LAST_DAY:
                return (self._called_off(hearing, off),)
        return None

    def _ended(self, hearing: Hearing, day: int) -> None:
        hearing.became("8A", day)
        decision = "V" if self.case.filing.withdrawn is None else "U"
        self.case.proceedings[-1].complete(day, decision)

    def _moved(self, hearing: Hearing, day: int) -> tuple[int, int]:
        """A change of venue: one proceeding is completed, another begins elsewhere."""
        self.moves_on = None
        hearing.became(self.chance.choice(("9A", "8A")), day)
        old = self.case.proceedings[-1]
        old.complete(day, "C")
        self._motion("CV", day - self.chance.randint(5, 40), "G", day)
        old.moved_to = COURTS.draw(self.chance)
        opened = min(day + self.chance.randint(1, 25), LAST_DAY)
        self._open(opened, old.moved_to, moved_in=opened, before=old.court)
        return opened + self.chance.randint(0, 12), opened + self.chance.randint(30, 120)

    def _called_off(self, hearing: Hearing, off: int) -> tuple[int, int] | None:
        luck = self.chance.random()
        if luck < 0.15:
            hearing.became(_ADVANCED.draw(self.chance), off)
            return off, off + self.chance.randint(10, max(11, hearing.day - off - 1))
        if luck < 0.75:
            hearing.became(_POSTPONED.draw(self.chance), off)
            return off + self._days_to_reset(), hearing.day + self.chance.randint(30, 120)
        # Off the calendar, or a master vacated: for some no new day is ever set.
        hearing.became("9C" if luck < 0.85 else "9V", off)
        again = off + 30 + waited(self.chance, 150)
        return None if self.chance.random() < 0.3 else (again, again + 30 + waited(self.chance, 60))

    def _missed(self, hearing: Hearing) -> tuple[int, int] | None:
        """Nobody came. The judge orders removal, closes the case, or sets another day."""
        luck, day = self.chance.random(), hearing.day
        if luck < _ORDERED:
            hearing.became("8B" if self.chance.random() < 0.7 else "11", day)
            proceeding = self.case.proceedings[-1]
            proceeding.complete(day, "X")
            proceeding.in_absentia = True
            return self._reopened(day, ("MA", "MA", "MA", "MA", "RD", "O"), 0.20)
        if luck < _ORDERED + _CLOSED:
            hearing.became("8B" if self.chance.random() < 0.5 else "11", day)
            self.case.proceedings[-1].complete(day, "B")
            return self._reopened(day, ("C",), 0.30)
        hearing.became("11", day + self.chance.randrange(2))
        return day + self._days_to_reset(), day + self.chance.randint(30, 120)

    def _reopened(self, day: int, kinds: tuple[str, ...], share: float) -> tuple[int, int] | None:
        if self.chance.random() >= share:
            return None
        received = day + 5 + waited(self.chance, 70)
        decided = received + self.chance.randint(8, 80)
        if received > LAST_DAY:
            return None
        kind, luck = self.chance.choice(kinds), self.chance.random()
        if luck >= 0.85 or decided > LAST_DAY:
            self._motion(kind, received, "", None)
            return None
        self._motion(kind, received, "G" if luck < 0.6 else "D", decided)
        if luck >= 0.6:
            return None
        self._open(decided, self.case.proceedings[-1].court)
        self.misses *= 0.5
        return decided + self.chance.randint(0, 20), decided + self.chance.randint(30, 120)

    def _appeared(self, hearing: Hearing) -> tuple[int, int] | None:
        self.held += 1
        if hearing.calendar == "I" and self.chance.random() < 0.7:
            self._complete(hearing, _DECIDED.draw(self.chance))
            return None
        if self.chance.random() < 0.05:
            self._complete(hearing, self.chance.choice("UIY"))
            return None
        hearing.became(_RESET.draw(self.chance), hearing.day + (self.chance.random() < 0.2))
        after = self.chance.randint(30, 120) if self.held < 3 else self.chance.randint(90, 420)
        set_on = hearing.day + self._days_to_reset()
        return set_on, max(hearing.day + after, set_on + 12)

    def _complete(self, hearing: Hearing, decision: str) -> None:
        hearing.became("8B", hearing.day)
        self.case.proceedings[-1].complete(hearing.day, decision)

    def _days_to_reset(self) -> int:
        """Mostly the new day is set at once; for some the file waits."""
        return 0 if self.chance.random() < 0.9 else 15 + waited(self.chance, 60)

    def _open(self, day: int, court: str, moved_in: int | None = None, before: str = "") -> None:
        self.case.proceedings.append(Proceeding(day, court, moved_in=moved_in, before=before))

    def _motion(self, kind: str, received: int, decision: str, decided: int | None) -> None:
        place = len(self.case.proceedings) - 1
        received = max(received, self.case.opened)
        self.case.motions.append(Motion(received, kind, place, decision, decided))

    def _other_motions(self) -> None:
        """Motions that change nothing here; some are marked deleted."""
        if self.case.respondent.is_sure:
            self._motion("CO", self.case.opened + 5, "", None)
        elif self.case.respondent.is_child and self.chance.random() < 0.12:
            received = self.case.opened + waited(self.chance, 200, 10)
            if received < LAST_DAY - 30:
                kind = self.chance.choice(("CO", "CO", "TP", "WC", "EH", "MA"))
                deleted = self.chance.random() < 0.3 or kind == "MA"
                decided = None if self.chance.random() < 0.3 else received + 15
                motion = Motion(received, kind, 0, "" if decided is None else "G", decided)
                motion.deleted_on = received + 20 if deleted else None
                self.case.motions.append(motion)

    def _first_setting(self) -> tuple[int, int]:
        opened, slot = self.case.opened, self.case.filing.slot
        if slot is not None and slot > opened + 10:
            return opened, slot
        set_on, day = opened + self._days_to_reset(), opened + self.chance.randint(30, 150)
        return (opened, opened + 1) if self._is_hurried() else (set_on, day)

    def _is_hurried(self) -> bool:
        """Whether the first hearing is set at once, though the notice was served days ago."""
        served, number = self.case.filing.served, self.case.respondent.a_number
        return served is not None and self.case.opened < served + 7 and (number or 1) % 2 == 0

    def _venue_day(self) -> int | None:
        if not self.case.filing.is_filed or self.chance.random() >= 0.125:
            return None
        return self.case.opened + self.chance.randint(40, 400)

    def _end(self) -> int | None:
        """The day on which the case ends for a reason outside the court."""
        leaves, withdrawn = self.case.respondent.leaves, self.case.filing.withdrawn
        days = [day + 5 for day in (leaves, withdrawn) if day is not None]
        return max(min(days), self.case.opened + 1) if days else None

    def _counsel_day(self) -> int | None:
        case = self.case
        if not case.filing.is_filed or self.chance.random() >= _represented(case.opened):
            return None
        day = case.opened + waited(self.chance, 120, 2)
        return day if day <= LAST_DAY else None


def _weekday(day: int) -> int:
    """The day itself, or the Monday after it."""
    # Day 1 was a Monday.
    of_week = (day - 1) % 7
    return day + 7 - of_week if of_week > 4 else day


def _represented(day: int) -> float:
    """The share of children with counsel, by the day the case opens; assumed, falling."""
    years = (day - number_of(2019, 1, 1)) / 365.25
    return max(0.46, 0.66 - 0.035 * years)
