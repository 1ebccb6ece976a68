"""Rulings by persons and models with their day; memberships and aliases over time; reviews."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from amparo.store.append_only import RULED, guard

# Of memberships and merges of before it was not kept since when they were known: since ever.
_KEPT_MEMBERSHIPS = """
INSERT INTO store_membership (identity, child, known_from, entry)
SELECT identity, child, '0001-01-01', 0 FROM store_memberships_before
"""
_KEPT_ALIASES = """
INSERT INTO store_alias (old, child, known_from, entry)
SELECT id, merged_into, '0001-01-01', 0 FROM store_child WHERE merged_into IS NOT NULL
"""


def guard_ruled(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers on both databases; on PostgreSQL the grants say the same (store/opening.py)."""
    guard(editor, RULED)


class Migration(migrations.Migration):
    """A membership's key changes, so its table is made anew around what it held."""

    dependencies = [("store", "0008_sealed_service")]
    operations = [
        migrations.AddField("ruling", "kind", models.CharField(max_length=12, null=True)),
        migrations.AddField("ruling", "by", models.CharField(max_length=12, null=True)),
        migrations.AddField("ruling", "learned_on", models.DateField(null=True)),
        *(
            migrations.AddIndex(
                "ruling",
                models.Index(
                    condition=models.Q(("kind__isnull", False)),
                    fields=[side],
                    name=f"store_ruling_replayed_{side}",
                ),
            )
            for side in ("one", "other")
        ),
        migrations.RunSQL(
            "CREATE TABLE store_memberships_before AS SELECT identity, child FROM store_membership",
            migrations.RunSQL.noop,
        ),
        migrations.DeleteModel("Membership"),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identity", models.BigIntegerField(db_index=True)),
                ("child", models.CharField(db_index=True, max_length=32)),
                ("known_from", models.DateField()),
                ("known_to", models.DateField(null=True)),
                ("entry", models.BigIntegerField(default=0)),
                ("ended_by", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_to", None)),
                        fields=("identity",),
                        name="store_membership_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.CharField(db_index=True, max_length=32)),
                ("child", models.CharField(db_index=True, max_length=32)),
                ("known_from", models.DateField()),
                ("known_to", models.DateField(null=True)),
                ("entry", models.BigIntegerField()),
                ("ended_by", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_by", None)),
                        fields=("old",),
                        name="store_alias_one_open",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            [
                _KEPT_MEMBERSHIPS,
                "DROP TABLE store_memberships_before",
                _KEPT_ALIASES,
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField("child", "merged_into"),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("of", models.JSONField()),
                ("why", models.CharField(max_length=100)),
                ("opened_on", models.DateField()),
                ("closed_by", models.BigIntegerField(db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("review", models.BigIntegerField(db_index=True)),
                ("person", models.CharField(max_length=32)),
                ("says", models.CharField(max_length=20)),
                ("because", models.CharField(max_length=200)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(guard_ruled, migrations.RunPython.noop),
    ]
