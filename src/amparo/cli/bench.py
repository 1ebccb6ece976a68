"""``amparo bench``: what is fast and what is not, beside its floors and peers in the same run."""

import click


@click.group()
def bench() -> None:
    """Measure, as ratios to a floor or a peer in the same run."""
