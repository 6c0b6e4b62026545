"""The font in which a paper went out, beside its row: empty for papers that were signed before, and for those that are set anew for each reader."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_lastdays_of_a_post")]
    operations = [migrations.AddField("document", "font", models.CharField(max_length=60, blank=True, db_default=""))]
