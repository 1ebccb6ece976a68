"""The states as ORR's table writes them, and their postal codes."""

import csv
from importlib.resources import files


def states() -> tuple[tuple[str, str], ...]:
    """Name and two-letter code of each, from states.csv, which names its source."""
    text = files("amparo.figures").joinpath("states.csv").read_text(encoding="utf-8")
    return tuple((row["name"], row["code"]) for row in csv.DictReader(text.splitlines()))
