"""Court rows that are sent again and again, places with their units, months of birth."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Both indexes can be filled again from the kept lines: no home in use holds any yet."""

    dependencies = [("store", "0004_asked_append_only")]
    operations = [
        migrations.CreateModel(
            name="ReleasedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BinaryField(db_index=True)),
                ("of_table", models.BigIntegerField()),
                ("identity", models.BigIntegerField(db_index=True)),
                ("content", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("building", models.BinaryField(db_index=True, null=True)),
                ("unit", models.BinaryField(null=True)),
                ("postal_code", models.BinaryField(null=True)),
                ("identity", models.BigIntegerField(db_index=True)),
                ("content", models.BigIntegerField()),
                ("line", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="RowMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BinaryField(db_index=True)),
                ("content", models.BigIntegerField(db_index=True)),
                ("left_out", models.BooleanField()),
            ],
        ),
        migrations.DeleteModel(name="Building"),
        migrations.AddField(
            model_name="likeness",
            name="birth_month",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
    ]
