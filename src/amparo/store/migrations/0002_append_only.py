"""What was told is only ever added to: the database itself refuses to change or delete it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amparo.store.append_only import TOLD, guard


def guard_told(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers on both databases; on PostgreSQL the grants say the same (store/opening.py)."""
    guard(editor, TOLD)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(guard_told, migrations.RunPython.noop)]
