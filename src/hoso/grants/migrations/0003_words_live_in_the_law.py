from django.db import migrations, models


class Migration(migrations.Migration):
    """The words of states and reasons stand in ``law/grants.py``; a change of words is no change of a table."""

    dependencies = [("grants", "0002_append_only")]
    operations = [
        migrations.AlterField("grant", "state", models.CharField(max_length=12)),
        migrations.AlterField("grant", "reason", models.CharField(default="", max_length=20)),
    ]
