"""``amparo duties``: who owes what by when."""

from datetime import date
from typing import Any

import click

from amparo.actions.home import Home, HomeRefused
from amparo.cli.answer import Refusal, clock, print_json, print_table
from amparo.cli.options import as_json, home_option, two_days
from amparo.duties import Duty, State


@click.group()
def duties() -> None:
    """The work that findings make, each duty with one owner."""


@duties.command("list")
@click.option("--closed", is_flag=True, help="Those that were closed, instead of the open ones.")
@two_days
@as_json
@home_option
def list_(
    home: Home,  # noqa: ARG001  # the home must be open
    on: date | None,
    known_at: date | None,
    *,
    closed: bool,
    as_json: bool,
) -> None:
    """Every open duty, the earliest due first; a duty without a due date is never late."""
    from amparo.actions.look import duties as owed  # noqa: PLC0415  # the database
    from amparo.actions.look import today  # noqa: PLC0415

    now = today(clock())
    day = on or now
    try:
        found = list(owed(day, known_at or now, closed=closed))
    except HomeRefused as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json([answer(duty, shown.child, day) for duty, shown in found])
        return
    rows = [
        (duty.due, str(duty.owner), duty.gap, shown.identity, duty.opened, duty.state(day))
        for duty, shown in found
    ]
    print_table(("due", "owner", "gap", "record", "opened", "state"), rows)


def answer(duty: Duty, child: str | None, today: date) -> dict[str, Any]:
    """One duty as JSON. ``escalated``: late, which no duty without a due date ever is."""
    state = duty.state(today)
    return {
        "duty": duty.duty,
        "finding": duty.finding,
        "gap": duty.gap,
        "child": child,
        "owner": duty.owner,
        "due": duty.due,
        "opened": duty.opened,
        "state": state,
        "escalated": state is State.LATE,
        "agency": duty.agency,
        "closed": duty.closed,
    }
