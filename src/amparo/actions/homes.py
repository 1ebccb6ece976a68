"""Whether letters and calls reached the addresses of one child: for who puts an address right."""

from datetime import date, datetime

import msgspec

from amparo.actions.asking import Question, look
from amparo.actions.home import Home
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.record import Home as ToldHome
from amparo.store import homes as told_homes


class ToldHomes(msgspec.Struct, frozen=True, kw_only=True):
    """Each home, first told first. ``calls_withheld``: what was said on calls is not opened."""

    child: str
    purpose: Purpose
    homes: tuple[ToldHome, ...]
    calls_withheld: bool


def homes(
    home: Home,
    asker: Asker,
    child: str,
    clock: datetime,
    *,
    purpose: Purpose | None = None,
    on: date | None = None,
    known_at: date | None = None,
) -> ToldHomes:
    """One child's homes, once the look is accounted for. Raises as ``asking.look`` does."""
    question = Question(
        asker=asker,
        command="placements addresses",
        action=Action.READ,
        purpose=purpose,
        classes=frozenset({DataClass.LOCATION, DataClass.SAFETY_CALLS}),
        whole=frozenset({told_homes.WHERE}),
        on=on,
        known_at=known_at,
    )
    leave = look(home, question, child, clock)
    (known,) = leave.grant.children
    found = told_homes.named(leave.grant, clock)
    return ToldHomes(
        child=known,
        purpose=leave.grant.purpose,
        homes=found.homes,
        calls_withheld=not found.calls,
    )
