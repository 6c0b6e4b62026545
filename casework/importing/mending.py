"""The refused rows of a run as a workbook: what stood in them, which column and why; mended, it can be brought again as it is."""

from collections.abc import Iterator
from typing import IO, Any

from casework.cases.imports import ImportRun
from casework.importing import runs
from casework.tables.writing import Heading, write

WHY = (("拒绝的列", "refused column"), ("拒绝的原因", "why refused"), ("原行号", "row before"))


def write_refused(run: ImportRun, out: IO[bytes], *, english: bool) -> int:
    """Write the workbook; gives how many rows. Cells that were formulas or errors are left empty. Raises BadTable where the file is gone."""
    refused = {row: (column, en if english else zh) for row, column, zh, en in run.refusals.values_list("row", "column", "zh", "en")}
    table = runs.table_of(run)
    columns = [name for name in table.columns if name and name not in {words for pair in WHY for words in pair}]
    headings = [Heading(name, 24, wrap=True) for name in columns] + [Heading(pair[english], 28, wrap=True) for pair in WHY]

    def rows() -> Iterator[list[Any]]:
        for row in table.rows():
            if row.number in refused:
                column, why = refused[row.number]
                cells = [row.cells.get(name) for name in columns]
                yield [*("" if one is None or one.kind in ("formula", "error") else one.text for one in cells), column, why, row.number]

    return write(out, "to mend" if english else "待改", headings, rows())
