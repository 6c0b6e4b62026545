"""The files that people bring: kept outside the web root under the run's id, until the run is done or its time is over."""

import hashlib
import os
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from casework.cases.imports import AT_WORK, ImportRun

KEPT_DAYS = 14


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.UPLOADS) / "imports"


def path_of(run: ImportRun) -> Path:
    """Where the file of a run lies."""
    return folder() / str(run.pk)


def draft(file: UploadedFile) -> tuple[Path, bytes, int]:
    """Write an upload beside the others: its path, SHA-256 and size. Raises OSError where the disk is full, and leaves nothing."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / f"draft.{uuid4().hex}"
    digest, size = hashlib.sha256(), 0
    try:
        with open(path, "wb") as out:
            for chunk in file.chunks():
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        drop(path)
        raise
    return path, digest.digest(), size


def drop(path: Path) -> None:
    """Remove a file, gone or not."""
    with suppress(OSError):
        path.unlink()


def last_day(today: date) -> date:
    """The last day on which a file brought or dealt with today is kept."""
    return today + timedelta(days=KEPT_DAYS)


def tidy(today: date) -> int:
    """Remove the files whose time is over. Gives how many."""
    over = list(ImportRun.objects.filter(file_until__lt=today).exclude(status__in=AT_WORK)[:100])
    for run in over:
        drop(path_of(run))
    ImportRun.objects.filter(pk__in=[run.pk for run in over]).update(file_until=None)
    return len(over)
