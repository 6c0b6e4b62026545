"""Who is away and who stands in, with its history; two columns that nothing used go."""

import casework.people.models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_command_line'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='user',
            name='away_until',
        ),
        migrations.RemoveField(
            model_name='user',
            name='deputy',
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.user')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='people.user')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('user', models.F('deputy')), _negated=True), name='absence_has_another_deputy'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='absence_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), (casework.people.models.Days('since', 'until', django.contrib.postgres.fields.ranges.RangeBoundary(True, True)), '&&')], name='away_once_at_a_time')],
            },
        ),
    ]
