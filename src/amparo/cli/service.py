"""``amparo service``: a notice is sent to an address that the agency which asked never sees."""

from datetime import date
from typing import Any

import click

from amparo.actions.home import Home
from amparo.cli.answer import Refusal, clock, print_json, print_table
from amparo.cli.options import Day, as_json, asks, home_option, purpose_option
from amparo.letters import MOST_BYTES, NoticeRefused, Outcome, read_notice
from amparo.purposes import Purpose
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

_COLUMNS = ("service", "asked by", "asked on", "outcome", "told on", "told next on")


@click.group()
def service() -> None:
    """Sealed service: Amparo's side sends the letter, and the agency gets a certificate."""


@service.command()
@click.argument("child")
@click.argument("notice", type=click.File("rb"))
@purpose_option
@as_json
@home_option
@asks(Role.JUVENILE_COORDINATOR)
def ask(
    home: Home,
    *,
    asker: Asker,
    child: str,
    notice: Any,
    purpose: Purpose | None,
    as_json: bool,
) -> None:
    """Hand over a NOTICE (text or PDF) for a CHILD of your open duty of service."""
    from amparo.actions import service as acts  # noqa: PLC0415  # the database

    try:
        read = read_notice(notice.read(MOST_BYTES + 1))
    except NoticeRefused as wrong:
        raise Refusal(str(wrong)) from None
    _say(_asked(acts.ask, home, asker, child, read, purpose, clock()), as_json=as_json)


@service.command("list")
@purpose_option
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def list_(home: Home, *, asker: Asker, purpose: Purpose | None, as_json: bool) -> None:
    """The services of your own work: each certificate, and to some what was recorded too."""
    from amparo.actions import service as acts  # noqa: PLC0415  # the database

    found = _asked(acts.every, home, asker, purpose, clock())
    if as_json:
        print_json([{"child": child, "service": one} for child, one in found])
        return
    if not found:
        click.echo("No service of your own work.")
        return
    print_table((*_COLUMNS, "child"), [(*_row(one), child) for child, one in found])


@service.command()
@click.argument("number", metavar="SERVICE")
@as_json
@home_option
@asks(Role.JUVENILE_COORDINATOR)
def show(home: Home, *, asker: Asker, number: str, as_json: bool) -> None:
    """The certificate of one SERVICE; to ORR, counsel and court also what was recorded."""
    from amparo.actions import service as acts  # noqa: PLC0415  # the database

    _say(_asked(acts.show, home, asker, number, clock()), as_json=as_json)


@service.command()
@click.argument("number", metavar="SERVICE")
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def post(home: Home, *, asker: Asker, number: str, as_json: bool) -> None:
    """Print the letter of a SERVICE for the mail room, to the best-evidenced address."""
    from amparo.actions import service as acts  # noqa: PLC0415  # the database

    folder = _asked(acts.post, home, asker, number, clock())
    if as_json:
        print_json({"service": number, "folder": folder})
    elif folder is not None:
        click.echo(f"The letter lies in {folder}. Post it today, and record what becomes of it.")
    else:
        click.echo("No address can be written to: the letter is recorded as not sent.")


@service.command()
@click.argument("number", metavar="SERVICE")
@click.argument("outcome", type=click.Choice([Outcome.DELIVERED.value, Outcome.RETURNED.value]))
@click.option("--on", type=Day(), required=True, help="The day it arrived or came back.")
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def record(home: Home, *, asker: Asker, number: str, outcome: str, on: date, as_json: bool) -> None:
    """Record that the letter of a SERVICE was delivered, or returned."""
    from amparo.actions import service as acts  # noqa: PLC0415  # the database

    _asked(acts.record, home, asker, number, Outcome(outcome), on, clock())
    if as_json:
        print_json({"service": number, "outcome": outcome, "on": on})
    else:
        click.echo(f"Recorded: {outcome} on {on}. The print folder is destroyed.")


@service.command("open")
@click.argument("number", metavar="SERVICE")
@as_json
@home_option
@asks(Role.COUNSEL)
def open_(home: Home, *, asker: Asker, number: str, as_json: bool) -> None:
    """Open a certificate's commitment: address, nonce and evidence, for court and counsel."""
    from amparo.actions import service as acts  # noqa: PLC0415  # the database

    found = _asked(acts.open_, home, asker, number, clock())
    if as_json:
        print_json(found)
        return
    click.echo("\n".join(found.address) or "No address could be written to; nothing was sent.")
    for one in found.evidence:
        click.echo(f"  {one}")
    click.echo(f"nonce {found.nonce}\nSHA-256(nonce, address) {found.commitment}")
    print_table(("step", "on", "recorded on"), [(s.step, s.on, s.recorded_on) for s in found.steps])


def _say(one: Any, *, as_json: bool) -> None:
    if as_json:
        print_json(one)
        return
    print_table(_COLUMNS, [_row(one)])
    given = one.certificate
    click.echo(f"notice SHA-256 {given.notice}")
    if given.commitment:
        click.echo(f"commitment to the address {given.commitment}")
    for step in one.steps or ():
        click.echo(f"{step.step} on {step.on}, recorded on {step.recorded_on}")


def _row(one: Any) -> tuple[Any, ...]:
    given = one.certificate
    told = (given.outcome, given.told_on, one.told_next_on)
    return given.service, one.agency, given.asked_on, *told


def _asked(action: Any, *arguments: Any) -> Any:
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database

    try:
        return action(*arguments)
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
