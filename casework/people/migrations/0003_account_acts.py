"""The log of accounts, which only grows."""

import django.db.models.deletion
from django.db import migrations, models

REFUSE = """
CREATE OR REPLACE FUNCTION people_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '账号记录只增不改 (the log of accounts is append-only): % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER account_acts_stay BEFORE UPDATE OR DELETE ON people_accountact FOR EACH ROW EXECUTE FUNCTION people_refuse_change();
CREATE TRIGGER account_acts_stay_all BEFORE TRUNCATE ON people_accountact FOR EACH STATEMENT EXECUTE FUNCTION people_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_offices")]

    operations = [
        migrations.CreateModel(
            name="AccountAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=60)),
                ("what", models.CharField(max_length=10)),
                ("facts", models.JSONField(default=dict)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.user")),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="account_acts", to="people.user")),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "-id"], name="account_acts")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["added", "changed", "closed", "opened", "password"])), name="account_act_kind"
                    )
                ],
            },
        ),
        migrations.RunSQL(REFUSE, "DROP FUNCTION people_refuse_change CASCADE"),
    ]
