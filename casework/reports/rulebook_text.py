"""A rulebook for reading at a terminal: one step per block, at most 100 columns."""

from collections.abc import Iterable
from typing import Any

from casework.reports import words
from casework.reports.certainty import LEGEND, tag
from casework.reports.columns import padded, wrapped

Line = tuple[str, str | list[str] | None]
LABEL = 22


def text(book: dict[str, Any]) -> str:
    """States, steps in statutory order, clocks and papers, each a block of labelled lines. What is not [V] says so in its heading and its last line."""
    tables = words.Tables(book)
    legend = [line for said in LEGEND for line in wrapped(said, rest="    ")]
    parts = [[f"{book['zh']}　{book['kind']}: {book['en']}", "", *legend]]
    parts += [["", "== 状态 States =="], *([_state(one)] for one in book["states"]), ["", "== 步骤 Steps =="]]
    parts += [_step(number, one, tables) for number, one in enumerate(book["steps"], 1)]
    parts += [["", "== 时限 Clocks =="], *(_clock(one, tables) for one in book["clocks"])]
    parts += [["", "== 文书 Papers =="], *(_paper(one, tables) for one in book["papers"])]
    return "\n".join(line for part in parts for line in part) + "\n"


def block(heading: str, lines: Iterable[Line]) -> list[str]:
    """A blank line, the heading, and each labelled line that has something to say."""
    printed = ["", *wrapped(heading, rest="    ")]
    for label, said in lines:
        for number, one in enumerate([said] if isinstance(said, str) else said or []):
            if one:
                first = padded(f"    {label}" if number == 0 else "", LABEL)
                printed += wrapped(one, first=first, rest=" " * LABEL)
    return printed


def _state(one: dict[str, Any]) -> str:
    waits = "终结 final" if one["final"] else f"等待 {words.roles([one['waits_on']])}" if one["waits_on"] else ""
    return f"  {padded(one['id'], 18)} {padded(one['zh'], 20)} {padded(one['en'], 30)} {waits}".rstrip()


def _step(number: int, one: dict[str, Any], tables: words.Tables) -> list[str]:
    return block(
        f"{number}. {one['name']}　{one['zh']}　{one['en']}{tag(one['certainty'])}",
        [
            ("谁 by", words.roles(one["by"])),
            ("回避 recusal", "决定以前也可办理 may be taken before it is decided" if one["cannot_wait"] else None),
            ("批准 approved by", words.approvers(one) if one["approved_by"] else None),
            ("从 from", tables.states(one["from"])),
            ("至 to", tables.states(one["to"])),
            ("条件 grounds", words.grounds(one)),
            ("填写 asks", words.fields(one)),
            ("时限 clocks", tables.effects(one)),
            ("文书 papers", tables.papers(one["papers"])),
            ("告知 tells", words.roles(one["tells"])),
            ("另立 opens", one["opens"]),
            ("职责 fulfils", "、".join(one["fulfils"])),
            ("依据 article", one["article"]),
            ("待确认 confirm", one["mark"]),
        ],
    )


def _clock(one: dict[str, Any], tables: words.Tables) -> list[str]:
    return block(
        f"{one['id']}　{one['zh']}　{one['en']}{tag(one['certainty'])}",
        [
            ("期间 length", f"{words.length(one)}，自{one['since']}起" if one["since"] else words.length(one)),
            ("约束 binds", words.BOUND[one["bound"]]),
            ("延长 extension", words.extension(one)),
            ("中止 suspension", "可以中止 may be suspended" if one["suspendable"] else None),
            ("提醒 ladder", words.ladder(one)),
            ("届满 expiry", one["expiry"]),
            ("后果 consequence", tables.consequence(one)),
            ("施行 in force", words.in_force(one)),
            ("地区 province", one["province"]),
            ("原文 quote", f"「{one['quote']}」" if one["quote"] else None),
            ("说明 notes", one["notes"]),
            ("职责 fulfils", "、".join(one["fulfils"])),
            ("依据 article", one["article"]),
            ("待确认 confirm", one["mark"]),
        ],
    )


def _paper(one: dict[str, Any], tables: words.Tables) -> list[str]:
    return block(
        f"{one['id']}　《{one['zh']}》　{one['en']}{tag(one['certainty'])}",
        [
            ("致 to", words.roles(one["to"]) or "存卷 kept on file"),
            ("送达起算 starts", tables.clocks(one["starts"])),
            ("依据时限 rests on", tables.clocks(one["rests_on"])),
            ("必备 mandatory", "、".join(one["mandatory"])),
            ("职责 fulfils", "、".join(one["fulfils"])),
            ("依据 article", one["article"]),
            ("待确认 confirm", one["mark"]),
        ],
    )
