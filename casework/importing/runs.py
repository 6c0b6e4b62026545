"""The life of an import: brought, looked at, tried, run, reported. The worker goes through the rows; a killed run goes on where it was."""

import logging
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet

from casework import clock
from casework.cases import imports, paging
from casework.cases.attachments import plain_name
from casework.cases.case import Case
from casework.cases.imports import ImportRefusal, ImportRun
from casework.cases.paging import Page
from casework.cases.refusals import Forbidden, Invalid, NotFound, refused
from casework.cases.visibility import OPERATORS, visible_to
from casework.importing import files, filings, replies
from casework.loading import BadMapping, FileMapping, RowRefusal, mapping_of
from casework.people.actor import Actor
from casework.people.models import Organisation, actor_for_user, ministry_id
from casework.tables import reading
from casework.tables.faults import BadTable
from casework.tables.reading import Column, Row, Table

LEASE = timedelta(seconds=60)
SLICE = 10.0  # seconds of work before others have their turn
FLUSH = 1.0  # seconds between two marks of a trial
MAPPING_LARGEST = 200_000  # bytes
SLOW = 5.0  # seconds
log = logging.getLogger("casework.importing")


class Lost(Exception):
    """Another worker has taken the run over."""


def offices_of(actor: Actor, kind: str) -> list[int]:
    """The offices into which an actor may load, or the operators for which they may answer."""
    roles = filings.LOADERS if kind == imports.FILINGS else OPERATORS
    return sorted({organisation for organisation, role in actor.standing if role in roles})


def seats(actor: Actor, kind: str) -> list[tuple[int, str]]:
    """These offices or operators by name, (id, name); an operator's head office comes before its branches. One query."""
    rows = Organisation.objects.filter(pk__in=offices_of(actor, kind)).order_by(F("parent_id").asc(nulls_first=True), "province", "code")
    return list(rows.values_list("pk", "name"))


def bring(kind: str, file: UploadedFile, *, by: Actor, office_id: int, mapping: UploadedFile | None = None) -> ImportRun:
    """Keep a file and say what is in it; nothing becomes a case. Raises Invalid with what to mend, Forbidden for another's office."""
    if office_id not in offices_of(by, kind):
        raise Forbidden("只能导入到您任受理人员或者负责人的机构。", "You may load only into an office where you are intake officer or head.")
    if (file.size or 0) > reading.LARGEST:
        raise Invalid({"file": ["文件超过 20 MB，请分成几个文件。(The file is larger than 20 MB: split it.)"]})
    try:
        path, digest, size = files.draft(file)
    except OSError as error:
        log.error("an import cannot be stored: %s", error.strerror)
        said = "文件现在存不下来，什么都没有导入。请稍后再传。(The file cannot be stored just now; nothing was imported. Try again later.)"
        raise Invalid({"file": [said]}) from error
    try:
        return _opened(kind, path, plain_name(file), digest, size, by, office_id, mapping)
    except BaseException:
        files.drop(path)
        raise


def _opened(kind: str, path: Path, name: str, digest: bytes, size: int, by: Actor, office_id: int, mapping: UploadedFile | None) -> ImportRun:
    try:
        table = reading.survey(path)
    except BadTable as error:
        raise Invalid({"file": [str(error)]}) from error
    first = filings.first_mapping(table, name, _mapping_file(mapping)) if kind == imports.FILINGS else replies.first_mapping(table, name)
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=kind, family="complaint", user_id=by.user_id or 0, office_id=office_id, name=name, sha256=digest, size=size, found=_found(table),
            mapping=first, total=table.total, made_at=clock.now(), file_until=files.last_day(clock.today()),
        )  # fmt: skip
        path.replace(files.path_of(run))
    return run


def _mapping_file(file: UploadedFile | None) -> FileMapping | None:
    if file is None:
        return None
    if (file.size or 0) > MAPPING_LARGEST:
        raise Invalid({"mapping": ["映射文件过大。(The mapping file is too large.)"]})
    try:
        return mapping_of(file.read(), plain_name(file))
    except BadMapping as error:
        raise Invalid({"mapping": [str(error)]}) from error


def _found(table: Table) -> dict[str, Any]:
    return {
        "kind": table.kind, "encoding": table.encoding, "sheet": table.sheet, "others": list(table.others)[:20], "columns": list(table.columns),
        "delimiter": table.delimiter, "facts": {name: asdict(facts) for name, facts in table.facts.items()},
    }  # fmt: skip


def table_of(run: ImportRun) -> Table:
    """The kept file of a run. Raises BadTable where it is gone."""
    path = files.path_of(run)
    if run.file_until is None or not path.exists():
        raise BadTable("上传的文件已经删除，请重新上传。", "The file has been removed: bring it again.")
    found = run.found
    facts = {name: Column(**seen) for name, seen in found["facts"].items()}
    return Table(
        path, found["kind"], found["encoding"], found["sheet"], tuple(found["others"]), tuple(found["columns"]), found["delimiter"], facts, run.total
    )


def listed(actor: Actor, kind: str) -> QuerySet[ImportRun]:
    """The imports of one's offices, the newest first; those given up are left out."""
    rows = ImportRun.objects.filter(office_id__in=offices_of(actor, kind), kind=kind).exclude(status=imports.DROPPED)
    return rows.select_related("user", "office").order_by("-pk")


def seen(run_id: int, actor: Actor) -> ImportRun:
    """A run, for the people of its office who may load. Raises NotFound. One query."""
    mine = Q(kind=imports.FILINGS, office_id__in=offices_of(actor, imports.FILINGS))
    theirs = Q(kind=imports.REPLIES, office_id__in=offices_of(actor, imports.REPLIES))
    run = ImportRun.objects.filter(mine | theirs, pk=run_id).select_related("user", "office").first()
    if run is None:
        raise NotFound(str(run_id))
    return run


def cases_of(run: ImportRun, actor: Actor, *, cursor: str = "", before: str = "", limit: int = 50) -> Page:
    """The cases filed of a run's source at its office, earlier runs of it included, as far as the actor may read them, the first first; never a sealed
    one. Two queries. Raises Invalid for a broken cursor."""
    paging.refuse_limit(limit)
    rows = Case.objects.filter(visible_to(actor, ministry_id()), source=run.mapping.get("source") or None, first_office_id=run.office_id, sealed=False)
    return paging.by_id(rows.select_related("first_office", "respondent"), cursor, limit, before=before)


def _own(run_id: int, by: Actor, *statuses: str) -> ImportRun:
    """One's own run, locked, in one of these states."""
    run = seen(run_id, by)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("user", "office").get(pk=run.pk)
    if run.user_id != by.user_id:
        raise Forbidden("由上传的人导入。", "Only the person who brought the file may import it.")
    if run.status not in statuses:
        raise refused("status", "这次导入的状态已经变了，请看最新情况。", "This import has moved on: look again.")
    return run


@transaction.atomic
def check(run_id: int, *, by: Actor, posted: Mapping[str, str]) -> ImportRun:
    """Set mapping and options as posted, and try every row; nothing is stored. Raises Invalid by field, Refused, NotFound."""
    run = _own(run_id, by, imports.NEW, imports.CHECKED, imports.FAILED)
    if run.kind == imports.FILINGS:
        run.mapping, run.options = filings.settled(run, posted)
    return _begin(run, imports.CHECKING)


@transaction.atomic
def start(run_id: int, *, by: Actor) -> ImportRun:
    """Take the rows that were tried. Raises Refused, NotFound."""
    return _begin(_own(run_id, by, imports.CHECKED), imports.RUNNING)


def drop(run_id: int, *, by: Actor) -> None:
    """Give a run up; its file goes. What it has filed already stays. Raises Refused, NotFound."""
    with transaction.atomic():
        run = _own(run_id, by, imports.NEW, imports.CHECKING, imports.CHECKED, imports.FAILED)
        run.status, run.lease, run.lease_until = imports.DROPPED, "", None
        run.save(update_fields=["status", "lease", "lease_until"])
    forget(run)


def forget(run: ImportRun) -> None:
    """Remove a run's file. Its mark goes last: a file that a kill leaves behind is found when its time is over."""
    files.drop(files.path_of(run))
    ImportRun.objects.filter(pk=run.pk).update(file_until=None)


def _begin(run: ImportRun, status: str) -> ImportRun:
    run.refusals.all().delete()
    run.status, run.at_row, run.good, run.known, run.bad, run.why = status, 0, 0, 0, 0, ""
    run.started_at, run.ended_at, run.lease, run.lease_until, run.file_until = clock.now(), None, "", None, files.last_day(clock.today())
    run.save()
    return run


def work(seconds: float = SLICE) -> bool:
    """Go on with the oldest run that nobody works at, for so long. False where there is none."""
    run = _claim()
    if run is None:
        files.tidy(clock.today())
        return False
    begun = time.monotonic()
    try:
        Round(run, until=begun + seconds).go()
    except Lost:
        log.warning("import %s is at work elsewhere", run.pk)
        return True
    except (BadTable, BadMapping) as error:
        ImportRun.objects.filter(pk=run.pk, lease=run.lease).update(why=str(error)[:500], ended_at=clock.now(), **{"status": imports.FAILED})
    ImportRun.objects.filter(pk=run.pk, lease=run.lease).update(lease="", lease_until=None)
    return True


@transaction.atomic
def _claim() -> ImportRun | None:
    free = Q(lease_until=None) | Q(lease_until__lt=clock.now())
    rows = ImportRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(free, status__in=imports.AT_WORK)
    run = rows.select_related("user", "office").order_by("pk").first()
    if run is not None:
        run.lease, run.lease_until = uuid4().hex, clock.now() + LEASE
        run.save(update_fields=["lease", "lease_until"])
    return run


class Round:
    """One stretch of work at a run. A trial marks its progress every second; a real run with every row, in the row's own transaction."""

    def __init__(self, run: ImportRun, *, until: float) -> None:
        self.run, self.until = run, until
        self.trial = run.status == imports.CHECKING
        self.table = table_of(run)
        actor = actor_for_user(run.user)
        by = (filings if run.kind == imports.FILINGS else replies).acting(run, actor) if run.user.is_active else None
        if by is None:
            raise BadTable("上传的人已不再担任可以导入的岗位。", "The person who brought the file may no longer import.")
        self.taker: filings.Filer | replies.Answerer
        if run.kind == imports.FILINGS:
            self.taker = filings.Filer(run, self.table, by, trial=self.trial, settle=filings.may_settle(run, actor))
        else:
            self.taker = replies.Answerer(run, self.table, by, trial=self.trial)
        self.above: dict[str, int] = {}  # id -> the row where it stood first
        self.kept: list[ImportRefusal] = []
        self.counts = {"good": 0, "known": 0, "bad": 0}

    def go(self) -> None:
        """Take rows until the time is over or the table is."""
        done, flushed = 0, time.monotonic()
        for row in self.table.rows():
            if row.number <= self.run.at_row:
                self.above.setdefault(row.text(self.taker.key), row.number)
                continue
            if done and time.monotonic() > self.until:
                self._mark()
                return
            if self.trial:
                self._count(row, *self._outcome(row))
                if time.monotonic() - flushed > FLUSH:
                    self._mark()
                    flushed = time.monotonic()
            else:
                self._really(row)
            done += 1
        self._mark(end=True)
        if not self.trial and not self.run.refusals.exists():
            forget(self.run)

    def _outcome(self, row: Row) -> tuple[str, RowRefusal | None]:
        """good, known or bad; and what the row is refused with."""
        key = row.text(self.taker.key)
        first = self.above.setdefault(key, row.number)
        if key and first != row.number:
            zh, en = f"这一编号在第 {first} 行已经有了。", f"Row {first} has this number already."
            return "bad", RowRefusal(row.number, key[:80], "twice", zh, en, self.taker.key)
        if self.taker.passes_over(row):
            return "known", None
        try:
            with transaction.atomic():
                refusal = self.taker.take(row)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the run goes on later
        except (DataError, IntegrityError) as error:
            log.error("import %s row %s: %s", self.run.pk, row.number, type(error).__name__)
            refusal = RowRefusal(row.number, key[:80], "database", "数据库不接受这一行的内容。", "The database does not take what this row holds.")
        except Exception:
            log.exception("import %s row %s", self.run.pk, row.number)
            refusal = RowRefusal(row.number, key[:80], "error", "系统出错，已记录；这一行没有导入。", "Something broke and has been noted; not taken.")
        return ("bad", refusal) if refusal else ("good", None)

    def _count(self, row: Row, came: str, refusal: RowRefusal | None) -> None:
        self.counts[came] += 1
        self.run.at_row = row.number
        if refusal is not None:
            self.kept.append(
                ImportRefusal(
                    run=self.run, row=row.number, external_id=refusal.external_id, column=refusal.column[:120], why=refusal.why[:120],
                    zh=refusal.sentence, en=refusal.english or refusal.sentence,
                )
            )  # fmt: skip

    def _really(self, row: Row) -> None:
        """The row and the mark that it was dealt with, both or neither."""
        before = self.run.at_row
        with transaction.atomic():
            held = ImportRun.objects.select_for_update().filter(pk=self.run.pk, lease=self.run.lease, at_row=before, status=imports.RUNNING)
            if not held.values_list("pk", flat=True):
                raise Lost
            self._count(row, *self._outcome(row))
            self._mark()

    @transaction.atomic
    def _mark(self, *, end: bool = False) -> None:
        """Write progress, refusals and a longer lease; at the end the state. Raises Lost."""
        ImportRefusal.objects.bulk_create(self.kept)
        now = clock.now()
        wanted: dict[str, Any] = {"at_row": self.run.at_row, "lease_until": now + LEASE}
        wanted |= {name: F(name) + count for name, count in self.counts.items() if count}
        if end:
            wanted |= {"status": imports.CHECKED if self.trial else imports.DONE, "ended_at": now}
        status = imports.CHECKING if self.trial else imports.RUNNING
        if not ImportRun.objects.filter(pk=self.run.pk, lease=self.run.lease, status=status).update(**wanted):
            raise Lost
        self.kept, self.counts = [], {"good": 0, "known": 0, "bad": 0}


def first_rows(run: ImportRun, most: int) -> list[Row]:
    """The first rows of a run's file. Raises BadTable where it is gone."""
    found = []
    for row in table_of(run).rows():
        found.append(row)
        if len(found) == most:
            break
    return found
