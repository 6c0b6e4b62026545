"""`manage.py due` without the command: one question about a deadline in, one answer out. Pure; needs no
database."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from casework.calendar.schedule import Schedule
from casework.cases.limits import TimeLimit
from casework.cases.spans import Span, SpanError, compute, explain, timely
from casework.cases.working import day_words
from casework.clock import civil_day
from casework.complaints.clocks import LIMITS as COMPLAINTS
from casework.petitions.clocks import LIMITS as PETITIONS
from casework.reconsideration.clocks import LIMITS as RECONSIDERATION

RULES: dict[str, TimeLimit] = {limit.id: limit for limit in (*COMPLAINTS, *PETITIONS, *RECONSIDERATION)}
EXTENSIONS: dict[str, TimeLimit] = {
    limit.extension.id: limit for limit in RULES.values() if limit.extension and limit.extension.id
}
MOST = {
    name: limit.extension.up_to.number
    for name, limit in EXTENSIONS.items()
    if limit.extension and limit.extension.up_to
}
DEEMED_SERVED = "AR-33"
LANGUAGES = ("zh", "en")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PROVINCE = re.compile(r"\d{2}(0000)?", re.ASCII)


class LineError(ValueError):
    """A question that cannot be answered: `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def batch(
    lines: Iterable[bytes], *, schedule: Schedule, lang: str = "zh", province: str | None = None
) -> Iterator[tuple[str, bool]]:
    """For each non-blank line, in order: the JSON line that answers it, and whether the line was JSON at all.

    `province` stands for lines that name none.
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
        yield _json(answer(line, schedule=schedule, lang=lang, province=province)), True


def answer(line: Any, *, schedule: Schedule, lang: str = "zh", province: str | None = None) -> dict[str, Any]:
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
        return named | _answered(line, schedule, lang, province)
    except (LineError, SpanError) as error:
        return named | {"error": getattr(error, lang)}


def _answered(line: dict[str, Any], schedule: Schedule, lang: str, province: str | None) -> dict[str, Any]:
    if line.get("id") is not None and _plain(line["id"]) is None:
        raise LineError("id 应当是字符串或者整数。", "id must be a string or an integer.")
    limit, extension_days = _rule(line.get("rule")), _number(line, "extension_days")
    days = {
        name: _day(line, name) for name in ("from", "submitted_at", "posted_on", "received_on", "hearing_on")
    }
    suspensions = _suspensions(line.get("suspensions"))
    province = province_code(line.get("province")) or province
    if extension_days is None:
        extension_days = MOST.get(line["rule"], 0)
    if limit.fixed and not limit.backward and days["from"] is None:
        raise LineError("缺少起算日 from。", "from is missing.")
    if limit.backward and days["hearing_on"] is None:
        raise LineError(
            f"{limit.id} 自听证日倒算，缺少 hearing_on。",
            f"{limit.id} counts back from the hearing: hearing_on is missing.",
        )
    hearing = days["hearing_on"] if limit.backward else None
    span = compute(
        limit,
        days["from"],
        schedule=schedule,
        suspensions=suspensions,
        extension_days=extension_days,
        hearing_on=hearing,
    )
    filed = {name: days[name] for name in ("submitted_at", "posted_on", "received_on")}
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


def _timely(span: Span, filed: dict[str, date | None]) -> dict[str, bool]:
    in_time = timely(span, **filed)
    return {} if in_time is None else {"timely": in_time}


def _working(
    span: Span, asked: str, province: str | None, filed: dict[str, date | None], lang: str
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
    for limit in RULES.values():
        if limit.province != province or span.limit.id not in limit.overlays or span.last_day is None:
            continue
        other = compute(limit, span.trigger, schedule=span.schedule)
        if other.last_day and other.last_day < span.last_day:
            (zh, en), (length_zh, length_en) = day_words(other.last_day), limit.length.words
            yield (
                f"本省规定更短：{limit.id} {limit.zh}，{limit.since[0]}起 {length_zh}（{limit.basis}），"
                f"同日起算则最后一日为 {zh}；适用较短者。",
                f"A shorter provincial limit applies: {limit.id} {limit.en}, {length_en} ({limit.basis}); "
                f"from the same day its last day is {en}.",
            )


def _filing(span: Span, filed: dict[str, date | None]) -> Iterator[tuple[str, str]]:
    """Why a filing is in time or late, or why the day given does not decide."""
    in_time = timely(span, **filed)
    if in_time is None:
        if filed["posted_on"]:
            yield (
                "此期限以收到之日为准，交邮之日不决定是否逾期。",
                "The day of receipt decides for this limit; the day of posting does not.",
            )
        return
    if span.accept_until is None:
        yield "中止期间提交，未逾期。", "Filed while the time stood still: in time."
        return
    (zh, en) = day_words(span.accept_until)
    yield (
        f"提交{'未' if in_time else '已'}逾期：截至 {zh} 24:00。",
        f"Filed {'in time' if in_time else 'late'}: accepted until 24:00 on {en}.",
    )


def _rule(name: Any) -> TimeLimit:
    if not isinstance(name, str):
        raise LineError("rule 缺少或者不是字符串。", "rule is missing or not a string.")
    limit = RULES.get(name) or EXTENSIONS.get(name)
    if limit is None:
        raise LineError(f"没有编号为 {name} 的期限。", f"There is no rule {name}.")
    if not limit.fixed:
        raise LineError(
            f"{name} 没有固定的期限长度，不能计算。", f"{name} has no fixed length and cannot be computed."
        )
    return limit


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
