"""A password given by an administrator is to be changed; the log also holds users who sit in no organisation."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_account_acts")]

    operations = [
        migrations.AddField("user", "password_given", models.BooleanField(default=False)),
        migrations.AlterField(
            "accountact", "organisation", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation")
        ),
    ]
