"""Measures how often each gap is found in the made-up country, for the cards of gaps."""

import csv
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from amparo.gaps import GAPS
from amparo.gaps.base_rates import BaseRate, BaseRates
from amparo.synthetic.made import synthesize

SEED = 7


def measure(children: int) -> BaseRates:
    """Count, in the truth of a made-up country, the children of whom each gap is found.

    ``amparo gaps compare`` holds what is found to that truth, finding by finding.
    """
    with TemporaryDirectory() as folder:
        out = Path(folder)
        synthesize(out, children=children, seed=SEED, start=None, through=None)
        found = list(_rows(out / "truth" / "findings.csv"))
        child_of = {
            f"{one['agency']}:{one['key']}": one["child"]
            for one in _rows(out / "truth" / "identities.csv")
        }
    return BaseRates(
        cohort=f"{children:,} made-up children",
        children=children,
        on=max(one["known_at"] for one in found),
        command=f"./run amparo bench base-rates --children {children}",
        gaps={name: _rate(name, found, child_of) for name in GAPS},
    )


def as_toml(measured: BaseRates) -> str:
    """The file that the cards read."""
    lines = [
        f"# Written by: {measured.command} > src/amparo/gaps/base_rates.toml",
        f'cohort = "{measured.cohort}"',
        f"children = {measured.children}",
        f'on = "{measured.on}"',
        f'command = "{measured.command}"',
        "",
        "[gaps]",
        *(f"{name} = [{rate.ever}, {rate.open}]" for name, rate in measured.gaps.items()),
    ]
    return "\n".join(lines)


def _rate(name: str, found: list[dict[str, str]], child_of: dict[str, str]) -> BaseRate:
    own = [one for one in found if one["gap"] == name]
    still = {
        child_of[one["identity"]]
        for one in own
        if not one["until"] or one["until"] > one["known_at"]
    }
    return BaseRate(ever=len({child_of[one["identity"]] for one in own}), open=len(still))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as rows:
        yield from csv.DictReader(rows)
