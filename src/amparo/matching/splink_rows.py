"""Our rows, fields and levels as Splink reads them: it counts levels while a model is trained."""

from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from amparo.identity.weighed import Field, Model
from amparo.matching.fields import FieldRule
from amparo.matching.levels import FIELDS
from amparo.matching.prepared import prepared
from amparo.matching.ways import Ways

_LIST = pa.list_(pa.string())
_TEXTS = (
    *("given", "first", "last", "surnames", "surname_first", "surname_last"),
    *("born", "turned", "sex", "country"),
)
_LISTS = ("given_set", "given_sounds", "called", "surname_set", "surname_sounds", "numbers")


def load(base: duckdb.DuckDBPyConnection, ways: Ways) -> None:
    """Make the table ``shown``: a row for each way, whose place is ``told``."""
    rows = [prepared(one) for one in ways.shown]
    columns: dict[str, pa.Array] = {
        "told": pa.array(range(len(ways)), pa.int64()),
        "a_number": pa.array(ways.a_numbers, pa.string()),
    }
    for name in _TEXTS:
        columns[name] = pa.array([getattr(row, name) or None for row in rows], pa.string())
    for name in _LISTS:
        columns[name] = pa.array([getattr(row, name) or None for row in rows], _LIST)
    base.register("loaded", pa.table(columns))
    base.execute("create table shown as select * from loaded").fetchall()
    base.unregister("loaded")


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
