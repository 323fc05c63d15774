from django.db import migrations

from hoso.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [
        append_only("archive_stamp"),
        append_only("archive_place"),
        append_only("archive_renewal"),
    ]
