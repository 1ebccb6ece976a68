"""Where the duties of an absence lay and what was told for them, as nameless rows of a snapshot."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec

from amparo.actions.routing import Lies, offices_of
from amparo.actions.standings import standings
from amparo.clocks.washington import washington_day
from amparo.duties import duties_made
from amparo.duties.telling import Kind
from amparo.duties.welfare import ABSENCES
from amparo.events import ContactAttempted, NoticeChecked, ToldAtDesk
from amparo.figures.sql.absences import LIES_AT, OFFICE_ROLES
from amparo.store import children, findings, outgoing, tellings
from amparo.store.models import Telling
from amparo.words.agencies import AGENCY_OF, Role

Row = dict[str, Any]

_COUNTED = (ContactAttempted, NoticeChecked)
"""The facts that are counted; no other is, so no other is copied."""

_TELLS = (Kind.OPENED, Kind.CLOSED)


class Numbers(msgspec.Struct, frozen=True):
    """The findings of every absence by their number inside one snapshot, and their duties.

    ``lies`` says of the duties that are counted by office what decides where their work lies.
    """

    findings: dict[tuple[str, str], int]
    duties: dict[str, tuple[int, Role]]
    lies: dict[str, Lies]
    gaps: dict[str, str]


def numbers() -> Numbers:
    """Number the findings of every absence anew: what they are called elsewhere stays out."""
    found = findings.anchors_of(ABSENCES)
    child_of = children.memberships({identity for _, _, identity, _ in found})
    numbered = Numbers({}, {}, {}, {})
    for nth, (gap, anchor, identity, opened) in enumerate(found, start=1):
        numbered.findings[gap, anchor] = nth
        # The child's own side acts for no agency: what counsel does is for no figure.
        for duty, owner in duties_made(gap, anchor):
            if owner in AGENCY_OF:
                numbered.duties[duty] = nth, owner
                if owner in OFFICE_ROLES:
                    numbered.lies[duty] = child_of[identity], owner, opened
                    numbered.gaps[duty] = gap
    return numbered


def deed_rows(numbered: Numbers, today: date, *, made_up: bool) -> Iterator[Row]:
    """Where these duties lay, what was told for them, and who was told of them.

    In a made-up home a message counts as told on the day it woke: the nights between made-up
    days are made up too, and it was sent by a real clock, years later.
    """
    yield from _offices(numbered, today)
    yield from _facts(numbered.duties)
    yield from _messages(numbered.findings, made_up=made_up)


def _offices(numbered: Numbers, today: date) -> Iterator[Row]:
    """Each office at which a duty's work lay, from its day; a fallback desk is one by its name."""
    of = {duty: (gap, numbered.duties[duty][1]) for duty, gap in numbered.gaps.items()}
    for duty, stands in standings(of, offices_of(numbered.lies, today)).items():
        nth, owner = numbered.duties[duty]
        for office in stands.offices:
            yield _row(nth, owner, str(AGENCY_OF[owner]), office.name, LIES_AT, office.since)


def _facts(duties: Mapping[str, tuple[int, Role]]) -> Iterator[Row]:
    for told in _by_part(duties):
        for (row, event), (later, _) in pairwise([*told, (None, None)]):
            assert row is not None and event is not None  # noqa: S101, PT018  # only the last is
            known_from = washington_day(row.learned_at)
            known_to = washington_day(later.learned_at) if later is not None else None
            if not event.taken_back and known_from != known_to:
                yield _row(
                    *duties[row.duty],
                    row.agency,
                    row.office,
                    str(type(event).__struct_config__.tag),
                    event.happened_on or known_from,
                    outcome=str(event.outcome) if isinstance(event, ContactAttempted) else None,
                    known_from=known_from,
                    known_to=known_to,
                )


def _by_part(
    duties: Mapping[str, tuple[int, Role]],
) -> Iterable[list[tuple[Telling, ToldAtDesk]]]:
    """Each fact that is counted, as it was told and corrected, in order."""
    found: dict[str, list[tuple[Telling, ToldAtDesk]]] = {}
    for row, _, event in tellings.every_telling():
        if row.duty in duties and isinstance(event, _COUNTED):
            found.setdefault(event.part, []).append((row, event))
    return found.values()


def _messages(of: Mapping[tuple[str, str], int], *, made_up: bool) -> Iterator[Row]:
    for one in outgoing.told(ABSENCES, _TELLS):
        finding = of.get((one.gap, one.anchor))
        day = one.wakes_on if made_up else one.told_on
        if finding is not None and day is not None:
            yield _row(finding, Role(one.role), one.agency, None, one.kind, day)


def _row(  # noqa: PLR0917  # one argument for each column
    finding: int,
    owner: Role,
    agency: str,
    office: str | None,
    what: str,
    done_on: date,
    **more: Any,
) -> Row:
    return {
        "finding": finding,
        "owner": str(owner),
        "agency": agency,
        "office": office,
        "what": what,
        "outcome": None,
        "done_on": done_on,
        "known_from": done_on,
        "known_to": None,
        # What a person tells is learned as it is told: no fact of a desk is backfilled.
        "basis": "both",
        **more,
    }
