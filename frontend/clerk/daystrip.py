"""The strip of days that clocks are drawn on: one column a day, rest days shaded, numbers and months above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework import clock
from casework.calendar.schedule import WEEKEND, Schedule
from frontend import words
from frontend.language import english, word

LEFT, WIDTH = 180, 952  # px: the names of the lanes, the whole drawing
TODAY, GAP = {True: (40, 26), False: (28, 32)}, 6  # px: how wide the words for today and for a month are; the gap between them
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """A shape or a text: its class, where it stands, how wide it is, what it says, and where that stands if elsewhere."""

    kind: str
    x: str
    width: str = ""
    text: str = ""
    text_x: str = ""


@dataclass(frozen=True)
class Scale:
    """Days to pixels; `begins`: where the first day stands, right of the names of the lanes or under them."""

    start: date
    days: int
    column: float
    begins: float = LEFT

    def left(self, day: date) -> float:
        """The left edge of a day; days before the drawing stand at its edge."""
        return self.begins + max((day - self.start).days, 0) * self.column

    def right(self, day: date) -> float:
        """The right edge of a day."""
        return self.left(day + ONE)

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return self.left(day) + self.column / 2

    def all(self) -> Iterator[date]:
        """Every day drawn."""
        return (self.start + timedelta(days=n) for n in range(self.days))


def shades(scale: Scale, schedule: Schedule) -> tuple[list[Mark], list[Mark]]:
    """Stretches of days not worked, a holiday apart from a weekend and with its name."""
    found: list[Mark] = []
    names: list[Mark] = []
    begun: tuple[date, tuple[str, str]] | None = None
    for day in [*scale.all(), scale.start + scale.days * ONE]:
        name = schedule.rest_name(day) if (day - scale.start).days < scale.days else None
        if begun and name != begun[1]:
            kind = "c-rest" if begun[1] == WEEKEND else "c-feast"
            found.append(bar(kind, scale.left(begun[0]), scale.left(day)))
            if kind == "c-feast" and scale.column * (day - begun[0]).days > 48:
                names.append(Mark("c-feastname", px((scale.left(begun[0]) + scale.left(day)) / 2), text=word(*begun[1])))
            begun = None
        if name and begun is None:
            begun = (day, name)
    return found, names


def days(scale: Scale, schedule: Schedule) -> list[Mark]:
    """The numbers of the days, as many as there is room for."""
    found = []
    for day in scale.all():
        monday = day.weekday() == 0
        if scale.column >= 17 or (monday and (scale.column >= 9 or (scale.column >= 3 and day.isocalendar().week % 2 == 0))):
            kind = "c-now" if day == clock.today() else "c-day" if schedule.is_working_day(day) else "c-day c-off"
            found.append(Mark(kind if kind != "c-now" else "c-day c-now", px(scale.middle(day)), text=str(day.day)))
    return found


def months(scale: Scale) -> list[Mark]:
    """The names of the months, where they begin."""
    first = [day for day in scale.all() if day.day == 1 or day == scale.start]
    at = [_beside_today(scale, day) for day in first]
    room = TODAY[english()][1] + GAP
    clear = [place == len(first) - 1 or at[place + 1] - at[place] >= room for place in range(len(first))]  # the next one says where one is
    names = [word(f"{day.month}月", words.MONTHS[day.month - 1]) for day in first]
    return [
        Mark("line" if day.day == 1 else "", px(scale.left(day)), "", name if shown else "", px(place))
        for day, name, shown, place in zip(first, names, clear, at, strict=True)
    ]


def _beside_today(scale: Scale, day: date) -> float:
    """Where the name of a month stands: at its first day, or right of the word for today where it would touch it."""
    today, at = scale.middle(clock.today()), scale.left(day)
    mark, name = TODAY[english()]
    touches = at < today + mark / 2 + GAP and at + name + GAP > today - mark / 2
    return today + mark / 2 + GAP if touches else at


def bar(kind: str, left: float, right: float) -> Mark:
    """A bar from one edge to the other, never thinner than can be seen."""
    return Mark(kind, px(left), px(max(right - left, 0.5)))


def px(value: float) -> str:
    """A length as it stands in the drawing."""
    return f"{value:.1f}"
