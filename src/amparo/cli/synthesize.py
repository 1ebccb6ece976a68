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
@click.option(
    "--noise",
    type=click.Choice(["plain", "other"]),
    default="plain",
    show_default=True,
    help="How agencies err: plain is what Amparo was made with, other errs in other ways.",
)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@as_json
def synthesize(  # noqa: PLR0917  # click hands them over by name
    children: int,
    seed: int,
    start: date | None,
    through: date | None,
    cadence: Literal["month", "day"],
    noise: Literal["plain", "other"],
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Make deliveries in OUT/deliveries and the truth they amount to in OUT/truth.

    The same children, seed, cadence and noise make the same world; --from and --through continue
    it. With another noise the same happens to the same children, and is told with other errors.

    Of 448,820 children it is as published, within a few in a hundred: 65 % with no notice issued
    in May 2024, 52 % with none served in January 2025, 7 % with a bad address of record, some
    32,000 who had failed to appear by May 2024 and 43,000 later that year, some 31,000 orders in
    absentia, and 0.43 cases of all respondents dismissed for want of filing to each child. Moves,
    calls and what becomes of a case are assumed where nobody publishes them.
    """
    from amparo.synthetic import synthesize as make  # noqa: PLC0415  # keeps other commands quick
    from amparo.synthetic.made import NothingToMake  # noqa: PLC0415

    with progress("Making up children", None) as _:
        try:
            made = make(
                out,
                children=children,
                seed=seed,
                start=start,
                through=through,
                cadence=cadence,
                noise=noise,
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
