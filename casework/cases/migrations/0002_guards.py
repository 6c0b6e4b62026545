"""What the database keeps by itself: the ledger, sealed cases, the first handler, the case numbers; and the schedule versions that ship."""

import hashlib
import json

from django.db import migrations

from casework import clock
from casework.calendar import published
from casework.cases import handling_sql, ledger_sql, sealed_sql, statistics_sql
from casework.cases.case import KINDS

NUMBERS = "".join(f"CREATE SEQUENCE case_serial_{kind};" for kind in KINDS)
NO_NUMBERS = "".join(f"DROP SEQUENCE case_serial_{kind};" for kind in KINDS)


def first_schedule(apps, schema_editor):
    """The published years of the holidays package, as the first version."""
    known = published.built_in()
    days = {"first": known.first_year, "last": known.last_published_year, "off": sorted(day.isoformat() for day in known.days_off), "worked": sorted(day.isoformat() for day in known.workdays)}
    apps.get_model("cases", "ScheduleVersion").objects.create(
        source=known.version, built_in=known.version, notice="国务院办公厅历年节假日安排通知（holidays 软件包）", days=days,
        digest=hashlib.sha256(json.dumps(days, sort_keys=True).encode()).hexdigest(), made_at=clock.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        migrations.RunSQL(ledger_sql.FORWARD, ledger_sql.BACKWARD),
        migrations.RunSQL(handling_sql.FORWARD, handling_sql.BACKWARD),
        migrations.RunSQL(sealed_sql.FORWARD, sealed_sql.BACKWARD),
        migrations.RunSQL(statistics_sql.FORWARD, statistics_sql.BACKWARD),
        migrations.RunPython(first_schedule, migrations.RunPython.noop),
    ]
