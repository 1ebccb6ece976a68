"""What people at desks did after missed hearings: little, by rates that are assumed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amparo.events.desk import Contact
from amparo.synthetic.chance import Weighted, source_of, waited
from amparo.synthetic.truth_absences import Absence
from amparo.words.agencies import Role

ASSUMED = """\
One office in eight asks after any child at all: of eight ICE field offices that the inspectors of
DHS OIG-24-46 visited one reported any attempt (August 2024, as quoted in the press); here it is the
offices of ORR's field specialists, whose duty it is. What comes of an attempt follows the calls of
October to December 2017 of which HHS testified: of 7,635 some 80 in 100 found the child with the
sponsor and 19 could not be determined (from memory, not verified). Assumed, for want of any source:
an office that asks does so after 60 in 100 of its absences, six days after it knew in the mean, and
where nobody was reached 70 in 100 times once more, at most twice; ICE's juvenile coordinators
check the notice of 15 in 100 absences, after twenty days in the mean, the court's staff of 5 in
100, after ten."""

_OFFICES_THAT_ASK = 1 / 8
_IS_ASKED_AFTER, _ONCE_MORE, _AT_MOST = 0.60, 0.70, 3
_DAYS_TO_ASK, _DAYS_TO_ASK_AGAIN = 6, 4
_OUTCOMES = Weighted(
    [
        (Contact.REACHED, 80),
        (Contact.NO_ANSWER, 12),
        (Contact.LEFT_MESSAGE, 4),
        (Contact.WRONG_NUMBER, 3),
        (Contact.CHILD_NOT_THERE, 1),
    ]
)
_ANSWERS = {Contact.REACHED, Contact.CHILD_NOT_THERE}
_CHECKS = ((Role.JUVENILE_COORDINATOR, 0.15, 20), (Role.COURT_STAFF, 0.05, 10))
"""Who checks a notice, how often, and after how many days in the mean."""

OLDEST = 300
"""No absence that has been known for longer is acted upon: a desk takes down nothing older than a
year."""

ASKED, CHECKED = "contact attempted", "notice checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One deed: after which missed hearing, on which day, by which role, with which outcome.

    ``office`` is the field specialist's; where ICE and the court do their work is not drawn.
    """

    identity: str
    key: str
    day: int
    role: Role
    office: str
    deed: str
    outcome: str


def deeds(absences: Iterable[Absence], seed: int, today: int) -> Iterator[Deed]:
    """What was done up to a day after the missed hearings that are open on it.

    Of several of one child the child is asked after for the latest: one call is recorded once.
    """
    latest: dict[frozenset[str], tuple[int, Absence]] = {}
    for absence in absences:
        opened = absence.opened
        if opened is None or absence.until is not None or opened < today - OLDEST:
            continue
        yield from _by(today, _checking(absence, opened, seed))
        if absence.child not in latest or latest[absence.child][0] <= opened:
            latest[absence.child] = opened, absence
    for opened, absence in latest.values():
        yield from _by(today, _asking(absence, opened, seed))


def _by(today: int, drawn: Iterable[Deed]) -> Iterator[Deed]:
    return (one for one in drawn if one.day <= today)


def office_of(absence: Absence) -> str:
    """The office of the field specialist who owes the question, in small letters."""
    if absence.program is None:
        return "orr duty desk: field operations"
    return f"federal field specialist of {absence.program}"


def _asking(absence: Absence, opened: int, seed: int) -> Iterator[Deed]:
    office = office_of(absence)
    if source_of(seed, 0, f" office {office}").random() >= _OFFICES_THAT_ASK:
        return
    chance = source_of(seed, 0, f" asking {absence.identity} {absence.key}")
    if chance.random() >= _IS_ASKED_AFTER:
        return
    day = waited(chance, _DAYS_TO_ASK, opened)
    for _ in range(_AT_MOST):
        outcome = _OUTCOMES.draw(chance)
        yield _deed(absence, day, Role.FIELD_SPECIALIST, ASKED, str(outcome), office)
        if outcome in _ANSWERS or chance.random() >= _ONCE_MORE:
            return
        day = waited(chance, _DAYS_TO_ASK_AGAIN, day + 1)


def _checking(absence: Absence, opened: int, seed: int) -> Iterator[Deed]:
    for role, share, days in _CHECKS:
        chance = source_of(seed, 0, f" {role} {absence.identity} {absence.key}")
        if chance.random() < share:
            yield _deed(absence, waited(chance, days, opened), role, CHECKED, "", "")


def _deed(  # noqa: PLR0917  # one argument for each column
    absence: Absence, day: int, role: Role, deed: str, outcome: str, office: str
) -> Deed:
    return Deed(
        identity=absence.identity,
        key=absence.key,
        day=day,
        role=role,
        office=office,
        deed=deed,
        outcome=outcome,
    )
