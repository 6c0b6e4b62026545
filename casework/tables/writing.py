"""XLSX out, row by row in constant memory. A text is written as a text, whatever it begins with: no cell is ever a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

import xlsxwriter

LONGEST = 32_767
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what a spreadsheet may take for a formula when a cell is edited or saved as CSV
LISTED = 240  # characters: a list of choices inside a cell's rule may have 255


@dataclass(frozen=True)
class Heading:
    """A column to write: its name, width in characters, whether lines break; what may be chosen (`strict`: and nothing else), the most characters."""

    name: str
    width: int = 16
    wrap: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = True
    most: int | None = None


def write(out: IO[bytes], sheet: str, headings: Sequence[Heading], rows: Iterable[Sequence[Any]], *, notes: Sequence[str] = ()) -> int:
    """Write a workbook: a heading, rows of text, days, numbers or None; `notes` stand on a second sheet. Gives how many rows there were."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet(sheet[:31])
        head = book.add_format({"bold": True, "bg_color": "#E8EEF2", "border": 1, "text_wrap": True, "valign": "top"})
        formats = {
            (wrap, risky): book.add_format({"text_wrap": wrap, "valign": "top", "num_format": "@", "quote_prefix": risky})
            for wrap in (False, True) for risky in (False, True)
        }  # fmt: skip
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        number = book.add_format({"valign": "top"})
        for at, one in enumerate(headings):
            page.set_column(at, at, one.width, formats[(one.wrap, False)])
        page.freeze_panes(1, 0)
        for at, one in enumerate(headings):
            page.write_string(0, at, one.name, head)
        count = 0
        for row in rows:
            count += 1
            for at, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, date):
                    page.write_datetime(count, at, value, day)
                elif isinstance(value, int) and not isinstance(value, bool):
                    page.write_number(count, at, value, number)
                else:
                    text = str(value)[:LONGEST]
                    page.write_string(count, at, text, formats[(headings[at].wrap, text.startswith(RISKY))])
        for at, one in enumerate(headings):
            _rule(page, at, one, max(count, 1))
        if notes:
            _explain(book, notes)
    return count


def _rule(page: Any, at: int, one: Heading, last: int) -> None:
    """What a spreadsheet checks while the column is filled in."""
    if one.choices and len(",".join(one.choices)) < LISTED:
        rule: dict[str, Any] = {"validate": "list", "source": list(one.choices)}
        if not one.strict:
            rule |= {"show_error": False}
        page.data_validation(1, at, last, at, rule)
    elif one.most is not None:
        said = {"error_title": "过长", "error_message": f"最多 {one.most} 字。At most {one.most}."}
        page.data_validation(1, at, last, at, {"validate": "length", "criteria": "<=", "value": one.most, **said})


def _explain(book: Any, notes: Sequence[str]) -> None:
    page = book.add_worksheet("说明")
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    page.set_column(0, 0, 100)
    for at, text in enumerate(notes):
        page.write_string(at, 0, text, wrapped)
