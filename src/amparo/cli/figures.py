"""``amparo figures``: published numbers, each counted again with its ancestry."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from amparo.actions.home import Home
from amparo.cli.answer import Exit, clock, in_words, print_json, print_table
from amparo.cli.options import as_json, asks, home_option, two_days
from amparo.figures import FIGURES, WITHHELD, Counted, in_print, units
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

if TYPE_CHECKING:  # the database
    from amparo.actions.compare_figures import ComparedFigures


@click.group()
def figures() -> None:
    """Numbers with a definition, a cohort, a day and a knowledge day."""


@figures.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Every figure and what it counts."""
    if as_json:
        print_json([msgspec.to_builtins(figure) for figure in FIGURES.values()])
        return
    print_table(
        ("figure", "unit", "counts"), [(one.name, one.unit, one.says) for one in FIGURES.values()]
    )


@figures.command()
@click.argument("name", type=click.Choice(sorted(FIGURES)))
@as_json
def explain(name: str, *, as_json: bool) -> None:
    """One figure's definition, source, and the cautions that go with it."""
    figure = FIGURES[name]
    if as_json:
        print_json(msgspec.to_builtins(figure))
        return
    click.echo(f"{figure.name} ({figure.unit}): {figure.says}")
    click.echo(f"Definition: version {figure.version}; counted in {' or '.join(units(figure))}")
    click.echo(f"Source: {figure.source.citation} ({figure.source.mark})")
    for one in filter(None, (figure.published, *figure.also_published)):
        click.echo(f"Published: {in_print(one)}")
    for caution in figure.cautions:
        click.echo(click.wrap_text(f"- {caution}", 96, "", "  "))


@figures.command()
@click.argument("name", type=click.Choice(sorted(FIGURES)))
@click.option(
    "--lineage", type=click.IntRange(min=0), default=0, help="Also this many of the rows behind it."
)
@click.option("--unit", help="In which of its units to count; its own, unless given.")
@two_days
@as_json
@home_option
@asks(Role.INSPECTOR, maybe_nobody=True)
def count(
    home: Home,
    *,
    asker: Asker | None,
    name: str,
    lineage: int,
    unit: str | None,
    on: date | None,
    known_at: date | None,
    as_json: bool,
) -> None:
    """Count one figure from a sealed snapshot."""
    from amparo.actions import figures as counting  # noqa: PLC0415  # the database

    if lineage:
        counted, rows = counting.count_with_rows(
            home, name, clock(), lineage, asker=asker, on=on, known_at=known_at, unit=unit
        )
    else:
        counted = counting.count(home, name, clock(), on, known_at, asker=asker, unit=unit)
        rows = []
    if as_json:
        print_json(answer(counted) | ({"lineage": rows} if lineage else {}))
        return
    print_counted(counted)
    if rows:
        behind = [tuple(map(_cell, row, row.values())) for row in rows]
        print_table(tuple(rows[0]), behind, "Rows behind it")


@figures.command()
@click.argument("truth", type=click.Path(path_type=Path, exists=True, file_okay=False))
@as_json
@home_option
@asks(Role.INSPECTOR)
def compare(home: Home, *, asker: Asker, truth: Path, as_json: bool) -> None:
    """Hold the figures of a made-up home against the TRUTH its deliveries were made with.

    As of its last day, with all told that was done at desks (amparo tell made-up). The truth joins
    records by identifiers alone: where the model joined more, numbers of children differ by that.
    """
    from amparo.actions.compare_figures import compare_figures  # noqa: PLC0415  # the database

    compared = compare_figures(home, asker, truth, clock())
    if as_json:
        print_json(compared)
    else:
        _print_compared(compared)
    if compared.differing:
        click.get_current_context().exit(Exit.WARNING)


def _print_compared(compared: "ComparedFigures") -> None:
    differing = len(compared.differing)
    click.echo(
        f"{compared.numbers:,} numbers on {compared.on}: {differing or 'none'} differ"
        f"{'s' if differing == 1 else ''} from the truth."
    )
    if differing:
        columns = ("figure", "step", "office", "counted", "ours", "truth")
        rows = [msgspec.structs.astuple(one) for one in compared.differing]
        print_table(columns, rows)


def answer(counted: Counted) -> dict[str, Any]:
    """A figure as JSON: numbers where a program compares, the words for them beside them."""
    told: dict[str, Any] = msgspec.to_builtins(counted, builtin_types=(date,))
    beside, published, difference = (
        told.pop(name) or {} for name in ("extra", "published", "difference")
    )
    also = [_compared(one["published"], one["difference"]) for one in told.pop("also_published")]
    return {**told, **_compared(published, difference), "also_published": also, **beside}


def _compared(published: dict[str, Any], difference: dict[str, Any]) -> dict[str, Any]:
    return {
        "published": published.get("value", {}).get("number"),
        "difference": difference.get("difference"),
        "published_says": published,
        "difference_says": difference,
    }


def print_counted(counted: Counted) -> None:
    """A figure as a person reads it."""
    value = WITHHELD if counted.value is None else f"{counted.value:,}"
    click.echo(f"{counted.figure}: {value} {counted.unit}")
    click.echo(f"true on {counted.true_on}, known at {counted.known_at}")
    for difference in (counted.difference, *(one.difference for one in counted.also_published)):
        if difference is not None:
            click.echo(difference.says)
    if counted.backfilled:
        click.echo(f"of which {counted.backfilled:,} through backfilled deliveries")
    for says in filter(None, (counted.withheld, counted.says_made_up)):
        click.echo(says)
    for name, value in counted.extra.items():
        if isinstance(value, list) and value:
            rows = [tuple(map(_cell, row, row.values())) for row in value[:20]]
            cut = f" (first {len(rows)} of {len(value)})" if len(value) > len(rows) else ""
            print_table(tuple(value[0]), rows, f"{name.replace('_', ' ')}{cut}")
        elif not isinstance(value, list):
            click.echo(f"{name.replace('_', ' ')}: {in_words(_cell(name, value))}")
    click.echo(f"ledger position {counted.position:,}, snapshot {counted.snapshot[:16]}")
    click.echo(counted.sql)


def _cell(column: str, value: Any) -> Any:
    """A year is a name, with no thousands set apart in it; a share is said as a percentage."""
    if column.startswith("share") and isinstance(value, float):
        return f"{value:.1%}"
    return str(value) if column.endswith("year") else value
