"""Tables that people bring: rows with their numbers, from CSV or XLSX. What cannot be trusted is marked on its cell, never guessed."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casework.tables import workbooks
from casework.tables.cells import BLANK, Cell
from casework.tables.days import slashed, swappable
from casework.tables.faults import BadTable

LARGEST = 20 * 1024 * 1024  # bytes
MOST_ROWS = 50_000
MOST_COLUMNS = 60
LONGEST = 32_767  # characters of a cell, as in a spreadsheet
DELIMITERS = ",\t;"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it (the heading is above), its cells by column, whether it is longer than the heading."""

    number: int
    cells: dict[str, Cell]
    too_long: bool = False

    def text(self, column: str) -> str:
        """What stands in a cell; empty where it has none."""
        return self.cells.get(column, BLANK).text


@dataclass
class Column:
    """What was seen in a column: how many dates of the spreadsheet, texts like 25/12/2016, formulas; an example of such a text."""

    filled: int = 0
    dates: int = 0
    swappable: int = 0
    slashed: int = 0
    example: str = ""
    formulas: int = 0

    @property
    def mixed(self) -> bool:
        """True where a spreadsheet may have swapped day and month in some cells and left others as text."""
        return bool(self.slashed and self.swappable)


@dataclass
class Table:
    """A file that can be read: what it is, its columns, and (after `survey`) what they hold."""

    path: Path
    kind: str  # csv or xlsx
    encoding: str = ""
    sheet: str = ""
    others: tuple[str, ...] = ()  # further sheets, which are not read
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    facts: dict[str, Column] = field(default_factory=dict)
    total: int = 0

    def rows(self) -> Iterator[Row]:
        """The rows below the heading; empty ones are passed over, but counted in the numbers. Raises BadTable where the file breaks off."""
        lines = self._lines()
        next(lines)
        for number, cells in lines:
            named = {name: cell for name, cell in zip(self.columns, cells, strict=False) if name and cell.text}
            beyond = any(cell.text for name, cell in zip(self.columns, cells, strict=False) if not name)
            if named or beyond or any(cell.text for cell in cells[len(self.columns) :]):
                yield Row(number, named, beyond or any(cell.text for cell in cells[len(self.columns) :]))

    def _lines(self) -> Iterator[tuple[int, list[Cell]]]:
        lines = workbooks.lines(self.path, most_columns=MOST_COLUMNS) if self.kind == "xlsx" else _csv_lines(self.path, self.encoding, self.delimiter)
        for number, cells in lines:
            if number > MOST_ROWS + 1:  # empty ones too: a file may claim a row in the milliards
                raise BadTable(
                    f"超过 {MOST_ROWS} 行（空行也算）。请删去下方的空行，或者分成几个文件。", f"More than {MOST_ROWS} rows, empty ones included."
                )
            if any(cell.text for cell in cells):
                yield number, cells


def survey(path: Path) -> Table:
    """Read the whole file once: what it is, its columns and what they hold. Raises BadTable with what to mend."""
    table = _recognised(path)
    heading = next(table._lines(), None)
    if heading is None:
        raise BadTable("文件是空的。", "The file is empty.")
    table.columns = _columns([cell.text for cell in heading[1]])
    table.facts = {name: Column() for name in table.columns if name}
    for row in table.rows():
        table.total += 1
        for name, cell in row.cells.items():
            _note(table.facts[name], cell)
    if not table.total:
        raise BadTable("没有数据行。", "No rows.")
    return table


def _note(facts: Column, cell: Cell) -> None:
    facts.filled += 1
    if cell.kind == "date":
        facts.dates += 1
        facts.swappable += swappable(cell)
    elif cell.kind == "formula":
        facts.formulas += 1
    elif cell.kind == "text" and slashed(cell.text):
        facts.slashed += 1
        facts.example = facts.example or cell.text


def _columns(names: list[str]) -> tuple[str, ...]:
    names = [" ".join(name.split()) for name in names]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise BadTable(f"超过 {MOST_COLUMNS} 列，请删去用不到的列。", f"More than {MOST_COLUMNS} columns: delete those you do not need.")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise BadTable(f"列名重复：{'、'.join(twice)}。第一行须是列名，各不相同。", f"Columns named twice: {', '.join(twice)}.")
    return tuple(name[:120] for name in names)


def _recognised(path: Path) -> Table:
    """What a file is by its content, never by its name."""
    size = path.stat().st_size
    if size > LARGEST:
        raise BadTable("文件超过 20 MB，请分成几个文件。", "The file is larger than 20 MB: split it.")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        sheet, others = workbooks.inspect(path)
        return Table(path, "xlsx", sheet=sheet, others=others)
    if head.startswith(OLE):
        raise BadTable(
            "这是旧格式（.xls）或者加了密码的工作簿，不能读。请在表格软件中去掉密码，另存为 .xlsx。",
            "An old .xls workbook or one with a password: save it as .xlsx without a password.",
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta")):
        raise BadTable(
            "内容是网页，不是表格（有的系统导出的“Excel”其实是网页）。请用表格软件打开后另存为 .xlsx。",
            "This is a web page, not a table: open it in a spreadsheet and save it as .xlsx.",
        )
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        raise BadTable("不是 UTF-8 或者 GB18030 的文字。请另存为“CSV UTF-8”或者 .xlsx。", "Not text in UTF-8 or GB18030: save it as 'CSV UTF-8' or .xlsx.")
    encoding, text = _decoded(path.read_bytes())
    first = text.split("\n", 1)[0]
    return Table(path, "csv", encoding=encoding, delimiter=next((one for one in DELIMITERS if one in first), ","))


def _decoded(data: bytes) -> tuple[str, str]:
    """The encoding and the text. A damaged UTF-8 file is not read as GB18030: that would give wrong characters without an error."""
    try:
        return "utf-8-sig", data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = error.start
    lossy = data.decode("utf-8", errors="replace")
    wide = sum(char > "\x7f" for char in lossy)
    if not data.startswith(b"\xef\xbb\xbf") and lossy.count("�") * 4 > wide:
        try:
            return "gb18030", data.decode("gb18030")
        except UnicodeDecodeError as error:
            broken = error.start
    line = data.count(b"\n", 0, broken) + 1
    raise BadTable(f"第 {line} 行起既不是完好的 UTF-8，也不是 GB18030。请另存为“CSV UTF-8”或者 .xlsx。", f"From line {line} neither sound UTF-8 nor GB18030.")


def _csv_lines(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    text = path.read_bytes().decode(encoding)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadTable(f"第 {number} 行读不出来，多半是引号不成对。", f"Row {number} cannot be read: most likely an unpaired quotation mark.") from error
        if any(len(cell) > LONGEST for cell in cells):
            raise BadTable(f"第 {number} 行有一格超过 {LONGEST} 字，多半是引号不成对。", f"A cell of row {number} is longer than {LONGEST} characters.")
        yield number, [Cell(cell.strip()) for cell in cells]
