"""Requests that a fact be corrected, and what came of each."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amparo.store.append_only import DOUBTED, guard


def guard_what_is_doubted(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers on both databases; on PostgreSQL the grants say the same (store/opening.py)."""
    guard(editor, DOUBTED)


def _key() -> "models.BigAutoField[int, int]":
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("store", "0014_named_duties")]
    operations = [
        migrations.CreateModel(
            name="Doubt",
            fields=[
                ("id", _key()),
                ("identity", models.BigIntegerField(db_index=True)),
                ("event", models.CharField(max_length=40)),
                ("field", models.CharField(max_length=40, null=True)),
                ("happened_on", models.DateField(null=True)),
                ("data_class", models.CharField(max_length=40)),
                ("told_by", models.CharField(max_length=20)),
                ("wrong", models.CharField(max_length=40)),
                ("right", models.TextField(null=True)),
                ("taken_up_by", models.CharField(db_index=True, max_length=40)),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("role", models.CharField(max_length=40)),
                ("agency", models.CharField(max_length=20)),
                ("office", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("entry", models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="DoubtAnswered",
            fields=[
                ("id", _key()),
                ("of", models.BigIntegerField(unique=True)),
                ("answer", models.CharField(max_length=40)),
                ("person", models.CharField(max_length=32)),
                ("role", models.CharField(max_length=40)),
                ("agency", models.CharField(max_length=20)),
                ("office", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("entry", models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.RunPython(guard_what_is_doubted, migrations.RunPython.noop),
    ]
