"""Which contents were weighed: asked of a few, where of every record it was asked before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What was weighed before is weighed once more by the next run."""

    dependencies = [("store", "0011_desks")]
    operations = [
        migrations.RemoveField(model_name="matchkey", name="told"),
        migrations.CreateModel(
            name="Weighed",
            fields=[("content", models.BigIntegerField(primary_key=True, serialize=False))],
        ),
    ]
