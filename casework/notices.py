"""The State Council's yearly notice of days off: read from its own text or a table, entered as a new version, replayed over what is running."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from unicodedata import normalize

from django.db import IntegrityError, connection, transaction

from casework import clock
from casework.calendar.notice import read_notice
from casework.calendar.reading import NotUnderstood, Reading, days_with
from casework.calendar.schedule import MAY_MOVE_FROM, Schedule
from casework.calendar.year import Kind, days_of_year
from casework.cases import replaying, schedules
from casework.cases.refusals import Invalid
from casework.cases.replaying import Batch
from casework.cases.schedules import ScheduleVersion
from casework.families import FAMILIES
from casework.people.actor import Actor

OFF, WORKED = ("off", "放假", "休"), ("worked", "上班", "班")
LONGEST, LONGEST_SOURCE = 200, 80  # characters of a notice's name and of its source
MOST = 200  # days in one notice
LOCK = 4_604_011  # the advisory lock of whoever enters a notice


@dataclass(frozen=True)
class Notice:
    """What one notice says about one year: days off, weekend days worked in lieu, festivals' names (zh, en). It may name 20-31 December before it."""

    year: int
    name: str
    off: frozenset[date]
    worked: frozenset[date]
    names: dict[date, tuple[str, str]] = field(default_factory=dict)


def is_text_of_notice(text: str) -> bool:
    """True for what is to be read as a notice's own text, not as a table."""
    plain = normalize("NFKC", text)
    return not plain.lstrip().startswith("{") and re.search(r"^\W*\d{4}[-/.]\d\d?[-/.]\d\d?\s*[,;\t]", plain, re.MULTILINE) is None


def understood(text: str) -> Reading:
    """A notice's own text as understood. Raises Invalid with every sentence that was not, or that does not fit."""
    try:
        return read_notice(text)
    except NotUnderstood as error:
        raise _refused(error) from None


def notice_of(reading: Reading, known: Schedule) -> Notice:
    """The whole year of the reading; where it changes an earlier notice, that one's days as known with the change. Raises Invalid where they cannot be told."""
    try:
        off, worked, names = days_with(reading, known)
    except NotUnderstood as error:
        raise _refused(error) from None
    return Notice(reading.year, reading.name, off, worked, names)


def read(text: str, *, known: Schedule, year: int | None = None, name: str = "") -> Notice:
    """A notice from its own text, from JSON {"off": {day: [zh, en]} or [day, …], "worked": [day, …]} or from CSV lines day,off|worked[,name[,name in English]]
    (also 放假, 上班; a first line of headings is passed over). A table needs year and name; a text has its own. Raises Invalid naming sentence or line."""
    if is_text_of_notice(text):
        notice = notice_of(understood(text), known)
        if year not in (None, notice.year):
            raise _wrong("year", f"通知安排的是 {notice.year} 年。", f"The notice is about {notice.year}.")
        return replace(notice, name=name.strip() or notice.name)
    rows = list(_of_json(text) if text.lstrip().startswith("{") else _of_csv(text))
    if year is None:
        raise _wrong("year", "表格须写明年份：填写“年份”。", "A table needs its year: fill in the field Year.")
    off, worked = (frozenset(day for day, kind, _ in rows if kind == one) for one in (OFF[0], WORKED[0]))
    return Notice(year, name, off, worked, {day: names for day, _, names in rows if names})


def _of_csv(text: str) -> Iterator[tuple[date, str, tuple[str, str] | None]]:
    for number, row in enumerate(csv.reader(text.lstrip("\ufeff").splitlines()), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        day = _day(cells[0])
        if day is None and number == 1:
            continue
        kind = cells[1].lower() if len(cells) > 1 else ""
        if day is None or kind not in OFF + WORKED:
            zh, en = f"第 {number} 行应为“日期,放假”或者“日期,上班”，日期写作 2027-01-01。", f"Line {number}: day,off or day,worked, the day as 2027-01-01."
            raise _wrong("file", zh, en)
        zh, en = (*cells[2:4], "", "")[:2]
        yield day, OFF[0] if kind in OFF else WORKED[0], (zh, en or zh) if zh else None


def _of_json(text: str) -> Iterator[tuple[date, str, tuple[str, str] | None]]:
    wrong = _wrong("file", "JSON 应为 {\"off\": [日期…], \"worked\": [日期…]}。", 'The JSON must be {"off": [days], "worked": [days]}.')
    try:
        found: Any = json.loads(text)
    except ValueError:
        raise wrong from None
    if not isinstance(found, dict) or set(found) - {OFF[0], WORKED[0]} or not all(isinstance(one, list | dict) for one in found.values()):
        raise wrong
    for kind, days in found.items():
        for written in days:
            day, names = _day(written), days[written] if isinstance(days, dict) else None
            if day is None or not (names is None or (isinstance(names, list) and len(names) == 2)):
                raise _wrong("file", f"{written} 不是日期，或者名称不是 [中文, 英文]。", f"{written} is no day, or its name is not [Chinese, English].")
            yield day, kind, None if names is None else (str(names[0]), str(names[1]))


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def schedule_with(known: Schedule, notice: Notice) -> Schedule:
    """The known schedule with the year of the notice as the notice says. Raises Invalid by field, naming the rule and the day."""
    _check(known, notice)
    off = frozenset(day for day in known.days_off if day.year != notice.year) - notice.worked | notice.off
    worked = frozenset(day for day in known.workdays if day.year != notice.year) - notice.off | notice.worked
    names = {day: pair for day, pair in known.names.items() if day in off} | {day: pair for day, pair in notice.names.items() if day in off}
    first, last = min(known.first_year, notice.year), max(known.last_published_year, notice.year)
    return Schedule(notice.name, first, last, off, worked, names)


def _check(known: Schedule, notice: Notice) -> None:
    name, days, year = notice.name.strip(), notice.off | notice.worked, notice.year
    if not name:
        raise _wrong("notice", "请填写“通知名称和文号”。", "Fill in the name and number of the notice.")
    if not 1 <= len(name) <= LONGEST:
        raise _wrong("notice", f"通知名称须为 1 至 {LONGEST} 字。", f"The name of the notice has 1 to {LONGEST} characters.")
    if not known.first_year <= year <= known.last_published_year + 1:
        raise _wrong(
            "year", f"年份须在 {known.first_year} 至 {known.last_published_year + 1} 之间：中间不能空缺一年。",
            f"The year is {known.first_year} to {known.last_published_year + 1}: no year may be left out between.",
        )  # fmt: skip
    if not notice.off or len(days) > MOST:
        raise _wrong("file", f"须有放假日，且不超过 {MOST} 天。", f"There must be days off, and at most {MOST} days.")
    if both := sorted(notice.off & notice.worked):
        raise _wrong("file", f"{both[0]} 不能既放假又上班。", f"{both[0]} cannot be both off and worked.")
    if strange := sorted(day for day in days if not date(year - 1, *MAY_MOVE_FROM) <= day <= date(year, 12, 31)):
        raise _wrong(
            "file", f"{strange[0]} 不属于 {year} 年，也不是上一年 12 月 20 日以后。", f"{strange[0]} is neither of {year} nor 20-31 December before."
        )
    if weekdays := sorted(day for day in notice.worked if day.weekday() < 5):
        raise _wrong("file", f"{weekdays[0]} 不是周末，不用调休上班。", f"{weekdays[0]} is no weekend day: it needs no working in lieu.")


def refuse_part_of_a_year(schedule: Schedule, year: int) -> None:
    """Of a table as people enter it: it stands for its whole year, so that the days to change alone would let people work through New Year. Raises
    Invalid naming the statutory days (全国年节及纪念日放假办法) that would be worked."""
    worked = [one for one in days_of_year(schedule, year) if one.kind == Kind.STATUTORY_WORKED]
    if not worked:
        return
    zh = "、".join(f"{one.day.month}月{one.day.day}日 {one.why[0]}" for one in worked)
    en = ", ".join(f"{one.day.day} {one.day:%b} {one.why[1]}" for one in worked)
    raise _wrong(
        "file", f"照此 {year} 年有 {len(worked)} 天法定节日（全国年节及纪念日放假办法）要上班：{zh}。"
        "表格代替整年：须写全这一年的放假日和调休上班日，不是只写要改的几天。",
        f"By this table statutory days of {year} would be worked: {en}. A table replaces the whole year: it lists all its days off and all"
        " days worked in lieu, not the changed ones alone.",
    )  # fmt: skip


@transaction.atomic
def enter_notice(notice: Notice, *, source: str, by: Actor, confirmed_by: int | None = None) -> ScheduleVersion:
    """Store the newest schedule with this notice as a new version; what is running is computed again by `replay`. Raises Invalid by field."""
    with connection.cursor() as cursor:  # of two at once the second builds on the first
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    check_source(source)
    known = schedules.refresh(schedules.newest())
    days = schedules.days_of(schedule_with(known.schedule, notice))
    if not schedules.reach(known.schedule, schedule_with(known.schedule, notice)):
        raise same_days()
    try:
        with transaction.atomic():
            version = ScheduleVersion.objects.create(
                source=source.strip(), notice=notice.name.strip(), days=days, digest=schedules.digest(days), entered_by_id=by.user_id,
                confirmed_by_id=confirmed_by, made_at=clock.now(),
            )  # fmt: skip
    except IntegrityError:
        raise same_days() from None
    return version


def check_source(source: str) -> None:
    """Raises Invalid for a source that is empty or too long."""
    if not source.strip():
        raise _wrong("source", "请填写“来源”，如 gov.cn。", "Fill in where the notice was found, such as gov.cn.")
    if len(source.strip()) > LONGEST_SOURCE:
        raise _wrong("source", f"来源须为 1 至 {LONGEST_SOURCE} 字。", f"The source has 1 to {LONGEST_SOURCE} characters.")


def same_days() -> Invalid:
    """The refusal of a notice that changes nothing."""
    return _wrong("file", "与现有的放假安排完全相同。", "The days are the same as in a schedule that is stored already.")


def replay() -> Iterator[Batch]:
    """Compute every running deadline again that the newest schedule version touches, batch by batch; nothing where that is done."""
    if replaying.pending():
        yield from replaying.replay({kind: family.limits() for kind, family in FAMILIES.items()})


def _refused(error: NotUnderstood) -> Invalid:
    said = [f"{one.zh}({one.en})" for one in error.troubles]
    hint = "与放假日期无关的句子可以删去再读，也可以改用表格录入。(Leave out what says nothing of days off, or enter the year as a table.)"
    return Invalid({"file": [*said, hint]})


def _wrong(name: str, zh: str, en: str) -> Invalid:
    return Invalid({name: [f"{zh}({en})"]})
