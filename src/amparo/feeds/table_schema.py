"""A contract as a Frictionless Table Schema, so that an agency can check a file before sending."""

from typing import Any

from amparo.feeds.contract import UNTOLD_TOKENS, Column, Contract, Kind

_TYPES = {Kind.DAY: "date", Kind.COUNT: "integer"}


def table_schema(contract: Contract) -> dict[str, Any]:
    """The descriptor (Table Schema, Frictionless Data). Rules it cannot say stand under amparo:."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in contract.columns],
        "primaryKey": list(contract.key),
        "missingValues": ["", *UNTOLD_TOKENS],
        "amparo:feed": contract.feed,
        "amparo:version": contract.version,
        "amparo:sender": contract.sender,
        "amparo:modes": list(contract.modes),
        "amparo:tolerance": contract.tolerance,
        "amparo:late_after_days": contract.late_after_days,
        "amparo:never_send": "biometrics and numbers derived from them; a sponsor's or household"
        " member's immigration status; therapy notes. Such columns are dropped while reading.",
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": column.says,
        "constraints": {"required": column.required},
        "amparo:identifying": column.identifying,
        "amparo:spelled_also": list(column.spelled),
    }
