"""The exact words for days and clocks: one place makes them all, for every page (DESIGN.md, "Exact words")."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from casework import catalogue, clock
from casework.calendar.counting import working_days_in, working_days_overdue
from casework.cases import english as in_english
from casework.cases import schedules
from casework.cases.limits import WORKING
from casework.clock import SHANGHAI
from casework.people.roles import Role
from frontend.language import english, of, word

WEEKDAYS = "一二三四五六日"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SOON = 3  # working days


def _waiting(kind: str, waits_on: str) -> tuple[str, str] | None:
    """Whom a case waits for outside the office, in words; None while it is the office's turn."""
    if waits_on == Role.RESPONDENT:
        return "等企业", "waiting for the operator"
    if waits_on == Role.APPLICANT:
        of_kind = catalogue.role_of(kind, waits_on)
        return f"等{of_kind.zh}", f"waiting for the {of_kind.en}"
    return None




@dataclass(frozen=True)
class Flag:
    """A flag: `kind` is run, soon, due, over, stop, more, prov, wait or met; it gives shape and colour. `text` are its words."""

    kind: str
    text: str


def day(value: date | datetime | None) -> str:
    """10月28日 周三, with its year where that is not this one; an em dash for none."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    this_year = value.year == clock.today().year
    if english():
        return f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}" + ("" if this_year else f" {value.year}")
    return ("" if this_year else f"{value.year}年") + f"{value.month}月{value.day}日 周{WEEKDAYS[value.weekday()]}"


def moment(value: datetime | None) -> str:
    """A day with its time in Shanghai: 10月28日 周三 09:05."""
    return f"{day(value)} {value.astimezone(SHANGHAI):%H:%M}" if value else "—"


def left(last_day: date, rule: str, kind: str) -> tuple[str, int]:
    """What is left until a last day after today, in the rule's own unit, and how many working days that is."""
    today, schedule = clock.today(), schedules.current().schedule
    after = timedelta(days=1)
    working = working_days_in(schedule, today + after, last_day + after)
    limit = catalogue.rules(kind).get(rule)
    if limit is not None and limit.length.unit == WORKING:
        return word(f"还有 {working} 个工作日", f"{working} working day{'s' if working != 1 else ''} left"), working
    days = (last_day - today).days
    return word(f"还有 {days} 天", f"{days} day{'s' if days != 1 else ''} left"), working


def overdue(last_day: date) -> str:
    """逾期 3 个工作日: working days after the last day, today included, whatever the rule's unit."""
    days = working_days_overdue(schedules.current().schedule, last_day, clock.today())
    if days == 0:
        return word("逾期，不足 1 个工作日", "overdue, less than a working day")
    return word(f"逾期 {days} 个工作日", f"{days} working day{'s' if days != 1 else ''} overdue")


def flag(last_day: date | None, *, rule: str, kind: str, waits_on: str = "", extended: bool = False, provisional: bool = False) -> Flag:
    """The flag of a running clock by its last day; for a case, by the earliest clock of the side it waits on."""
    other = _waiting(kind, waits_on)
    if last_day is None:
        return Flag("wait", word(*other)) if other else Flag("run", word("法律没有规定期限", "no time limit in law"))
    today = clock.today()
    if last_day < today:
        return Flag(_late(rule, kind), overdue(last_day))
    if last_day == today:
        return Flag("due", word("今日到期", "due today"))
    words, working = left(last_day, rule, kind)
    if provisional:
        return Flag("prov", word(f"暂定，{words}", f"provisional, {words}"))
    if extended:
        return Flag("more", word(f"已延期，{words}", f"extended, {words}"))
    if working <= SOON:
        return Flag("soon", words)
    return Flag("wait", words) if other else Flag("run", words)


def _late(rule: str, kind: str) -> str:
    """The kind of flag of a day that has passed: red for the law alone, a house limit is no breach of it."""
    found = catalogue.rules(kind).get(rule)
    return "due" if found is not None and found.house else "over"


def case_flag(case: Any) -> Flag:
    """The flag of a case in a list."""
    if case.ended_on is not None:
        return Flag("met", word("办结", "closed"))
    return flag(case.due_on, rule=case.due_rule, kind=case.kind, waits_on=case.waits_on)


def deadline_flag(one: Any, kind: str) -> Flag:
    """The flag of one clock on the file."""
    if one.status == "suspended":
        return Flag("stop", word("中止", "suspended"))
    if one.status == "void":
        return Flag("met", word("不再计算", "no longer runs"))
    if one.met_on is not None:
        if one.last_day and one.met_on > one.last_day:
            late = working_days_overdue(schedules.current().schedule, one.last_day, one.met_on)
            return Flag(_late(one.rule, kind), word(f"办了，逾期 {late} 个工作日", f"done, {late} working day{'s' if late != 1 else ''} late"))
        return Flag("met", word("按期办了", "done in time"))
    return flag(one.last_day, rule=one.rule, kind=kind, extended=bool(one.extension_days), provisional=one.provisional)


def issuer(case: Any) -> str:
    """The office that has the case, by the name in which its papers leave it."""
    return str(case.issuer(case.office))


def state(case: Any) -> str:
    """The state's words."""
    return of(catalogue.state_of(case.kind, str(case.state)))


def rule(case: Any, name: str) -> str:
    """What is due by a rule of time: 受理决定."""
    found = catalogue.rules(case.kind).get(name)
    return of(found) if found else name


def article(case: Any, name: str) -> str:
    """The article a rule of time rests on."""
    found = catalogue.rules(case.kind).get(name)
    return found.basis if found else ""


def act(offered: Any) -> str:
    """What the button of a step does, under a heading that names the step: submit for approval, confirm and issue its paper, or just submit."""
    step = offered.step
    if offered.for_approval:
        return word("提请审批", "Submit for approval")
    papers = word("、", ", ").join(of(one) for one in step.issues if one.to)
    if papers:
        return word(f"确认并发出{papers}", f"Confirm and issue: {papers}")
    return word("提交", "Submit") if step.asks else word("确认办理", "Confirm")


def today() -> str:
    """今日 10月10日 周六 · 调休上班，按工作日计算."""
    now, schedule = clock.today(), schedules.current().schedule
    if schedule.is_worked_in_lieu(now):
        note = word("调休上班，按工作日计算", "make-up day, counted as a working day")
    elif schedule.is_working_day(now):
        note = word("工作日", "working day")
    else:
        note = word("休息日，不计入工作日", "rest day, not a working day")
    return f"{word('今日', 'Today')} {day(now)} · {note}"


def schedule() -> str:
    """放假安排：已载入至 2026 年."""
    last = schedules.current().schedule.last_published_year
    return word(f"放假安排：已载入至 {last} 年", f"Holiday schedule loaded up to {last}")


def title(paper: Any, kind: str) -> str:
    """A paper's title: as it stands on it, in English by its kind."""
    declared = catalogue.papers(kind).get(paper.type)
    return declared.en if declared and english() else str(paper.title)


def cited(article: str) -> str:
    """The law as it is cited: its name stays Chinese, what is remarked about it is said in the reader's language."""
    return in_english.cited(article, catalogue.in_english) if english() else article
