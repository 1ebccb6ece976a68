"""Keyed tokens of sponsors' references."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The index can be filled again from the kept lines, by ``amparo rebuild``."""

    dependencies = [("store", "0006_outbox")]
    operations = [
        migrations.CreateModel(
            name="Sponsor",
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
    ]
