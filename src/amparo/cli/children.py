"""``amparo children``: one digest over all records; expungement by order."""

import click

from amparo.actions.home import Home, HomeRefused
from amparo.cli.answer import Refusal, clock, print_json
from amparo.cli.options import as_json, home_option


@click.group()
def children() -> None:
    """Ask about the records of children as a whole."""


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
@click.option("--order", required=True, help="The court's or agency's order, by its number.")
@as_json
@home_option
def expunge(home: Home, identity: str, order: str, *, as_json: bool) -> None:
    """Destroy the key of one record (AGENCY:key): its names and lines can never be read again.

    The events and the ledger stay and still verify. It cannot be undone.
    """
    from amparo.actions.expunge import expunge as destroy  # noqa: PLC0415  # the database

    try:
        done = destroy(home, identity, order, clock())
    except HomeRefused as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(done)
    else:
        click.echo(f"The key of {identity} is destroyed ({done['vaulted']} sealed entries).")
