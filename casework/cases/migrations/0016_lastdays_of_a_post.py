"""The calendar of whoever handles no case shows what waits for their post, as their worklist does."""

from django.db import migrations

from casework.cases import lastdays_sql


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0015_signatures'),
    ]

    operations = [migrations.RunSQL(lastdays_sql.WITH_POSTS, lastdays_sql.WITHOUT_POSTS)]
