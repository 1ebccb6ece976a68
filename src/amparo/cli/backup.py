"""``amparo backup`` and ``amparo restore``: a home as one file, and a home of such a file."""

import os
from pathlib import Path

import click

from amparo.actions.home import Home
from amparo.cli.answer import Exit, Refusal, clock, print_json
from amparo.cli.options import as_json, asks, home_option
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

PASSPHRASE = "AMPARO_BACKUP_PASSPHRASE"  # noqa: S105  # the name of a variable
"""The environment variable that holds the passphrase of a copy's keys."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
@home_option
@asks(Role.OPERATOR)
def backup(home: Home, *, asker: Asker, file: Path, as_json: bool) -> None:
    """Copy the home into FILE, while it is in use.

    The keys are in it only if AMPARO_BACKUP_PASSPHRASE is set, encrypted under that; else keep the
    folder keys/ apart, for without it no name in the copy can ever be read.
    """
    from amparo.actions.backup import backup as copy  # noqa: PLC0415  # the database
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415

    try:
        done = copy(home, asker, file.absolute(), os.environ.get(PASSPHRASE) or None, clock())
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(done)
        return
    click.echo(f"{done.children:,} children and {done.entries:,} entries of the ledger in {file}.")
    keys = (
        "are in it, under the passphrase" if done.with_keys else "are NOT in it: keep keys/ apart"
    )
    click.echo(f"The keys {keys}. Digest {done.digest[:16]}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", metavar="HOME", type=click.Path(path_type=Path, file_okay=False))
@as_json
def restore(file: Path, folder: Path, *, as_json: bool) -> None:
    """Make the home HOME of a FILE that ``amparo backup`` wrote, and verify it.

    The keys come from FILE under AMPARO_BACKUP_PASSPHRASE, or lie in HOME/keys already.
    """
    from amparo.actions.backup import restore as make  # noqa: PLC0415  # the database
    from amparo.actions.home import HomeRefused, close_home  # noqa: PLC0415

    try:
        done = make(file, folder.absolute(), os.environ.get(PASSPHRASE) or None, clock())
    except HomeRefused as wrong:
        raise Refusal(str(wrong)) from None
    finally:
        close_home()
    if as_json:
        print_json(done)
    else:
        same = "it verifies, with the same digest" if done.same else "IT IS NOT WHAT WAS COPIED"
        click.echo(f"{done.children:,} children, {done.entries:,} entries: {same}.")
        for problem in done.problems:
            click.echo(problem)
    if not done.same:
        click.get_current_context().exit(Exit.WARNING)
