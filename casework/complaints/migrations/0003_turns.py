"""A turn for every operator that stands in an open complaint already."""

from django.db import migrations

FILL = """
INSERT INTO cases_turn (party_id, case_id, organisation_id, company_id, owes, again, due_on, due_rule)
SELECT p.id, p.case_id, o.id, coalesce(o.parent_id, o.id), n.owes, n.owes AND EXISTS (
    SELECT FROM complaints_operatorreply r WHERE r.party_id = p.id AND r.returned_on IS NOT NULL AND NOT r.voided), d.last_day, coalesce(d.rule, '')
FROM cases_party p JOIN cases_case c ON c.id = p.case_id JOIN people_organisation o ON o.id = p.organisation_id
CROSS JOIN LATERAL (SELECT p.role = 'respondent' AND c.state IN ('forwarded', 'objected')
    AND NOT EXISTS (SELECT FROM complaints_operatorreply r WHERE r.party_id = p.id AND r.returned_on IS NULL AND NOT r.voided)
    AND NOT EXISTS (SELECT FROM complaints_objection w WHERE w.party_id = p.id AND w.upheld IS NULL AND NOT w.voided) AS owes) n
LEFT JOIN LATERAL (SELECT last_day, rule FROM cases_deadline WHERE bound_party_id = p.id AND ended_by_seq IS NULL AND last_day IS NOT NULL
    ORDER BY last_day, rule LIMIT 1) d ON true
WHERE c.kind = 'complaint' AND p.until IS NULL AND c.ended_on IS NULL AND NOT c.sealed
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_states"), ("cases", "0005_turns")]
    operations = [migrations.RunSQL(FILL, "DELETE FROM cases_turn")]
