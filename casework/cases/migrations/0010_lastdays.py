"""The calendar reads the running deadlines of a case from an index of their own, and counts those of each day inside the database."""

from django.db import migrations, models

from casework.cases import lastdays_sql


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_proposed_schedules'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('ended_by_seq', None), ('last_day__isnull', False)), fields=['case', 'last_day'], include=('bound', 'bound_party', 'house', 'rule', 'id'), name='deadline_of_case'),
        ),
        migrations.RunSQL(lastdays_sql.FORWARD, lastdays_sql.BACKWARD),
    ]
