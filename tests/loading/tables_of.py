"""Small files for tests: workbooks and CSV, sound and broken."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook


def xlsx(path: Path, *rows: list[Any], formats: dict[str, str] | None = None) -> Path:
    """A workbook with these rows; `formats`: number formats by cell."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    book.save(path)
    return path


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A CSV file."""
    path.write_bytes(text.encode(encoding))
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The same workbook with one more part."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def without_part(path: Path, part: str, replaced: bytes) -> Path:
    """The same workbook with a part's content replaced."""
    with zipfile.ZipFile(path) as archive:
        kept = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in kept.items():
            archive.writestr(name, replaced if name == part else content)
    return path


DAY = date(2026, 3, 4)
MOMENT = datetime(2026, 3, 4, 10, 30)
