"""XLSX workbooks, row by row: no macro, no formula's result, nothing unpacked beyond a limit."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from struct import error as StructError
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from casework.tables.cells import BLANK, FULL, Cell
from casework.tables.faults import BadTable

MOST_UNPACKED = 120 * 1024 * 1024  # bytes of all parts together
MOST_PARTS = 2_000
MOST_RATIO, SMALL = 300, 4 * 1024 * 1024  # a part larger than SMALL may be packed that many times at most
BROKEN = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, zipfile.BadZipFile, ParseError, zlib.error, EOFError, OSError, StructError,
    NotImplementedError, RuntimeError, OverflowError, InvalidFileException,
)  # fmt: skip


def _unreadable() -> BadTable:
    return BadTable("工作簿已损坏，读不出来。请在表格软件中打开，另存为 .xlsx 再试。", "The workbook is damaged: save it again as .xlsx in a spreadsheet.")


def inspect(path: Path) -> tuple[str, tuple[str, ...]]:
    """The name of the sheet that is read, and those of the others. Raises BadTable for a bomb, macros, or what is no XLSX workbook."""
    _refuse_by_parts(path)
    with _opened(path) as book:
        sheet = _first(book)
        return str(sheet.title), tuple(str(one.title) for one in book.worksheets if one is not sheet)


def _refuse_by_parts(path: Path) -> None:
    """What the list of parts tells before anything is unpacked; Python unpacks no part beyond the size listed."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED or any(_swells(one) for one in parts):
                raise BadTable("解开后过大，不予读取。请分成几个文件。", "Too large when unpacked: refused. Split the file.")
            names = {one.filename.lower() for one in parts}
            if any(name.endswith("vbaproject.bin") for name in names):
                raise BadTable("工作簿含有宏，不予读取。请另存为不含宏的 .xlsx。", "The workbook has macros: save it as .xlsx without macros.")
            if "xl/workbook.xml" not in names:
                raise BadTable("不是 .xlsx 工作簿（也不读 .xlsb、.ods、.et）。请另存为 .xlsx。", "Not an .xlsx workbook (nor are .xlsb, .ods, .et read).")
            for one in parts:
                if one.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(one) as part:
                        if b"<!DOCTYPE" in part.read(65536):
                            raise BadTable("工作簿的内部结构不正常，不予读取。", "The inner structure of the workbook is not normal: refused.")
    except BROKEN as error:
        if isinstance(error, BadTable):
            raise
        raise _unreadable() from error


def _swells(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    book = None
    try:
        with path.open("rb") as file, warnings.catch_warnings():  # opened here: openpyxl looks at the ending of a path
            warnings.simplefilter("ignore")  # what openpyxl does not keep when it writes; nothing is written here
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            yield book
    except BROKEN as error:
        if isinstance(error, BadTable):
            raise
        raise _unreadable() from error
    finally:
        if book is not None:
            book.close()


def _first(book: Any) -> Any:
    """The first sheet that is not hidden."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            return sheet
    raise BadTable("工作簿里没有可见的工作表。", "The workbook has no visible sheet.")


def lines(path: Path, *, most_columns: int) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the sheet with their numbers, one column more than may be used. Raises BadTable."""
    with _opened(path) as book:
        sheet = _first(book)
        sheet.reset_dimensions()  # what a file says of its own size is not trusted
        for number, row in enumerate(sheet.iter_rows(max_col=most_columns + 1), 1):
            cells = [_cell(one) for one in row]
            while cells and not cells[-1].text:
                cells.pop()
            yield number, cells


def _cell(one: Any) -> Cell:
    value = one.value
    if value is None:
        return BLANK
    if one.data_type == "f":
        return Cell(str(value)[:200] or "=", "formula")
    if one.data_type == "e":
        return Cell(str(value), "error")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "yes_no")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "seconds"), "date")
    if isinstance(value, date):
        return Cell(value.isoformat(), "date")
    if isinstance(value, time | timedelta):
        return Cell(str(value))
    if isinstance(value, int | float):
        return Cell(_number(value), "number")
    return Cell(str(value).strip())


def _number(value: int | float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < FULL * 10**5:
        return str(int(value))
    return str(value) if isinstance(value, int) else format(value, ".15g")
