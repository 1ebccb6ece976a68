"""Trains a model: Splink counts how often each level holds, we keep that within reason."""

import logging
from collections.abc import Iterable
from contextlib import closing

import duckdb
import msgspec
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from amparo.identity.shown import Shown
from amparo.identity.weighed import Field, Level, Model
from amparo.matching.levels import FIELDS
from amparo.matching.meeting import in_memory
from amparo.matching.splink_rows import comparisons, load
from amparo.matching.ways import ways_of

_PAIRS = 2_000_000
"""Random pairs from which it is counted how often two children agree by chance."""
_SAMPLE_SEED = 7

_ITERATIONS = 12
"""Steps towards the shares; many more drive one that is never seen below what a float holds."""

MOST, LEAST = 16.0, -6.0
"""Bits that no level goes beyond: a share counted on few pairs is no certainty."""
MOST_OF = {("a_number", "one-off"): 8.0, ("a_number", "neighbours"): 2.0}
"""Bits of levels that made-up numbers make too much of: real ones lie side by side in families."""
LEAST_OF = {("sex", "differ"): -4.5, ("country", "differ"): -4.5}
"""Bits of levels that made-up rows never show by mistake, and real ones do."""
STEP = 0.02
"""Bits by which each level weighs less than the one before it, at least."""


class Drift(msgspec.Struct, frozen=True):
    """How a level's bits moved from one model to the next."""

    field: str
    level: str
    before: float
    after: float

    @property
    def moved(self) -> float:
        return abs(self.after - self.before)


def train(base: Model, shown: Iterable[Shown], version: str, trained_on: str) -> Model:
    """A model with shares counted on these rows; prior, thresholds and cap are those of ``base``.

    How often one child's rows agree is counted among pairs with an equal A-number, and for the
    number itself among pairs with equal names and birth date: both by expectation maximisation,
    for some of either are another child's. How often two children's do, among random pairs.
    """
    with closing(in_memory()) as database:
        load(database, ways_of(list(shown), base.block_cap))
        counted = _counted(database)
    fields = tuple(_clamped(field, counted[field.name]) for field in base.fields)
    return msgspec.structs.replace(base, version=version, trained_on=trained_on, fields=fields)


def drift(before: Model, after: Model) -> list[Drift]:
    """Every level of two models, the one that moved most first."""
    found = [
        Drift(field.name, level.name, level.bits, after.bits(field.name, level.name))
        for field in before.fields
        for level in field.levels
    ]
    return sorted(found, key=lambda one: -one.moved)


Shares = dict[str, tuple[float | None, float | None]]


def _counted(database: duckdb.DuckDBPyConnection) -> dict[str, Shares]:
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="told",
        comparisons=comparisons(None),
        max_iterations=_ITERATIONS,
        retain_matching_columns=False,
    )
    linker = Linker(
        DuckDBAPI(database).register("shown"),
        settings,
        log_level=logging.ERROR,
        validate_settings=False,
    )
    training = linker.training
    training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=_SAMPLE_SEED)
    for same in (block_on("a_number"), block_on("given", "surnames", "born")):
        training.estimate_parameters_using_expectation_maximisation(same, max_pairs=_PAIRS)
    told = linker.misc.save_model_to_json()["comparisons"]
    return {
        rule.name: {
            level.name: (one.get("m_probability"), one.get("u_probability"))
            for level, one in zip(rule.levels, field["comparison_levels"][1:], strict=True)
        }
        for rule, field in zip(FIELDS, told, strict=True)
    }


def _clamped(field: Field, counted: Shares) -> Field:
    """Levels within reason, each weighing less than the one before it and none nothing at all.

    What was not counted keeps its bits.
    """
    levels: list[Level] = []
    before = MOST + STEP
    for level in field.levels:
        m, u = counted[level.name]
        bits = Level(level.name, m, u).bits if m and u else level.bits
        place = field.name, level.name
        most, least = MOST_OF.get(place, MOST), LEAST_OF.get(place, LEAST)
        bits = min(max(bits, least), most, before - STEP)
        bits = bits if abs(bits) > STEP / 2 else -STEP / 2
        share = m or level.m
        levels.append(Level(level.name, share, share / 2**bits))
        before = bits
    return Field(field.name, tuple(levels))
