"""On which source record each duty hangs, by the duty's name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What was found before is named once it is looked at again; until then it is gone through."""

    dependencies = [("store", "0013_accounts")]
    operations = [
        migrations.CreateModel(
            name="NamedDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("duty", models.CharField(db_index=True, max_length=16)),
                ("identity", models.BigIntegerField(db_index=True)),
            ],
        ),
    ]
