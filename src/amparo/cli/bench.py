"""``amparo bench``: what is fast and what is not, beside its floors and peers in the same run."""

from typing import TYPE_CHECKING, Any

import click
import msgspec

from amparo.cli.answer import aside, print_json, print_table
from amparo.cli.options import as_json

if TYPE_CHECKING:  # the database, which only the measuring itself needs
    from amparo.bench import delta as deltas
    from amparo.bench import ingest as ingests
    from amparo.bench import ledger as ledgers

_repeat = click.option("--repeat", type=click.IntRange(min=1), default=3, show_default=True)


@click.group()
def bench() -> None:
    """Measure, as ratios to a floor or a peer in the same run."""


@bench.command()
@click.option("--children", type=click.IntRange(min=1), default=2_000, show_default=True)
@_repeat
@as_json
def ingest(children: int, repeat: int, *, as_json: bool) -> None:
    """Ingest made-up deliveries into fresh homes: time by stage, memory, disk, floors.

    Also on PostgreSQL where AMPARO_DATABASE_URL and AMPARO_DATABASE_OWNER_URL are set; the owner
    must be able to make databases.
    """
    from amparo.bench.ingest import measure  # noqa: PLC0415  # the database

    report = measure(children, repeat, aside.print)
    if as_json:
        print_json(report)
        return
    for measured in report.measured:
        _print_ingest(measured)
    _print_machine(report.machine)


@bench.command()
@click.option("--leaves", type=click.IntRange(min=1_000), default=100_000, show_default=True)
@_repeat
@as_json
def ledger(leaves: int, repeat: int, *, as_json: bool) -> None:
    """Append to a ledger, prove, and verify as an outsider does; beside pymerkle where it is."""
    from amparo.bench.ledger import measure  # noqa: PLC0415  # keeps other commands quick

    report = measure(leaves, repeat)
    if as_json:
        print_json(report)
        return
    _print_ledger(report.measured)
    _print_machine(report.machine)


@bench.command()
@click.option("--children", type=click.IntRange(min=1), default=7_000, show_default=True)
@click.option("--rows", type=click.IntRange(min=1), default=2_000, show_default=True)
@_repeat
@as_json
def delta(children: int, rows: int, repeat: int, *, as_json: bool) -> None:
    """Take a day's delta into cohorts of one, two and four times so many children."""
    from amparo.bench.delta import measure  # noqa: PLC0415  # the database

    report = measure(children, rows, repeat, aside.print)
    if as_json:
        print_json(report)
        return
    _print_deltas(report.deltas)
    _print_machine(report.machine)


def _print_ingest(measured: "ingests.Measured") -> None:
    run = measured.median
    title = (
        f"{measured.database}: {measured.children:,} children, {measured.deliveries:,} deliveries,"
        f" {run.rows:,} rows, {run.events:,} events; median of {measured.runs}"
    )
    stages = [("take in", *one) for one in run.taking_in.items()]
    stages += [("look at children", *one) for one in run.looking.items()]
    stages += [("then", "snapshot", run.snapshot), ("then", "verify", run.verifying)]
    stages += [
        ("floor", "bare insert of the events", run.inserting_floor),
        ("floor", "DuckDB counts the files", run.counting_floor),
    ]
    rows = [
        (part, stage, f"{took:.2f}", *_per_second(run.rows, took), *_per_second(run.events, took))
        for part, stage, took in stages
    ]
    print_table(("part", "stage", "seconds", "rows/s", "events/s"), rows, title)
    print_table(("ratio", "times"), [(name, f"{one:.2f}") for name, one in measured.ratios.items()])
    print_table(("kept on disk, and memory at most", "MiB"), _sizes(measured))


def _sizes(measured: "ingests.Measured") -> list[tuple[str, int]]:
    run = measured.median
    sizes = {
        "deliveries as sent": measured.delivered_bytes,
        "database": run.database_bytes,
        "kept lines": run.kept_bytes,
        "ledger": run.ledger_bytes,
        "snapshot": run.snapshot_bytes,
    }
    held = [(name, round(size / 2**20)) for name, size in sizes.items()]
    return [*held, ("peak memory", run.peak_memory_mib)]


def _per_second(count: int, seconds: float) -> tuple[int | None]:
    return (round(count / seconds) if seconds >= 0.005 else None,)


def _print_ledger(measured: "ledgers.Measured") -> None:
    told = msgspec.structs.asdict(measured)
    rows = [(name.replace("_", " "), _number(value)) for name, value in told.items()]
    print_table(("ledger", "figure"), rows)


def _print_deltas(deltas: "list[deltas.Delta]") -> None:
    rows = [
        (
            one.database,
            one.children,
            one.rows,
            one.looked_at,
            f"{one.seconds:.2f}",
            f"{one.to_smallest:.2f}",
            f"{one.processor_seconds:.2f}",
            f"{one.processor_to_smallest:.2f}",
        )
        for one in deltas
    ]
    columns = ("database", "children", "rows", "identities looked at")
    times = ("seconds", "to smallest", "processor seconds", "to smallest")
    print_table((*columns, *times), rows)


def _number(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def _print_machine(on: Any) -> None:
    aside.print(
        f"{on.processors} processors, {on.memory_gib} GiB, Python {on.python},"
        f" SQLite {on.sqlite}; load before: {on.load}"
    )
