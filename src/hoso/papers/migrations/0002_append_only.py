from django.db import migrations

from hoso.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [
        append_only("papers_paper", columns=("sha256", "size", "received_sha256", "made_from", "provenance")),
    ]
