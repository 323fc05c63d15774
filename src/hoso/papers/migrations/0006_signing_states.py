from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0005_evidence_and_trust_append_only")]
    operations = [
        migrations.AddField("signingsession", "state", models.CharField(default="offered", max_length=16)),
        # A browser session lives for 15 minutes: those of the day of the change have ended.
        migrations.RunSQL(
            "UPDATE papers_signing_session SET state = 'expired' WHERE prepared <> ''", migrations.RunSQL.noop
        ),
        migrations.RemoveField("signingsession", "used_at"),
        migrations.AddIndex(
            "signingsession", models.Index(fields=["state", "expires_at"], name="signing_to_clear")
        ),
    ]
