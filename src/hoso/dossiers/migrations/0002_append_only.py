from django.db import migrations

from hoso.base.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [
        append_only("dossiers_entry"),
        append_only("dossiers_leaf", columns=("entry_id", "kind", "statement", "salt", "leaf_hash", "promise")),
        append_only("dossiers_tree_node"),
        append_only("dossiers_tree_head"),
    ]
