"""A rulebook as a graph in the DOT language, written as text: no graphviz is needed to make it, only to draw it."""

import json
from typing import Any

from casework.reports import words
from casework.reports.certainty import LEGEND

LOOK = ("  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];', '  edge [fontname="sans-serif", fontsize=10];')


def dot(book: dict[str, Any]) -> str:
    """States as nodes (a double line ends the case), steps as edges in statutory order; what is not [V] is dashed and carries its mark.

    Steps that leave the state as it is stand together in one note, each with the states in which it may be taken.
    """
    tables = words.Tables(book)
    lines = [*(f"// {said}" for said in LEGEND), f"digraph {book['kind']} {{", *LOOK]
    lines += [_node(one) for one in book["states"]]
    lines += [_edge(step, source, target, tables) for step in book["steps"] for target in step["to"] for source in step["from"]]
    lines += [_note([step for step in book["steps"] if not step["to"]], tables), "}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _node(one: dict[str, Any]) -> str:
    waits = f"\n等待 {words.roles([one['waits_on']])}" if one["waits_on"] else ""
    ends = ", peripheries=2" if one["final"] else ""
    return f"  {_quoted(one['id'])} [label={_quoted(one['zh'] + chr(10) + one['en'] + waits)}{ends}];"


def _edge(step: dict[str, Any], source: str, target: str, tables: words.Tables) -> str:
    said = [f"{step['zh']} {step['name']}", step["article"], tables.effects(step), step["mark"]]
    dashed = ", style=dashed" if step["mark"] else ""
    return f"  {_quoted(source)} -> {_quoted(target)} [label={_quoted(chr(10).join(filter(None, said)))}{dashed}];"


def _note(steps: list[dict[str, Any]], tables: words.Tables) -> str:
    said = ["状态不变的步骤 Steps that leave the state as it is"]
    for step in steps:
        said += [f"{step['zh']} {step['name']}（{tables.states(step['from'])}） {step['article']}", *([f"　{step['mark']}"] if step["mark"] else [])]
    return f"  steps_in_place [shape=note, label={_quoted(chr(10).join(said))}];"
