"""How commands answer: standard output carries the answer, everything else goes to the side."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from amparo.words.names import printable

aside = Console(stderr=True, highlight=False)
"""Set-up, progress and warnings go here."""


class Exit(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    WARNING = 1
    REFUSED = 2
    DEFECT = 70


class Refusal(click.ClickException):
    """A command that does not do what was asked, and says why."""

    exit_code = Exit.REFUSED

    def show(self, file: Any = None) -> None:
        """The reason, on standard error."""
        click.echo(self.format_message(), err=True, file=file)


def clock() -> datetime:
    """The one place where time is read; from here on it is handed in."""
    return datetime.now(UTC)


def print_json(value: Any) -> None:
    """A value as JSON: keys in the order they are promised in."""
    text = msgspec.json.encode(value, enc_hook=str)
    click.echo(json.dumps(json.loads(text), ensure_ascii=False, indent=2))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "") -> None:
    """A table as wide as the terminal; a child's id stays whole, since it is copied from here."""
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for place, column in enumerate(columns):
        numbers = all(isinstance(row[place], int) for row in rows) and bool(rows)
        table.add_column(
            column,
            justify="right" if numbers else "left",
            overflow="fold",
            no_wrap=column == "child",
        )
    for row in rows:
        # A Text is printed as it stands: in a name, [red] is no colour.
        table.add_row(*(Text(in_words(cell)) for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(highlight=False, width=width).print(table)


def say_what_is_missing(more: bool, counted: Mapping[str, int]) -> None:  # noqa: FBT001
    """That a list is not all there is: the day's budget cut it, or the rest is only counted."""
    if more:
        aside.print("There are more. Today's budget of children for lists ends here.")
    for gap, count in counted.items():
        aside.print(f"{gap}: {count:,} findings, shown to those who act on them only.")


def in_words(cell: Any) -> str:
    """A cell as people read it: thousands set apart, nothing said shown as a dash."""
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    return cell.isoformat() if isinstance(cell, date) else printable(str(cell))


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Any]:
    """A bar with an estimate on a terminal; elsewhere one line when it is done."""
    if not aside.is_terminal:
        yield lambda _steps: None
        aside.print(f"{what}: done")
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=aside, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda steps: bar.advance(task, steps)
