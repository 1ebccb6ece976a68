"""``amparo synthesize``: made-up children and the deliveries their agencies would send."""

from datetime import date
from pathlib import Path
from typing import Literal

import click

from amparo.cli.answer import Refusal, print_json, progress
from amparo.cli.options import Day, as_json


@click.command()
@click.option("--children", type=click.IntRange(min=1), default=2_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--from", "start", type=Day(), help="Only deliveries received from this day on.")
@click.option("--through", type=Day(), help="Only deliveries received up to this day.")
@click.option("--cadence", type=click.Choice(["month", "day"]), default="month", show_default=True)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@as_json
def synthesize(  # noqa: PLR0917  # click hands them over by name
    children: int,
    seed: int,
    start: date | None,
    through: date | None,
    cadence: Literal["month", "day"],
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Make deliveries in OUT/deliveries and the truth they amount to in OUT/truth.

    The same children, seed and cadence make the same world; --from and --through continue it.
    """
    from amparo.synthetic import synthesize as make  # noqa: PLC0415  # keeps other commands quick
    from amparo.synthetic.made import NothingToMake  # noqa: PLC0415

    with progress("Making up children", None) as _:
        try:
            made = make(
                out, children=children, seed=seed, start=start, through=through, cadence=cadence
            )
        except NothingToMake as wrong:
            raise Refusal(str(wrong)) from None
    if as_json:
        print_json(made)
    else:
        click.echo(
            f"{made.children:,} made-up children, {made.deliveries:,} deliveries,"
            f" {made.rows:,} rows in {out}"
        )
