"""``amparo feeds``: the contracts by which agencies deliver, and how they keep them."""

from typing import Any

import click

from amparo.actions.home import Home
from amparo.cli.answer import aside, clock, print_json, print_table
from amparo.cli.options import as_json, asks, home_option
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract
from amparo.feeds.table_schema import descriptor
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.group()
def feeds() -> None:
    """What each feed promises."""


@feeds.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Every feed: who sends it and what it says."""
    contracts = CONTRACTS.values()
    rows = [(one.feed, str(one.sender), one.version, one.says) for one in contracts]
    if as_json:
        names = ("feed", "sender", "version", "says")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(("feed", "sender", "version", "says"), rows)


@feeds.command()
@click.argument("name", type=click.Choice(sorted(CONTRACTS)))
@as_json
def show(name: str, *, as_json: bool) -> None:
    """One feed's contract; with --json as a Frictionless descriptor."""
    contract = CONTRACTS[name]
    if as_json:
        print_json(descriptor(contract))
        return
    click.echo(f"{contract.feed} (version {contract.version}) from {contract.sender}")
    click.echo(contract.says)
    click.echo(f"Key: {', '.join(contract.key)}. Source: {contract.source}.")
    for table in contract.tables:
        click.echo(f"\n{table.table}: {table.says} Key: {', '.join(table.row_key)}.")
        _print_columns(table)
    if not contract.tables:
        _print_columns(contract)


def _print_columns(contract: Contract) -> None:
    rows: list[tuple[Any, ...]] = [
        (one.name, str(one.kind), one.required, one.identifying, one.says)
        for one in contract.columns
    ]
    print_table(("column", "kind", "required", "identifying", "says"), rows)


@feeds.command()
@click.option("--feed", "name", type=click.Choice(sorted(CONTRACTS)), help="Only this feed.")
@as_json
@home_option
@asks(Role.INSPECTOR, maybe_nobody=True)
def health(home: Home, *, asker: Asker | None, name: str | None, as_json: bool) -> None:
    """What came of each feed, which is late or odd, and who should mend it."""
    del home  # open while the command runs
    from amparo.actions.feed_health import health as ask  # noqa: PLC0415  # the database

    told = ask(asker, clock(), name)
    if told.not_shown:
        hidden = ", ".join(told.not_shown)
        aside.print(f"Not shown to you, for they tell of children: {hidden}.", soft_wrap=True)
    if as_json:
        print_json(told)
        return
    print_table(_GLANCE, [_glance(one) for one in told.feeds], f"Feeds on {told.on}")
    _print_findings(told.findings, some_hidden=bool(told.not_shown))


_GLANCE = (
    *("feed", "sender", "last received", "next expected", "rows last", "usual rows"),
    *("set aside", "open findings"),
)


def _glance(line: Any) -> tuple[Any, ...]:
    share = line.set_aside_share
    return (
        line.feed,
        line.sender,
        line.last_received,
        line.next_expected,
        line.rows_last,
        line.rows_median,
        None if share is None else f"{share:.2%}",
        line.open,
    )


def _print_findings(found: list[Any], *, some_hidden: bool) -> None:
    if not found:
        which = "Nothing of the feeds shown is" if some_hidden else "Nothing is"
        click.echo(f"\n{which} late or odd.")
        return
    click.echo()
    for one in found:
        due = f"due {one.due}" if one.due else "no due date"
        click.echo(f"{one.gap}: {one.anchor}")
        click.echo(f"  since {one.since}, {due}, {one.agency} {one.owner}")
        for fact in (*one.facts, f"Closed by {'; '.join(one.closes_by)}."):
            click.echo(click.wrap_text(fact, 96, "  ", "  "))
