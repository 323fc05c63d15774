from django.db import migrations

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
)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [append_only("catalogue_version", columns=CONTENT, once="published_at")]
