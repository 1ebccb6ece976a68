"""What becomes of a child after the release: moves, who is told of them, calls and concerns."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from amparo.clocks.business_days import business_days_after
from amparo.synthetic.chance import Weighted, waited
from amparo.synthetic.days import number_of
from amparo.synthetic.journeys import LAST_DAY, RELEASED, Episode, next_home
from amparo.synthetic.notices import Notice
from amparo.synthetic.places import Address, Town

ASSUMED = """\
Nobody publishes how often released children move or whom they tell. Assumed: 24 in 100 move
within the years told of, after 400 days in the mean; of those with a case 45 in 100 file an
EOIR-33; 30 in 100 tell the call centre, 12 a sponsor tells, 10 counsel, 8 file an AR-11. Calls:
HHS OEI-07-21-00250, by the press (18 % not documented, 22 % not timely, 20 to 33 % not reached).
Assumed: where three calls are owed, one home in five answers none of them."""

_MOVES, _MOVES_AGAIN = 0.24, 0.25
_FILES_WITH_COURT = 0.45
_TELLS = {"ORR call": 0.30, "sponsor": 0.12, "counsel": 0.10, "AR-11": 0.08}
_NEVER_ANSWERS = 5
_THREE_CALLS_FROM = number_of(2024, 2, 1)
_LEFT_WHY = Weighted(
    [("moved to a parent", 50), ("moved to another relative", 30), ("left by choice", 15), ("", 5)]
)


@dataclass(slots=True)
class Move:
    """One change of home. ``filed`` is the day an EOIR-33 reached the court, if one did."""

    on: int
    address: Address
    filed: int | None = None
    told: list[tuple[str, int]] = field(default_factory=list)
    """Every other telling: its channel, and the day."""
    to_ice: int | None = None


@dataclass(slots=True)
class Call:
    """One call that ORR's rules ask for. No attempts: nobody called, or nobody wrote it down."""

    due: int
    is_documented: bool
    attempts: list[int] = field(default_factory=list)
    answered: int | None = None
    moved: Move | None = None
    """The move that the call found out about."""
    lives_there: str = "Yes"
    why_not: str = ""


@dataclass(slots=True)
class Aftermath:
    """What follows one release."""

    episode: Episode
    moves: list[Move] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    concerns: list[int] = field(default_factory=list)


def aftermath_of(episode: Episode, notices: list[Notice], town: Town, chance: Random) -> Aftermath:
    """What follows the release of one episode; nothing where there was none."""
    after = Aftermath(episode)
    released = episode.discharged
    if episode.how != RELEASED or released is None:
        return after
    after.moves = _moves(episode, released, _filed_on(notices), town, chance)
    after.calls = [_call(due, released, after, chance) for due in _due_days(released)]
    if len(after.calls) > 1 and episode.a_number % _NEVER_ANSWERS == 0:
        for call in after.calls:
            call.answered, call.moved, call.lives_there, call.why_not = None, None, "Yes", ""
    if chance.random() < 0.03:
        after.concerns = [_within(released + waited(chance, 200, 5))]
    return after


def _filed_on(notices: list[Notice]) -> int | None:
    """The day a case could be told of a change of address: when the court has the notice."""
    accepted = [
        filing.on for notice in notices for filing in notice.filings if filing.status == "accepted"
    ]
    return min(accepted, default=None)


def _moves(
    episode: Episode, released: int, filed: int | None, town: Town, chance: Random
) -> list[Move]:
    moves = [] if (told := _told_to_orr(episode, chance)) is None else [told]
    if not moves and chance.random() < _MOVES:
        moves.append(Move(released + waited(chance, 400, 6), next_home(town, chance)))
        if chance.random() < _MOVES_AGAIN:
            moves.append(Move(moves[0].on + waited(chance, 400, 30), next_home(town, chance)))
    moves = [move for move in moves if move.on < LAST_DAY - 40]
    for move in moves:
        _tell(move, filed, chance)
    return moves


def _told_to_orr(episode: Episode, chance: Random) -> Move | None:
    """The next home that ORR's own rows already tell of, where they do."""
    if episode.later_address is None or episode.is_put_right:
        return None
    told, address = episode.later_address
    released = episode.discharged or told
    return Move(max(released + 1, told - chance.randint(5, 60)), address)


def _tell(move: Move, filed: int | None, chance: Random) -> None:
    can_file = filed is not None and filed + 30 < LAST_DAY
    if can_file and chance.random() < _FILES_WITH_COURT:
        late = chance.randint(1, 5) if chance.random() < 0.4 else waited(chance, 40, 6)
        move.filed = _within(max(move.on, (filed or 0) + 20) + late)
    for channel, share in _TELLS.items():
        if chance.random() < share:
            move.told.append((channel, _within(move.on + waited(chance, 25, 1))))
    if chance.random() < 0.15:
        move.to_ice = _within(move.on + waited(chance, 60, 5))


def _due_days(released: int) -> list[int]:
    """Three calls from February 2024 on, one before it (the day in between is not known)."""
    if released < _THREE_CALLS_FROM:
        return [released + 30]
    day = date.fromordinal(released)
    return [business_days_after(day, days).toordinal() for days in (7, 14, 30)]


def _call(due: int, released: int, after: Aftermath, chance: Random) -> Call:
    luck = chance.random()
    call = Call(due, is_documented=luck >= 0.12)
    if luck < 0.18:
        return call
    # 18 in 100 are not documented, and 4 more come too late: 22 in 100 are not timely.
    first = due + chance.randrange(7) if luck >= 0.22 else due + 8 + chance.randrange(80)
    tries = 1 if chance.random() < 0.68 else chance.randint(2, 3)
    call.attempts = [first + 2 * more for more in range(tries) if first + 2 * more < LAST_DAY]
    if call.attempts and chance.random() < 0.86:
        call.answered = call.attempts[-1]
        _answer(call, after, released, chance)
    return call


def _answer(call: Call, after: Aftermath, released: int, chance: Random) -> None:
    day = call.answered or released
    moved = [move for move in after.moves if move.on <= day]
    if moved:
        call.moved = moved[-1]
    if chance.random() < (0.5 if moved else 0.012):
        call.lives_there, call.why_not = "No", _LEFT_WHY.draw(chance)


def _within(day: int) -> int:
    return min(day, LAST_DAY)
