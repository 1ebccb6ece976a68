"""Sealed columnar copies of the ledger, and the counting of figures from them."""

from amparo.snapshots.counting import count, lineage
from amparo.snapshots.schema import SCHEMAS
from amparo.snapshots.snapshot import (
    Snapshot,
    SnapshotWrong,
    Table,
    Verification,
    latest,
    open_snapshot,
    seal,
    sealed_copies,
    verify,
)

__all__ = [
    "SCHEMAS",
    "Snapshot",
    "SnapshotWrong",
    "Table",
    "Verification",
    "count",
    "latest",
    "lineage",
    "open_snapshot",
    "seal",
    "sealed_copies",
    "verify",
]
