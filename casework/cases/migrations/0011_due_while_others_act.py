"""A case that waits for others, none of whose own limits runs, is due by the earliest limit that binds the office."""

from django.db import migrations

DATE = """
UPDATE cases_case c SET due_on = d.last_day, due_rule = d.rule
FROM (SELECT DISTINCT ON (case_id) case_id, last_day, rule FROM cases_deadline
    WHERE bound = 'office' AND status IN ('running', 'breached') AND ended_by_seq IS NULL AND last_day IS NOT NULL ORDER BY case_id, last_day, rule) d
WHERE d.case_id = c.id AND c.ended_on IS NULL AND c.due_on IS NULL AND c.waits_on IN ('respondent', 'operator', 'applicant', 'agent')
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_lastdays")]
    operations = [migrations.RunSQL(DATE, migrations.RunSQL.noop)]
