"""Loaded by pytest before Django reads its settings (`-p tests.early`): servers, and a template database every test database is cloned from."""

import atexit
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
MADE_FROM = ("casework/*/migrations/*.py", "casework/people/data/*.csv", "casework/config/database_roles.py", "casework/cases/*_sql.py")

os.environ["CASEWORK_TESTING"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")


def _template_name() -> str:
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(BASE.glob(pattern)):
            digest.update(path.read_bytes())
    return f"casework_template_{digest.hexdigest()[:12]}"


def _begin() -> None:
    from tests import services  # after the environment is set

    started = services.start_services()
    atexit.register(started.stop)
    run = tempfile.TemporaryDirectory(prefix="casework-test-")
    atexit.register(run.cleanup)
    os.environ["CASEWORK_VAR"] = run.name
    name = os.environ["CASEWORK_TEMPLATE"] = _template_name()
    url = services.database_url(name)
    if not services.exists(name):
        services.create_database(f"{name}_draft")
        draft = services.database_url(f"{name}_draft")
        command = [sys.executable, "manage.py", "prepare", "--verbosity=0"]
        subprocess.run(command, cwd=BASE, check=True, env={**os.environ, "DATABASE_URL": draft, "DATABASE_OWNER_URL": draft})
        services.rename_database(f"{name}_draft", name)
    os.environ["DATABASE_URL"] = url


if "PYTEST_XDIST_WORKER" not in os.environ:
    _begin()
