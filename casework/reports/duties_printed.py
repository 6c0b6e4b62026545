"""The traceability table for reading: as text of at most 100 columns, and as Markdown."""

from typing import Any

from casework.reports.certainty import tag
from casework.reports.rulebook_markdown import table
from casework.reports.rulebook_text import block

NOTHING = "（无）none yet"


def text(rows: list[dict[str, Any]]) -> str:
    """One duty per block."""
    lines = [line for row in rows for line in block(f"{row['id']}　{row['article']}{tag(row['certainty'])}", _lines(row))]
    return "\n".join(lines).lstrip("\n") + "\n"


def _lines(row: dict[str, Any]) -> list[tuple[str, str | list[str] | None]]:
    said: list[tuple[str, str | list[str] | None]] = [("职责 duty", [row["duty"], row["duty_en"]])]
    if "reason" in row:
        said.append(("不设步骤 reason", row["reason"]))
    else:
        said += [("履行 fulfilled by", "、".join(row["fulfilled_by"]) or NOTHING), ("测试 tests", row["tests"] or NOTHING)]
    return [*said, ("待确认 confirm", row["mark"])]


def markdown(rows: list[dict[str, Any]]) -> str:
    """One duty per row."""
    return table(("职责", "依据", "内容", "由何履行", "测试"), (_row(row) for row in rows))


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    article = row["article"] + (f"\n**{row['mark']}**" if row["mark"] else "")
    words = f"{row['duty']}\n{row['duty_en']}"
    if "reason" in row:
        return row["id"], article, words, f"不设步骤：{row['reason']}", ""
    fulfilled = "\n".join(f"`{one}`" for one in row["fulfilled_by"]) or NOTHING
    return row["id"], article, words, fulfilled, "\n".join(f"`{one}`" for one in row["tests"]) or NOTHING
