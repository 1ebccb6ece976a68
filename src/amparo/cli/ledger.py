"""``amparo ledger``: verify it, publish its checkpoint, prove, export, account for a child."""

from pathlib import Path

import click

from amparo.actions.home import Home
from amparo.cli.answer import Exit, Refusal, clock, print_json, print_table, say_what_is_missing
from amparo.cli.options import as_json, asks, home_option, purpose_option
from amparo.cli.records import print_accounting
from amparo.purposes import Action, Purpose
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.group()
def ledger() -> None:
    """The append-only list of everything, which cannot be altered unseen."""


@ledger.command()
@click.option(
    "--held",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with a checkpoint kept from before, or a copy of who has looked.",
)
@as_json
@home_option
@click.pass_context
def verify(ctx: click.Context, home: Home, held: Path | None, *, as_json: bool) -> None:
    """Read every entry and every body again; with --held, against a checkpoint you kept."""
    from amparo.actions.ledger import HoldsNone  # noqa: PLC0415  # the database
    from amparo.actions.ledger import verify as read_again  # noqa: PLC0415

    try:
        found = read_again(home, held.read_text(errors="replace") if held else None)
    except HoldsNone as wrong:
        raise Refusal(f"{held}: {wrong} Nothing was verified.") from None
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
@click.argument("child")
@purpose_option
@as_json
@home_option
@asks(Role.INSPECTOR)
def accounting(
    home: Home, asker: Asker, child: str, purpose: Purpose | None, *, as_json: bool
) -> None:
    """Who asked about one CHILD, as whom, why, and what was opened; this question included."""
    from amparo.actions.accounting import accounting as account_of  # noqa: PLC0415  # the database
    from amparo.actions.asking import Question  # noqa: PLC0415

    question = Question(
        asker=asker, command="ledger accounting", action=Action.READ, purpose=purpose
    )
    looks = account_of(home, question, child, clock())
    if as_json:
        print_json({"child": child, "entries": looks})
    else:
        print_accounting(looks)


@ledger.command()
@as_json
@home_option
@asks(Role.PRIVACY_OFFICER)
def review(home: Home, *, asker: Asker, as_json: bool) -> None:
    """Looks of the last 30 days to review: by danger, near the budgets, refused, and at whom.

    For the privacy officer. Children stand by their number alone; no record is opened.
    """
    from amparo.actions.reviewing import review as looks_to_review  # noqa: PLC0415  # the database

    found = looks_to_review(home, asker, clock())
    if as_json:
        print_json(found)
        return
    print_table(
        ("danger: day", "who", "entry", "child"),
        [(one.day, one.who, one.entry, one.child) for one in found.danger],
    )
    print_table(
        ("looks", "people", "child"), [(one.looks, one.people, one.child) for one in found.often]
    )
    print_table(
        ("near a budget: day", "who", "did", "for", "children", "of"),
        [
            (one.day, one.who, one.action, one.purpose, one.children, one.most)
            for one in found.spent
        ],
    )
    print_table(
        ("refused: who", "times", "days"), [(one.who, one.times, one.days) for one in found.refused]
    )
    say_what_is_missing(found.more, {})


@ledger.command()
@click.argument("event", type=click.IntRange(0, 2**63 - 1))
@as_json
@home_option
@asks(Role.INSPECTOR)
def prove(home: Home, *, asker: Asker, event: int, as_json: bool) -> None:  # noqa: ARG001  # a proof is JSON
    """A proof, in one piece, that an event (by its number) stands in the ledger as it is."""
    from amparo.actions.ledger import NotThere, proof  # noqa: PLC0415  # the database

    try:
        click.echo(proof(home, asker, event, clock()))
    except NotThere as wrong:
        raise Refusal(str(wrong)) from None


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--bodies", is_flag=True, help="Also the sealed bodies: for those who may copy them.")
@as_json
@home_option
@asks(Role.INSPECTOR, maybe_nobody=True)
def export(home: Home, *, asker: Asker | None, folder: Path, bodies: bool, as_json: bool) -> None:
    """Everything an outsider needs to verify the ledger without us, and the verifier itself."""
    from amparo.actions.ledger import export as write  # noqa: PLC0415  # the database

    if bodies and asker is None:
        raise Refusal("You are no person of this home, so no body is copied for you.")
    write(home, asker if bodies else None, folder, clock())
    command = f"python {folder / 'verifier.py'} {folder}"
    if as_json:
        print_json({"folder": str(folder), "verify_with": command})
    else:
        click.echo(command)
