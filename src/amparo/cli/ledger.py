"""``amparo ledger``: verify it, publish its checkpoint, prove an entry, export it."""

from pathlib import Path

import click

from amparo.actions.home import Home, HomeRefused, refuse_unless_made_up
from amparo.cli.answer import Exit, Refusal, print_json
from amparo.cli.options import as_json, home_option


@click.group()
def ledger() -> None:
    """The append-only list of everything, which cannot be altered unseen."""


@ledger.command()
@click.option(
    "--held",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with a checkpoint kept from before.",
)
@as_json
@home_option
@click.pass_context
def verify(ctx: click.Context, home: Home, held: Path | None, *, as_json: bool) -> None:
    """Read every entry and every body again; with --held, against a checkpoint you kept."""
    from amparo.actions.ledger import verify as read_again  # noqa: PLC0415  # the database

    found = read_again(home, held.read_text() if held else None)
    if as_json:
        print_json(found)
    else:
        click.echo(
            f"{'The ledger verifies' if found.ok else 'THE LEDGER DOES NOT VERIFY'}:"
            f" {found.entries:,} entries, {found.events:,} events, {found.vaulted:,} vaulted,"
            f" root {found.root[:16]}"
        )
        for problem in found.problems:
            click.echo(f"  {problem.where}: {problem.what}")
    if not found.ok:
        ctx.exit(Exit.WARNING)


@ledger.command()
@as_json
@home_option
def checkpoint(home: Home, *, as_json: bool) -> None:  # noqa: ARG001  # the home must be open
    """The latest signed checkpoint, to keep elsewhere and hold against us later."""
    from amparo.actions.ledger import checkpoint as latest  # noqa: PLC0415  # the database

    note = latest()
    if note is None:
        raise Refusal("The ledger is empty; there is no checkpoint yet.")
    if as_json:
        print_json({"checkpoint": note})
    else:
        click.echo(note, nl=False)


@ledger.command()
@click.argument("event", type=int)
@as_json
@home_option
def prove(home: Home, event: int, *, as_json: bool) -> None:  # noqa: ARG001  # a proof is JSON
    """A proof, in one piece, that an event (by its number) stands in the ledger as it is."""
    from amparo.actions.ledger import NotThere, proof  # noqa: PLC0415  # the database

    try:
        refuse_unless_made_up()
        click.echo(proof(home, event))
    except (NotThere, HomeRefused) as wrong:
        raise Refusal(str(wrong)) from None


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--bodies", is_flag=True, help="Also the sealed bodies: for those who may read them.")
@as_json
@home_option
def export(home: Home, folder: Path, *, bodies: bool, as_json: bool) -> None:
    """Everything an outsider needs to verify the ledger without us, and the verifier itself."""
    from amparo.actions.ledger import export as write  # noqa: PLC0415  # the database

    try:
        if bodies:
            refuse_unless_made_up()
    except HomeRefused as wrong:
        raise Refusal(str(wrong)) from None
    write(home, folder, bodies=bodies)
    command = f"python {folder / 'verifier.py'} {folder}"
    if as_json:
        print_json({"folder": str(folder), "verify_with": command})
    else:
        click.echo(command)
