"""The State Council's published schedules as they come with the `holidays` package."""

from datetime import date
from functools import cache
from importlib.metadata import version

import holidays

from casework.calendar.schedule import SUBSTITUTED, Schedule

# The package fills the years after the last notice with weekdays off and no make-up day, so what is
# published is stated here, not asked of it.
FIRST_PUBLISHED_YEAR = 2009
LAST_PUBLISHED_YEAR = 2026
FIRST_STATUTORY_YEAR, LAST_STATUTORY_YEAR = 2008, 2099
STATUTORY = {"元旦", "农历除夕", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


def _china(first: int, last: int, language: str) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=range(first, last + 1), language=language, expand=False)


def _plain(zh: str, en: str) -> tuple[str, str]:
    """The festival's name without 补假; a day off in lieu under one name."""
    if zh.startswith("休息日"):
        return SUBSTITUTED
    return zh.replace("（补假）", "").replace("; ", "、"), en.replace(" (observed)", "").replace("; ", ", ")


def schedule(first: int = FIRST_PUBLISHED_YEAR, last: int = LAST_PUBLISHED_YEAR) -> Schedule:
    """A schedule of the published years first to last, both included. Raises ValueError for a year without a
    published notice."""
    if not FIRST_PUBLISHED_YEAR <= first <= last <= LAST_PUBLISHED_YEAR:
        raise ValueError(f"published schedules are those of {FIRST_PUBLISHED_YEAR}-{LAST_PUBLISHED_YEAR}")
    chinese, english = _china(first, last, "zh_CN"), _china(first, last, "en_US")
    workdays = frozenset(day for day in chinese.weekend_workdays if first <= day.year <= last)
    names = {day: _plain(name, english[day]) for day, name in chinese.items() if day not in workdays}
    return Schedule(
        f"holidays-{version('holidays')}-{first}-{last}", first, last, frozenset(names), workdays, names
    )


@cache
def statutory(year: int) -> dict[date, tuple[str, str]]:
    """The days off of 全国年节及纪念日放假办法 2 as in force in that year, those that follow the moon included. Raises ValueError outside 2008-2099,
    where the regulation was another or the days of the moon are not computed."""
    if not FIRST_STATUTORY_YEAR <= year <= LAST_STATUTORY_YEAR:
        raise ValueError(f"the statutory days are known for {FIRST_STATUTORY_YEAR}-{LAST_STATUTORY_YEAR}")
    chinese, english = (
        holidays.country_holidays("CN", years=year, language=language, expand=False, observed=False) for language in ("zh_CN", "en_US")
    )
    return {day: _plain(name, english[day]) for day, name in sorted(chinese.items()) if set(name.split("; ")) <= STATUTORY}


@cache
def built_in() -> Schedule:
    """The schedule of all published years, built once for each process."""
    return schedule()
