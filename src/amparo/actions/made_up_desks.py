"""Tells in a made-up home what its made-up desks did, through the door that everybody uses."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec

from amparo.actions.asking import LookRefused
from amparo.actions.desk import Telling, tell
from amparo.actions.home import Home, HomeRefused
from amparo.actions.people import who_asks
from amparo.actions.standings import told_for
from amparo.duties import duty_name, finding_name
from amparo.duties.welfare import ABSENCES
from amparo.events import ContactAttempted, NoticeChecked, ToldAtDesk
from amparo.events.desk import Contact
from amparo.store import deliveries
from amparo.words.agencies import Role

Progress = Callable[[int, int], None]


class Deeds(msgspec.Struct, frozen=True, kw_only=True):
    """How many deeds were told, had been told before, and found no duty any more.

    A home that joins more records than the truth does may have ended a duty already.
    """

    told: int
    before: int
    no_duty: int


class _Deed(msgspec.Struct, frozen=True):
    """One row of the file."""

    identity: str
    hearing: str
    on: date
    role: Role
    deed: str
    outcome: str

    @property
    def duty(self) -> str:
        (gap,) = ABSENCES
        return duty_name(finding_name(gap, f"{self.identity} {self.hearing} missed"), self.role)


def tell_all(
    home: Home, file: Path, clock: datetime, progress: Progress = lambda _done, _all: None
) -> Deeds:
    """Tell every deed of a file as the made-up person of its role; what was told is not told again.

    Raises HomeRefused for a home that is not made-up or a file of another shape, and as
    ``desk.tell`` does.
    """
    if deliveries.home_kind() is not True:
        raise HomeRefused("Made-up deeds are told in a made-up home only. Nothing was recorded.")
    rows = sorted(_deeds(file), key=_reached_last)
    told = told_for({one.duty for one in rows})
    new = [
        one for one in rows if not any(_is_it(one, event) for _, event in told.get(one.duty, ()))
    ]
    no_duty = 0
    for done, one in enumerate(new, start=1):
        try:
            tell(home, who_asks(home, clock, one.role, one.role), _telling(one), clock)
        except LookRefused:
            no_duty += 1
        progress(done, len(new))
    return Deeds(told=len(new) - no_duty, before=len(rows) - len(new), no_duty=no_duty)


def _reached_last(one: _Deed) -> tuple[bool, date]:
    """Whoever was reached long ago ended the duty long ago: nothing more could be told for it."""
    return one.outcome == Contact.REACHED, one.on


_KINDS: dict[str, type[ToldAtDesk]] = {
    str(kind.__struct_config__.tag): kind for kind in (ContactAttempted, NoticeChecked)
}
_CHECKED = {"time_and_place": "yes", "sent": "yes"}
"""What a made-up check found: that notice was sent. No figure counts it."""


def _telling(one: _Deed) -> Telling:
    kind = _KINDS[one.deed]
    says = {"outcome": one.outcome} if kind is ContactAttempted else _CHECKED
    return Telling(kind=kind, duty=one.duty, on=one.on, says=says)


def _is_it(one: _Deed, event: ToldAtDesk) -> bool:
    return type(event) is _KINDS[one.deed] and event.happened_on == one.on


def _deeds(file: Path) -> list[_Deed]:
    try:
        with file.open(newline="", encoding="utf-8") as lines:
            return [msgspec.convert(row, _Deed, strict=False) for row in csv.DictReader(lines)]
    except (OSError, ValueError, msgspec.ValidationError) as wrong:
        raise HomeRefused(
            f"{file} cannot be read as deeds: {wrong}. Nothing was recorded."
        ) from None
