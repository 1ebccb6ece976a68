"""Who may ask, what was answered, and what chains the answers about one child."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountHead",
            fields=[
                ("child", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("place", models.BinaryField()),
                ("number", models.BigIntegerField()),
                ("head", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="AccountKey",
            fields=[
                ("child", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("secret", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="AccountNode",
            fields=[
                ("path", models.CharField(max_length=256, primary_key=True, serialize=False)),
                ("node", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("role", models.CharField(max_length=40)),
                ("agency", models.CharField(max_length=20)),
                ("office", models.CharField(max_length=80)),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("child", models.CharField(max_length=32, null=True)),
                ("kind", models.CharField(max_length=20)),
                ("purpose", models.CharField(max_length=40)),
                ("authority", models.CharField(max_length=200)),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("nexus", models.CharField(max_length=20)),
                ("child", models.CharField(db_index=True, max_length=32, null=True)),
                ("budgeted", models.BooleanField()),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Ended",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of", models.BigIntegerField(unique=True)),
                ("on", models.DateField()),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("os_user", models.CharField(max_length=64, null=True, unique=True)),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="PolicySet",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                ("month", models.CharField(max_length=7, primary_key=True, serialize=False)),
                ("secret", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=32)),
                ("begins", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=32)),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("made_by", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField()),
            ],
        ),
        migrations.AlterField(
            model_name="child",
            name="merged_into",
            field=models.CharField(db_index=True, max_length=32, null=True),
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("child", models.CharField(max_length=32)),
                ("number", models.BigIntegerField()),
                ("entry", models.BigIntegerField(db_index=True)),
                ("previous", models.BinaryField()),
                ("link", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("child", "number"), name="store_account_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=32)),
                ("action", models.CharField(max_length=10)),
                ("purpose", models.CharField(max_length=40)),
                ("granted", models.BooleanField()),
                ("day", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["person", "day"], name="store_disclosure_day")],
            },
        ),
    ]
