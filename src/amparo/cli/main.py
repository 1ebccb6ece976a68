"""The ``amparo`` command: one subcommand for each thing that can be asked."""

import os
import sys
import traceback
from pathlib import Path

import click

from amparo import __version__
from amparo.cli.answer import Exit, aside
from amparo.cli.backup import backup, restore
from amparo.cli.bench import bench
from amparo.cli.children import children
from amparo.cli.clocks import clocks
from amparo.cli.corrections import corrections
from amparo.cli.demo import demo
from amparo.cli.duties import duties
from amparo.cli.feeds import feeds
from amparo.cli.figures import figures
from amparo.cli.gaps import gaps
from amparo.cli.ingest import ingest
from amparo.cli.ledger import ledger
from amparo.cli.match import match
from amparo.cli.outbox import outbox
from amparo.cli.people import people
from amparo.cli.placements import placements
from amparo.cli.purposes import purposes
from amparo.cli.rebuild import rebuild
from amparo.cli.serve import serve
from amparo.cli.service import service
from amparo.cli.synthesize import synthesize
from amparo.cli.telling import tell
from amparo.cli.work import work


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="amparo")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="The data folder (default: AMPARO_HOME, else ./.amparo).",
)
def amparo(home: Path | None) -> None:
    """One record for every unaccompanied child, every duty visible, every look accounted for."""
    if home is not None:
        os.environ["AMPARO_HOME"] = str(home)


for command in (
    demo,
    synthesize,
    ingest,
    feeds,
    children,
    gaps,
    clocks,
    duties,
    tell,
    corrections,
    figures,
    placements,
    purposes,
    match,
    people,
    ledger,
    service,
    outbox,
    work,
    backup,
    restore,
    rebuild,
    serve,
    bench,
):
    amparo.add_command(command)


def main() -> None:
    """Run a command; a defect of ours is said to be one, and never shown as the person's fault."""
    os.umask(0o077)  # a home is for its owner's eyes only
    try:
        amparo(prog_name="amparo")
    except OSError as failed:
        aside.print(f"A file or the disk failed: {failed}", markup=False)
        sys.exit(Exit.REFUSED)
    except Exception as wrong:  # noqa: BLE001  # the last place where a defect can be told apart
        # Where it broke, and no message: one may hold what a row says of a child.
        traceback.print_tb(wrong.__traceback__)
        says = "This is a defect in Amparo, not in what you asked. Please report it."
        aside.print(f"{type(wrong).__name__}. {says}")
        sys.exit(Exit.DEFECT)
