"""``amparo placements``: earlier applications of a sponsor, and whether a child's address works."""

from collections.abc import Sequence
from datetime import date

import click

from amparo.actions.home import Home
from amparo.cli.answer import clock, print_json, print_table, say_what_is_missing
from amparo.cli.options import as_json, asks, home_option, purpose_option, two_days
from amparo.purposes import Purpose
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.group()
def placements() -> None:
    """Who takes a child in, and where: for those who review it. There is no search by either."""


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


@placements.command()
@click.argument("child")
@two_days
@purpose_option
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def addresses(
    home: Home,
    *,
    asker: Asker,
    child: str,
    on: date | None,
    known_at: date | None,
    purpose: Purpose | None,
    as_json: bool,
) -> None:
    """Each address told of CHILD as one thing: what is wrong with it; returned mail, and calls.

    The addresses themselves are shown by ``children show``, under the records named here.
    """
    from amparo.actions.homes import homes  # noqa: PLC0415  # the database

    found = homes(home, asker, child, clock(), purpose=purpose, on=on, known_at=known_at)
    if as_json:
        print_json(found)
        return
    rows = [
        (
            ", ".join(one.told_by),
            one.first_told_on,
            one.status,
            ", ".join(one.codes),
            " ".join(one.dpv),
            _days(one.returned_on),
            _days(one.delivered_on),
            _days(one.confirmed_on),
            _days(one.denied_on),
        )
        for one in found.homes
    ]
    if not rows:
        click.echo("No address of this child is told by HHS or by ICE.")
        return
    says = ("told by", "first told", "status", "wrong with it", "post")
    print_table(
        (*says, "mail returned", "mail arrived", "confirmed on call", "denied on call"), rows
    )
    if found.calls_withheld:
        click.echo("What was said on calls is not opened for this purpose.")


def _days(days: Sequence[date]) -> str:
    return ", ".join(map(str, days)) or "–"
