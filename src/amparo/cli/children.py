"""``amparo children``: one child shown or found under a grant; all of them as one digest."""

from datetime import date

import click

from amparo.actions.home import Home
from amparo.cli.answer import Refusal, clock, print_json, print_table, say_what_is_missing
from amparo.cli.options import as_json, asks, home_option, purpose_option, two_days
from amparo.cli.records import print_record, record_answer
from amparo.purposes import Action, Purpose
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.group()
def children() -> None:
    """Look at a child's record, or find one; every look is accounted for."""


@children.command()
@click.argument("child")
@two_days
@purpose_option
@as_json
@home_option
@asks(Role.INSPECTOR)
def show(
    home: Home,
    *,
    asker: Asker,
    child: str,
    on: date | None,
    known_at: date | None,
    purpose: Purpose | None,
    as_json: bool,
) -> None:
    """One CHILD's record, as far as your purpose opens it, with what is withheld and why."""
    from amparo.actions.asking import Question  # noqa: PLC0415  # the database
    from amparo.actions.show import show as shown_to  # noqa: PLC0415

    question = Question(
        asker=asker,
        command="children show",
        action=Action.READ,
        purpose=purpose,
        on=on,
        known_at=known_at,
    )
    record = shown_to(home, question, child, clock())
    if as_json:
        print_json(record_answer(record, asker))
    else:
        print_record(record, asker)


@children.command()
@click.argument("text")
@purpose_option
@as_json
@home_option
@asks(Role.INSPECTOR)
def find(home: Home, *, asker: Asker, text: str, purpose: Purpose | None, as_json: bool) -> None:
    """Find a child of your own work by TEXT: a name, an A-number, an ORR number, a record's key."""
    from amparo.actions.find import find as search  # noqa: PLC0415  # the database

    found = search(home, asker, purpose, text, clock())
    if as_json:
        print_json(found)
        return
    if found.found:
        rows = [(one.child, ", ".join(one.identities)) for one in found.found]
        print_table(("child", "known as"), rows)
    else:
        click.echo("Nobody of your own work.")
    if found.elsewhere:
        click.echo(found.elsewhere)
    say_what_is_missing(found.more, {})


@children.command()
@as_json
@home_option
@asks(Role.COUNSEL)
def hearings(home: Home, *, asker: Asker, as_json: bool) -> None:
    """The hearings ahead of the children of your own work, and what stands in the way of each.

    For counsel or whoever stands in, those who care for the child, and the court. An hour is the
    court's own, with its zone.
    """
    from amparo.actions.hearings import hearings as ahead  # noqa: PLC0415  # the database

    found = ahead(home, asker, clock())
    if as_json:
        print_json(found)
        return
    if not found.hearings:
        click.echo("No hearing is ahead of a child of your own work.")
        return
    rows = [
        (
            one.on,
            f"{one.at:%H:%M} {one.zone or '(zone not known)'}" if one.at else "hour not told",
            one.place or one.court,
            one.name,
            ", ".join(way.gap for way in one.in_the_way) or None,
            None if one.is_set else "only booked on the notice",
            one.child,
        )
        for one in found.hearings
    ]
    print_table(("on", "at", "court", "name", "in the way", "set", "child"), rows)
    say_what_is_missing(found.more, {})


@children.command()
@as_json
@home_option
def digest(home: Home, *, as_json: bool) -> None:  # noqa: ARG001  # the home must be open
    """One digest over all records, the same for the same deliveries in whatever order."""
    from amparo.actions.digest import digest as over_all  # noqa: PLC0415  # the database

    found = over_all()
    if as_json:
        print_json(found)
    else:
        click.echo(f"{found.digest}  {found.children:,} children")


@children.command()
@click.argument("identity")
@click.option(
    "--order", required=True, help="The court's or agency's order, by its number; no names."
)
@as_json
@home_option
@asks(Role.OPERATOR)
def expunge(home: Home, *, asker: Asker, identity: str, order: str, as_json: bool) -> None:
    """Destroy the key of one record (AGENCY:key): its names and lines can never be read again.

    The events and the ledger stay and still verify. It cannot be undone.
    """
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database
    from amparo.actions.expunge import expunge as destroy  # noqa: PLC0415

    try:
        done = destroy(home, asker, identity, order, clock())
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(done)
    else:
        click.echo(
            f"The key of {done['identity']} is destroyed ({done['vaulted']} sealed entries)."
        )
