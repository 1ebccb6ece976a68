"""Who was let in and what was answered is only ever added to, like what was told."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amparo.store.append_only import ASKED, guard


def guard_asked(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers on both databases; on PostgreSQL the grants say the same (store/opening.py)."""
    guard(editor, ASKED)


class Migration(migrations.Migration):
    dependencies = [("store", "0003_who_may_ask")]
    operations = [migrations.RunPython(guard_asked, migrations.RunPython.noop)]
