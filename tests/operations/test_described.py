"""docs/operations.md names every variable the program reads, every reason of /healthz and every metric."""

import re
from pathlib import Path

from casework.config import health

BASE = Path(__file__).resolve().parents[2]
TEXT = (BASE / "docs" / "operations.md").read_text(encoding="utf-8")


def read_by_the_program() -> set[str]:
    """Names of variables in the program's own modules."""
    found = set()
    for path in (BASE / "manage.py", *(one for part in ("casework", "api", "frontend") for one in (BASE / part).rglob("*.py"))):
        found |= set(re.findall(r'"((?:CASEWORK|DATABASE|REDIS)_[A-Z_]+)"', path.read_text(encoding="utf-8")))
    return found


def test_every_variable_has_a_row_and_every_row_is_read():
    """A name nobody reads would mislead as much as one nobody is told of."""
    rows = set(re.findall(r"^\| `((?:CASEWORK|DATABASE|REDIS)_[A-Z_]+)` \|", TEXT, re.MULTILINE))
    assert read_by_the_program() - rows == set()
    assert rows - read_by_the_program() == set()
    assert {"CASEWORK_KEYS", "CASEWORK_TRUSTED_PROXIES", "DATABASE_URL"} <= rows


def test_every_reason_of_health_and_every_metric_is_described():
    """By its name."""
    source = (BASE / "casework" / "config" / "metrics.py").read_text(encoding="utf-8")
    metrics = {name for name in re.findall(r'"(casework_\w+)"', source)}
    assert [name for name in (*health.SAID, *metrics) if name not in TEXT] == []
    assert len(metrics) >= 8


def test_the_default_limits_in_the_table_are_those_of_the_settings():
    """Literal numbers in both."""
    source = (BASE / "casework" / "config" / "settings.py").read_text(encoding="utf-8")
    for name, value in (("FILINGS_PER_HOUR", 60), ("FILINGS_PER_DAY", 200), ("DRAFTS_PER_DAY", 300), ("UPLOAD_MB_PER_DAY", 3000), ("REQUEST_MB", 640)):
        assert re.search(rf'"CASEWORK_{name}", (0 if TESTING else )?{value}\)', source), name
        assert f"| `CASEWORK_{name}` | {value} |" in TEXT, name
