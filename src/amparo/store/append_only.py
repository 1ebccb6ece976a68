"""Which tables are only ever added to; the database itself refuses to change or delete them."""

from collections.abc import Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TOLD = (
    "home",
    "content",
    "delivery",
    "delivered",
    "setasiderow",
    "identity",
    "event",
    "ruling",
    "entry",
    "sequenced",
    "checkpoint",
)
ASKED = (
    "policyset",
    "person",
    "appointment",
    "training",
    "assignment",
    "approval",
    "token",
    "ended",
    "disclosure",
    "account",
)
SERVED = ("sealedservice", "servicestep")
RULED = ("opinion",)
AT_DESKS = ("telling", "dutyact")
AT_THE_DOOR = ("credential", "signin")
DOUBTED = ("doubt", "doubtanswered")
APPEND_ONLY = TOLD + ASKED + SERVED + RULED + AT_DESKS + AT_THE_DOOR + DOUBTED
"""Table names without their ``store_``; triggers and grants are made from these lists."""

_SQLITE = """
CREATE TRIGGER store_{table}_no_{verb} BEFORE {verb} ON store_{table}
BEGIN SELECT RAISE(ABORT, 'store_{table} is append-only'); END
"""

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION store_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""

_POSTGRESQL = """
CREATE TRIGGER store_{table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON store_{table}
FOR EACH STATEMENT EXECUTE FUNCTION store_refuse_change()
"""


def guard(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Put a trigger on each table, in the database's own words."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL_FUNCTION, params=None)  # its % is not ours to fill
        for table in tables:
            editor.execute(_POSTGRESQL.format(table=table), params=None)
        return
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(table=table, verb=verb))
