"""What a time limit is: the declarations in which each family writes down its clocks. Pure data; the
arithmetic is in spans.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.cases import ladder as ladders
from casework.cases.excuses import Excuse

OFFICE, OPERATOR, APPLICANT, RESPONDENT, SYSTEM = "office", "operator", "applicant", "respondent", "system"
BOUND = frozenset({OFFICE, OPERATOR, APPLICANT, RESPONDENT, SYSTEM})

CALENDAR, WORKING, MONTH, YEAR, SAME_DAY = "calendar_day", "working_day", "month", "year", "same_day"
NOT_FIXED = "not_fixed"
TEXT_SEEN = frozenset({"V", "V*"})
CERTAINTIES = frozenset({"V", "V*", "S", "R", "V-2007", "design"})
# 行政复议法实施条例 was revised from this day and the new text has not been seen.
REGULATION_OF_2007_ENDED = date(2026, 7, 1)

_WORDS = {
    CALENDAR: ("{} 日", "{} calendar days"),
    WORKING: ("{} 个工作日", "{} working days"),
    MONTH: ("{} 个月", "{} months"),
    YEAR: ("{} 年", "{} years"),
    SAME_DAY: ("当日", "the same day"),
    NOT_FIXED: ("期限未定", "no fixed length"),
}
_ONE = {CALENDAR: "1 calendar day", WORKING: "1 working day", MONTH: "1 month", YEAR: "1 year"}


Key = tuple[str, str]  # id and version of a rule


@dataclass(frozen=True)
class Length:
    """A number of one unit: calendar_day, working_day, month, year; 0 of same_day and not_fixed."""

    unit: str
    number: int

    @property
    def words(self) -> tuple[str, str]:
        """(zh, en), such as ("5 个工作日", "5 working days")."""
        zh, en = (text.format(self.number) for text in _WORDS[self.unit])
        return zh, _ONE.get(self.unit, en) if self.number == 1 else en


def calendar_days(number: int) -> Length:
    """日 counted as calendar days."""
    return Length(CALENDAR, number)


def working_days(number: int) -> Length:
    """工作日."""
    return Length(WORKING, number)


def months(number: int) -> Length:
    """Months by 民法典 202."""
    return Length(MONTH, number)


def years(number: int) -> Length:
    """Years by 民法典 202."""
    return Length(YEAR, number)


def same_day() -> Length:
    """The day of the trigger itself."""
    return Length(SAME_DAY, 0)


def not_fixed() -> Length:
    """A rule whose length the law does not fix, or fixes in steps; it cannot be computed."""
    return Length(NOT_FIXED, 0)


@dataclass(frozen=True)
class Extension:
    """How a limit may be lengthened. `up_to` is the total allowed, None where the text names no maximum;
    `id` is empty where the rule has none."""

    id: str
    up_to: Length | None
    approved_by: str
    notice_with_reasons: bool
    article: str = ""


@dataclass(frozen=True)
class TimeLimit:
    """One rule of time. `trigger` names the case's column with the trigger day, "" is the step's day.

    `since` and `zh`/`en` are (zh, en) words for the trigger and the thing due. `condition`: a fact that
    comes about (满, 经过), never rolled. `backward`: counted back from the trigger in clear days.
    `by_posting`: the day of posting decides whether a filing is in time. `closes_at`: the hour at which the
    online channel closes, by which another reading ends the last day (A-BIZ). `analogy`: its instrument has no
    counting article, so the counting rules of 民法典 apply by analogy. `in_force` is (from, until), both
    included, None for open; a rule that was changed is declared once for each version, same id, another
    `version`, the newest last. `overlays` are national rules on the same duty that this provincial one shortens or lengthens.
    `ladder` says who is told on which days before and after the last one; `consequence` names the step that
    the system takes on the last day where the duty was not met (视为受理), never of a house limit. `option`: a way that
    is open until the last day and no duty (异议, 请求复查): letting it pass breaches nothing, its `consequence` alone follows.
    """

    id: str
    length: Length
    bound: str
    basis: str
    suspendable: bool
    trigger: str = ""
    quote: str = ""
    certainty: str = "V"
    fulfils: tuple[str, ...] = ()
    extension: Extension | None = None
    never_extended: bool = False
    condition: bool = False
    backward: bool = False
    by_posting: bool = False
    closes_at: int | None = None
    analogy: bool = False
    province: str | None = None
    overlays: tuple[str, ...] = ()
    version: str = "1"
    in_force: tuple[date | None, date | None] = (None, None)
    since: tuple[str, str] = ("", "")
    zh: str = ""
    en: str = ""
    expiry: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    ladder: ladders.Ladder = ladders.DEFAULT
    consequence: str = ""
    option: bool = False
    excuses: tuple[Excuse, ...] = ()

    def __post_init__(self) -> None:
        if self.bound not in BOUND or self.certainty not in CERTAINTIES:
            raise ValueError(
                f"{self.id}: bound {self.bound!r} or certainty {self.certainty!r} is not one of the known "
                f"words"
            )
        if self.never_extended and self.extension:
            raise ValueError(f"{self.id}: cannot be both extended and never extended")
        if self.option and not self.consequence:
            raise ValueError(f"{self.id}: an option that passes needs the step that follows")

    @property
    def key(self) -> Key:
        """What a running clock keeps of its rule: the version in force when it started."""
        return self.id, self.version

    @property
    def fixed(self) -> bool:
        """True where the law fixes a length, so that a day can be computed."""
        return self.length.unit != NOT_FIXED

    @property
    def house(self) -> bool:
        """True where the text of the rule in force today has not been seen: it runs and alarms, but is never
        a breach of law."""
        return self.certainty not in TEXT_SEEN

    def house_on(self, trigger: date) -> bool:
        """As `house`, for a clock that starts on `trigger`: the 2007 text was law until 2026-06-30."""
        if self.certainty == "V-2007":
            return trigger >= REGULATION_OF_2007_ENDED
        return self.house

    def predates(self, trigger: date) -> bool:
        """True where this version was not yet in force on that day, so that it is only the earliest one
        known."""
        return self.in_force[0] is not None and trigger < self.in_force[0]

    def outlived(self, trigger: date) -> bool:
        """True where this version was no longer in force on that day."""
        return self.in_force[1] is not None and trigger > self.in_force[1]


def in_force_on(versions: Iterable[TimeLimit], trigger: date) -> TimeLimit:
    """Of the versions of one rule the one in force on the trigger day. Where none was: before the first, the earliest known; after one that ended,
    that one, until the next is known. Raises IndexError for no version."""
    known = sorted(versions, key=lambda version: version.in_force[0] or date.min)
    begun = [version for version in known if not version.predates(trigger)]
    return (begun or known[:1])[-1]


def by_id(limits: Iterable[TimeLimit]) -> dict[str, tuple[TimeLimit, ...]]:
    """The versions of each rule, in the order of their declaration."""
    found: dict[str, tuple[TimeLimit, ...]] = {}
    for limit in limits:
        found[limit.id] = (*found.get(limit.id, ()), limit)
    return found
