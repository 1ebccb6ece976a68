"""``amparo rebuild``: a home made again from the lines that another kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amparo.actions.home import Home
from amparo.cli.answer import Exit, Refusal, clock, print_json
from amparo.cli.options import as_json, asks, home_option
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

if TYPE_CHECKING:  # the database, which only the rebuilding itself needs
    from amparo.actions.rebuild import Rebuilt


@click.command()
@click.argument("new_home", type=click.Path(path_type=Path, file_okay=False))
@as_json
@home_option
@asks(Role.OPERATOR)
def rebuild(home: Home, *, asker: Asker, new_home: Path, as_json: bool) -> None:
    """Read every kept line of this home again into NEW_HOME, and compare the two digests.

    Where they differ it says in what: a later version reads more out of a row than the one that
    took it in. Who looked, and who may ask, stays with the old home's ledger.
    """
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database
    from amparo.actions.rebuild import rebuild as make_again  # noqa: PLC0415

    try:
        done = make_again(home, asker, new_home, clock())
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(done)
    else:
        same = "the same digest" if done.same else "ANOTHER DIGEST"
        click.echo(
            f"{done.deliveries:,} deliveries read again, {done.unreadable:,} lines unreadable"
            f" (expunged or expired): {same}"
        )
        for line in _in_what(done):
            click.echo(line)
    if not done.same:
        click.get_current_context().exit(Exit.WARNING)


def _in_what(done: "Rebuilt") -> Iterator[str]:
    """In words, what is otherwise than it was; nothing where the two are the same."""
    if done.same:
        return
    if done.read_otherwise:
        aside = "lines of theirs are unreadable, or " if done.unreadable else ""
        yield (
            f"{done.read_otherwise:,} records say something else than in the old home: {aside}"
            "this version reads them otherwise than the one that took them in."
        )
    if done.made_up_otherwise:
        yield f"{done.made_up_otherwise:,} children are made up of other records than before."
    else:
        yield "Which records are one child is the same."
