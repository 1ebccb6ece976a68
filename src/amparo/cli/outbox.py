"""``amparo outbox``: messages to other systems, and what became of each."""

from typing import Any

import click

from amparo.actions.home import Home
from amparo.cli.answer import Refusal, aside, clock, print_json, print_table
from amparo.cli.options import as_json, asks, home_option
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

_STATES = ("waiting", "accounted", "sent", "received", "dead")
_COLUMNS = ("message", "to", "kind", "state", "wakes on", "attempts", "problem")


@click.group()
def outbox() -> None:
    """Messages to other systems: ids and kinds only, signed, accounted for before they leave."""


@outbox.command("list")
@click.option("--state", type=click.Choice(_STATES), default="waiting", show_default=True)
@as_json
@home_option
@asks(Role.OPERATOR)
def list_(home: Home, *, asker: Asker, state: str, as_json: bool) -> None:
    """How many messages are in which state, and the latest of one state."""
    _list(home, asker, state, as_json=as_json)


@outbox.command()
@as_json
@home_option
@asks(Role.OPERATOR)
def dead(home: Home, *, asker: Asker, as_json: bool) -> None:
    """Messages that could not be sent in six attempts: see to them, then ``outbox retry``."""
    _list(home, asker, "dead", as_json=as_json)


@outbox.command()
@click.argument("message")
@as_json
@home_option
@asks(Role.OPERATOR)
def show(home: Home, *, asker: Asker, message: str, as_json: bool) -> None:
    """Where one MESSAGE is."""
    from amparo.actions import outbox as kept  # noqa: PLC0415  # the database

    _say(_asked(kept.show, home, asker, message, clock()), as_json=as_json)


@outbox.command()
@click.argument("message")
@as_json
@home_option
@asks(Role.OPERATOR)
def retry(home: Home, *, asker: Asker, message: str, as_json: bool) -> None:
    """Let a dead MESSAGE be tried again at the next ``amparo work``."""
    from amparo.actions import outbox as kept  # noqa: PLC0415  # the database

    _say(_asked(kept.retry, home, asker, message, clock()), as_json=as_json)


def _list(home: Home, asker: Asker, state: str, *, as_json: bool) -> None:
    from amparo.actions import outbox as kept  # noqa: PLC0415  # the database
    from amparo.duties.telling import State  # noqa: PLC0415

    found = _asked(kept.overview, home, asker, State(state), clock())
    if as_json:
        print_json(found)
        return
    print_table(("agency", "desk", "state", "messages"), found.counts)
    if not found.messages:
        click.echo(f"No message is {state}.")
        return
    print_table(_COLUMNS, [_row(one) for one in found.messages])
    if len(found.messages) == kept.MOST_SHOWN:
        aside.print(f"The latest {kept.MOST_SHOWN} of them; the table above counts all.")


def _row(one: Any) -> tuple[Any, ...]:
    to = f"{one.agency} {one.role}"
    return one.message, to, one.kind, one.state, one.wakes_on, one.attempts, one.problem or None


def _say(one: Any, *, as_json: bool) -> None:
    if as_json:
        print_json(one)
    else:
        print_table(_COLUMNS, [_row(one)])


def _asked(action: Any, *arguments: Any) -> Any:
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database

    try:
        return action(*arguments)
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
