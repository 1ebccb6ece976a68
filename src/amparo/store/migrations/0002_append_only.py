"""What was told is only ever added to: the database itself refuses to change or delete it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amparo.store.append_only import APPEND_ONLY

_SQLITE = """
CREATE TRIGGER store_{table}_no_{verb} BEFORE {verb} ON store_{table}
BEGIN SELECT RAISE(ABORT, 'store_{table} is append-only'); END
"""

_POSTGRESQL_FUNCTION = """
CREATE FUNCTION store_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""

_POSTGRESQL = """
CREATE TRIGGER store_{table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON store_{table}
FOR EACH STATEMENT EXECUTE FUNCTION store_refuse_change()
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put a trigger on every append-only table, in the database's own words."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL_FUNCTION, params=None)  # its % is not ours to fill
        for table in APPEND_ONLY:
            editor.execute(_POSTGRESQL.format(table=table), params=None)
        return
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(table=table, verb=verb))


class Migration(migrations.Migration):
    """Triggers on both databases; on PostgreSQL the grants say the same (store/opening.py)."""

    dependencies = [("store", "0001_initial")]  # Django's own form
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
