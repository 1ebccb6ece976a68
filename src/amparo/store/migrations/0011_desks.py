"""What persons tell at desks, and what they do to duties: both only ever added to."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amparo.store.append_only import AT_DESKS, guard


def guard_desks(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers on both databases; on PostgreSQL the grants say the same (store/opening.py)."""
    guard(editor, AT_DESKS)


def _key() -> "models.BigAutoField[int, int]":
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("store", "0010_match_keys")]
    operations = [
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", _key()),
                ("content", models.BigIntegerField(unique=True)),
                ("person", models.CharField(max_length=32)),
                ("role", models.CharField(max_length=40)),
                ("agency", models.CharField(max_length=20)),
                ("office", models.CharField(max_length=80)),
                ("purpose", models.CharField(max_length=40)),
                ("duty", models.CharField(db_index=True, max_length=16)),
                ("learned_at", models.DateTimeField()),
                ("entry", models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="DutyAct",
            fields=[
                ("id", _key()),
                ("duty", models.CharField(db_index=True, max_length=16)),
                ("finding", models.CharField(max_length=16)),
                ("act", models.CharField(max_length=20)),
                ("person", models.CharField(max_length=32)),
                ("role", models.CharField(max_length=40)),
                ("agency", models.CharField(max_length=20)),
                ("office", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("to", models.CharField(max_length=80, null=True)),
                ("reason", models.CharField(max_length=200, null=True)),
                ("until", models.DateField(null=True)),
                ("entry", models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.RunPython(guard_desks, migrations.RunPython.noop),
    ]
