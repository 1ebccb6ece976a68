"""Accounts: what people sign in with, and every try at the door that counts."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amparo.store.append_only import AT_THE_DOOR, guard


def guard_the_door(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers on both databases; on PostgreSQL the grants say the same (store/opening.py)."""
    guard(editor, AT_THE_DOOR)


def _key() -> "models.BigAutoField[int, int]":
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("store", "0012_weighed")]
    operations = [
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", _key()),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("kind", models.CharField(max_length=12)),
                ("kept", models.BinaryField()),
                ("begins", models.DateTimeField()),
                ("ends", models.DateTimeField(null=True)),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", _key()),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("answer", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("credential", models.BigIntegerField(null=True)),
                ("counter", models.BigIntegerField(null=True)),
                ("entry", models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.RunPython(guard_the_door, migrations.RunPython.noop),
    ]
