"""What was asked about recusal, until whoever stands above has decided it."""

import django.db.models.deletion
from django.db import migrations, models

from casework.cases import sealed_sql

TABLE = "cases_recusalrequest"


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_fonts_of_papers"), ("people", "0007_calendar_address")]

    operations = [
        migrations.CreateModel(
            name="RecusalRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declared", models.BooleanField()),
                ("asked_on", models.DateField()),
                ("entry_seq", models.IntegerField()),
                ("decided_on", models.DateField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("by_party", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.party")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="recusal_requests", to="cases.case")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.user")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("decided_on", None)), fields=("case", "user"), name="one_open_recusal_request"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("granted", None)),
                            models.Q(("decided_on__isnull", False), ("granted__isnull", False)), _connector="OR",
                        ),
                        name="recusal_decided",
                    ),
                ],
            },
        ),
        migrations.RunSQL(sealed_sql.floor(TABLE), sealed_sql.no_floor(TABLE)),
    ]
