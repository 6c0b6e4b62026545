"""Who answered for what, as a supervisor sees it: figures by office and person with their definitions, a picture, and all as a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path

from casework import clock
from casework.cases.refusals import Invalid
from casework.reports import accountability
from casework.reports.accountability import DEFINITIONS, LEAST, Accountability, Figures, Rate
from casework.tables.writing import Heading, write
from frontend import exporting
from frontend.clerk import lists
from frontend.language import one, word
from frontend.supervisor import rows
from frontend.supervisor.board import Overseen
from frontend.supervisor.offices import OFFICES

PATH = "/oversight/accountability/"
MOST_ROWS = 150
BARS, STEP, LONGEST = 8, 42, 210
YEARS = 3


@dataclass(frozen=True)
class Line:
    """A row of the table in words. `raw` figures, and beside them the adjusted ones where an objection was upheld."""

    name: str
    office: str
    url: str
    figures: Figures
    repeat: str
    mean: str
    satisfied: str

    @property
    def adjusted_days(self) -> int | None:
        """Working days less what was taken off; None where nothing was."""
        return self.figures.working_days - self.figures.off_working_days if self.figures.off_stretches else None

    @property
    def adjusted_breached(self) -> int | None:
        """Breaches less what was taken off; None where nothing was."""
        return self.figures.breached - self.figures.off_breached if self.figures.off_breached else None


@dataclass(frozen=True)
class Bar(rows.Drawn):
    """A bar of the picture, with what is said of it and beside it."""

    said: str
    beside: str


class Figured(Overseen):
    """What the page and the workbook ask for in the same way."""

    def read(self, request: HttpRequest) -> tuple[Accountability, dict[str, str]]:
        """The figures asked for. Raises Invalid."""
        asked = lists.asked_of(request, ("year", "office"))
        return accountability.accountability(self.actor, year=asked.get("year", ""), office=asked.get("office", "")), asked


class Sheet(Figured):
    """The page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The period and the office asked for; what cannot be asked is said in its place."""
        wrong: list[str] = []
        try:
            found, asked = self.read(request)
        except Invalid as error:
            wrong = [one(text) for texts in error.fields.values() for text in texts]
            found, asked = accountability.accountability(self.actor), {}
        context = shown(found, asked) | {"wrong": wrong, "waiting": accountability.waiting(self.actor)}
        return self.show("frontend/supervisor/accountability.html", context, status=400 if wrong else 200)


def shown(found: Accountability, asked: dict[str, str], *, person: bool = False) -> dict[str, Any]:
    """What the template needs of these figures; `person`: of one person alone, in whatever offices."""
    everywhere = len(found.offices) > 1 and not person
    people = [] if everywhere else [line(row, person=True) for row in found.people[:MOST_ROWS]]
    offices = [line(row, person=False) for row in found.offices] if everywhere else []
    office = asked.get("office", "")
    today = clock.today()
    return {
        "found": found, "total": line(found.total, person=False), "offices": offices, "people": people, "more": len(found.people) > MOST_ROWS,
        "bars": (drawn := bars(found.offices if everywhere else found.people, whole=everywhere)), "height": len(drawn) * STEP, "least": LEAST,
        "definitions": definitions(has_ratings=found.has_ratings), "asked": asked, "office_name": _name(office), "everywhere": everywhere,
        "years": [str(today.year - back) for back in range(YEARS)], "export": lists.address(f"{PATH}export/", asked),
    }  # fmt: skip


def definitions(*, has_ratings: bool) -> list[tuple[str, str]]:
    """What each figure means, in the reader's language."""
    return [(word(zh, en), word(said, said_en)) for name, (zh, en, said, said_en) in DEFINITIONS.items() if has_ratings or name != "satisfied"]


def line(row: Figures, *, person: bool) -> Line:
    """A row in words."""
    office = rows.office_name(row.office) if row.office else ""
    name = (row.name or word("机构待分派", "on the office's desk")) if person else office or word("合计", "Together")
    url = "" if person else lists.address(PATH, {"office": row.code}) if row.code else ""
    mean = word("样本不足", "too few") if row.mean is None else f"{row.mean:.1f}"
    return Line(name, office if person else "", url, row, rate(row.repeat), mean if row.stretches else "—", rate(row.satisfaction))


def rate(one_rate: Rate) -> str:
    """A share with its interval and how many it rests on; below the least sample only that."""
    if not one_rate.whole:
        return "—"
    if not one_rate.enough:
        return word(f"样本不足（{one_rate.whole}）", f"too few ({one_rate.whole})")
    low, high = one_rate.interval
    return f"{one_rate.share:.1f}% ({low:.1f}–{high:.1f}, n={one_rate.whole})"


def bars(found: tuple[Figures, ...], *, whole: bool) -> list[Bar]:
    """Who held longest: working days held, the most first, with the breaches beside; `whole`: rows of whole offices."""
    longest = sorted((row for row in found if row.working_days), key=lambda row: -row.working_days)[:BARS]
    most = max((row.working_days for row in longest), default=1)
    return [_bar(row, at, most, whole=whole) for at, row in enumerate(longest)]


def _bar(row: Figures, at: int, most: int, *, whole: bool) -> Bar:
    whose = "" if whole else row.name or word("机构待分派", "desk,")
    name = f"{whose} {rows.office_name(row.office)}".strip()
    count = row.breached - row.off_breached
    beside = word(f"超期 {count} 项", f"{count} breached") if count else ""
    return Bar(name if len(name) <= 24 else f"{name[:23]}…", at * STEP, round(row.working_days / most * LONGEST, 1), f"{row.working_days:,}", beside)


def _name(code: str) -> str:
    return next((rows.office_name(short) for short, (known, *_) in OFFICES.items() if known == code), "")


class Workbook(Figured):
    """The same as a table, with the definitions on a second sheet."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Offices first, then people and desks; the page says what is wrong with an address."""
        try:
            found, _ = self.read(request)
        except Invalid:
            return HttpResponseRedirect(lists.address(PATH, lists.asked_of(request, ("year", "office"))))
        out, title = TemporaryFile(), word("首办负责", "accountability")  # noqa: SIM115  # the response closes it
        period = word(f"统计期间：{found.period.since} 至 {found.period.until}", f"Period: {found.period.since} to {found.period.until}")
        least = word(f"少于 {LEAST} 不计比例和平均数。", f"Below {LEAST} no rate and no mean is said.")
        notes = [period, least, *(f"{name}{word('：', ': ')}{said}" for name, said in definitions(has_ratings=found.has_ratings))]
        write(out, title, headings(found), cells(found), notes=notes)
        return exporting.sent(out, f"{title}-{clock.today().isoformat()}.xlsx")


COLUMNS = (
    ("机构", "office", 12), ("人员", "person", 14), ("首办事项", "matters first handled", 10), ("其中重复", "of them repeated", 10),
    ("持有次数", "stretches", 10), ("持有工作日", "working days held", 12), ("持有自然日", "days held", 12), ("核减工作日", "working days taken off", 12),
    ("移交", "handed over", 8), ("被拒", "declined", 8), ("退回", "returned", 8),
    ("超期（法定）", "breached (law)", 12), ("核减超期", "breaches taken off", 12), ("内部时限已过", "house limits passed", 12),
)  # fmt: skip


def headings(found: Accountability) -> list[Heading]:
    """The columns; that of ratings only where they are recorded."""
    rated = [("评价", "rated", 8), ("满意和基本满意", "satisfied", 12)] if found.has_ratings else []
    return [Heading(word(zh, en), width) for zh, en, width in (*COLUMNS, *rated)]


def cells(found: Accountability) -> Iterator[list[Any]]:
    """One row each; a whole office has no person."""
    for row, person in (*((one_of, "") for one_of in found.offices), *((one_of, one_of.name or word("机构待分派", "desk")) for one_of in found.people)):
        yield [
            rows.office_name(row.office), person, row.matters, row.repeated, row.stretches, row.working_days, row.days, row.off_working_days, row.given,
            row.declined, row.returned, row.breached, row.off_breached, row.house, *((row.rated, row.satisfied) if found.has_ratings else ()),
        ]  # fmt: skip


urlpatterns = [
    path("oversight/accountability/", Sheet.as_view(), name="accountability"),
    path("oversight/accountability/export/", Workbook.as_view(), name="accountability_export"),
]
