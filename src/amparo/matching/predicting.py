"""Splink, told our levels and our model: it blocks and weighs; it trains elsewhere."""

import logging
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from amparo.identity.weighed import Field, Model
from amparo.matching.levels import FIELDS, FieldRule


def predicted(base: duckdb.DuckDBPyConnection, model: Model, table: str) -> str:
    """The name of a table of weighed pairs: ``told_l``, ``told_r``, ``match_weight``, ``mw_…``.

    ``table`` has the columns of ``levels``, a list ``keys`` and ``together``: pairs with a common
    key are weighed, unless they are together already.
    """
    rule = CustomRule("l.keys = r.keys and l.together <> r.together", arrays_to_explode=["keys"])
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="told",
        comparisons=comparisons(model),
        blocking_rules_to_generate_predictions=[rule],
        probability_two_random_records_match=_probability(model.prior),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )
    linker = Linker(
        DuckDBAPI(base).register(table), settings, log_level=logging.ERROR, validate_settings=False
    )
    return str(linker.inference.predict(warning_mode="never").physical_name)


def comparisons(model: Model | None) -> list[ComparisonCreator | dict[str, Any]]:
    """Our fields and levels as Splink's, with the model's shares or, to be trained, without."""
    shares = {} if model is None else {field.name: field for field in model.fields}
    return [_comparison(rule, shares.get(rule.name)) for rule in FIELDS]


def _comparison(rule: FieldRule, field: Field | None) -> ComparisonCreator:
    untold = CustomLevel(rule.untold_sql).configure(is_null_level=True)
    levels: list[ComparisonLevelCreator | dict[str, Any]] = [untold]
    for place, level in enumerate(rule.levels):
        made: ComparisonLevelCreator = CustomLevel(
            "ELSE" if level is rule.levels[-1] else level.sql
        )
        if field is not None:
            shares = field.levels[place]
            made = made.configure(m_probability=shares.m, u_probability=shares.u)
        levels.append(made)
    return CustomComparison(levels, output_column_name=rule.name)


def _probability(bits: float) -> float:
    return float(2**bits / (1 + 2**bits))
