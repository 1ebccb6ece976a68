"""The tables as they first were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Building",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BinaryField(db_index=True)),
                ("identity", models.BigIntegerField(db_index=True)),
                ("content", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("has_unit", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("note", models.TextField()),
                ("frontier", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Child",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("merged_into", models.CharField(max_length=32, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feed", models.CharField(max_length=40)),
                ("digest", models.CharField(db_index=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="ContentKey",
            fields=[
                ("content", models.BigIntegerField(primary_key=True, serialize=False)),
                ("secret", models.BinaryField()),
                ("expires_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Delivered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("delivery", models.BigIntegerField(db_index=True)),
                ("content", models.BigIntegerField(db_index=True)),
                ("tally", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feed", models.CharField(db_index=True, max_length=40)),
                ("folder", models.CharField(max_length=120)),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("sequence", models.IntegerField()),
                ("mode", models.CharField(max_length=12)),
                ("received_at", models.DateTimeField()),
                ("learned_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField()),
                ("backfilled", models.BooleanField()),
                ("made_up", models.BooleanField()),
                ("about_children", models.BooleanField()),
                ("manifest", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Derived",
            fields=[
                ("content", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BigIntegerField(db_index=True, null=True)),
                ("nonce", models.BinaryField()),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity", models.BigIntegerField(db_index=True)),
                ("identity", models.BigIntegerField(db_index=True)),
                ("transferred", models.BooleanField()),
                ("steps", models.JSONField()),
                ("known_from", models.DateField()),
                ("known_to", models.DateField(null=True)),
                ("basis", models.CharField(max_length=7)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("identity", models.BigIntegerField(db_index=True)),
                ("content", models.BigIntegerField()),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gap", models.CharField(max_length=40)),
                ("anchor", models.CharField(max_length=200)),
                ("identity", models.BigIntegerField(db_index=True)),
                ("entity", models.BigIntegerField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("due", models.DateField(null=True)),
                ("reason", models.CharField(max_length=40, null=True)),
                ("facts", models.JSONField()),
                ("known_from", models.DateField()),
                ("known_to", models.DateField(null=True)),
                ("basis", models.CharField(max_length=7)),
            ],
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identity", models.BigIntegerField(db_index=True)),
                ("content", models.BigIntegerField()),
                ("row", models.BinaryField()),
                ("numbers", models.BinaryField()),
                ("given_names", models.BinaryField()),
                ("surnames", models.BinaryField()),
                ("birth_date", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("identity", models.BigIntegerField(primary_key=True, serialize=False)),
                ("child", models.CharField(db_index=True, max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Number",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BinaryField(db_index=True)),
                ("identity", models.BigIntegerField(db_index=True)),
                ("content", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("one", models.BigIntegerField(db_index=True)),
                ("other", models.BigIntegerField(db_index=True)),
                ("same", models.BooleanField()),
                ("by_person", models.BooleanField(db_index=True)),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Sequenced",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("sealed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SetAsideRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BigIntegerField(db_index=True)),
                ("line", models.IntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("owner", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Vault",
            fields=[
                ("event", models.BigIntegerField(primary_key=True, serialize=False)),
                ("identity", models.BigIntegerField()),
                ("ciphertext", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="VaultKey",
            fields=[
                ("identity", models.BigIntegerField(primary_key=True, serialize=False)),
                ("secret", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Home",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_up", models.BooleanField()),
                ("chosen_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="store_home_is_one")
                ],
            },
        ),
    ]
