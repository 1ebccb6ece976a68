"""``amparo ingest``: take deliveries in, in any order, any number of times."""

from pathlib import Path
from typing import Any

import click
import msgspec

from amparo.actions.home import Home, HomeRefused
from amparo.actions.ingest import Taken
from amparo.cli.answer import Exit, Refusal, aside, clock, print_json, print_table, progress
from amparo.cli.options import as_json, new_home_option

COLUMNS = (
    "lines",
    "header",
    "blank",
    "continuation",
    "read",
    "repaired",
    "duplicate",
    "set_aside",
)
"""The line equation: the first is the sum of the others, for every file, always."""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--feed",
    help="The files are public tables as published (eoir: all tables of one release, with its"
    " Count.txt); a manifest is made.",
)
@as_json
@new_home_option
@click.pass_context
def ingest(
    ctx: click.Context, home: Home, paths: tuple[Path, ...], feed: str | None, *, as_json: bool
) -> None:
    """Take in deliveries: folders with a manifest.json, or with --feed a table as published."""
    try:
        taken, refused = take_in(home, paths, feed)
    except HomeRefused as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json({"deliveries": [answer(one) for one in taken], "refused": refused})
    elif taken:
        print_taken(taken)
    for message in refused:
        aside.print(message, style="red", soft_wrap=True)
    if refused:
        ctx.exit(Exit.REFUSED)
    if any(one.above_tolerance for one in taken):
        aside.print("More rows were set aside than the feed's contract tolerates.", style="yellow")
        ctx.exit(Exit.WARNING)


def take_in(
    home: Home, paths: tuple[Path, ...], feed: str | None = None
) -> tuple[list[Taken], list[str]]:
    """Take each delivery in or refuse it, each alone; then look at the children it told of."""
    from amparo.actions.ingest import NotSettled, settle  # noqa: PLC0415  # the database
    from amparo.actions.ingest import ingest as take  # noqa: PLC0415
    from amparo.actions.publish import DeliveryRefused, published, together  # noqa: PLC0415

    taken: list[Taken] = []
    refused: list[str] = []
    groups = together(paths, feed)
    with progress("Taking in deliveries", len(groups)) as step:
        for group in groups:
            try:
                with published(home, group, feed, clock()) as folder:
                    taken.append(take(home, folder, clock()))
            except DeliveryRefused as wrong:
                refused.append(str(wrong))
            step(1)
    with progress("Looking at the children they tell of", None) as _:
        try:
            settle(home, clock())
        except NotSettled as failed:
            refused.append(str(failed))
    return taken, refused


def answer(taken: Taken) -> dict[str, Any]:
    """One delivery as JSON."""
    return {
        "delivery": taken.folder,
        "feed": taken.feed,
        "digest": taken.digest,
        **msgspec.structs.asdict(taken.tally),
        "events": taken.events,
        "dropped_columns": taken.dropped,
        "already_known": taken.already_known,
    }


def print_taken(taken: list[Taken]) -> None:
    """Every delivery with the equation of its lines."""
    rows = []
    for one in taken:
        counts = msgspec.structs.asdict(one.tally)
        rows.append((one.folder, *(counts[name] for name in COLUMNS), one.events))
    print_table(("delivery", *(name.replace("_", " ") for name in COLUMNS), "events"), rows)
