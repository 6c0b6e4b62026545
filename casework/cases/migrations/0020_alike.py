"""Letters about the same matter: in how many cases each word stands, and the search by rare words."""

from django.db import migrations, models

from casework.cases import alike_sql


class Migration(migrations.Migration):

    dependencies = [("cases", "0019_first_handler")]

    operations = [
        migrations.CreateModel(
            name="WordCount",
            fields=[("word", models.CharField(max_length=40, primary_key=True, serialize=False)), ("letters", models.IntegerField())],
            options={"db_table": "cases_wordcount"},
        ),
        migrations.RunSQL(alike_sql.FORWARD, alike_sql.BACKWARD),
    ]
