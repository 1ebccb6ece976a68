"""A contract as Frictionless descriptors, so that an agency can check a file before sending."""

from typing import Any

from amparo.feeds.cells import plain_tokens, untold_as
from amparo.feeds.contract import Column, Contract, Kind
from amparo.feeds.forbidden import BIOMETRIC, SPONSOR_STATUS, THERAPY
from amparo.words.dates import EARLIEST, LATEST
from amparo.words.untold import Untold

_TYPES = {Kind.DAY: "date", Kind.COUNT: "integer", Kind.NUMBER: "integer"}


def descriptor(contract: Contract) -> dict[str, Any]:
    """A feed's descriptor: of one table its Table Schema, of several their Data Package."""
    if not contract.tables:
        return table_schema(contract)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": contract.feed,
        "description": contract.says,
        "resources": [_resource(one) for one in contract.tables],
    }


def table_schema(contract: Contract) -> dict[str, Any]:
    """The descriptor (Table Schema, Frictionless Data). Rules it cannot say stand under amparo:."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column, contract) for column in contract.columns],
        "primaryKey": list(contract.row_key or contract.key),
        "missingValues": ["", *contract.untold],
        "amparo:feed": contract.feed,
        "amparo:version": contract.version,
        "amparo:sender": str(contract.sender),
        "amparo:also_from": [str(agency) for agency in contract.also_from],
        "amparo:table": contract.table,
        "amparo:told_of": list(contract.key),
        "amparo:says": contract.says,
        "amparo:source": contract.source,
        "amparo:about_children": contract.about_children,
        "amparo:modes": [str(mode) for mode in contract.modes],
        "amparo:encodings": list(contract.encodings),
        "amparo:delimiters": list(contract.delimiters),
        "amparo:cadence_days": contract.cadence_days,
        "amparo:late_after_days": contract.late_after_days,
        "amparo:tolerance": contract.tolerance,
        "amparo:releases": contract.releases,
        "amparo:unquoted": contract.unquoted,
        "amparo:banner_lines": contract.banner_lines,
        "amparo:untold": {token: str(why) for token, why in contract.untold.items()},
        "amparo:blank": str(Untold.NOT_YET_REPORTED),
        "amparo:never_send": "biometrics and numbers derived from them; a sponsor's or household"
        " member's immigration status; therapy notes. A column with one of the forbidden words in"
        " its name is dropped while reading, and so is every column that is not in the contract.",
        "amparo:forbidden": [*BIOMETRIC, *SPONSOR_STATUS, *THERAPY],
    }


def _resource(contract: Contract) -> dict[str, Any]:
    return {
        "name": contract.table.lower().replace("_", "-"),
        "path": f"{contract.table}.csv",
        "format": "csv",
        "encoding": contract.encodings[0],
        "dialect": {"delimiter": contract.delimiters[0], "quoteChar": None},
        "schema": table_schema(contract),
    }


def _field(column: Column, contract: Contract) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        **_how_written(column),
        "description": column.says,
        "constraints": {"required": column.required, **_bounds(column)},
        "missingValues": _missing(column, contract),
        "amparo:kind": str(column.kind),
        "amparo:identifying": column.identifying,
        "amparo:spelled_also": list(column.spelled),
    }


def _how_written(column: Column) -> dict[str, Any]:
    """Days come in several forms, counts with commas between thousands."""
    if column.kind is Kind.DAY:
        return {"format": "any"}
    return {"groupChar": ","} if column.kind is Kind.COUNT else {}


def _bounds(column: Column) -> dict[str, Any]:
    if column.kind is Kind.DAY:
        return {"minimum": EARLIEST.isoformat(), "maximum": LATEST.isoformat()}
    return {"minimum": 0} if column.kind is Kind.COUNT else {}


def _missing(column: Column, contract: Contract) -> list[str]:
    """What says in this column that a value is not told; a key must be told."""
    if column.required:
        return [""]
    tokens = plain_tokens(contract.untold)
    return ["", *(token for token in contract.untold if untold_as(token, column, tokens))]
