"""The secret address of a person's calendar feed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_absences'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hashed', models.BinaryField(max_length=32, unique=True)),
                ('whose', models.CharField(max_length=10)),
                ('made_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.user')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('whose__in', ['mine', 'office'])), name='calendar_address_whose')],
            },
        ),
    ]
