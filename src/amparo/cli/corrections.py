"""``amparo corrections``: what somebody says is wrong, and what came of it."""

import click

from amparo.actions.home import Home
from amparo.cli.answer import Refusal, clock, print_json, print_table
from amparo.cli.options import as_json, asks, home_option
from amparo.purposes.asker import Asker
from amparo.purposes.wrong_facts import OF_THE_DESK, WRONG_WITH_A_FINDING, Answered, Wrong
from amparo.words.agencies import Role


@click.group()
def corrections() -> None:
    """Facts, and what was found, that somebody says are wrong. No fact is changed by it."""


@corrections.command("list")
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def list_(home: Home, *, asker: Asker, as_json: bool) -> None:
    """What your desk takes up, and what you asked yourself with what came of it."""
    from amparo.actions.doubting import listed  # noqa: PLC0415  # the database

    found = listed(home, asker, clock())
    if as_json:
        print_json(found)
        return
    if not found:
        click.echo("Nothing was asked.")
        return
    rows = [
        (
            one.entry,
            one.asked_on,
            one.gap or one.event,
            one.wrong,
            one.right,
            "you" if one.mine else one.asked_by,
            "not told" if one.blind else one.answered or f"waits for {one.taken_up_by}",
            one.child,
        )
        for one in found
    ]
    print_table(("entry", "asked", "of", "wrong", "right", "by", "came of it", "child"), rows)


@corrections.command()
@click.argument("entry", type=int)
@click.argument("says", type=click.Choice([str(one) for one in OF_THE_DESK]))
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def answer(home: Home, *, asker: Asker, entry: int, says: str, as_json: bool) -> None:
    """Say what came of ENTRY, which your desk takes up. Once."""
    _answered(home, asker, entry, Answered(says), as_json=as_json)


@corrections.command()
@click.argument("entry", type=int)
@as_json
@home_option
@asks(Role.COUNSEL)
def withdraw(home: Home, *, asker: Asker, entry: int, as_json: bool) -> None:
    """Take back ENTRY, which you asked yourself and which nobody answered yet."""
    _answered(home, asker, entry, Answered.WITHDRAWN, as_json=as_json)


@corrections.command()
@click.argument("child")
@click.option("--finding", help="A finding's name, as gaps find gives it (default: any concern).")
@click.option(
    "--wrong",
    type=click.Choice([str(one) for one in WRONG_WITH_A_FINDING]),
    required=True,
    help="How it is wrong.",
)
@click.option("--why", help="Why, in one line; it is encrypted.")
@as_json
@home_option
@asks(Role.COUNSEL)
def contest(
    home: Home,
    *,
    asker: Asker,
    child: str,
    finding: str | None,
    wrong: str,
    why: str | None,
    as_json: bool,
) -> None:
    """Contest what was found of CHILD; without a finding, any concern about the child's home.

    For counsel and the family. Whether there is a concern is not told, nor what comes of it.
    """
    from amparo.actions.asking import Question  # noqa: PLC0415  # the database
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415
    from amparo.actions.contesting import Contests  # noqa: PLC0415
    from amparo.actions.contesting import contest as contest_it  # noqa: PLC0415
    from amparo.actions.show import show  # noqa: PLC0415
    from amparo.purposes import Action, Purpose  # noqa: PLC0415

    question = Question(
        asker=asker,
        command="corrections contest",
        action=Action.READ,
        purpose=Purpose.CORRECTION,
    )
    now = clock()
    try:
        record = show(home, question, child, now)
        says = Contests(finding=finding, wrong=Wrong(wrong), why=why)
        entry = contest_it(home, asker, record, says, now)
    except (ChangeRefused, NotRecorded) as no:
        raise Refusal(str(no)) from None
    if as_json:
        print_json({"entry": entry})
    else:
        click.echo(f"Contested: entry {entry} of the ledger.")


def _answered(home: Home, asker: Asker, entry: int, says: Answered, *, as_json: bool) -> None:
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database
    from amparo.actions.doubting import answer as answer_it  # noqa: PLC0415

    try:
        answer_it(home, asker, entry, says, clock())
    except (ChangeRefused, NotRecorded) as no:
        raise Refusal(str(no)) from None
    if as_json:
        print_json({"entry": entry, "answer": says})
    else:
        click.echo(f"Entry {entry}: {says}.")
