"""``amparo clocks``: the deadlines, where each stands and when it was in force."""

from datetime import date

import click
import msgspec

from amparo.cli.answer import print_json, print_table
from amparo.cli.options import as_json
from amparo.clocks.deadline import Deadline
from amparo.clocks.table import CLOCKS


@click.group()
def clocks() -> None:
    """The deadlines, and where each is written."""


@clocks.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Every deadline: how long, whom it binds, where it stands, when it was in force."""
    if as_json:
        print_json([msgspec.structs.asdict(one) for one in CLOCKS.values()])
        return
    rows = [
        (one.name, one.says, one.binds, in_force(one), str(one.source), one.read, told_by(one))
        for one in CLOCKS.values()
    ]
    print_table(("clock", "says", "binds", "in force", "source", "read", "told by"), rows)


def in_force(one: Deadline) -> str:
    """The days on which a deadline was in force, as people write them."""
    first = f"from {one.in_force_from}" if one.in_force_from > date.min else "always"
    last = f" to {one.in_force_to}" if one.in_force_to else ""
    band = f" (perhaps since {one.earliest})" if one.earliest else ""
    return "proposed" if one.proposed else first + band + last


def told_by(one: Deadline) -> str:
    """The feed that tells whether it was kept; else why it is not counted, or not even told."""
    if not one.is_counted:
        return "not counted: " + (
            "only proposed" if one.proposed else "it would permit, and was not read"
        )
    return one.feed or f"not held: {one.not_held}"
