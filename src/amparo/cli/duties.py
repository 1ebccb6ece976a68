"""``amparo duties``: who owes what by when."""

from datetime import date
from typing import Any

import click

from amparo.actions.home import Home
from amparo.cli.answer import clock, print_json, print_table, say_what_is_missing
from amparo.cli.options import as_json, asks, home_option, purpose_option, two_days
from amparo.duties import Duty, State
from amparo.purposes import Purpose
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.group()
def duties() -> None:
    """The work that findings make, each duty with one owner."""


@duties.command("list")
@click.option("--closed", is_flag=True, help="Those that were closed, instead of the open ones.")
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
    as_json: bool,
) -> None:
    """Your open duties, those of others that wait for you too; without a due date none is late."""
    from amparo.actions.lists import Asked, today  # noqa: PLC0415  # the database
    from amparo.actions.lists import duties as owed  # noqa: PLC0415

    day = on or today(clock())
    asked = Asked(asker=asker, purpose=purpose, on=on, known_at=known_at, closed=closed)
    listed = owed(home, asked, clock())
    say_what_is_missing(listed.more, listed.counted)
    if as_json:
        print_json([answer(duty, shown.child, day) for duty, shown in listed.duties])
        return
    rows = [
        (
            duty.due,
            f"{duty.agency} {duty.owner}",
            duty.gap,
            shown.identity,
            duty.opened,
            duty.state(day),
            shown.child,
        )
        for duty, shown in listed.duties
    ]
    if not rows:
        click.echo("Nothing of your own work.")
        return
    print_table(("due", "owner", "gap", "record", "opened", "state", "child"), rows)


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
