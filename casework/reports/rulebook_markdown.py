"""A rulebook as tables for lawyers: the published copy in docs/."""

from collections.abc import Iterable
from typing import Any

from casework.reports import words
from casework.reports.certainty import LEGEND

HEAD = """\
本页由 `manage.py describe` 从程序中的声明生成，请勿手改。This page is printed from the declaration the program runs on; do not edit it.
"""


def markdown(book: dict[str, Any]) -> str:
    """States, steps in statutory order, the grounds they ask, clocks and papers, as Markdown tables."""
    tables = words.Tables(book)
    parts = [
        f"# {book['zh']} {book['kind'].capitalize()}\n",
        f"{book['en']}\n",
        HEAD,
        "".join(f"- {said}\n" for said in LEGEND),
        "## 状态 States\n",
        table(("状态", "名称", "", "等待"), (_state(one) for one in book["states"])),
        "## 步骤 Steps\n",
        table(("", "步骤", "何人", "从", "至", "条件", "时限", "文书和告知", "依据"), (_step(at, one, tables) for at, one in enumerate(book["steps"], 1))),
        "## 条件 Grounds\n",
        table(("编号", "问题", "", "依据"), (_ground(one) for one in _asked(book))),
        "## 时限 Clocks\n",
        table(("编号", "时限", "期间", "约束", "延长", "依据和原文", "说明"), (_clock(one, tables) for one in book["clocks"])),
        "## 文书 Papers\n",
        table(("文书", "致", "送达起算", "必备内容", "依据"), (_paper(one, tables) for one in book["papers"])),
    ]
    return "\n".join(parts)


def table(heads: Iterable[str], rows: Iterable[Iterable[str | None]]) -> str:
    """A Markdown table; bars and line ends inside a cell are escaped."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([_cell(one) for one in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(said: str | None) -> str:
    return (said or "").replace("|", "\\|").replace("\n", "<br>")


def _joined(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def _basis(one: dict[str, Any], *more: str) -> str:
    """The article, and in bold what a lawyer has to confirm."""
    return _joined(one["article"], *more, f"**{one['mark']}**" if one["mark"] else None)


def _state(one: dict[str, Any]) -> tuple[str, ...]:
    return f"`{one['id']}`", one["zh"], one["en"], "终结 final" if one["final"] else words.roles([one["waits_on"]]) if one["waits_on"] else ""


def _step(at: int, one: dict[str, Any], tables: words.Tables) -> tuple[str, ...]:
    approved = f"批准：{words.approvers(one)}" if one["approved_by"] else None
    told = f"告知：{words.roles(one['tells'])}" if one["tells"] else None
    waits = "回避决定以前也可办理" if one["cannot_wait"] else None
    duties = f"职责：{'、'.join(one['fulfils'])}" if one["fulfils"] else ""
    return (
        str(at), _joined(f"**{one['zh']}**", one["en"], f"`{one['name']}`"), _joined(words.roles(one["by"]), waits, approved), tables.states(one["from"]),
        tables.states(one["to"]), _joined(*(f"{ground['id']}" + (f" [{ground['certainty']}]" if ground["mark"] else "") for ground in one["grounds"])),
        tables.effects(one), _joined(tables.papers(one["papers"]), told), _basis(one, duties),
    )  # fmt: skip


def _asked(book: dict[str, Any]) -> list[dict[str, Any]]:
    return list({ground["id"]: ground for step in book["steps"] for ground in step["grounds"]}.values())


def _ground(one: dict[str, Any]) -> tuple[str, ...]:
    return one["id"], one["zh"], one["en"], _basis(one)


def _clock(one: dict[str, Any], tables: words.Tables) -> tuple[str, ...]:
    length = f"{words.length(one)}，自{one['since']}起" if one["since"] else words.length(one)
    ladder = f"提醒：{told}" if (told := words.ladder(one)) else ""
    quote = f"「{one['quote']}」" if one["quote"] else ""
    return (
        one["id"], _joined(one["zh"], one["en"]), length, words.BOUND[one["bound"]], words.extension(one),
        _basis(one, quote, words.in_force(one)), _joined(tables.consequence(one), ladder, *one["notes"]),
    )  # fmt: skip


def _paper(one: dict[str, Any], tables: words.Tables) -> tuple[str, ...]:
    return (
        _joined(f"《{one['zh']}》", one["en"], f"`{one['id']}`"), words.roles(one["to"]) or "存卷 kept on file", tables.clocks(one["starts"]),
        "、".join(one["mandatory"]), _basis(one),
    )  # fmt: skip
