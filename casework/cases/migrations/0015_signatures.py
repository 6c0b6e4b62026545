"""The signed files of papers, and which papers wait for their signature. Papers issued before stay as they went out."""

import django.db.models.deletion
from django.db import migrations, models

from casework.cases.sealed_sql import floor, no_floor

TRIGGER = """
CREATE TRIGGER cases_signature_kept BEFORE UPDATE OR DELETE ON cases_signature FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();
"""
NO_TRIGGER = "DROP TRIGGER cases_signature_kept ON cases_signature;"
POLICY = ("cases_signature", "document_id", "cases_document")


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_text_blocks")]
    operations = [
        migrations.AddField("document", "awaits_signature", models.BooleanField(db_default=False)),
        migrations.AddIndex("document", models.Index(fields=["id"], condition=models.Q(("awaits_signature", True)), name="papers_to_sign")),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.BinaryField(max_length=32, unique=True)),
                ("size", models.IntegerField()),
                ("subject", models.CharField(max_length=500)),
                ("serial", models.CharField(max_length=50)),
                ("fingerprint", models.BinaryField(max_length=32)),
                ("test", models.BooleanField()),
                ("signed_at", models.DateTimeField()),
                ("entry_seq", models.IntegerField()),
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="signature", to="cases.document")),
            ],
        ),
        migrations.RunSQL(floor(*POLICY) + TRIGGER, NO_TRIGGER + no_floor(POLICY[0])),
    ]
