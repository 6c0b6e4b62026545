"""Finding cases by words, and the numbers of the supervisor's page: one row of words for each case, indexes, the policy on sealed cases."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from casework.cases import oversight_sql, words, words_sql
from casework.cases.encryption import decrypt
from casework.cases.sealed_sql import floor, no_floor

BATCH = 2000
OTHERS = "SELECT organisation_id FROM {} WHERE case_id = one.id AND until IS NULL AND organisation_id IS NOT NULL"
TOLD = f"""
SELECT one.id, one.title, one.applicant_name, told.claim, told.facts, told.number_in_dispute,
    ARRAY(SELECT one.office_id UNION {OTHERS.format("cases_party")} UNION {OTHERS.format("cases_access")}),
    ARRAY(SELECT '#' || encode(phone_digest, 'hex') FROM cases_party WHERE case_id = one.id AND until IS NULL AND phone_digest IS NOT NULL)
FROM cases_case one LEFT JOIN complaints_complaint told ON told.case_ptr_id = one.id WHERE one.id > %s AND NOT one.sealed ORDER BY one.id LIMIT %s
"""


def fill(apps, schema_editor):
    """A row for every case that was there before."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('complaints_complaint') IS NOT NULL AND EXISTS (SELECT FROM cases_case)")
        if not cursor.fetchone()[0]:
            return
        last = 0
        while True:
            cursor.execute(TOLD, [last, BATCH])
            rows = cursor.fetchall()
            if not rows:
                return
            for case, title, name, claim, facts, number, holders, phones in rows:
                told = decrypt(bytes(number), "complaint.number_in_dispute") if number else ""
                found = words.lexemes((title, claim or "", facts or ""), name, told)
                cursor.execute("INSERT INTO cases_words (case_id, holders, words) VALUES (%s, %s, array_to_tsvector(%s))", [case, holders, [*found, *phones]])
            last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_guards")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("office"), models.F("respondent"), models.F("handler"), models.F("due_on"), models.F("id"),
                condition=models.Q(ended_on=None, sealed=False), include=("sealed",), name="case_oversight",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(status="breached", ended_by_seq=None), fields=["house", "last_day", "id"], include=("bound", "case"), name="deadline_breached",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(models.F("id"), condition=models.Q(facts__contains={"dated_back": True}), include=("case",), name="entry_dated_back"),
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="+", serialize=False, to="cases.case")),
                ("holders", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={"db_table": "cases_words"},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="words",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["holders", "words"], name="words_found"),
        ),
        migrations.RunSQL(floor("cases_words"), no_floor("cases_words")),
        migrations.RunSQL(words_sql.FORWARD, words_sql.BACKWARD),
        migrations.RunSQL(oversight_sql.FORWARD, oversight_sql.BACKWARD),
    ]
