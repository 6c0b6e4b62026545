"""`manage.py workdays`: the schedule of days off and worked: show it, enter the yearly notice, compute again what it moves."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from casework import commands, notices
from casework.calendar.reading import Reading
from casework.cases import replaying, schedules
from casework.cases.refusals import Invalid
from casework.cases.schedules import ScheduleVersion
from casework.config.management.commands.replay import run
from casework.people.actor import SYSTEM_ACTOR

HELP = """国务院办公厅的放假安排。The State Council's schedule of days off and days worked in lieu.

  manage.py workdays list                                  已有的各个版本 (the versions there are)
  manage.py workdays show 2026                             某一年的放假和调休上班 (one year as it counts now)
  manage.py workdays add 2027.txt --source gov.cn          录入通知原文, 并重算受影响的期限 (enter a notice's own text, and replay)
  manage.py workdays add 2027.csv --year 2027 --notice "国务院办公厅关于2027年部分节假日安排的通知" --source gov.cn
                                                           用表格录入 (enter a table)
  --dry-run  只看与现行安排相差哪些天、会重算多少期限, 不写入 (only say what would change)

原文照通知粘贴, 从标题到落款: 年份、名称、文号从文中读出。有一句没有读懂, 或者总天数、星期对不上, 就不录入, 并指出是哪一句。
调整劳动节、延长春节一类的通知, 按现有安排加以改动。
A text is pasted from title to signature: year, name and number are read from it. Nothing is entered where one sentence is not understood, or a total or
a weekday does not fit; the sentence is named. A notice that changes another one changes the schedule as it counts now.

  国务院办公厅关于2026年部分节假日安排的通知
  国办发明电〔2025〕7号
  ……
  一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。

表格每行一天: CSV  2027-02-05,放假,春节,Spring Festival   2027-02-14,上班
             JSON {"off": {"2027-02-05": ["春节", "Spring Festival"]}, "worked": ["2027-02-14"]}
通知整年替换该年的安排, 还可写到上一年 12 月 20 日以后的日子。已完成、已逾期的期限仍按当时所知的安排认定。
A notice replaces its whole year, and may name days from 20 December before. What was met or breached stays judged by what was known then.
"""


class Command(BaseCommand):
    """The page for this calls the same functions."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the lines of the help as written."""
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """list, show, add."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="各个版本 (the versions)")
        show = acts.add_parser("show", help="某一年 (one year)")
        show.add_argument("year", type=int, help="年份 (year)")
        add = acts.add_parser("add", help="录入通知 (enter a notice)")
        add.add_argument("file", type=Path, help="通知原文、CSV 或者 JSON, UTF-8 (the notice's text, or a table)")
        add.add_argument("--year", type=int, help="通知安排的年份, 表格必填 (the year it is about: for a table)")
        add.add_argument("--notice", default="", help="通知名称和文号, 表格必填 (its name and number: for a table)")
        add.add_argument("--source", required=True, help="从何处得来 (where it was found)")
        add.add_argument("--dry-run", action="store_true", help="不写入 (write nothing)")
        add.add_argument("--no-replay", action="store_true", help="只录入, 由后台重算 (leave the replay to the worker)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a notice that cannot be entered, naming the day and the rule."""
        getattr(self, f"_{options['act']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        for one in ScheduleVersion.objects.order_by("pk"):
            state = f"已重算 replayed {one.replayed_at:%Y-%m-%d %H:%M}" if one.replayed_at else "待重算 to be replayed"
            self.stdout.write(f"{one.pk:3d}  {one.made_at:%Y-%m-%d}  {one.days['first']}-{one.days['last']}  {state:<38} {one.notice or one.source}")

    def _show(self, options: dict[str, Any]) -> None:
        known = schedules.refresh(schedules.newest()).schedule
        year = options["year"]
        if not known.is_published(year):
            raise CommandError(f"{year} 年的放假安排尚未录入。(No notice for {year} yet.)")
        for word, days in (("放假 off", known.days_off), ("上班 worked", known.workdays)):
            for day in sorted(day for day in days if day.year == year):
                zh, en = known.names.get(day, ("", ""))
                self.stdout.write(f"{day}  {word:<12} {zh} {en}".rstrip())

    def _add(self, options: dict[str, Any]) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8")
            known = schedules.refresh(schedules.newest()).schedule
            if notices.is_text_of_notice(text):
                self._say_reading(notices.understood(text))
            notice = notices.read(text, known=known, year=options["year"], name=options["notice"])
            entered = notices.schedule_with(known, notice)
            if not notices.is_text_of_notice(text):
                notices.refuse_part_of_a_year(entered, notice.year)
            self._say_difference(known, entered)
            if options["dry_run"]:
                return
            version = commands.enter_notice(notice, source=options["source"], by=SYSTEM_ACTOR)
        except Invalid as error:
            raise CommandError("\n".join(f"{name}: {word}" for name, words in error.fields.items() for word in words)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"读不出 {options['file']}。(The file cannot be read: {error})") from error
        self.stdout.write(f"已录入为第 {version.pk} 版。Entered as version {version.pk}.")
        if options["no_replay"]:
            return
        with tqdm(total=replaying.touched(), unit="项", desc="重算 replay", file=sys.stderr, disable=None) as bar:
            self.stdout.write(run(bar.update))

    def _say_reading(self, reading: Reading) -> None:
        self.stdout.write(reading.name)
        for festival in reading.festivals:
            off, worked = (" ".join(str(day) for day in sorted(days)) for days in (festival.off, festival.worked))
            until = f"延长至 lengthened until {reading.until}" if reading.until else f"放假 off {off}"
            self.stdout.write(f"{' '.join(festival.name)}  {until}" + (f"  上班 worked {worked}" if worked else ""))
        for zh, en in reading.doubts:
            self.stdout.write(f"请核对：{zh}(Please check: {en})")

    def _say_difference(self, known: Any, new: Any) -> None:
        days = schedules.reach(known, new)
        if days is None:
            return
        span = ((days[0] + timedelta(n)) for n in range((days[1] - days[0]).days + 1))
        differing = [day for day in span if known.is_working_day(day) != new.is_working_day(day)]
        for day in differing:
            self.stdout.write(f"{day}  {'上班 worked' if new.is_working_day(day) else '放假 off'}")
        self.stdout.write(f"{len(differing)} 天与现行安排不同。{len(differing)} days differ from the schedule as it counts now.")
