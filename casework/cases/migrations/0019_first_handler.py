"""The record of first receipt for each matter; stretches without a gap; the first handler's look at an answer; objections to an attribution."""

import casework.cases.encryption
import django.db.models.deletion
from django.db import migrations, models

from casework.cases import accountability_sql, handling_sql, sealed_sql

NONE = migrations.RunSQL.noop
FORWARDS = "UPDATE cases_assignment SET until = since WHERE until < since;"
OFFICES = "UPDATE cases_handover h SET office_id = c.office_id FROM cases_case c WHERE c.id = h.case_id; SET CONSTRAINTS ALL IMMEDIATE;"


class Migration(migrations.Migration):

    dependencies = [
        ('cases', "0018_recusal_requests"),
        ('people', '0007_calendar_address'),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, NONE),
        migrations.CreateModel(
            name='Attribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', casework.cases.encryption.EncryptedText(purpose='attribution.objection')),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('upheld', models.BooleanField(null=True)),
                ('decision', casework.cases.encryption.EncryptedText(null=True, purpose='attribution.objection')),
            ],
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField()),
                ('seen_on', models.DateField(null=True)),
                ('agrees', models.BooleanField(null=True)),
                ('remarks', casework.cases.encryption.EncryptedText(null=True, purpose='first.check')),
            ],
            options={
                'db_table': 'cases_firstcheck',
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('case', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='matter_begun', serialize=False, to='cases.case')),
                ('received_on', models.DateField()),
                ('handled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='assignment',
            name='began_seq',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='assignment',
            name='ended_seq',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='returned',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='assignment',
            name='step',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='handover',
            name='declined_why',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='handover',
            name='office',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.user'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['user', 'since'], include=('until', 'office', 'case'), name='assignment_of_user'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['office', 'until'], include=('user', 'since', 'returned', 'case'), name='assignment_of_office'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['case', 'since'], include=('until', 'office', 'user'), name='assignment_of_case'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('bound', 'office'), ('fell_due_on__isnull', False)), fields=['fell_due_on'], include=('case', 'house', 'status'), name='deadline_fell_due'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='held_forwards'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='assignment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.assignment'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='cases.case'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='deadline',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.deadline'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.user'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.user'),
        ),
        migrations.AddField(
            model_name='check',
            name='proposal',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='first_check', to='cases.proposal'),
        ),
        migrations.AddField(
            model_name='check',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.user'),
        ),
        migrations.AddField(
            model_name='matter',
            name='handler',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.user'),
        ),
        migrations.AddField(
            model_name='matter',
            name='of',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeats', to='cases.matter'),
        ),
        migrations.AddField(
            model_name='matter',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='case',
            name='matter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.matter'),
        ),
        migrations.RunSQL(handling_sql.BEGUN + "SET CONSTRAINTS ALL IMMEDIATE;", NONE),
        migrations.RunSQL(OFFICES, NONE),
        migrations.AlterField(
            model_name='case',
            name='matter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.matter'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(models.F('id'), condition=models.Q(('sealed', True)), name='case_sealed'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('upheld', None)), fields=['office'], name='objection_waiting'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('upheld', True)), fields=['office', 'user'], name='objection_upheld'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(fields=('assignment', 'deadline'), name='objected_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision__isnull', True), ('upheld', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__isnull', False), ('upheld__isnull', False)), _connector='OR'), name='objection_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('user')), _negated=True), name='objection_decided_by_another'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(condition=models.Q(('seen_on', None)), fields=['user'], name='check_waiting'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['office', 'received_on'], include=('handler', 'of', 'case'), name='matter_received'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('of__isnull', False)), fields=['of'], name='matter_repeats'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['handler', 'received_on'], name='matter_handler'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(condition=models.Q(('of', models.F('case')), _negated=True), name='matter_repeats_another'),
        ),
        migrations.RunSQL(handling_sql.STRETCHES + "SET CONSTRAINTS ALL IMMEDIATE;", NONE),
        migrations.RunSQL(handling_sql.MATTERS, handling_sql.NO_MATTERS),
        migrations.RunSQL(sealed_sql.floor("cases_firstcheck", "proposal_id", "cases_proposal"), sealed_sql.no_floor("cases_firstcheck")),
        migrations.RunSQL(sealed_sql.floor("cases_matter"), sealed_sql.no_floor("cases_matter")),
        migrations.RunSQL(sealed_sql.floor("cases_attribution"), sealed_sql.no_floor("cases_attribution")),
        migrations.RunSQL(accountability_sql.KEPT, accountability_sql.NOT_KEPT),
        migrations.RunSQL(accountability_sql.COUNTED, accountability_sql.NOT_COUNTED),
    ]
