"""The clocks of a file as a drawing: one column a day, a lane for each clock (DESIGN.md, "The clock, drawn"). Numbers only; the template draws."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import wrap
from typing import Any

from casework import catalogue, clock
from casework.calendar.schedule import WEEKEND, Schedule
from casework.cases import schedules
from casework.cases.clocks import SUSPENDED
from frontend import words
from frontend.language import english, of, word

LEFT, WIDTH = 180, 952  # px: the names of the lanes, the whole drawing
LABEL = {True: 236, False: 180}  # px: room for the last label, in English and in Chinese
NAME = {True: 25, False: 13}  # characters of a lane's name in one line
TOP, LANE, LINE, BAR = 60, 46, 16, 16
TODAY, GAP = {True: (40, 26), False: (28, 32)}, 6  # px: how wide the words for today and for a month are; the gap between them
WIDEST = 22
MOST_DAYS = 400
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """A shape or a text: its class, where it stands, how wide it is, what it says, and where that stands if elsewhere."""

    kind: str
    x: str
    width: str = ""
    text: str = ""
    text_x: str = ""


@dataclass
class Lane:
    """A clock: its names, bars from left to right, and its pennant."""

    y: int
    names: list[str]
    sub: str
    dot: str
    bars: list[Mark] = field(default_factory=list)
    roll: tuple[str, str] | None = None
    over: tuple[str, str] | None = None
    flag: str = ""
    kind: str = ""
    label: str = ""
    label_at: str = ""

    @property
    def middle(self) -> int:
        """The height of the bar's middle."""
        return self.y + BAR // 2

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The name line by line, each with its height; a long one is broken, never cut."""
        return [(self.y + 7 + LINE * place, line) for place, line in enumerate(self.names)]

    @property
    def sub_y(self) -> int:
        """The height of the line below the name."""
        return self.y + 7 + LINE * (len(self.names) - 1) + 18


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws."""

    lanes: list[Lane]
    shades: list[Mark]
    names: list[Mark]
    days: list[Mark]
    months: list[Mark]
    made_up: list[str]
    today: str
    today_edge: str
    height: int
    told: str


@dataclass(frozen=True)
class Scale:
    """Days to pixels."""

    start: date
    days: int
    column: float

    def left(self, day: date) -> float:
        """The left edge of a day; days before the drawing stand at its edge."""
        return LEFT + max((day - self.start).days, 0) * self.column

    def right(self, day: date) -> float:
        """The right edge of a day."""
        return self.left(day + ONE)

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return self.left(day) + self.column / 2

    def all(self) -> Iterator[date]:
        """Every day drawn."""
        return (self.start + timedelta(days=n) for n in range(self.days))


def drawn(kind: str, deadlines: list[Any]) -> Drawing | None:
    """The drawing of these clocks (at most four, in their order); None for none."""
    if not deadlines:
        return None
    scale, schedule = _scale(deadlines), schedules.current().schedule
    lanes, y = [], TOP
    for one in deadlines:
        lanes.append(_lane(kind, one, y, scale))
        y += LANE + LINE * (len(lanes[-1].names) - 1)
    shades, names = _shades(scale, schedule)
    today = clock.today()
    return Drawing(
        lanes, shades, names, _days(scale, schedule), _months(scale), [_px(scale.middle(day)) for day in scale.all() if schedule.is_worked_in_lieu(day)],
        _px(scale.middle(today)), _px(scale.right(today)), y + 8, word("；", "; ").join(f"{_joined(one.names)} {one.label}" for one in lanes),
    )  # fmt: skip


def _scale(deadlines: list[Any]) -> Scale:
    ends = [clock.today(), *(one.last_day for one in deadlines if one.last_day), *(one.met_on for one in deadlines if one.met_on)]
    end = max(ends) + 2 * ONE
    start = max(min(one.trigger_on for one in deadlines) - 2 * ONE, end - MOST_DAYS * ONE)
    days = (end - start).days + 1
    return Scale(start, days, min(WIDEST, (WIDTH - LEFT - LABEL[english()]) / days))


def _lane(kind: str, one: Any, y: int, scale: Scale) -> Lane:
    limit, today = catalogue.rule_of(one, kind), clock.today()
    length = of_length(limit)
    lane = Lane(y, _broken(of(limit)), f"{length} · {word('内部时限', 'our own limit') if one.house else one.rule}", _px(scale.middle(one.trigger_on)))
    shown = words.deadline_flag(one, kind)
    if one.last_day is None:
        lane.bars.append(_bar("c-run", scale.right(one.trigger_on), scale.right(today)))
        lane.label, lane.kind = shown.text, "c-flag"
        return lane
    nominal = min(one.nominal_on or one.last_day, one.last_day)
    until = min(one.met_on or today, nominal)
    if until > one.trigger_on:
        lane.bars.append(_bar("c-run", scale.right(one.trigger_on), scale.right(until)))
    if one.met_on is None and nominal > max(until, one.trigger_on):
        lane.bars.append(_bar("c-run-ahead", scale.right(max(until, one.trigger_on)), scale.right(nominal)))
    if one.last_day > nominal:
        lane.roll = (_px(scale.right(nominal)), _px(scale.right(one.last_day)))
    past = one.met_on or today
    if past > one.last_day and one.status != "void":
        lane.over = (_px(scale.right(one.last_day)), _px(scale.right(past)))
    edge = scale.right(one.last_day)
    lane.flag, lane.label = _px(edge), f"{words.day(one.last_day)} · {shown.text}"
    lane.label_at = _px(max(edge + 15, float(lane.over[1]) + 6 if lane.over else 0))  # beside the comb, not on it
    lane.kind = {"over": "c-late", "due": "c-due", "prov": "c-prov"}.get(shown.kind, "c-flag")
    return lane


def _broken(name: str) -> list[str]:
    """A name in lines: English at its spaces, Chinese anywhere, before a bracket if it can be."""
    most = NAME[english()]
    if not english() and len(name) > most and "（" in name:
        head, _, rest = name.partition("（")
        return [*wrap(head, most), *wrap(f"（{rest}", most)]
    return wrap(name, most) or [name]


def _joined(names: list[str]) -> str:
    return word("", " ").join(names)


def of_length(limit: Any) -> str:
    """The length of a limit in words: 30 日."""
    zh, en = limit.length.words
    return word(zh, en)


def suspended(one: Any) -> bool:
    """True while the clock stands still."""
    return bool(one.status == SUSPENDED)


def _shades(scale: Scale, schedule: Schedule) -> tuple[list[Mark], list[Mark]]:
    """Stretches of days not worked, a holiday apart from a weekend and with its name."""
    shades: list[Mark] = []
    names: list[Mark] = []
    begun: tuple[date, tuple[str, str]] | None = None
    for day in [*scale.all(), scale.start + scale.days * ONE]:
        name = schedule.rest_name(day) if (day - scale.start).days < scale.days else None
        if begun and name != begun[1]:
            kind = "c-rest" if begun[1] == WEEKEND else "c-feast"
            shades.append(_bar(kind, scale.left(begun[0]), scale.left(day)))
            if kind == "c-feast" and scale.column * (day - begun[0]).days > 48:
                names.append(Mark("c-feastname", _px((scale.left(begun[0]) + scale.left(day)) / 2), text=word(*begun[1])))
            begun = None
        if name and begun is None:
            begun = (day, name)
    return shades, names


def _days(scale: Scale, schedule: Schedule) -> list[Mark]:
    found = []
    for day in scale.all():
        monday = day.weekday() == 0
        if scale.column >= 17 or (monday and (scale.column >= 9 or (scale.column >= 3 and day.isocalendar().week % 2 == 0))):
            kind = "c-now" if day == clock.today() else "c-day" if schedule.is_working_day(day) else "c-day c-off"
            found.append(Mark(kind if kind != "c-now" else "c-day c-now", _px(scale.middle(day)), text=str(day.day)))
    return found


def _months(scale: Scale) -> list[Mark]:
    first = [day for day in scale.all() if day.day == 1 or day == scale.start]
    shown = [day for place, day in enumerate(first) if place == len(first) - 1 or (first[place + 1] - day).days * scale.column > 44]
    return [
        Mark("line" if day.day == 1 else "", _px(scale.left(day)), "", word(f"{day.month}月", words.MONTHS[day.month - 1]), _px(_beside_today(scale, day)))
        for day in shown
    ]


def _beside_today(scale: Scale, day: date) -> float:
    """Where the name of a month stands: at its first day, or right of the word for today where it would touch it."""
    today, at = scale.middle(clock.today()), scale.left(day)
    mark, name = TODAY[english()]
    touches = at < today + mark / 2 + GAP and at + name + GAP > today - mark / 2
    return today + mark / 2 + GAP if touches else at


def _bar(kind: str, left: float, right: float) -> Mark:
    return Mark(kind, _px(left), _px(max(right - left, 0.5)))


def _px(value: float) -> str:
    return f"{value:.1f}"
