from django.db import migrations, models

from hoso.base.append_only import append_only

CONTENT = (
    "id",
    "procedure_id",
    "number",
    "decision_number",
    "decided_on",
    "effective_from",
    "spec",
    "spec_sha256",
    "online_level",
    "published_at",
    "published_by",
    "change",
)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_leftovers")]
    operations = [
        migrations.AddField("procedureversion", "change", models.CharField(default="", max_length=12)),
        migrations.AddField("procedureversion", "abolition", models.CharField(default="", max_length=200)),
        append_only("catalogue_version", columns=CONTENT, once="published_at"),
    ]
