"""`manage.py due` without the command: one question about a deadline in, one answer out. Pure; needs no
database."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from casework.calendar.schedule import Schedule
from casework.cases.limits import TimeLimit, by_id, in_force_on
from casework.cases.readings import NAMES, NOTES, OFFICE_HOURS, OURS, RECEIVED, Readings, chosen
from casework.cases.spans import Span, SpanError, compute, day_of_filing, explain, timely
from casework.cases.working import day_words
from casework.clock import SHANGHAI, civil_day
from casework.complaints.clocks import LIMITS as COMPLAINTS
from casework.petitions.clocks import LIMITS as PETITIONS
from casework.reconsideration.clocks import LIMITS as RECONSIDERATION

RULES: dict[str, tuple[TimeLimit, ...]] = by_id((*COMPLAINTS, *PETITIONS, *RECONSIDERATION))
EXTENSIONS: dict[str, str] = {  # id of an extension -> the rule it lengthens
    version.extension.id: name for name, versions in RULES.items() for version in versions if version.extension and version.extension.id
}
DEEMED_SERVED = "AR-33"
LANGUAGES = ("zh", "en")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PROVINCE = re.compile(r"\d{2}(0000)?", re.ASCII)


class Filed(NamedTuple):
    """When something was filed: online on a day at an hour of Shanghai, or on paper."""

    submitted_at: date | None
    hour: int
    posted_on: date | None
    received_on: date | None


class LineError(ValueError):
    """A question that cannot be answered: `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def batch(
    lines: Iterable[bytes], *, schedule: Schedule, lang: str = "zh", province: str | None = None, readings: Readings = OURS
) -> Iterator[tuple[str, bool]]:
    """For each non-blank line, in order: the JSON line that answers it, and whether the line was JSON at all.

    `province` and `readings` stand for lines that name none.
    """
    for number, raw in enumerate(lines):
        if not raw.strip():
            continue
        try:
            line = json.loads(
                raw.decode("utf-8-sig" if number == 0 else "utf-8"), parse_constant=_refuse_constant
            )
        except (ValueError, RecursionError):
            yield (
                _json(
                    {
                        "id": None,
                        "error": ("这一行不是 JSON。", "This line is not JSON.")[LANGUAGES.index(lang)],
                    }
                ),
                False,
            )
            continue
        yield _json(answer(line, schedule=schedule, lang=lang, province=province, readings=readings)), True


def answer(line: Any, *, schedule: Schedule, lang: str = "zh", province: str | None = None, readings: Readings = OURS) -> dict[str, Any]:
    """The answer to one question as in the interface of `due`: dates and working, or `error`. Never raises
    for what the line holds."""
    if not isinstance(line, dict):
        return {
            "id": None,
            "error": ("这一行不是 JSON 对象。", "This line is not a JSON object.")[LANGUAGES.index(lang)],
        }
    named = {"id": _plain(line.get("id"))}
    if "rule" in line:
        named["rule"] = _plain(line["rule"])
    try:
        return named | _answered(line, schedule, lang, province, readings)
    except (LineError, SpanError) as error:
        return named | {"error": getattr(error, lang)}


def _answered(line: dict[str, Any], schedule: Schedule, lang: str, province: str | None, made: Readings) -> dict[str, Any]:
    if line.get("id") is not None and _plain(line["id"]) is None:
        raise LineError("id 应当是字符串或者整数。", "id must be a string or an integer.")
    versions, extension_days = _versions(line.get("rule")), _number(line, "extension_days")
    days = {
        name: _day(line, name) for name in ("from", "submitted_at", "posted_on", "received_on", "hearing_on")
    }
    suspensions = _suspensions(line.get("suspensions"))
    province = province_code(line.get("province")) or province
    made = readings_of(line.get("readings"), made)
    start = days["hearing_on"] if versions[-1].backward else days["from"]
    if start is None and versions[-1].backward:
        raise LineError(
            f"{versions[-1].id} 自听证日倒算，缺少 hearing_on。",
            f"{versions[-1].id} counts back from the hearing: hearing_on is missing.",
        )
    if start is None:
        raise LineError("缺少起算日 from。", "from is missing.")
    limit = in_force_on(versions, start)
    if extension_days is None:
        most = limit.extension.up_to if limit.extension and line["rule"] in EXTENSIONS else None
        extension_days = most.number if most else 0
    span = compute(
        limit, start, schedule=schedule, suspensions=suspensions, extension_days=extension_days, readings=made
    )
    filed = Filed(days["submitted_at"], _hour(line.get("submitted_at")), days["posted_on"], days["received_on"])
    return _dates(span) | _working(span, line["rule"], province, filed, lang) | _timely(span, filed)


def _dates(span: Span) -> dict[str, Any]:
    found = {
        "last_day": _iso(span.last_day),
        "nominal_last_day": _iso(span.nominal_last_day),
        "provisional": span.provisional,
    }
    if span.limit.id == DEEMED_SERVED and span.last_day:
        found["served_on"] = _iso(span.last_day + timedelta(1))
    return found


def _timely(span: Span, filed: Filed) -> dict[str, bool]:
    in_time = _in_time(span, filed)
    return {} if in_time is None else {"timely": in_time}


def _in_time(span: Span, filed: Filed) -> bool | None:
    online = filed.submitted_at and day_of_filing(span.limit, filed.submitted_at, filed.hour, span.readings)
    return timely(span, submitted_at=online, posted_on=filed.posted_on, received_on=filed.received_on)


def _working(
    span: Span, asked: str, province: str | None, filed: Filed, lang: str
) -> dict[str, list[str]]:
    sentences = explain(span, lang)
    at = LANGUAGES.index(lang)
    if asked != span.limit.id:
        sentences.insert(
            0, (f"{asked} 即 {span.limit.id} 的延长。", f"{asked} is {span.limit.id} extended.")[at]
        )
    sentences += [pair[at] for pair in (*_provincial(span, province), *_filing(span, filed))]
    return {"working": sentences}


def _provincial(span: Span, province: str | None) -> Iterator[tuple[str, str]]:
    """The provincial rules on the same duty that end earlier; and a rule of another province, named as
    such."""
    if province is None:
        return
    if span.limit.province and span.limit.province != province:
        yield (
            f"{span.limit.id} 是其他省份（{span.limit.province}）的规定。",
            f"{span.limit.id} belongs to another province ({span.limit.province}).",
        )
    for versions in RULES.values():
        limit = in_force_on(versions, span.trigger)
        if limit.province != province or span.limit.id not in limit.overlays or span.last_day is None:
            continue
        other = compute(limit, span.trigger, schedule=span.schedule, readings=span.readings)
        if other.last_day and other.last_day < span.last_day:
            (zh, en), (length_zh, length_en) = day_words(other.last_day), limit.length.words
            yield (
                f"本省规定更短：{limit.id} {limit.zh}，{limit.since[0]}起 {length_zh}（{limit.basis}），"
                f"同日起算则最后一日为 {zh}；适用较短者。",
                f"A shorter provincial limit applies: {limit.id} {limit.en}, {length_en} ({limit.basis}); "
                f"from the same day its last day is {en}.",
            )


def _filing(span: Span, filed: Filed) -> Iterator[tuple[str, str]]:
    """Why a filing is in time or late, or why the day given does not decide."""
    in_time = _in_time(span, filed)
    if in_time is None:
        if filed.posted_on:
            yield (
                "此期限以收到之日为准，交邮之日不决定是否逾期。",
                "The day of receipt decides for this limit; the day of posting does not.",
            )
    elif span.accept_until is None:
        yield "中止期间提交，未逾期。", "Filed while the time stood still: in time."
    else:
        (zh, en) = day_words(span.accept_until)
        yield (
            f"提交{'未' if in_time else '已'}逾期：截至 {zh} 24:00。",
            f"Filed {'in time' if in_time else 'late'}: accepted until 24:00 on {en}.",
        )
    yield from _filing_by_other_readings(span, filed, in_time)


def _filing_by_other_readings(span: Span, filed: Filed, in_time: bool | None) -> Iterator[tuple[str, str]]:
    """Where another reading would find the filing late, or would leave it open until its receipt."""
    for name, choice, zh, en in (
        ("A-POST", RECEIVED, "以收到之日为准", "the day of receipt decides"),
        ("A-BIZ", OFFICE_HOURS, f"当日 {span.limit.closes_at}:00 截止", f"the day ends at {span.limit.closes_at}:00"),
    ):
        other = _in_time(span._replace(readings=replace(span.readings, **chosen(name, choice))), filed)
        if other == in_time:
            continue
        then = ("收到之前不能判断", "it is open until the receipt") if other is None else ("则已逾期", "it is late")
        yield f"另一种理解（{name}）：{zh}，{then[0]}。", f"Another reading ({name}): {en}, so {then[1]}."


def _versions(name: Any) -> tuple[TimeLimit, ...]:
    if not isinstance(name, str):
        raise LineError("rule 缺少或者不是字符串。", "rule is missing or not a string.")
    versions = RULES.get(EXTENSIONS.get(name, name))
    if versions is None:
        raise LineError(f"没有编号为 {name} 的期限。", f"There is no rule {name}.")
    if not versions[-1].fixed:
        raise LineError(
            f"{name} 没有固定的期限长度，不能计算。", f"{name} has no fixed length and cannot be computed."
        )
    return versions


def readings_of(value: Any, made: Readings = OURS) -> Readings:
    """The readings of {"A-REST": "weekends", …}; those not named stay as in `made`. Raises LineError."""
    if value is None:
        return made
    if not isinstance(value, dict):
        raise LineError("readings 应当是对象。", 'readings must be an object {"A-REST": "weekends"}.')
    for name, choice in value.items():
        if name in NOTES:
            rule, (zh, en) = NOTES[name]
            raise LineError(f"{name} 不是计算参数：{zh}（见 {rule} 的说明）。", f"{name} is no parameter of the count: {en} (see the note on {rule}).")
        if name not in NAMES:
            raise LineError(f"没有名为 {name} 的理解。", f"There is no reading {name}; there are {', '.join(NAMES)}.")
        try:
            made = replace(made, **chosen(name, choice))
        except ValueError as error:
            known = "、".join(NAMES[name][1])
            raise LineError(f"{name} 应当是 {known} 之一。", f"{name} must be one of {known.replace('、', ', ')}.") from error
    return made


def _hour(value: Any) -> int:
    """The hour in Asia/Shanghai of a date-time; 0 for a date."""
    if not isinstance(value, str) or len(value) == 10:
        return 0
    moment = datetime.fromisoformat(value)
    return (moment if moment.tzinfo is None else moment.astimezone(SHANGHAI)).hour


def _civil(value: Any, name: str) -> date:
    """The civil day in Asia/Shanghai of a date or date-time in ISO form."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise LineError(
            f"{name} 应当是 YYYY-MM-DD 日期或者日期时间。", f"{name} must be a date or date-time YYYY-MM-DD…."
        )
    try:
        return date.fromisoformat(value) if len(value) == 10 else civil_day(datetime.fromisoformat(value))
    except (ValueError, OverflowError) as error:
        raise LineError(
            f"{name} 不是有效的日期：{value}。", f"{name} is not a valid date: {value}."
        ) from error


def _day(line: dict[str, Any], name: str) -> date | None:
    return None if line.get(name) is None else _civil(line[name], name)


def _suspensions(value: Any) -> list[tuple[date, date | None]]:
    if value is None:
        return []
    if not isinstance(value, list) or any(not isinstance(pair, list) or len(pair) != 2 for pair in value):
        raise LineError("suspensions 应当是 [[中止日, 恢复日], …]。", "suspensions must be [[s, r], …].")
    return [
        (_civil(start, "suspensions"), None if end is None else _civil(end, "suspensions"))
        for start, end in value
    ]


def _number(line: dict[str, Any], name: str) -> int | None:
    value = line.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise LineError(f"{name} 应当是整数。", f"{name} must be an integer.")
    return value


def province_code(value: Any) -> str | None:
    if value is None or value == "":
        return None
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _PROVINCE.fullmatch(text):
        raise LineError(
            "province 应当是两位行政区划代码。", "province must be a two-digit code of GB/T 2260."
        )
    return text[:2]


def _plain(value: Any) -> str | int | None:
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _json(found: dict[str, Any]) -> str:
    """One line of UTF-8 JSON, unescaped but for what UTF-8 cannot hold."""
    text = json.dumps(found, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(found)
    return text
