"""``amparo rebuild``: a home made again from the lines that another kept."""

from pathlib import Path

import click

from amparo.actions.home import Home
from amparo.cli.answer import Exit, Refusal, clock, print_json
from amparo.cli.options import as_json, asks, home_option
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.command()
@click.argument("new_home", type=click.Path(path_type=Path, file_okay=False))
@as_json
@home_option
@asks(Role.OPERATOR)
def rebuild(home: Home, *, asker: Asker, new_home: Path, as_json: bool) -> None:
    """Read every kept line of this home again into NEW_HOME, and compare the two digests.

    Who looked, and who may ask, stays with the old home's ledger.
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
    if not done.same:
        click.get_current_context().exit(Exit.WARNING)
