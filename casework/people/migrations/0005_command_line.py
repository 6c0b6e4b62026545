"""The log of accounts also holds what was done at the command line."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_own_account")]

    operations = [
        migrations.AlterField("accountact", "by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.user")),
    ]
