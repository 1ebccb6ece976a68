"""Contests what was found of a child, or any concern about the home; nothing is ended by it."""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from amparo.actions.changing import ChangeRefused, as_they_stand, written_down
from amparo.actions.doubting import CONCERN, FINDING, Doubted, desk_of_finding, write
from amparo.actions.home import Home
from amparo.actions.lists import Shown, today
from amparo.actions.show import Record
from amparo.duties import finding_name
from amparo.gaps import GAPS
from amparo.gaps.gap import Kind
from amparo.purposes import DataClass, Origin
from amparo.purposes.asker import Asker
from amparo.purposes.wrong_facts import CONTESTS, WRONG_WITH_A_FINDING, Wrong
from amparo.store import children, doubts, findings, identities, records
from amparo.store.models import Doubt
from amparo.store.records import Owed
from amparo.words.agencies import Agency, Role


class Contests(msgspec.Struct, frozen=True, kw_only=True):
    """What is contested: a finding by its name; None, any concern about the child's home.

    ``why`` says more in a line, which is encrypted.
    """

    finding: str | None
    wrong: Wrong
    why: str | None


class Contested(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody contests it and waits for an answer: since when, and who, by their role."""

    on: date
    by: Role
    entry: int


def may_contest(asker: Asker) -> bool:
    """Whether somebody may contest: those whom it is about, and who speaks for the child."""
    return asker.role in CONTESTS


def contest(home: Home, asker: Asker, record: Record, says: Contests, clock: datetime) -> int:
    """Write down that something which was just shown, or a concern, is contested; its entry.

    Of a concern it is never said whether there is one: it goes to child protection, who has the
    flag if there is any, and what comes of it is not told. Raises ChangeRefused where it may not
    be asked, there is no such finding, or it waits for an answer already; NotRecorded.
    """
    with written_down(home, clock, "correction contest", asker.person):
        asker = as_they_stand(asker, clock)
        if not may_contest(asker) or not asker.credentials_in_date:
            raise ChangeRefused("not-of-the-role", "Your role does not contest what was found.")
        if says.wrong not in WRONG_WITH_A_FINDING:
            raise ChangeRefused("does-not-fit", "That is not said of what was found.")
        members = children.members([record.child]).get(record.child, [])
        if says.finding is None:
            what = _concern(members)
        else:
            what = _finding(says.finding, record.owed, members, today(clock))
        if any(_is_same(one, what, asker) for one in _waiting(members)):
            raise ChangeRefused("asked-already", "You contest it already: the answer is to come.")
        return write(home, asker, what, says.wrong, says.why, clock)


def _is_same(one: Doubt, what: Doubted, asker: Asker) -> bool:
    return one.event == what.event and one.person == asker.person and one.event != CONCERN


def _concern(members: list[int]) -> Doubted:
    """It hangs on ORR's record of the child where there is one: there the home is told of."""
    names = identities.names(members)
    kept = identities.secrets(members)
    if not kept:
        raise ChangeRefused("no-such-fact", "This record was expunged by order.")
    return Doubted(
        identity=min(kept, key=lambda one: (not names[one].startswith(f"{Agency.ORR}:"), one)),
        event=CONCERN,
        field=None,
        happened_on=None,
        # The class of what is said after a release: of a report itself it tells nothing.
        data_class=DataClass.SAFETY_CALLS,
        told_by=Agency.ORR,
        taken_up_by=Role.CHILD_PROTECTION,
    )


def _finding(name: str, owed: Iterable[Owed], members: list[int], now: date) -> Doubted:
    shown = next((one for one in owed if one.finding == name), None)
    rows = findings.as_of(now, now).filter(identity__in=members)
    row = next((one for one in rows if finding_name(one.gap, one.anchor) == name), None)
    if shown is None or row is None:
        raise ChangeRefused("no-such-fact", "It is not found so any more: look again.")
    label = records.label_of(row.gap, findings.read_facts(row.facts))
    return Doubted(
        identity=row.identity,
        event=f"{FINDING}{name}",
        field=row.gap,
        happened_on=row.since,
        data_class=label.data_class,
        told_by=_AGENCY.get(label.origin, Agency.ORR),
        taken_up_by=desk_of_finding(row.gap, protected=label.protected),
    )


_AGENCY = {Origin.COURT: Agency.EOIR, Origin.DHS_SUPPLIED: Agency.ICE}
"""An agency of each origin; a finding of any other is as HHS's."""


# --- that it is contested, where it stands ----------------------------------------------------


def _waiting(members: Iterable[int]) -> list[Doubt]:
    asked = doubts.of_children(members)
    answered = doubts.answers(one.entry for one in asked)
    return [one for one in asked if one.entry not in answered]


def own_contests(asker: Asker, child: str) -> dict[str, date]:
    """By finding: since when the asker contests it and waits. Call it once the record is shown."""
    members = children.members([child]).get(child, [])
    return {
        one.event.removeprefix(FINDING): one.on
        for one in _waiting(members)
        if one.person == asker.person and one.event.startswith(FINDING)
    }


def contested(asker: Asker, shown: Shown) -> list[Contested]:
    """Who contests a finding that was just shown to the desk that takes that up.

    Beside a red flag stands whoever contests any concern about the child's home.
    """
    members = children.members([shown.child]).get(shown.child, [])
    named = {f"{FINDING}{shown.finding}"}
    if GAPS[shown.gap].kind is Kind.RED_FLAG:
        named.add(CONCERN)
    return [
        Contested(on=one.on, by=Role(one.role), entry=one.entry)
        for one in _waiting(members)
        if one.event in named and one.taken_up_by == asker.role
    ]
