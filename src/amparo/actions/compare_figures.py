"""Holds the figures of a made-up home against the truth its deliveries and deeds were made with."""

import csv
from datetime import date, datetime
from pathlib import Path

import msgspec

from amparo.actions.figures import count, is_told_in_full
from amparo.actions.home import Home, HomeRefused
from amparo.figures import Counted
from amparo.purposes.asker import Asker


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a figure, and what the truth says; None: not told, which is not zero.

    ``step`` and ``office`` say of what it is, where it is not of the whole.
    """

    figure: str
    step: str
    office: str
    counted: str
    ours: int | None
    truth: int | None


class ComparedFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How many numbers were held against the truth, as known on which day; those that differ."""

    on: date
    numbers: int
    differing: tuple[Held, ...]


_Key = tuple[str, str, str, str]
"""Figure, step, office, what is counted."""


def compare_figures(home: Home, asker: Asker, folder: Path, clock: datetime) -> ComparedFigures:
    """Count every figure of the truth again, as of its last day, and name what differs.

    The truth joins records by identifiers alone, and knows all that was done at desks: a home in
    which the model joined more, or in which not all was told, differs. Raises HomeRefused for
    whoever is told no small numbers, and as ``figures.count`` does.
    """
    if not is_told_in_full(asker):
        raise HomeRefused("Only an inspector is told every number. Nothing was compared.")
    truth = {**_of_deliveries(folder), **_of_desks(folder)}
    if not truth:
        raise HomeRefused(f"The truth in {folder} tells no number. Nothing was compared.")
    ours: dict[_Key, int] = {}
    for figure, on in sorted({(key[0], on) for key, (on, _) in truth.items()}):
        ours |= _numbers(count(home, figure, clock, on, on, asker=asker))
    # What no truth counts is not held against it; what the truth leaves untold must be untold here.
    keys = sorted({*truth, *(key for key in ours if key[0] in _OF_DESKS)})
    held = [_held(key, ours.get(key), truth.get(key, _UNTOLD)[1]) for key in keys]
    last = max(on for on, _ in truth.values())
    return ComparedFigures(
        on=last, numbers=len(held), differing=tuple(one for one in held if one.ours != one.truth)
    )


def _held(key: _Key, ours: int | None, truth: int | None) -> Held:
    figure, step, office, counted = key
    return Held(figure=figure, step=step, office=office, counted=counted, ours=ours, truth=truth)


_OF_DESKS = frozenset({"days-after-absence", "offices-asking"})
_UNTOLD = (None, None)
_UNNAMED = frozenset({"step", "agency", "office"})


def _numbers(counted: Counted) -> dict[_Key, int]:
    """Every number of a figure: of the whole, of each step, and where attempts are, by office."""
    figure, found = counted.figure, dict[_Key, int]()
    whole = {counted.unit: counted.value, **counted.extra}
    rows = [("", "", whole)]
    if figure in _OF_DESKS:
        rows += [(row["step"], "", row) for row in counted.extra.get("by_step", ())]
        # The truth reads cells without regard to capitals.
        asking = counted.extra.get("by_office", ()) if figure == "offices-asking" else ()
        rows += [("", row["office"].lower(), row) for row in asking]
    for step, office, row in rows:
        for name, value in row.items():
            if type(value) is int and name not in _UNNAMED:
                found[figure, step, office, name] = value
    return found


def _of_deliveries(folder: Path) -> dict[_Key, tuple[date, int]]:
    rows = _rows(folder / "figures.csv")
    last = max((row["known_at"] for row in rows), default="")
    return {
        (row["figure"], "", "", row["unit"]): (date.fromisoformat(last), int(row["value"]))
        for row in rows
        if row["known_at"] == row["true_on"] == last
    }


def _of_desks(folder: Path) -> dict[_Key, tuple[date, int]]:
    return {
        (row["figure"], row["step"], row["office"], row["counted"]): (
            date.fromisoformat(row["true_on"]),
            int(row["value"]),
        )
        for row in _rows(folder / "desk_figures.csv")
    }


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            return list(csv.DictReader(lines))
    except FileNotFoundError:
        raise HomeRefused(f"{path} is not there. Nothing was compared.") from None
