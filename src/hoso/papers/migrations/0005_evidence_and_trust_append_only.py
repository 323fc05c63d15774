from django.db import migrations

from hoso.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("papers", "0004_evidence_and_trust")]
    operations = [
        append_only("papers_evidence_object"),
        append_only("papers_judgement"),
        append_only("papers_revocation_answer"),
        append_only("papers_trust_anchor"),
        append_only("papers_trust_proposal", once="decided_at"),
        append_only("papers_trust_version"),
    ]
