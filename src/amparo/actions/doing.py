"""Does something to a duty: takes it, hands it over, lets it rest, ends it. Each deed one entry."""

from collections.abc import Callable
from datetime import date, datetime

import msgspec

from amparo.actions.changing import (
    ChangeRefused,
    a,
    as_they_stand,
    refuse_unless_text,
    written_down,
)
from amparo.actions.duties import Owed, find_owed, lain_at
from amparo.actions.home import Home
from amparo.actions.lists import Asked, finding_of_duty, today
from amparo.actions.outgoing import tell_again
from amparo.actions.standings import acts_since, standings
from amparo.clocks.washington import washington_day
from amparo.duties.act import REASONS, Act, Deed
from amparo.duties.ladders import LONGEST_REST, ladder
from amparo.duties.standing import Standing, why_not
from amparo.purposes import ROLES
from amparo.purposes.asker import MAY_ASSIGN, Asker
from amparo.purposes.roles import agency
from amparo.store import people
from amparo.words.agencies import Role

NO_SUCH_DUTY = "You have no duty of this name (amparo duties list)."


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks to do to a duty.

    ``to`` a person's slug; ``office`` for an assignment to an office and nobody there yet.
    ``seen`` is the version of the duty that they looked at; None where they looked at none.
    """

    deed: Deed
    duty: str
    to: str | None = None
    office: str | None = None
    reason: str | None = None
    until: date | None = None
    seen: int | None = None


def do(home: Home, asker: Asker, doing: Doing, clock: datetime) -> Owed:
    """Do it, and give the duty as it stands after. Nothing is done where it is refused.

    Raises ChangeRefused with the reason, what changed meanwhile included; NotRecorded where the
    ledger could not be written; and as ``look_at_list`` does: whoever acts looks first.
    """
    asked, command = Asked(asker=asker), f"duties {doing.deed}"
    owed = find_owed(home, asked, doing.duty, clock, command)
    before, _ = enter(home, asker, doing, owed, clock)
    after = find_owed(home, asked, doing.duty, clock, command)
    return after if after is not None else before


def enter(
    home: Home, asker: Asker, doing: Doing, owed: Owed | None, clock: datetime
) -> tuple[Owed, int]:
    """Do it to a duty as it was found just now: one transaction, one entry. Its version after.

    ``owed`` None: the asker has none of this name. Raises ChangeRefused and NotRecorded.
    """
    with written_down(home, clock, f"duties {doing.deed}", asker.person):
        asker = as_they_stand(asker, clock)
        if owed is None:
            raise ChangeRefused("no-such-duty", NO_SUCH_DUTY)
        stand = standing_now(owed, clock)
        refuse_unless_it_may_be(asker, owed, doing, stand, clock)
        _add(asker, owed, doing, clock)
        if doing.deed is Deed.REOPEN:
            _tell_again(doing.duty, today(clock))
    return owed, stand.version + 1


def _tell_again(duty: str, now: date) -> None:
    """A late duty that was ended was raised to nobody: open again, it is."""
    finding = finding_of_duty(duty, now)
    if finding is not None:
        tell_again(finding)


def refuse_unless_it_may_be(
    asker: Asker, owed: Owed, doing: Doing, stand: Standing, clock: datetime
) -> None:
    """All that speaks against a deed as a duty stands, without doing it. Raises ChangeRefused."""
    _refuse_unless_theirs(asker, owed, doing.deed)
    _refuse_unless_seen(doing, stand, owed, today(clock))
    _refuse_unless_fit(asker, owed, doing, stand, clock)


def standing_now(owed: Owed, clock: datetime) -> Standing:
    """Where it stands now that this deed has its turn."""
    name, duty = owed.duty.duty, owed.duty
    lain = {name: lain_at(owed, today(clock))}
    return standings({name: (duty.gap, duty.owner)}, lain)[name]


def _add(asker: Asker, owed: Owed, doing: Doing, clock: datetime) -> None:
    office = doing.office if doing.deed is Deed.ASSIGN and doing.office else asker.office
    to, given = _given(doing)
    people.add(
        "duty",
        duty=owed.duty.duty,
        finding=owed.duty.finding,
        act=doing.deed,
        person=asker.person,
        role=asker.role,
        agency=asker.agency,
        office=given or office,
        at=clock,
        on=today(clock),
        to=to,
        reason=doing.reason,
        until=doing.until,
    )


def _given(doing: Doing) -> tuple[str | None, str | None]:
    """The person it is given to, and their office."""
    person = people.by_slug(doing.to) if doing.to else None
    if person is None:
        return None, None
    held = people.standing("appointment", person.pk)
    office = held[-1].office if held and doing.deed is Deed.ASSIGN else None
    return person.pk, office


# --- what is refused --------------------------------------------------------------------------


def _refuse_unless_theirs(asker: Asker, owed: Owed, deed: Deed) -> None:
    """A duty is moved by its own role; who answers for assigning may assign, and agree, too."""
    owner = owed.duty.owner
    if not asker.credentials_in_date:
        says = f"Your role as {asker.role} is out of date: ask an operator to give it anew."
        raise ChangeRefused("role-out-of-date", says)
    if asker.role is owner:
        return
    assigns = asker.role in MAY_ASSIGN and agency(asker.role) == agency(owner)
    if assigns and deed in {Deed.ASSIGN, Deed.AGREE, Deed.ESCALATE, Deed.UNDO}:
        return
    says = f"It is the duty of {a(owner)}, and you are {a(asker.role)} here."
    raise ChangeRefused("not-of-the-role", says)


def _refuse_unless_seen(doing: Doing, stand: Standing, owed: Owed, now: date) -> None:
    """Whoever acts on what they saw is told what changed since, and decides anew."""
    if doing.seen is None or doing.seen == stand.version:
        return
    acts = acts_since(doing.duty, doing.seen, lain_at(owed, now))
    since = ", ".join(map(_in_words, acts)) or "a fact was recorded for it, or the child moved"
    says = (
        f"The duty changed since you saw it ({since}); it is at version {stand.version} now."
        f" Look again (amparo duties show {owed.duty.duty})."
    )
    raise ChangeRefused("changed-since", says)


def _in_words(act: Act) -> str:
    by = people.slugs([act.person]).get(act.person, "somebody")
    return f"{by}: {act.deed} on {act.on}"


def _refuse_unless_fit(
    asker: Asker, owed: Owed, doing: Doing, stand: Standing, clock: datetime
) -> None:
    if owed.shown.ended:
        raise ChangeRefused("closed", "It is closed: what it was about has ended.")
    because = why_not(doing.deed, stand, asker.person)
    if because is not None:
        raise ChangeRefused("not-as-it-stands", because)
    _refuse_reason(doing)
    if (check := _FIT.get(doing.deed)) is not None:
        check(asker, owed, doing, stand, clock)


def _refuse_reason(doing: Doing) -> None:
    known = REASONS.get(doing.deed)
    if known is not None and doing.reason not in known:
        raise ChangeRefused("no-reason", f"Give a reason: one of {', '.join(known)}.")


def _fit_to_give(asker: Asker, owed: Owed, doing: Doing, _stand: Standing, clock: datetime) -> None:
    """A duty is given to somebody else who holds its role, in date; or to an office."""
    if doing.deed is Deed.ASSIGN and doing.to is None and doing.office:
        refuse_unless_text("office", doing.office, 80)
        return
    person = people.by_slug(doing.to) if doing.to else None
    if person is None:
        says = "Name a person (amparo people list), or for an assignment an office."
        raise ChangeRefused("no-such-person", says)
    if doing.deed is Deed.HAND_OVER and person.pk == asker.person:
        raise ChangeRefused("own", "You have it already.")
    held = people.appointment(person.pk, washington_day(clock))
    if held is None or not held[1] or Role(held[0].role) is not owed.duty.owner:
        says = f"{person.slug} is no {owed.duty.owner} here: a duty stays with its role."
        raise ChangeRefused("another-role", says)


def _fit_to_rest(
    _asker: Asker, _owed: Owed, doing: Doing, _stand: Standing, clock: datetime
) -> None:
    now = today(clock)
    latest = now + LONGEST_REST
    if doing.until is None or not now <= doing.until <= latest:
        says = f"Say until when it rests: a day from {now} to {latest}. Its due date stays."
        raise ChangeRefused("no-end", says)


def _fit_to_raise(
    _asker: Asker, owed: Owed, _doing: Doing, stand: Standing, clock: datetime
) -> None:
    rungs = ladder(owed.duty.gap, owed.duty.owner, today(clock))
    if not rungs:
        family = ROLES[owed.duty.owner].family
        says = f"Nobody stands above it: {owed.duty.gap} is never raised at {family}."
        raise ChangeRefused("never-raised", says)
    if stand.raised >= len(rungs):
        raise ChangeRefused("at-the-top", f"It is with the {rungs[-1].to} already.")


_FIT: dict[Deed, Callable[[Asker, Owed, Doing, Standing, datetime], None]] = {
    Deed.ASSIGN: _fit_to_give,
    Deed.HAND_OVER: _fit_to_give,
    Deed.SNOOZE: _fit_to_rest,
    Deed.ESCALATE: _fit_to_raise,
}
