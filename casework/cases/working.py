"""How a span was counted, in sentences: each rule applied, each day skipped and why, the article, and other
defensible readings with their date."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from casework.calendar.counting import add_months, lacks_corresponding_day, roll_forward
from casework.calendar.days import in_words
from casework.calendar.schedule import SUBSTITUTED, WEEKEND, Schedule
from casework.cases import readings
from casework.cases.english import cited
from casework.cases.limits import CALENDAR, MONTH, SAME_DAY, WORKING, YEAR, Length, TimeLimit

if TYPE_CHECKING:
    from casework.cases.spans import Span

Pair = tuple[str, str]
_WEEKDAYS = (
    ("一", "Mon"),
    ("二", "Tue"),
    ("三", "Wed"),
    ("四", "Thu"),
    ("五", "Fri"),
    ("六", "Sat"),
    ("日", "Sun"),
)


def sentences(span: "Span", others: dict[str, date], lang: str) -> list[str]:
    """The working in the order of the count, in zh or en; `others` is the last day by each other reading that gives another. Raises KeyError for
    another language."""
    at = {"zh": 0, "en": 1}[lang]
    return [pair[at] for pair in _sentences(span, others)]


def day_words(day: date) -> Pair:
    """(zh, en) of a date with its weekday: ("2026年10月8日 周四", "Thu 8 October 2026")."""
    (zh, en), (said, told) = _WEEKDAYS[day.weekday()], in_words(day)
    return f"{said} 周{zh}", f"{en} {told}"


def _sentences(span: "Span", others: dict[str, date]) -> Iterator[Pair]:
    yield _rule(span.limit)
    yield from readings.departures(span.readings)
    if span.limit.backward and span.last_day:
        yield from _backward(span, span.last_day)
        at = span.schedule.nth_worked_before(span.trigger.toordinal(), span.limit.length.number)
        yield readings.service_day_counts(span.limit.length.number, day_words(date.fromordinal(at)))
    else:
        yield from _forward(span)
        yield from _un_rolled(span)
    for name, day in others.items():
        yield readings.other(name, span.limit, day_words(day))
    yield from span.limit.notes
    yield from _standing(span)


def _rule(limit: TimeLimit) -> Pair:
    zh, en = limit.length.words
    quote = f"「{limit.quote}」" if limit.quote else ""
    if limit.backward:
        counted = f"{limit.since[0]}前 {zh}", f"{en} before {limit.since[1]}"
    elif limit.length.unit == SAME_DAY:
        counted = f"{limit.since[0]}{zh}", f"{en} as: {limit.since[1]}"
    else:
        counted = f"自{limit.since[0]}起 {zh}", f"{en} from: {limit.since[1]}"
    return (
        f"{limit.id} {limit.zh}：{counted[0]}（{limit.basis}{quote}）。",
        f"{limit.id} {limit.en}: {counted[1]} ({cited(limit.basis)}).",
    )


def _forward(span: "Span") -> Iterator[Pair]:
    limit, (zh, en) = span.limit, day_words(span.trigger)
    if limit.length.unit == SAME_DAY:
        yield f"{zh} {limit.since[0]}，期限为当日。", f"{en}: {limit.since[1]}; the limit is that same day."
    else:
        law = "行政复议法 88①、民事诉讼法 85②、民法典 201①" if limit.id.startswith("AR") else "民法典 201①"
        yield (
            f"{zh} {limit.since[0]}，当日不计，自次日起算（{law}）。",
            f"{en}: {limit.since[1]}; that day is not counted, the next is day 1 ({law}).",
        )
    yield from _counted(span)
    nominal, last = span.nominal_last_day, span.last_day
    if nominal is None or last is None:
        yield (
            "中止尚未恢复，期限未满，最后一日待恢复后计算。",
            "The suspension is still open: the time is not running and there is no last day until it ends.",
        )
        return
    yield from _end(span, nominal, last)


def _counted(span: "Span") -> Iterator[Pair]:
    """The days counted, suspended and added, up to the un-rolled end."""
    limit, length, nominal = span.limit, span.limit.length, span.nominal_last_day
    if length.unit == WORKING and nominal:
        yield from _skipped(span, nominal)
    if length.unit in (MONTH, YEAR):
        yield _corresponding_day(span)
    for start, end in span.suspensions:
        yield _suspension(length, start, end, span.schedule, span.readings)
    if span.suspensions and not limit.suspendable:
        yield (
            "所见条文没有规定此期限可以中止；以上系按所给的中止日期计算，需有依据。",
            "The text seen gives no ground to suspend this limit; the suspension given was counted as asked "
            "and needs a basis.",
        )
    if span.extension_days:
        yield _extension(limit, span.extension_days, span.readings)
    if nominal:
        yield from _sum(span, nominal)


def _sum(span: "Span", nominal: date) -> Iterator[Pair]:
    """The un-rolled end, all counted together."""
    unit, total, (zh, en) = (
        span.limit.length.unit,
        span.limit.length.number + span.extension_days,
        day_words(nominal),
    )
    if unit == WORKING:
        law = ("（行政复议法 88②）", " (行政复议法 88②)") if span.limit.id.startswith("AR") else ("", "")
        yield f"第 {total} 个工作日为 {zh}{law[0]}。", f"Working day {total} is {en}{law[1]}."
    elif unit == CALENDAR and not (span.extension_days and span.readings.extension == readings.ROLLED):
        yield (
            f"满 {total} 日为 {zh}（按日历日计，节假日不扣除）。",
            f"{total} calendar days end on {en} (holidays are not left out).",
        )
    elif span.suspensions or span.extension_days:
        yield f"期满日为 {zh}。", f"The time ends on {en}."


def _corresponding_day(span: "Span") -> Pair:
    """The end of so many months or years, before anything is added."""
    length = span.limit.length
    number = length.number * (12 if length.unit == YEAR else 1)
    (zh, en), (length_zh, length_en) = day_words(add_months(span.trigger, number)), length.words
    how = ("到期月的对应日", "the corresponding day")
    if lacks_corresponding_day(span.trigger, number):
        how = ("到期月没有对应日，以月末日为最后一日", "that month has no such day, its last day serves")
    return (
        f"满 {length_zh}为 {zh}（{how[0]}，民法典 202）。",
        f"{length_en} end on {en} ({how[1]}, 民法典 202).",
    )


def _suspension(length: Length, start: date, end: date | None, schedule: Schedule, made: readings.Readings) -> Pair:
    (start_zh, start_en) = day_words(start)
    if end is None:
        return f"{start_zh} 起中止，尚未恢复。", f"Suspended from {start_en}, not resumed."
    (end_zh, end_en), on = day_words(end), ("当日起继续计算", "which counts again")
    if made.suspension == readings.FROM_THE_NEXT:
        end, on = end + timedelta(1), ("次日起继续计算", "and counted from the day after")
    zh, en = f"{start_zh} 起中止，{end_zh} 恢复，{on[0]}", f"Suspended from {start_en}, resumed on {end_en}, {on[1]}"
    if length.unit == WORKING:
        days = schedule.worked_between(start.toordinal(), end.toordinal())
        return f"{zh}：其间 {days} 个工作日不计。", f"{en}: {_english(days, 'working day')} left out."
    days = (end - start).days
    return f"{zh}：其间 {days} 日不计，期限顺延 {days} 日。", f"{en}: {_english(days, 'day')} left out, the end moves by as many."


def _extension(limit: TimeLimit, days: int, made: readings.Readings) -> Pair:
    unit, added = ("个工作日", _english(days, "working day")) if limit.length.unit == WORKING else ("日", _english(days, "day"))
    if limit.extension is None:
        return (
            f"延长 {days} {unit}：所见条文没有规定此期限可以延长；系按所给日数计算，需有依据。",
            f"Extended by {added}: the text seen provides for no extension of this limit; counted "
            f"as asked, it needs a basis.",
        )
    article = limit.extension.article or limit.basis
    zh, en = (f"{limit.extension.id}：", f"{limit.extension.id}: extended") if limit.extension.id else ("", "Extended")
    how = (
        "从未顺延的期满日加起，最后只顺延一次", "added to the un-rolled end; the roll comes once, at the end",
    ) if made.extension == readings.UNROLLED else ("从顺延后的最后一日加起", "added to the rolled last day")  # fmt: skip
    return (
        f"{zh}延长 {days} {unit}，{how[0]}（{article}）。",
        f"{en} by {added}, {how[1]} ({cited(article)}).",
    )


def _english(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _end(span: "Span", nominal: date, last: date) -> Iterator[Pair]:
    """The roll over rest days and the last day."""
    (zh, en), (last_zh, last_en) = day_words(nominal), day_words(last)
    if span.limit.condition and span.readings.condition != readings.ROLLED:
        yield (
            f"这是“满期”条件，不因休假日顺延：{last_zh} 满期。",
            f"This is a condition that comes about; it never rolls over rest days: complete on {last_en}.",
        )
        return
    if nominal != last:
        why_zh, why_en = _block_name(span.schedule, nominal, last - timedelta(1))
        lieu = ("，调休上班", ", worked in lieu") if span.schedule.is_worked_in_lieu(last) else ("", "")
        law = "行政复议法 88①、民事诉讼法 85③" if span.limit.id.startswith("AR") else "民法典 203①"
        yield (
            f"{zh} 是休假日（{why_zh}），以休假日结束的次日为最后一日：{last_zh}{lieu[0]}（{law}）。",
            f"{en} is a rest day ({why_en}); the day after the rest days end is the last day: "
            f"{last_en}{lieu[1]} ({law}).",
        )
    elif span.limit.length.unit != WORKING:
        lieu = ("（调休上班）", " (worked in lieu)") if span.schedule.is_worked_in_lieu(last) else ("", "")
        yield f"{zh} 是工作日{lieu[0]}，不顺延。", f"{en} is a working day{lieu[1]}: no roll."
    yield (
        f"最后一日 {last_zh}，24:00 截止（民法典 203②）。",
        f"Last day {last_en}, until 24:00 (民法典 203②).",
    )


def _un_rolled(span: "Span") -> Iterator[Pair]:
    """What the un-rolled day still is: the reading without a roll, and the office's own target (A-TARGET)."""
    nominal, limit = span.nominal_last_day, span.limit
    if nominal is None or nominal == span.last_day or limit.condition:
        return
    is_target = span.target == nominal
    if limit.analogy:
        yield readings.without_roll(day_words(nominal), is_target)
    elif is_target:
        zh, en = day_words(nominal)
        yield f"承办单位以未顺延的 {zh}为目标（A-TARGET）。", f"The authority's own target is the un-rolled day, {en} (A-TARGET)."


def _backward(span: "Span", notice: date) -> Iterator[Pair]:
    number = span.limit.length.number
    (zh, en), (last_zh, last_en) = day_words(span.trigger), day_words(notice)
    yield (
        f"{zh} 举行听证，自前一日倒算 {number} 个完整的工作日（行政复议法 88②）。",
        f"Hearing on {en}; {number} clear working days counted back from the day before (行政复议法 88②).",
    )
    yield from _days_off(span.schedule, notice + timedelta(1), span.trigger - timedelta(1))
    yield (
        f"最迟 {last_zh} 送达通知，与听证日之间隔 {number} 个工作日。",
        f"The notice is served on {last_en} at the latest, which leaves {number} working days between.",
    )


def _skipped(span: "Span", last: date) -> Iterator[Pair]:
    """Rest days and days worked in lieu between the trigger and the last day, suspended days left aside."""
    day = span.trigger + timedelta(1)
    for start, end in span.suspensions:
        yield from _days_off(span.schedule, day, start - timedelta(1))
        day = end or last
    yield from _days_off(span.schedule, day, last)


def _days_off(schedule: Schedule, first: date, last: date) -> Iterator[Pair]:
    """One sentence for each run of rest days and each day worked in lieu from first to last, both
    included."""
    day = first
    while day <= last:
        if schedule.is_working_day(day):
            if schedule.is_worked_in_lieu(day):
                zh, en = day_words(day)
                yield f"{zh} 调休上班，计入。", f"{en} is worked in lieu: it counts."
            day += timedelta(1)
            continue
        end = min(roll_forward(schedule, day) - timedelta(1), last)
        (zh, en), (end_zh, end_en), (why_zh, why_en) = (
            day_words(day),
            day_words(end),
            _block_name(schedule, day, end),
        )
        to = ("", "") if end == day else (f"至 {end_zh}", f" to {end_en}")
        yield f"{zh}{to[0]}不计：{why_zh}。", f"{en}{to[1]} not counted: {why_en}."
        day = end + timedelta(1)


def _block_name(schedule: Schedule, first: date, last: date) -> Pair:
    """The festivals of a run of rest days; days in lieu or the weekend where it has none."""
    found = [schedule.rest_name(first + timedelta(n)) for n in range((last - first).days + 1)]
    festivals = list(dict.fromkeys(name for name in found if name and name not in (WEEKEND, SUBSTITUTED)))
    if festivals:
        return "、".join(zh for zh, _ in festivals) + "放假", ", ".join(en for _, en in festivals)
    return SUBSTITUTED if SUBSTITUTED in found else WEEKEND


def _standing(span: "Span") -> Iterator[Pair]:
    """How far this result can be relied on: the rule's version, its text, the schedule."""
    limit, schedule = span.limit, span.schedule
    if limit.predates(span.trigger):
        yield (
            f"起算日早于本条现行文本施行之日（{limit.in_force[0]}），按所知最早的文本计算。",
            f"The trigger precedes the text in force since {limit.in_force[0]}; the earliest version known "
            f"is used.",
        )
    elif limit.in_force[1] and not limit.outlived(span.trigger):
        since, until = limit.in_force
        yield (
            f"按起算日施行的文本计算（{f'{since} 至 {until}' if since else f'至 {until}'}）。",
            f"The version in force on the trigger day is used ({f'{since} to {until}' if since else f'until {until}'}).",
        )
    if limit.outlived(span.trigger):
        yield (
            f"所据文本自 {limit.in_force[1]} 后已经修订，新文本未见，在核对之前沿用。",
            f"The text used was revised after {limit.in_force[1]}; the new one has not been seen and the old "
            f"one is used until it is checked.",
        )
    if limit.house_on(span.trigger):
        yield (
            "内部期限，条文待核；逾期不作为违法显示。",
            "House limit, article to be confirmed; passing it is not shown as a breach of law.",
        )
    if span.provisional:
        yield (
            f"暂定：计算涉及尚未公布放假安排的年份（本版安排为 "
            f"{schedule.first_year}–{schedule.last_published_year} 年），"
            f"该年只按周末和日期固定的法定节日计算，公布后重算。",
            f"Provisional: the count touches a year without a published schedule (this version has "
            f"{schedule.first_year}-{schedule.last_published_year}); "
            "of that year only weekends and the fixed-date holidays are known. It is computed again when the "
            "notice appears.",
        )
    if span.may_move:
        yield (
            f"可能变动：涉及 {schedule.last_published_year} 年 12 月 20 日至 31 日，"
            f"下一年的放假通知曾调整这些日子。",
            f"May still move: it touches 20-31 December {schedule.last_published_year}, days that the next "
            f"year's notice has moved before.",
        )
