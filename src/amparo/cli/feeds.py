"""``amparo feeds``: the contracts by which agencies deliver, and how they keep them."""

from pathlib import Path
from typing import Any

import click
import msgspec

from amparo.actions.home import Home
from amparo.cli.answer import Exit, Refusal, aside, clock, print_json, print_table
from amparo.cli.ingest import COLUMNS
from amparo.cli.options import as_json, asks, home_option
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import DELIMITERS, Contract
from amparo.feeds.dry_run import Tried, try_delivery, try_file
from amparo.feeds.refusals import DeliveryRefused
from amparo.feeds.signatures import sender_keys
from amparo.feeds.table_schema import descriptor
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

_MOST = 100
"""Lines set aside that are shown to a person at once."""


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
    _say_not_shown(told.not_shown)
    if as_json:
        print_json(told)
        return
    print_table(_GLANCE, [_glance(one) for one in told.feeds], f"Feeds on {told.on}")
    _print_findings(told.findings, some_hidden=bool(told.not_shown))


@feeds.command("set-aside")
@click.option("--feed", "name", type=click.Choice(sorted(CONTRACTS)), help="Only this feed.")
@click.option("--owner", help="Only what these can mend: an agency, or part of an owner's name.")
@click.option("--most", type=click.IntRange(min=1), help=f"Lines shown ({_MOST}; in JSON all).")
@as_json
@home_option
@asks(Role.INSPECTOR, maybe_nobody=True)
def set_aside(
    home: Home,
    *,
    asker: Asker | None,
    name: str | None,
    owner: str | None,
    most: int | None,
    as_json: bool,
) -> None:
    """The lines that could not be read: where each stands, why, and who can mend it.

    What stands in a line of a child's is never shown here.
    """
    del home  # open while the command runs
    from amparo.actions.set_aside import set_aside as ask  # noqa: PLC0415  # the database

    told = ask(asker, name, owner, most or (None if as_json else _MOST))
    _say_not_shown(told.not_shown)
    if as_json:
        print_json(told)
        return
    columns = ("feed", "rows", "repaired", "set aside")
    rows = [(one.feed, one.rows, one.repaired, one.set_aside) for one in told.feeds if one.rows]
    print_table(columns, rows, "Rows of every file, counted once")
    lines = [
        (one.feed, one.delivery, one.file, one.line, one.reason, one.owner) for one in told.lines
    ]
    click.echo()
    print_table(("feed", "delivery", "file", "line", "reason", "who can mend it"), lines)
    if told.count > len(told.lines):
        aside.print(f"{told.count - len(told.lines):,} more; --most shows more, --json all.")


@feeds.command("replay")
@click.option("--delivery", metavar="FOLDER", help="Its lines, by the name that set-aside tells.")
@click.option("--reason", metavar="TEXT", help="The lines of one reason, as set-aside tells it.")
@click.option("--feed", "name", type=click.Choice(sorted(CONTRACTS)), help="Only this feed.")
@click.option("--most", type=click.IntRange(min=1), help=f"Lines shown ({_MOST}; in JSON all).")
@as_json
@home_option
@asks(Role.OPERATOR)
def replay(
    home: Home,
    *,
    asker: Asker,
    delivery: str | None,
    reason: str | None,
    name: str | None,
    most: int | None,
    as_json: bool,
) -> None:
    """Read what was set aside again by today's rules: what would be read now, and what not.

    Nothing is taken in: a line that would be read now comes in with a file that its agency sends
    anew, with that line in it. What stands in a line is never shown; who asked is recorded.
    """
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database
    from amparo.actions.replay import Which  # noqa: PLC0415
    from amparo.actions.replay import replay as ask  # noqa: PLC0415

    which = Which(delivery=delivery, reason=reason, feed=name)
    try:
        told = ask(home, asker, which, clock(), most or (None if as_json else _MOST))
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(told)
    else:
        _print_replayed(told)


def _print_replayed(told: Any) -> None:
    if not told.count:
        click.echo("No line was set aside there, or for that reason.")
        return
    ways = ", ".join(f"{count:,} {way}" for way, count in told.outcomes.items())
    rules = ", ".join(f"{feed} version {version}" for feed, version in told.versions.items())
    click.echo(f"Of {told.count:,} lines that were set aside, read again by {rules}: {ways}.\n")
    columns = ("feed", "delivery", "file", "line", "it", "why", "who can mend it")
    rows = [
        (one.feed, one.delivery, one.file, one.line, one.outcome, one.today or one.was, one.owner)
        for one in told.lines
    ]
    print_table(columns, rows)
    click.echo(
        "\nNothing was taken in. A line that would be read now comes in with a file that its"
    )
    click.echo("agency sends anew; the same file once more tells nothing new.")
    if told.count > len(told.lines):
        aside.print(f"{told.count - len(told.lines):,} more; --most shows more, --json all.")


@feeds.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--feed", "name", type=click.Choice(sorted(CONTRACTS)), help="PATH is a file of it.")
@click.option("--delimiter", type=click.Choice(DELIMITERS), help="What stands between its cells.")
@click.option(
    "--keys",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of senders' public keys (NAME.pub), to check signatures with.",
)
@as_json
@click.pass_context
def check(
    ctx: click.Context,
    path: Path,
    *,
    name: str | None,
    delimiter: str | None,
    keys: Path | None,
    as_json: bool,
) -> None:
    """Try PATH, a delivery's folder or with --feed a file, against its contract; keep nothing.

    It needs no home: an agency can check what it is about to send.
    """
    try:
        tried = _tried(path, name, delimiter, keys)
    except DeliveryRefused as wrong:
        raise Refusal(f"{path.name} would be refused: {wrong.what}.") from None
    if as_json:
        print_json({"files": [_answer(one) for one in tried]})
    else:
        _print_tried(tried)
    if any(one.above_tolerance for one in tried):
        aside.print("More rows than the feed's contract tolerates would be set aside.")
        ctx.exit(Exit.WARNING)


def _tried(path: Path, name: str | None, delimiter: str | None, keys: Path | None) -> list[Tried]:
    if name is not None:
        return [try_file(path, CONTRACTS[name], delimiter)]
    if not path.is_dir():
        raise Refusal(f"{path.name} is a file: say with --feed whose contract it is to keep.")
    return try_delivery(path, CONTRACTS, sender_keys(keys) if keys else {})


def _answer(tried: Tried) -> dict[str, Any]:
    return msgspec.structs.asdict(tried) | {"above_tolerance": tried.above_tolerance}


def _print_tried(tried: list[Tried]) -> None:
    counts = [(one.file, *(getattr(one.tally, column) for column in COLUMNS)) for one in tried]
    print_table(("file", *(column.replace("_", " ") for column in COLUMNS)), counts)
    for one in tried:
        if one.dropped:
            dropped = f"Not kept of {one.file}: {', '.join(one.dropped)}."
            click.echo(f"\n{click.wrap_text(dropped, 96)}")
        if one.repairs:
            click.echo(f"\nMended in {one.file}:")
            print_table(("repair", "rows"), list(one.repairs.items()))
        if one.set_aside:
            click.echo(f"\nSet aside of {one.file}:")
            lines = [(line.line, line.reason) for line in one.set_aside[:_MOST]]
            print_table(("line", "reason"), lines)
    more = sum(max(0, len(one.set_aside) - _MOST) for one in tried)
    if more:
        aside.print(f"{more:,} more lines set aside; --json shows all.")
    click.echo("\nNothing was kept. What was told before is not known here.")


def _say_not_shown(feeds: list[str]) -> None:
    if feeds:
        hidden = ", ".join(feeds)
        aside.print(f"Not shown to you, for they tell of children: {hidden}.", soft_wrap=True)


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
