"""``amparo rebuild``: a home made again from the lines that another kept."""

from pathlib import Path

import click

from amparo.actions.home import Home, HomeRefused
from amparo.cli.answer import Exit, Refusal, clock, print_json
from amparo.cli.options import as_json, home_option


@click.command()
@click.argument("new_home", type=click.Path(path_type=Path, file_okay=False))
@as_json
@home_option
@click.pass_context
def rebuild(ctx: click.Context, home: Home, new_home: Path, *, as_json: bool) -> None:
    """Read every kept line of this home again into NEW_HOME, and compare the two digests."""
    from amparo.actions.rebuild import rebuild as make_again  # noqa: PLC0415  # the database

    try:
        done = make_again(home, new_home, clock())
    except HomeRefused as wrong:
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
        ctx.exit(Exit.WARNING)
