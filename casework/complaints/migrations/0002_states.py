"""The states a complaint may be in, and the policy on sealed cases over the family's tables."""

from django.db import migrations

from casework.cases.sealed_sql import floor, no_floor
from casework.complaints.states import STATE_CHECK

TABLES = (
    ("complaints_complaint", "case_ptr_id"), ("complaints_operatorreply", "case_id"), ("complaints_objection", "case_id"),
    ("complaints_consent", "case_id"), ("complaints_inquiry", "case_id"), ("complaints_testing", "case_id"),
)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("cases", "0002_guards")]
    operations = [
        migrations.RunSQL(STATE_CHECK, "ALTER TABLE cases_case DROP CONSTRAINT complaint_states"),
        migrations.RunSQL("".join(floor(*names) for names in TABLES), "".join(no_floor(table) for table, _ in TABLES)),
    ]
