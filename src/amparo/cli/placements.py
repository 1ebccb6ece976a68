"""``amparo placements``: what the reviewer of an application in hand must know of earlier ones."""

import click

from amparo.actions.home import Home
from amparo.cli.answer import clock, print_json, print_table, say_what_is_missing
from amparo.cli.options import as_json, asks, home_option
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.group()
def placements() -> None:
    """Applications to take a child in, for who reviews them; there is no search by sponsor."""


@placements.command()
@click.argument("child")
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def prior(home: Home, *, asker: Asker, child: str, as_json: bool) -> None:
    """How many other children are or were under the sponsor or the roof of CHILD's application.

    For the review of an application assigned to you (purpose suitability). You are told counts, and
    which of them are children of your own work; nothing of the others, and nothing of the sponsor.
    """
    from amparo.actions.prior import prior as prior_sponsorships  # noqa: PLC0415  # the database

    found = prior_sponsorships(home, asker, child, clock())
    if as_json:
        print_json(found)
        return
    rows = [
        ("the same sponsor", found.same_sponsor.children, found.same_sponsor.released),
        (
            "the same building and unit",
            found.same_household.children,
            found.same_household.released,
        ),
    ]
    print_table(("under", "other children", "of them released"), rows)
    if found.own:
        click.echo("Of your own work:")
        print_table(("child", "stays"), [(one.child, ", ".join(one.records)) for one in found.own])
    else:
        click.echo("None of them is of your own work.")
    click.echo("A count is no finding: siblings are placed together, and families take in kin.")
    say_what_is_missing(found.more, {})
