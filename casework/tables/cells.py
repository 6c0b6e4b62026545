"""One cell: what stands there, and what it was in the file."""

import re
from dataclasses import dataclass

from casework.tables.faults import Fault

FULL = 10**15  # a spreadsheet keeps fifteen digits of a number
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d{2,3}")


@dataclass(frozen=True)
class Cell:
    """`kind` is text, date (of a spreadsheet, as 2026-03-04), number, yes_no, formula or error."""

    text: str
    kind: str = "text"


BLANK = Cell("")


def plain(cell: Cell) -> str:
    """The text of a cell. Raises Fault for a formula (its kept result is never trusted), an error, and digits a spreadsheet has lost."""
    if cell.kind == "formula":
        raise Fault("formula", "是公式。公式和它留下的结果都不读，请改成值。", "is a formula; neither it nor its kept result is read: put the value there.")
    if cell.kind == "error":
        raise Fault("error", f"是错误值 {cell.text}。", f"is the error {cell.text}.")
    if cell.kind == "number" and cell.text.lstrip("-").isdigit() and len(cell.text.lstrip("-")) > 15:
        zh, en = "数字超过 15 位，表格软件已丢掉末尾几位。请把这一列设为文本后重新填写。", "more than 15 digits: the spreadsheet lost the last ones."
        raise Fault("digits", zh, en)
    if cell.kind in ("text", "number") and SCIENTIFIC.fullmatch(cell.text):
        raise Fault("digits", f"“{cell.text}”是科学计数法，原来的数字已丢失。", f"'{cell.text}' is in scientific notation: the digits are lost.")
    return cell.text
