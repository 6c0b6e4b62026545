"""Who made a sealed accusation reads it with the query code: the party is named in the access table, and the policy knows it."""

import django.db.models.deletion
from django.db import migrations, models

from casework.cases import sealed_sql
from casework.cases.case import ONE_HOLDER


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0020_alike'),
    ]

    operations = [
        migrations.AddField(
            model_name='access', name='party',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.party'),
        ),
        migrations.RemoveConstraint(model_name='access', name='access_one_holder'),
        migrations.RemoveConstraint(model_name='access', name='access_once'),
        migrations.AddConstraint(model_name='access', constraint=models.CheckConstraint(condition=ONE_HOLDER, name='access_one_holder')),
        migrations.AddConstraint(
            model_name='access',
            constraint=models.UniqueConstraint(fields=('case', 'organisation', 'user', 'party', 'why'), name='access_once', nulls_distinct=False),
        ),
        migrations.RunSQL(sealed_sql.FUNCTION_WITH_PARTIES, sealed_sql.FUNCTION_OF_USERS),
        migrations.RunSQL(sealed_sql.CODES, sealed_sql.DROP_CODES),
    ]
