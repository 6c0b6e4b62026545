"""Days in tables: spreadsheets' own dates, texts in the declared forms; whatever has two readings is refused, naming the rule."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.tables.cells import Cell, plain
from casework.tables.faults import Fault

ORDERS = ("dmy", "mdy")
CELLS = ("right", "swapped")
TIME = r"(?:[ T]\d{1,2}[:时]\d{2}(?:[:分]\d{2}(?:\.\d+)?秒?)?分?(?: ?[AP]M)?)?"
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + TIME, re.IGNORECASE)
CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?" + TIME)
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + TIME, re.IGNORECASE)
SHORT_YEAR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2})" + TIME, re.IGNORECASE)
SERIAL = re.compile(r"\d{1,6}(\.\d+)?")
FIRST_YEAR, LAST_YEAR = 1949, 2099


@dataclass(frozen=True)
class Declared:
    """What the person says about the file's dates: the `order` of day and month in texts (dmy, mdy), and, in a column that mixes such texts
    with the spreadsheet's dates, whether these are `right` or have day and month `swapped`. Empty: not said, so what has two readings is refused."""

    order: str = ""
    cells: str = ""


def swappable(cell: Cell) -> bool:
    """True for a spreadsheet's date whose day could be a month."""
    return cell.kind == "date" and int(cell.text[8:10]) <= 12


def slashed(text: str) -> bool:
    """True for a text such as 25/12/2016 or 25-12-16."""
    typed = _typed(text)
    return bool(YEAR_LAST.fullmatch(typed) or SHORT_YEAR.fullmatch(typed))


def _typed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def day(cell: Cell, declared: Declared, *, mixed: bool = False, example: str = "") -> date:
    """The day in a cell. `mixed` and `example` tell of its column (reading.Column). Raises Fault whose rule begins with "bad day"."""
    if cell.kind == "date":
        return _from_spreadsheet(date.fromisoformat(cell.text[:10]), declared, mixed, example)
    text = _typed(plain(cell))
    if SERIAL.fullmatch(text) or (cell.kind == "number" and not COMPACT.fullmatch(text)):
        raise Fault("bad day: serial", f"“{text}”是日期的序列号，起算日不明。请设为日期格式或者写成 2026-03-04。", f"'{text}' is a serial number, not a date.")
    for form in (YEAR_FIRST, CHINESE, COMPACT):
        if found := form.fullmatch(text):
            parts = [part for part in found.groups() if part.isdigit()]
            return _made(text, *(int(part) for part in parts))
    if found := YEAR_LAST.fullmatch(text):
        return _in_order(text, found, declared.order)
    if SHORT_YEAR.fullmatch(text):
        raise Fault("bad day: year", f"“{text}”的年份须写四位，如 2026-03-04。", f"'{text}': write the year in four digits, as in 2026-03-04.")
    raise Fault("bad day", f"“{text[:40]}”不是可认的日期。请写成 2026-03-04。", f"'{text[:40]}' is not a date in a known form; write 2026-03-04.")


def _from_spreadsheet(found: date, declared: Declared, mixed: bool, example: str) -> date:
    if not mixed or found.day > 12:
        return _in_range(found.isoformat(), found)
    if declared.cells == "swapped":
        return _made(found.isoformat(), found.year, found.day, found.month)
    if declared.cells == "right":
        return _in_range(found.isoformat(), found)
    raise Fault(
        "bad day: mixed",
        f"{found.isoformat()} 是表格日期，而同一列里还有“{example}”这样的文字：表格软件可能已把日和月对调。请说明“表格日期”是否可信。",
        f"{found.isoformat()} is a spreadsheet's date beside texts like '{example}': day and month may be swapped. Say whether such dates are right.",
    )


def _in_order(text: str, found: Any, order: str) -> date:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if not order:
        zh, en = f"“{text}”的日和月先后不明。请选择文件中日期的写法，或者写成 2026-03-04。", f"'{text}': day or month first? Choose how dates are written."
        raise Fault("bad day: order", zh, en)
    return _made(text, year, second, first) if order == "dmy" else _made(text, year, first, second)


def _made(text: str, year: int, month: int, of_month: int) -> date:
    try:
        return _in_range(text, date(year, month, of_month))
    except ValueError as error:
        raise Fault("bad day: none", f"“{text}”：没有这一天。", f"'{text}': there is no such day.") from error


def _in_range(text: str, found: date) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        zh, en = f"“{text}”：年份须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。", f"'{text}': the year must lie between {FIRST_YEAR} and {LAST_YEAR}."
        raise Fault("bad day: year", zh, en)
    return found
