"""``amparo duties``: who owes what by when, and what is done about it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click

from amparo.actions.home import Home
from amparo.cli.answer import (
    Exit,
    Refusal,
    clock,
    in_words,
    print_json,
    print_table,
    say_what_is_missing,
)
from amparo.cli.options import Day, as_json, asks, home_option, purpose_option, two_days
from amparo.duties import State
from amparo.duties.act import CLOSED_BECAUSE, RAISED_BECAUSE, REJECTED_BECAUSE, RESTS_BECAUSE, Deed
from amparo.purposes import Purpose
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

_Command = Callable[..., Any]
_TO_SEVERAL = frozenset({Deed.TAKE, Deed.ASSIGN, Deed.SNOOZE, Deed.UNDO})

NOT_OPENED = "not opened to you"
"""In the place of an office that would tell where a child was."""

_office = click.option(
    "--office", metavar="NAME", help="Only those whose work lies there or falls to it."
)


@click.group()
def duties() -> None:
    """The work that findings make, each duty with one owner."""


@duties.command("list")
@click.option("--closed", is_flag=True, help="Those that were closed, instead of the open ones.")
@click.option("--unassigned", is_flag=True, help="Only those that nobody has had for too long.")
@_office
@two_days
@purpose_option
@as_json
@home_option
@asks(Role.INSPECTOR)
def list_(
    home: Home,
    *,
    asker: Asker,
    on: date | None,
    known_at: date | None,
    purpose: Purpose | None,
    closed: bool,
    unassigned: bool,
    office: str | None,
    as_json: bool,
) -> None:
    """Your open duties, those of others that wait for you too; without a due date none is late."""
    from amparo.actions.duties import at_office  # noqa: PLC0415  # the database
    from amparo.actions.duties import duties as owed  # noqa: PLC0415
    from amparo.actions.lists import Asked, today  # noqa: PLC0415

    day = on or today(clock())
    asked = Asked(asker=asker, purpose=purpose, on=on, known_at=known_at, closed=closed)
    listed = owed(home, asked, clock())
    say_what_is_missing(listed.more, listed.counted)
    found = at_office(listed.duties, office)
    _print([one for one in found if one.unassigned or not unassigned], day, as_json)


@duties.command()
@click.argument("duty")
@as_json
@home_option
@asks(Role.INSPECTOR)
def show(home: Home, duty: str, *, asker: Asker, as_json: bool) -> None:
    """One duty of yours: what there is to do, what was told for it, and its history."""
    from amparo.actions import duties as owed  # noqa: PLC0415  # the database
    from amparo.actions.doing import NO_SUCH_DUTY  # noqa: PLC0415
    from amparo.actions.lists import Asked, today  # noqa: PLC0415

    view = owed.show(home, Asked(asker=asker), duty, clock())
    if view is None:
        raise Refusal(NO_SUCH_DUTY)
    if as_json:
        print_json(_whole(view, today(clock())))
        return
    _print_one(view)


@duties.command()
@click.option("--day", type=Day(), help="Since this day (default: yesterday).")
@as_json
@home_option
@asks(Role.INSPECTOR)
def since(home: Home, *, asker: Asker, day: date | None, as_json: bool) -> None:
    """Your open duties that opened, or to which something was done, since yesterday."""
    from amparo.actions.duties import changed_since, yesterday  # noqa: PLC0415  # the database
    from amparo.actions.lists import Asked, today  # noqa: PLC0415

    first = day or yesterday(clock())
    changed = changed_since(home, Asked(asker=asker), first, clock())
    _print(changed, today(clock()), as_json)


@duties.command()
@_office
@as_json
@home_option
@asks(Role.INSPECTOR)
def workload(home: Home, *, asker: Asker, office: str | None, as_json: bool) -> None:
    """How many open duties each office has, who has them there, and how many nobody has."""
    from amparo.actions.duties import workload as loads  # noqa: PLC0415  # the database
    from amparo.actions.lists import Asked  # noqa: PLC0415

    found = loads(home, Asked(asker=asker), clock(), office=office)
    if as_json:
        print_json(found)
        return
    columns = ("agency", "role", "office", "person", "open", "late", "resting", "unassigned")
    rows = [
        (
            one.agency,
            one.role,
            one.office or NOT_OPENED,
            one.holder,
            one.open,
            one.late,
            one.resting,
            one.unassigned,
        )
        for one in found
    ]
    print_table(columns, rows)


# --- what is done to one ----------------------------------------------------------------------


def _does(deed: Deed, usual: Role = Role.FIELD_SPECIALIST) -> Callable[[_Command], _Command]:
    """A command that does a deed to a duty; what it returns more is handed to the deed.

    A deed that is done to several at once takes several names.
    """
    several = deed in _TO_SEVERAL

    def with_deed(command: _Command) -> _Command:
        def done(
            home: Home,
            duty: str | tuple[str, ...],
            *,
            asker: Asker,
            seen: int | None,
            as_json: bool,
            **own: Any,
        ) -> None:
            names = (duty,) if isinstance(duty, str) else tuple(dict.fromkeys(duty))
            if len(names) > 1:
                _do_each(home, asker, deed, names, seen, as_json, **command(**own))
            else:
                _do(home, asker, deed, names[0], seen, as_json, **command(**own))

        done.__name__, done.__doc__ = command.__name__, command.__doc__
        done.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        says = "Only if it is still at this version, as the list shows it."
        wrapped: _Command = asks(usual)(done)
        wrapped = click.option("--seen", type=int, metavar="VERSION", help=says)(wrapped)
        named = click.argument("duty", nargs=-1 if several else 1, required=True)
        wrapped = named(home_option(as_json(wrapped)))
        return duties.command(str(deed))(wrapped)

    return with_deed


def _reason(words: tuple[str, ...]) -> _Command:
    return click.option("--reason", type=click.Choice(words), required=True, help="Why.")


@_does(Deed.TAKE)
def take() -> dict[str, Any]:
    """Take a duty of your role that nobody has, or several."""
    return {}


@_does(Deed.ASSIGN)
@click.option("--to", metavar="PERSON", help="To somebody who holds its role.")
@click.option("--office", help="To an office, and nobody there yet.")
def assign(to: str | None, office: str | None) -> dict[str, Any]:
    """Give a duty, or several, to a person of its role or to an office."""
    return {"to": to, "office": office}


@_does(Deed.HAND_OVER)
@click.option("--to", metavar="PERSON", required=True, help="Who is asked to take it over.")
def hand_over(to: str) -> dict[str, Any]:
    """Ask somebody to take a duty over. It stays yours until they accept."""
    return {"to": to}


@_does(Deed.ACCEPT)
def accept() -> dict[str, Any]:
    """Take over a duty that was offered to you."""
    return {}


@_does(Deed.REJECT)
@_reason(REJECTED_BECAUSE)
def reject(reason: str) -> dict[str, Any]:
    """Decline a duty that was offered to you. It stays with whoever has it."""
    return {"reason": reason}


@_does(Deed.SNOOZE)
@_reason(RESTS_BECAUSE)
@click.option("--until", type=Day(), required=True, help="The last day on which it rests.")
def snooze(reason: str, until: date) -> dict[str, Any]:
    """Let a duty of yours, or several, rest for a while. Its due date stays where it is."""
    return {"reason": reason, "until": until}


@_does(Deed.CLOSE)
@_reason(CLOSED_BECAUSE)
def close(reason: str) -> dict[str, Any]:
    """End a duty of yours by decision; where harm is high a second person must agree."""
    return {"reason": reason}


@_does(Deed.AGREE)
def agree() -> dict[str, Any]:
    """Agree, as a second person, that a duty is closed."""
    return {}


@_does(Deed.REOPEN)
def reopen() -> dict[str, Any]:
    """Open a duty again that was ended by decision, or take back the proposal to end it."""
    return {}


@_does(Deed.ESCALATE)
@_reason(RAISED_BECAUSE)
def escalate(reason: str) -> dict[str, Any]:
    """Raise a duty to who stands above it, before its time. A missing notice is never raised."""
    return {"reason": reason}


@_does(Deed.UNDO)
def undo() -> dict[str, Any]:
    """Take back your own last deed to a duty, or to several, while nothing newer was done."""
    return {}


def _do_each(  # noqa: PLR0917  # what every deed has
    home: Home,
    asker: Asker,
    deed: Deed,
    names: tuple[str, ...],
    seen: int | None,
    as_json: bool,  # noqa: FBT001
    **own: Any,
) -> None:
    from amparo.actions.together import Several, do_each  # noqa: PLC0415  # the database

    if seen is not None:
        raise Refusal("--seen is the version of one duty; name one. Nothing was changed.")
    several = Several(deed=deed, duties=dict.fromkeys(names), **own)
    outcomes = do_each(home, asker, several, clock())
    _print_outcomes(outcomes, as_json)
    refused = sum(one.refused is not None for one in outcomes)
    if refused:
        click.get_current_context().exit(Exit.REFUSED if refused == len(outcomes) else Exit.WARNING)


def _print_outcomes(outcomes: Sequence[Any], as_json: bool) -> None:  # noqa: FBT001
    told = [
        {
            "duty": one.duty,
            "gap": one.owed.duty.gap if one.owed is not None else None,
            "done": one.refused is None,
            "because": str(one.refused) if one.refused is not None else None,
            "version": one.version if one.refused is None else None,
        }
        for one in outcomes
    ]
    if as_json:
        print_json(told)
        return
    rows = [
        (*list(one.values())[:2], "yes" if one["done"] else "no", one["because"]) for one in told
    ]
    print_table(("duty", "gap", "done", "because"), rows)


def _do(  # noqa: PLR0917  # what every deed has
    home: Home,
    asker: Asker,
    deed: Deed,
    duty: str,
    seen: int | None,
    as_json: bool,  # noqa: FBT001
    **own: Any,
) -> None:
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database
    from amparo.actions.doing import Doing, do  # noqa: PLC0415
    from amparo.actions.lists import today  # noqa: PLC0415

    try:
        owed = do(home, asker, Doing(deed=deed, duty=duty, seen=seen, **own), clock())
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
    day = today(clock())
    if as_json:
        print_json(answer(owed, day))
        return
    _print([owed], day, as_json=False)


# --- as it is printed -------------------------------------------------------------------------


def answer(owed: Any, today: date) -> dict[str, Any]:
    """One duty as JSON. ``escalated``: late, which no duty without a due date ever is."""
    duty, stand = owed.duty, owed.standing
    state = duty.state(today)
    return {
        "duty": duty.duty,
        "finding": duty.finding,
        "gap": duty.gap,
        "child": owed.shown.child,
        "owner": duty.owner,
        "due": duty.due,
        "opened": duty.opened,
        "state": state,
        "escalated": state is State.LATE,
        "agency": duty.agency,
        "closed": duty.closed,
        "says": owed.says,
        "purpose": owed.purpose,
        "holder": owed.holder,
        "office": owed.office,
        "office_because": owed.offices[-1].because if owed.offices else None,
        "falls_to": owed.falls_to,
        "passes_to": stand.passes_to.name if stand.passes_to and owed.offices else None,
        "offered_to": owed.offered_to,
        "rests_until": stand.rests_until,
        "raised_to": owed.raised_to,
        "unassigned": owed.unassigned,
        "waits_for_second": stand.closing is not None,
        "version": stand.version,
    }


def _whole(view: Any, today: date) -> dict[str, Any]:
    return {
        **answer(view.owed, today),
        "welfare": view.welfare,
        "told": view.told,
        "evidence": view.evidence,
        "offices": view.owed.offices,
        "history": [
            {
                "deed": one.act.deed,
                "by": one.by,
                "to": one.to,
                "office": one.act.office,
                "on": one.act.on,
                "reason": one.act.reason,
                "until": one.act.until,
                "entry": one.act.entry,
            }
            for one in view.history
        ],
    }


def _print(listed: list[Any], day: date, as_json: bool) -> None:  # noqa: FBT001
    if as_json:
        print_json([answer(one, day) for one in listed])
        return
    if not listed:
        click.echo("Nothing of your own work.")
        return
    rows = [
        (
            one.duty.due,
            f"{one.duty.agency} {one.duty.owner}",
            one.office or NOT_OPENED,
            one.holder or ("nobody, too long" if one.unassigned else "nobody yet"),
            one.duty.gap,
            one.duty.opened,
            _state(one, day),
            one.duty.duty,
            one.shown.child,
        )
        for one in listed
    ]
    columns = ("due", "owner", "office", "who has it", "gap", "opened", "state", "duty", "child")
    print_table(columns, rows)


def _state(owed: Any, day: date) -> str:
    if owed.standing.closing is not None:
        return "waits for a second person"
    if owed.standing.rests(day) and owed.duty.state(day) is State.OPEN:
        return f"rests until {owed.standing.rests_until}"
    raised = f", raised to {owed.raised_to}" if owed.raised_to else ""
    return f"{owed.duty.state(day)}{raised}"


def _print_one(view: Any) -> None:
    one = view.owed
    click.echo(f"{one.duty.gap}: {one.shown.says}")
    click.echo(f"To do: {one.says}")
    rows = [
        ("child", one.shown.child),
        ("owner", f"{one.duty.agency} {one.duty.owner}"),
        ("office", one.office or NOT_OPENED),
        ("who has it", one.holder or "nobody yet"),
        ("who answers", one.falls_to),
        ("opened", one.duty.opened),
        ("due", one.duty.due),
        ("state", view.state),
        ("ask by", f"--purpose {one.purpose}"),
        ("version", one.standing.version),
    ]
    if view.welfare is not None:
        rows.append(("welfare", view.welfare))
    print_table(("", " "), rows)
    if view.told:
        columns = ("told", "on", "by", "says", "fact")
        print_table(columns, [_telling(one) for one in view.told], "Told for it")
    if view.evidence:
        columns = ("what", "from", "until", "by", "says")
        print_table(columns, [_evidence(one) for one in view.evidence], "For the court")
    if one.offices:
        lain = [(at.since, at.name, because(at)) for at in one.offices]
        if one.standing.passes_to is not None:
            to = one.standing.passes_to
            lain.append((to.since, to.name, f"{because(to)}; waits to be accepted there"))
        print_table(("from", "office", "because"), lain, "Where its work lies")
    if view.history:
        columns = ("on", "who", "did", "to", "why")
        deeds = [
            (deed.act.on, deed.by, deed.act.deed, deed.to, deed.act.reason) for deed in view.history
        ]
        print_table(columns, deeds, "Done to it")


def because(at: Any) -> str:
    """Why work lies at an office, in words; that no place is known is told and not hidden."""
    return _BECAUSE[at.because]


_BECAUSE = {
    None: "no place that would name an office is known",
    "program": "the program told last",
    "court": "the court told last",
    "notice_court": "the court that the notice names",
    "facility": "the place of custody told last",
    "sector": "where the child was found",
    "assigned": "assigned by hand",
}


def _telling(told: Any) -> tuple[Any, ...]:
    says = "taken back" if told.taken_back else _in_words(told.says)
    return told.fact, told.on, told.by, says, told.key


def _evidence(one: Any) -> tuple[Any, ...]:
    return one.what, one.on, one.until, one.by, _in_words(one.says)


def _in_words(says: dict[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')}: {in_words(one)}" for name, one in says.items())
