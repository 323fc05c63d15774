from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("filing", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="supplementrequest",
            index=models.Index(
                fields=["answer_by", "id"],
                name="unanswered_by_day",
                condition=models.Q(("answered_at__isnull", True)),
            ),
        ),
    ]
