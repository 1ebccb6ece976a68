"""``amparo feeds``: the contracts by which agencies deliver."""

from typing import Any

import click

from amparo.cli.answer import print_json, print_table
from amparo.cli.options import as_json
from amparo.feeds import CONTRACTS
from amparo.feeds.table_schema import table_schema


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
    """One feed's contract; with --json as a Frictionless Table Schema."""
    contract = CONTRACTS[name]
    if as_json:
        print_json(table_schema(contract))
        return
    click.echo(f"{contract.feed} (version {contract.version}) from {contract.sender}")
    click.echo(contract.says)
    click.echo(f"Key: {', '.join(contract.key)}. Source: {contract.source}.")
    rows: list[tuple[Any, ...]] = [
        (one.name, str(one.kind), one.required, one.identifying, one.says)
        for one in contract.columns
    ]
    print_table(("column", "kind", "required", "identifying", "says"), rows)
