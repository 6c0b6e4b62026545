"""The ladder: how far each deadline's was climbed, the rungs reached, and the digests in which they are told."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from casework.cases import sealed_sql

# The next sweep looks at every clock that runs, and tells the rung it stands on.
LOOK = "UPDATE cases_deadline SET next_alarm_on = trigger_on WHERE status = 'running' AND next_alarm_on IS NOT NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_turns'),
        ('people', '0006_absences'),
    ]

    operations = [
        migrations.AddField(
            model_name='deadline',
            name='told_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rung', models.CharField(max_length=12)),
                ('tells', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ('last_day', models.DateField()),
                ('on', models.DateField()),
                ('found_at', models.DateTimeField()),
                ('morning', models.DateField()),
                ('urgent', models.BooleanField(default=False)),
                ('told_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='cases.case')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='cases.deadline')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('told_at', None)), fields=['morning'], name='alarm_to_tell')],
                'constraints': [models.UniqueConstraint(fields=('deadline', 'rung', 'last_day'), name='rung_told_once')],
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('morning', models.DateField()),
                ('urgent', models.BooleanField(default=False)),
                ('alarms', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('not_before', models.DateTimeField()),
                ('claimed_until', models.DateTimeField(null=True)),
                ('attempts', models.IntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('dead_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('read_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to='people.user')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('dead_at', None), ('sent_at', None)), fields=['not_before', 'id'], name='digest_to_send'), models.Index(fields=['user', '-id'], name='digest_of_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('urgent', False)), fields=('user', 'morning'), name='one_digest_a_morning')],
            },
        ),
        migrations.RunSQL(sealed_sql.floor("cases_alarm"), sealed_sql.no_floor("cases_alarm")),
        migrations.RunSQL(LOOK, migrations.RunSQL.noop),
    ]
