from django.db import migrations, models

from hoso.dossiers.searching import search_index


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_append_only"),
        ("dossiers", "0002_append_only"),
        ("parties", "0001_initial"),
    ]
    operations = [
        migrations.RemoveIndex(model_name="dossier", name="open_by_due"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["agency", "due_at", "id", "state", "assignee", "ended_at"],
                name="open_by_due",
                condition=models.Q(("due_at__isnull", False), ("ended_at__isnull", True)),
            ),
        ),
        migrations.RemoveIndex(model_name="dossier", name="queue"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["receiver", "state", "submitted_at", "id", "ended_at"],
                name="queue",
                condition=models.Q(("ended_at__isnull", True)),
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["receiver", "submitted_at", "id"],
                name="ready_by_desk",
                condition=models.Q(("state", "issued")),
            ),
        ),
        search_index(),
    ]
