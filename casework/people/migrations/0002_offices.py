"""The ministry's centre and the 31 administrations."""

import csv
from pathlib import Path

from django.db import migrations

OFFICES = Path(__file__).resolve().parent.parent / "data" / "offices.csv"


def offices(apps, schema_editor):
    """One row an office, in the order of GB/T 2260."""
    Organisation = apps.get_model("people", "Organisation")
    with OFFICES.open(encoding="utf-8", newline="") as file:
        Organisation.objects.bulk_create(Organisation(kind="office", **row) for row in csv.DictReader(file))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(offices, migrations.RunPython.noop)]
