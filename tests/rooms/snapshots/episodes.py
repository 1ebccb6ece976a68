"""Episodes of made-up children, as rows of a snapshot."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from amparo.snapshots import SCHEMAS

LONG_AGO = date(2000, 1, 1)


def episode(**told: Any) -> dict[str, Any]:
    """An episode that is known since long ago and of which nothing is told but what is given."""
    blank = dict.fromkeys(SCHEMAS["episodes"].names)
    return {**blank, "entity": 1, "known_from": LONG_AGO, "basis": "both", **told}


def episodes_table(episodes: Iterable[dict[str, Any]]) -> Any:
    return pa.Table.from_pylist(list(episodes), schema=SCHEMAS["episodes"])
