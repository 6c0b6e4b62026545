"""What each organisation in an open case owes; the list of an operator is read from there, no more from the cases by their respondent."""

import django.db.models.deletion
from django.db import migrations, models

from casework.cases import turns_sql


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_imports'),
        ('people', '0005_command_line'),
    ]

    operations = [
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.party')),
                ('owes', models.BooleanField()),
                ('again', models.BooleanField()),
                ('due_on', models.DateField(null=True)),
                ('due_rule', models.CharField(blank=True, max_length=10)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_respondent_queue',
        ),
        migrations.AddField(
            model_name='turn',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='cases.case'),
        ),
        migrations.AddField(
            model_name='turn',
            name='company',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='turn',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['organisation', 'owes', 'due_on', 'party'], include=('again',), name='turn_of_branch'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['company', 'owes', 'due_on', 'party'], include=('organisation', 'again'), name='turn_of_company'),
        ),
        migrations.RunSQL(turns_sql.FORWARD, turns_sql.BACKWARD),
    ]
