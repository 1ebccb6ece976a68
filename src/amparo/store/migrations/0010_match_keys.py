"""Keyed tokens by which a record finds those that may be the same child."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Filled by the next run over all records."""

    dependencies = [("store", "0009_rulings")]
    operations = [
        migrations.CreateModel(
            name="MatchKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BinaryField(db_index=True)),
                ("identity", models.BigIntegerField(db_index=True)),
                ("told", models.BigIntegerField()),
            ],
        ),
    ]
