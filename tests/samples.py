"""The sample complaints, loaded once in a test run: every site and test that needs them takes a copy of that database and folder."""

import base64
import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests import services

BASE = Path(__file__).resolve().parent.parent


def environment(url: str, folder: Path) -> dict[str, str]:
    """For a process that works on a copy: with the keys of this test run."""
    keys = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in settings.ENCRYPTION_KEYS.items())
    return {**os.environ, "DATABASE_URL": url, "CASEWORK_VAR": str(folder), "CASEWORK_KEYS": keys, "CASEWORK_DIGEST_KEY": settings.DIGEST_KEY}


def copy(name: str, folder: Path) -> str:
    """A database of this name with the samples, what they uploaded in `folder`; gives its DSN."""
    run = Path(os.environ["CASEWORK_VAR"])
    template, made = f"test_samples_{run.name.rpartition('-')[2]}", run / "samples"
    with (run / "samples.lock").open("w") as lock:  # of several workers the first loads them
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            draft = run / "samples.draft"
            draft.mkdir()
            url = services.create_database(template, os.environ["CASEWORK_TEMPLATE"])
            load = [sys.executable, "manage.py", "load_samples", "--if-empty"]
            subprocess.run(load, cwd=BASE, env=environment(url, draft), check=True, stdout=subprocess.DEVNULL)
            draft.rename(made)
        url = services.create_database(name, template)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return url


def codes(folder: Path) -> dict[str, str]:
    """The query codes by case number."""
    lines = [line.split() for line in (folder / "sample-codes.txt").read_text(encoding="utf-8").splitlines()]
    return {words[0]: words[1] for words in lines if len(words) >= 2 and words[0].startswith(("T-", "P-"))}
