"""What an agency can read of a contract before it sends anything."""

import json

import msgspec
import pytest

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract, Kind
from amparo.feeds.forbidden import FORBIDDEN, is_forbidden
from amparo.feeds.table_schema import table_schema

TABLES = [table for contract in CONTRACTS.values() for table in contract.tables or (contract,)]
EVERY = pytest.mark.parametrize(
    "contract", TABLES, ids=lambda one: f"{one.feed} {one.table}".strip()
)


@EVERY
def test_the_schema_is_plain_json_and_names_every_column_in_order(contract):
    schema = json.loads(json.dumps(table_schema(contract)))
    assert [field["name"] for field in schema["fields"]] == list(contract.column_names)
    assert schema["primaryKey"] == list(contract.row_key or contract.key)
    assert all(field["description"] for field in schema["fields"])


@EVERY
def test_all_that_a_contract_promises_is_in_the_schema(contract):
    said = table_schema(contract)
    # What an identity is called is ours; how a row is told, and what disagrees in it, is code.
    ours = {"columns", "key", "row_key", "identity_kind", "prefix", "tables"}
    ours |= {"tell", "shapes", "disagrees"}
    for promise in msgspec.structs.fields(Contract):
        if promise.name not in ours:
            value = msgspec.to_builtins(getattr(contract, promise.name))
            shown = said[f"amparo:{promise.name}"]
            assert shown == (list(value) if isinstance(value, tuple) else value)


@EVERY
def test_every_way_of_not_telling_is_in_the_schema_and_na_is_not_one(contract):
    schema = table_schema(contract)
    assert schema["amparo:untold"] == {token: str(why) for token, why in contract.untold.items()}
    assert "NA" not in schema["missingValues"]
    for column, field in zip(contract.columns, schema["fields"], strict=True):
        unknown = "UNKNOWN" in field["missingValues"]
        assert unknown is (column.may_be_untold and not column.required)
        assert ("WITHHELD" in field["missingValues"]) is not column.required


@EVERY
def test_what_must_never_be_sent_is_named_and_no_column_of_ours_is_among_it(contract):
    assert set(table_schema(contract)["amparo:forbidden"]) == set(FORBIDDEN)
    for column in contract.columns:
        assert not any(map(is_forbidden, (column.name, *column.spelled)))


@EVERY
def test_days_and_counts_have_their_bounds(contract):
    for column, field in zip(contract.columns, table_schema(contract)["fields"], strict=True):
        if column.kind is Kind.DAY:
            assert field["type"] == "date"
            assert field["constraints"]["minimum"] < field["constraints"]["maximum"]
        if column.kind is Kind.COUNT:
            assert field["type"] == "integer"
            assert field["constraints"]["minimum"] == 0


@EVERY
def test_a_key_is_among_the_columns_and_all_of_it_is_required(contract):
    required = {column.name for column in contract.columns if column.required}
    assert set(contract.key) <= required


@EVERY
def test_two_columns_never_share_a_spelling(contract):
    spelled = [name for column in contract.columns for name in (column.name, *column.spelled)]
    assert len(set(spelled)) == len(spelled)
