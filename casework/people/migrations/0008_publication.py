"""What each office publishes about petitions (信访工作条例 18①); a table that only grows."""

import django.db.models.deletion
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION people_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '公布的内容只增不改 (what was published stays): % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER publications_stay BEFORE UPDATE OR DELETE ON people_publication FOR EACH ROW EXECUTE FUNCTION people_refuse_rewriting();
CREATE TRIGGER publications_stay_all BEFORE TRUNCATE ON people_publication FOR EACH STATEMENT EXECUTE FUNCTION people_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_calendar_address")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("zh", models.JSONField(default=dict)),
                ("en", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=60)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.user")),
                ("office", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="people.organisation")),
            ],
            options={"indexes": [models.Index(fields=["office", "-id"], name="publication_newest")]},
        ),
        migrations.RunSQL(REFUSE, "DROP FUNCTION people_refuse_rewriting CASCADE"),
    ]
