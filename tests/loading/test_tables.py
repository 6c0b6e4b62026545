"""What a table is read as, and what is refused: days, formulas, encodings, bombs, disguises."""

from datetime import date
from pathlib import Path

import pytest

from casework.tables import reading
from casework.tables.cells import Cell, plain
from casework.tables.days import Declared, day
from casework.tables.faults import BadTable, Fault
from tests.loading.tables_of import DAY, MOMENT, csv, with_part, without_part, xlsx

NOTHING, DMY, MDY = Declared(), Declared("dmy"), Declared("mdy")


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04", "2026/3/4", "2026.03.04", "2026年3月4日", "２０２６年３月４日", "20260304", "2026-03-04 10:30", "2026-03-04T10:30:00",
        "2026年3月4号 10时30分",
    ],
)  # fmt: skip
def test_a_text_in_a_declared_form_is_that_day(text: str) -> None:
    assert day(Cell(text), NOTHING) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "text, rule",
    [
        ("03/04/2016", "bad day: order"), ("25/12/2016", "bad day: order"), ("04-08-15", "bad day: year"), ("42433", "bad day: serial"),
        ("42433.5", "bad day: serial"), ("2026-02-30", "bad day: none"), ("2026-13-01", "bad day: none"), ("0216-03-04", "bad day: year"),
        ("2216-03-04", "bad day: year"), ("上周三", "bad day"), ("March 4, 2026", "bad day"), ("2026-03/04", "bad day"), ("2026-03", "bad day"),
    ],
)  # fmt: skip
def test_a_text_with_two_readings_or_none_is_refused_by_its_rule(text: str, rule: str) -> None:
    with pytest.raises(Fault) as refused:
        day(Cell(text), NOTHING)
    assert refused.value.rule == rule


def test_the_declared_order_reads_what_had_two_readings() -> None:
    assert day(Cell("03/04/2016"), DMY) == date(2016, 4, 3)
    assert day(Cell("03/04/2016"), MDY) == date(2016, 3, 4)
    with pytest.raises(Fault, match="没有这一天"):
        day(Cell("25/12/2016"), MDY)


def test_a_spreadsheet_date_beside_texts_is_not_trusted_unless_declared() -> None:
    """A spreadsheet that reads month first makes 4 March of 03/04/2016 and leaves 25/12/2016 as text."""
    swapped, safe = Cell("2016-03-04", "date"), Cell("2016-12-25", "date")
    with pytest.raises(Fault) as refused:
        day(swapped, DMY, mixed=True, example="25/12/2016")
    assert refused.value.rule == "bad day: mixed" and "25/12/2016" in refused.value.zh
    assert day(safe, DMY, mixed=True) == date(2016, 12, 25)
    assert day(swapped, Declared("dmy", "right"), mixed=True) == date(2016, 3, 4)
    assert day(swapped, Declared("dmy", "swapped"), mixed=True) == date(2016, 4, 3)
    assert day(swapped, NOTHING, mixed=False) == date(2016, 3, 4)


def test_a_number_cell_is_no_date_unless_written_in_full() -> None:
    assert day(Cell("20260304", "number"), NOTHING) == date(2026, 3, 4)
    with pytest.raises(Fault, match="序列号"):
        day(Cell("46085", "number"), NOTHING)


def test_a_workbook_gives_its_dates_numbers_and_texts(tmp_path: Path) -> None:
    heading = ["编号", "日期", "时刻", "电话", "说明"]
    path = xlsx(tmp_path / "a.xlsx", heading, [223441, DAY, MOMENT, 13800138000, " 断网 "], [None] * 5, ["x-1", "2026年3月4日"])
    table = reading.survey(path)
    assert (table.kind, table.sheet, table.columns, table.total) == ("xlsx", "Sheet", ("编号", "日期", "时刻", "电话", "说明"), 2)
    first, second = table.rows()
    assert {name: (cell.text, cell.kind) for name, cell in first.cells.items()} == {
        "编号": ("223441", "number"), "日期": ("2026-03-04", "date"), "时刻": ("2026-03-04 10:30:00", "date"), "电话": ("13800138000", "number"),
        "说明": ("断网", "text"),
    }  # fmt: skip
    assert (first.number, second.number) == (2, 4)


def test_the_columns_are_told_apart_by_what_they_mix(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["no", "day"], [1, DAY], [2, "25/12/2016"], [3, date(2016, 1, 31)])
    facts = reading.survey(path).facts["day"]
    assert (facts.dates, facts.swappable, facts.slashed, facts.example, facts.mixed) == (2, 1, 1, "25/12/2016", True)


def test_a_formula_is_known_and_neither_it_nor_its_result_is_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["no", "what"], [1, '=HYPERLINK("http://evil.example","点我")'], [2, "'=1+1"])
    table = reading.survey(path)
    first, second = table.rows()
    assert first.cells["what"].kind == "formula" and table.facts["what"].formulas == 1
    with pytest.raises(Fault) as refused:
        plain(first.cells["what"])
    assert refused.value.rule == "formula"
    assert plain(second.cells["what"]) == "'=1+1"


def test_digits_a_spreadsheet_has_lost_are_refused() -> None:
    for cell in (Cell("310101199001011230", "number"), Cell("3.10101E+17"), Cell("1.38E+10")):
        with pytest.raises(Fault) as refused:
            plain(cell)
        assert refused.value.rule == "digits"
    assert plain(Cell("310101199001011234")) == "310101199001011234"


@pytest.mark.parametrize("encoding, known", [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030")])
def test_chinese_csv_in_three_encodings(tmp_path: Path, encoding: str, known: str) -> None:
    table = reading.survey(csv(tmp_path / "a.csv", "编号,说明\n1,宽带断网一周，𠮷野\n", encoding))
    assert (table.encoding, table.columns) == (known, ("编号", "说明"))
    assert next(table.rows()).text("说明") == "宽带断网一周，𠮷野"


def test_damaged_utf8_is_not_read_as_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("编号,说明\n1,宽带断网一周没有人来修\n2,".encode() + b"\xe5\xae\n")
    with pytest.raises(BadTable, match="第 3 行起"):
        reading.survey(path)


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    table = reading.survey(csv(tmp_path / "a.csv", 'no,what\n1,"一\n二"\n\n3,三\n4,四,五\n'))
    assert [(row.number, row.too_long) for row in table.rows()] == [(2, False), (4, False), (5, True)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_heading_says_how_columns_are_divided(tmp_path: Path, delimiter: str) -> None:
    assert reading.survey(csv(tmp_path / "a.csv", f"a{delimiter}b\n1{delimiter}2\n")).columns == ("a", "b")


@pytest.mark.parametrize(
    "content, says",
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "内容是网页"), (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "内容是网页"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"), ("a,b\n1,2\n".encode("utf-16"), "不是 UTF-8"), (b"PK\x03\x04broken", "已损坏"),
        (b"", "文件是空的"), (b"a,b\n", "没有数据行"), (b"a,a\n1,2\n", "列名重复"), (("a," * 61 + "b\n1,2").encode(), "超过 60 列"),
        (b"a,b\n" + b"1,2\n" * 50_001, "超过 50000 行"), (b'a,b\n1,"' + b"x" * 140_000, "第 2 行"), (b"a,b\n" + b"x" * 21_000_000, "20 MB"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(BadTable, match=says):
        reading.survey(tmp_path / "a.xlsx")


def test_a_bomb_macros_and_entities_are_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    def one() -> Path:
        return xlsx(tmp_path / "a.xlsx", ["a"], [1])

    for part, content, says in (
        ("xl/media/zeros.bin", b"\0" * (130 * 1024 * 1024), "解开后过大"), ("xl/media/zeros.bin", b"\0" * (20 * 1024 * 1024), "解开后过大"),
        ("xl/vbaProject.bin", b"x", "含有宏"), ("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "不正常"),
    ):  # fmt: skip
        with pytest.raises(BadTable, match=says):
            reading.survey(with_part(one(), part, content))


def test_a_sheet_that_lies_about_itself_is_refused(tmp_path: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">'
    head += b"<is><t>a</t></is></c></row>"
    far = without_part(xlsx(tmp_path / "a.xlsx", ["a"], [1]), sheet, head + b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData></worksheet>')
    with pytest.raises(BadTable, match="超过 50000 行"):
        reading.survey(far)
    torn = without_part(xlsx(tmp_path / "b.xlsx", ["a"], [1]), sheet, head + b"<row")
    with pytest.raises(BadTable, match="已损坏"):
        reading.survey(torn)
