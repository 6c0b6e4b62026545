"""The calendar: a month of one's last days with how many fall on each, and the list of a week for printing; for offices and for operators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import catalogue, clock, queries
from casework.calendar.schedule import WEEKEND, Schedule
from casework.cases import schedules
from casework.cases.case import people_number
from casework.cases.refusals import Invalid, none_of
from casework.people.roles import Role
from frontend import briefly, words
from frontend.base import OFFICERS, OPERATORS, Page, roles_of
from frontend.clerk import lists
from frontend.language import english, of, word

SHOWN = 3  # of each day in the month
LISTED = 40  # of each day in the week's list
MOST_FULLEST = 3  # days named as the fullest
DAY, WEEK = timedelta(1), timedelta(7)
FIRST_YEAR, LAST_YEAR = 2000, 2100
LABELS = {"month": ("月份", "Month"), "from": ("起始日", "From"), "of": ("范围", "Whose")}
WHOSE = {"mine": ("我的", "Mine"), "office": ("本机构", "The office's")}
POST = ("本岗待办", "My post")  # in the place of the office's for whoever does not see all of it
FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A last day in words. `colour`: of what is past, today or soon. `short`: the rule in a few words; `serial` and `place` are the two parts of the
    number, of which the first tells cases apart."""

    flag: words.Flag
    colour: str
    what: str
    short: str
    house: bool
    number: str
    serial: str
    place: str
    title: str
    url: str
    who: str


@dataclass(frozen=True)
class Cell:
    """A day of the page. `bar`: how full the fullest day makes it, of 100. `shape`: shading and frame. `rest` names a day off."""

    day: date
    said: str
    weekday: str
    shape: str
    today: bool
    rest: str
    made_up: bool
    count: int
    houses: int
    bar: float
    items: tuple[Item, ...]
    more: int
    url: str


class Calendar(Page):
    """What the month and the week share. `home`: where they live; `desk`: true where the office's worklist is behind them."""

    home: ClassVar[str] = "/desk/calendar/"
    desk: ClassVar[bool] = True
    roles = OFFICERS

    def whose(self) -> str:
        """Whose last days are shown: what the address asks for, else the cases one handles, or for who handles none
        those of the office's worklist. Raises Invalid."""
        asked = self.request.GET.get("of", "")
        if asked and (asked not in WHOSE or (asked == "office" and not self.may_choose)):
            raise Invalid({"of": none_of("of", WHOSE) if self.may_choose else ["您的日历只有一种。(You have one calendar only.)"]})
        return asked or ("mine" if Role.HANDLER in roles_of(self.actor) or not self.may_choose else "office")

    @property
    def may_choose(self) -> bool:
        """True for whoever has a worklist of the office beside one's own."""
        return self.desk and queries.has_desk(self.actor)

    @cached_property
    def of_post(self) -> bool:
        """True where that list holds only what waits for one's post."""
        return self.may_choose and not queries.sees_office(self.actor)

    @cached_property
    def office(self) -> str:
        """The code to narrow a worklist of the whole country by."""
        return queries.own_office(self.actor)

    def address(self, where: str = "", **asked: Any) -> str:
        """The month, or the week's list, of the same cases."""
        return lists.address(f"{self.home}{where}", {"of": self.request.GET.get("of", "") if self.may_choose else ""} | asked)

    def day_url(self, day: date, whose: str) -> str:
        """All that ends on a day: the worklist with that filter, an operator's in the week's list."""
        if not self.desk:
            return self.address("week/", **{"from": day.isoformat()})
        return lists.address("/desk/", {"queue": whose, "office": self.office if whose == "office" else "", "last_day": day.isoformat()})

    def cells(self, found: dict[date, queries.Day], days: list[date], whose: str, month: date | None = None) -> Iterator[Cell]:
        """The days in words."""
        schedule, today = schedules.current().schedule, clock.today()
        fullest = max((one.count for one in found.values()), default=0)
        for day in days:
            one = found.get(day, queries.Day(0, 0, ()))
            name = schedule.rest_name(day)
            out = month is not None and day.month != month.month
            shape = [_shade(schedule, day), "out" if out else "", "now" if day == today else "", "" if one.count or day == today else "none"]
            yield Cell(
                day, _said(day, month), word(f"周{words.WEEKDAYS[day.weekday()]}", words.DAYS[day.weekday()]), " ".join(filter(None, shape)), day == today,
                word(*name) if name and name != WEEKEND else "", schedule.is_worked_in_lieu(day), one.count, one.houses,
                round(100 * one.count / fullest, 1) if fullest else 0, tuple(map(_item, one.first)), one.count - len(one.first), self.day_url(day, whose),
            )  # fmt: skip

    def house(self) -> dict[str, str]:
        """How this reader calls a house limit: the office's own, to an operator the regulator's. `house_tag` is its mark, `houses_said` counts them."""
        if self.desk:
            return {"house_tag": word("内部", "own"), "house_name": word("内部时限", "our own limit"), "houses_said": word("内部时限", "by our own limits")}
        name = "监管机构的内部时限"
        return {
            "house_tag": word("内部", "house"), "house_name": word(name, "a house limit of the regulator"),
            "houses_said": word(name, "by the regulator's house limits"),
        }  # fmt: skip

    def named(self, whose: str) -> str:
        """Whose, for a heading: empty for an operator's."""
        return "" if not self.desk else "post" if whose == "office" and self.of_post else whose

    def choices(self, whose: str, **asked: Any) -> list[tuple[str, str, bool]]:
        """The two calendars of whoever may choose: address, words, whether this is the one."""
        choices = (WHOSE | ({"office": POST} if self.of_post else {})).items() if self.may_choose else ()
        return [(lists.address(self.request.path, {"of": name, **asked}), word(*pair), name == whose) for name, pair in choices]


class Month(Calendar):
    """A month, Monday first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The month asked for, else the present one; what the address asks wrongly is said above that."""
        wrong, status, today = [], 200, clock.today()
        try:
            month, whose = month_of(request.GET.get("month", "")) or today.replace(day=1), self.whose()
        except Invalid as error:
            wrong, status = lists.sentences(error, {name: word(*pair) for name, pair in LABELS.items()}), 400
            month, whose = today.replace(day=1), "mine"
        after = (month + 31 * DAY).replace(day=1)
        first, last = month - month.weekday() * DAY, after - DAY + (6 - (after - DAY).weekday()) * DAY
        found = queries.last_days(self.actor, first, last, whose=whose, most=SHOWN)
        cells = list(self.cells(found, [first + n * DAY for n in range((last - first).days + 1)], whose, month))
        own = [one for one in cells if one.day.month == month.month]
        asked = month.isoformat()[:7]
        context = {
            "heading": _heading(month, self.named(whose)), "weeks": [cells[n : n + 7] for n in range(0, len(cells), 7)],
            "weekdays": [word(f"周{zh}", en) for zh, en in zip(words.WEEKDAYS, words.DAYS, strict=True)],
            "total": sum(one.count for one in own), "houses": sum(one.houses for one in own), "fullest": _fullest(own),
            "before": self.address(month=_month(month - DAY)), "after": self.address(month=_month(after)), "now": self.address(),
            "week": self.address("week/", **{"from": max(month, today if today < after else month).isoformat()}),
            "choices": self.choices(whose, month=asked), "unpublished": 0 if schedules.current().schedule.is_published(month.year) else month.year,
            "wrong": wrong, "export": self.export(month, after, whose), **self.house(),
        }  # fmt: skip
        return self.show("frontend/calendar/month.html", context, status=status)

    def export(self, month: date, after: date, whose: str) -> str:
        """The same as a workbook."""
        asked = {"due_after": (month - DAY).isoformat(), "due_before": after.isoformat()}
        if not self.desk:
            return lists.address("/operator/deadlines/export/", asked)
        narrow = {"bound": "office", "handler": "me" if whose == "mine" else "", "office": self.office if whose == "office" else "",
                  "waits_on": "me" if self.named(whose) == "post" else ""}  # fmt: skip
        return lists.address("/desk/deadlines/export/", narrow | asked)


class Week(Calendar):
    """Seven days as a list for the wall or the bag."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Seven days from the one asked for, else from Monday of this week."""
        wrong, status, monday = [], 200, clock.today() - clock.today().weekday() * DAY
        try:
            first, whose = _within(lists.day_of(request.GET.get("from", ""), "from") or monday, "from"), self.whose()
        except Invalid as error:
            wrong, status = lists.sentences(error, {name: word(*pair) for name, pair in LABELS.items()}), 400
            first, whose = monday, "mine"
        days = [first + n * DAY for n in range(7)]
        found = queries.last_days(self.actor, days[0], days[-1], whose=whose, most=LISTED)
        cells = list(self.cells(found, days, whose))
        context = {
            "heading": word(f"{words.day(days[0])}至{words.day(days[-1])}到期", f"Due from {words.day(days[0])} to {words.day(days[-1])}"),
            "days": cells, "total": sum(one.count for one in cells), "houses": sum(one.houses for one in cells),
            "before": self.address("week/", **{"from": (first - WEEK).isoformat()}), "after": self.address("week/", **{"from": (first + WEEK).isoformat()}),
            "month": self.address(month=_month(first)), "choices": self.choices(whose, **{"from": first.isoformat()}), "wrong": wrong, "office": self.desk,
            **self.house(),
        }  # fmt: skip
        return self.show("frontend/calendar/week.html", context, status=status)


class OperatorMonth(Month):
    """The month of an operator's people: what their side owes."""

    home, desk, roles = "/operator/calendar/", False, OPERATORS


class OperatorWeek(Week):
    """The week of an operator's people."""

    home, desk, roles = "/operator/calendar/", False, OPERATORS


def month_of(text: str) -> date | None:
    """The first day of a month written 2026-12, None for nothing. Raises Invalid."""
    if not text:
        return None
    try:
        return _within(date.fromisoformat(f"{text}-01"), "month") if len(text) == 7 else _no_month()
    except ValueError:
        return _no_month()


def _no_month() -> date:
    raise Invalid({"month": ["请填月份，如 2026-12。(A month such as 2026-12.)"]})


def _within(day: date, name: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid({name: [f"年份须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。(A year from {FIRST_YEAR} to {LAST_YEAR}.)"]})
    return day


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _heading(month: date, whose: str) -> str:
    said = f"{FULL_MONTHS[month.month - 1]} {month.year}" if english() else f"{month.year}年{month.month}月"
    if not whose:
        return word(f"{said}，贵单位的期限", f"{said}: your organisation's last days")
    if whose == "mine":
        return word(f"{said}，我的期限", f"{said}: my last days")
    if whose == "post":
        return word(f"{said}，本岗待办的期限", f"{said}: last days of what waits for my post")
    return word(f"{said}，本机构的期限", f"{said}: the office's last days")


def _fullest(cells: list[Cell]) -> str:
    """The days on which most falls, as long as they are few and more than one falls on each: else it says nothing."""
    most = max(one.count for one in cells)
    days = [one.day for one in cells if one.count == most]
    if most < 2 or len(days) > MOST_FULLEST:
        return ""
    said = word("、", ", ").join(map(words.day, days))
    each = word("各 ", "") if len(days) > 1 else ""
    return word(f"最多的是 {said}，{each}{most} 项", f"most on {said}: {most}{' each' if len(days) > 1 else ''}")


def _said(day: date, month: date | None) -> str:
    """12月1日 where a month begins and outside the month shown, else the number alone; a whole date in a list."""
    if month is None:
        return words.day(day)
    if day.day == 1 or day.month != month.month:
        return word(f"{day.month}月{day.day}日", f"{day.day} {words.MONTHS[day.month - 1]}")
    return str(day.day)


def _shade(schedule: Schedule, day: date) -> str:
    name = schedule.rest_name(day)
    return "" if name is None else "r" if name == WEEKEND else "f"


def _item(one: queries.LastDay) -> Item:
    case, deadline = one.case, one.deadline
    flag = words.deadline_flag(deadline, case.kind)
    colour = {"over": "c-o", "due": "c-d", "soon": "c-d"}.get(flag.kind, "")
    number = people_number(case.number, case.first_office.short)
    place, _, serial = number.rpartition("-")
    return Item(
        flag, colour, of(catalogue.rule_of(deadline, case.kind)), briefly.rule(deadline, case.kind), deadline.house, number, serial, place, case.title,
        f"/cases/{case.number}/", one.who,
    )  # fmt: skip


urlpatterns = [
    path("desk/calendar/", Month.as_view(), name="calendar"),
    path("desk/calendar/week/", Week.as_view(), name="calendar_week"),
    path("operator/calendar/", OperatorMonth.as_view(), name="operator_calendar"),
    path("operator/calendar/week/", OperatorWeek.as_view(), name="operator_calendar_week"),
]
