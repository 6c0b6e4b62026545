"""The supervisor's numbers as the templates show them: every number an address that lists exactly its cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casework.reports.oversight import Cell, Counted, Oversight, Row
from frontend.clerk import lists
from frontend.language import word
from frontend.supervisor.offices import GRID, OFFICES

MANY = 4  # overdue cases from which a tile is framed boldly
BARS = 8
STEP = 42  # from one bar to the next, its name above it
LONGEST = 210  # the longest bar


@dataclass(frozen=True)
class Number:
    """A number with the address of its list; no address where there is nothing to list."""

    said: str
    url: str
    count: int


@dataclass(frozen=True)
class Line:
    """A row of a table: whose, beneath it the office, and its numbers. `late`: how long the oldest is past its day."""

    name: str
    office: str
    overdue: Number
    today: Number
    soon: Number
    open: Number
    late: str


@dataclass(frozen=True)
class Drawn:
    """A bar of a chart, in the units of the drawing."""

    name: str
    y: int
    width: float

    @property
    def name_y(self) -> int:
        """Where its name stands."""
        return self.y + 14

    @property
    def bar_y(self) -> int:
        """Where it begins."""
        return self.y + 20

    @property
    def value_y(self) -> int:
        """Where its number stands."""
        return self.y + 32

    @property
    def end(self) -> float:
        """How far right its number stands."""
        return self.width + 9


@dataclass(frozen=True)
class Bar(Drawn):
    """A bar of overdue among open cases."""

    overdue: Number
    open: Number


@dataclass(frozen=True)
class Tile:
    """An office among the tiles; `short` is empty where there is none. `weight`: l1 for some overdue, l2 for many."""

    short: str = ""
    name: str = ""
    overdue: int = 0
    open: int = 0
    url: str = ""
    weight: str = ""


def desk(link: dict[str, Any]) -> str:
    """The worklist with these keywords."""
    return lists.address("/desk/", {"queue": "office"} | link)


def number(cell: Cell) -> Number:
    """A number that is a worklist."""
    return Number(f"{cell.count:,}", desk(cell.link) if cell.count else "", cell.count)


def counted(one: Counted, url: str) -> Number:
    """A number with a list of its own."""
    return Number("1,000+" if one.capped else f"{one.count:,}", url if one.count else "", one.count)


def line(kind: str, row: Row) -> Line:
    """A row of the table by office, operator or handler."""
    nobody = {"operator": word("没有写明企业", "no operator named"), "handler": word("还没有承办人", "no handler yet")}
    name = office_name(row.name) if kind == "office" else row.name or nobody[kind]
    late = word(f"{row.working_days} 个工作日", f"{row.working_days} working day{'s' if row.working_days != 1 else ''}") if row.late else "—"
    return Line(name, office_name(row.office), number(row.overdue), number(row.today), number(row.soon), number(row.open), late)


def office_name(short: str) -> str:
    """上海局, Shanghai; the short name itself for an office that is not known here."""
    _, province, english = OFFICES.get(short, ("", short, short))
    return word(province if short == "部" or not province else f"{province}局", english)


def tiles(page: Oversight) -> list[Tile]:
    """The 31 administrations in their relative places; empty ones between them."""
    rows = {row.code: row for row in page.offices}
    return [_tile(short, rows) for row in GRID for short in row]


def _tile(short: str, rows: dict[str, Row]) -> Tile:
    if short == " ":
        return Tile()
    code = OFFICES[short][0]
    row = rows.get(code)
    late, held = (row.overdue.count, row.open.count) if row else (0, 0)
    return Tile(short, word(*OFFICES[short][1:]), late, held, desk({"office": code}), "l2" if late >= MANY else "l1" if late else "")


def bars(rows: Iterable[Row]) -> list[Bar]:
    """The operators with the most overdue cases, the most first."""
    late = [row for row in rows if row.overdue.count and row.code][:BARS]
    most = max((row.overdue.count for row in late), default=1)
    return [_bar(row, at, most) for at, row in enumerate(late)]


def _bar(row: Row, at: int, most: int) -> Bar:
    name = row.name if len(row.name) <= 14 else f"{row.name[:13]}…"
    return Bar(name, at * STEP, round(row.overdue.count / most * LONGEST, 1), number(row.overdue), number(row.open))
