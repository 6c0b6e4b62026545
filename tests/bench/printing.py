"""The tables and the list of promises."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench.measuring import Figure, percentile

HEADS = ("项目 what", "", "行 rows", "语句 SQL", "中位 ms", "p95", "内存 twin", "p95", "倍 ×", "计划 plan")
MOST_STATEMENTS, MOST_TWINS, MOST_GROWTH = 4, 2.0, 1.2
STEP_STATEMENTS, STEP_MS = 25, 30.0
PLANS_FROM = 100_000  # cases; below, PostgreSQL rightly sorts a handful
WRITES = ("file", "accept", "forward", "serve", "operator_reply")


@dataclass(frozen=True)
class Verdict:
    """A promise with its figure; `kept` None where the two sizes cannot be compared."""

    what: str
    figure: str
    bound: str
    kept: bool | None


def table(title: str, figures: Iterable[Figure]) -> str:
    """Figures as text, columns aligned for a terminal with Chinese."""
    return _aligned(title, [HEADS, *(_line(one) for one in figures)])


def _line(one: Figure) -> tuple[str, ...]:
    twin = (_ms(_median(one.twin)), _ms(percentile(one.twin))) if one.twin else ("", "")
    return (
        one.zh, one.en, "" if one.rows is None else str(one.rows), "" if one.statements is None else str(one.statements), _ms(one.median), _ms(one.p95), *twin,
        f"{one.ratio:.2f}" if one.ratio else "", one.plan,
    )  # fmt: skip


def verdicts(by_size: dict[int, list[Figure]]) -> list[Verdict]:
    """Every promised bound, at every size measured."""
    found = []
    for size, figures in by_size.items():
        for one in figures:
            at = f"{one.zh} {one.en} @{size:,}"
            if one.name.startswith("worklist"):
                found.append(Verdict(at, f"{one.statements} 条 SQL", f"≤ {MOST_STATEMENTS}", (one.statements or 0) <= MOST_STATEMENTS))
                found.append(Verdict(at, f"{one.ratio or 0:.2f} × 内存 twin", f"≤ {MOST_TWINS:g}", (one.ratio or 0) <= MOST_TWINS))
                if size >= PLANS_FROM:
                    found.append(Verdict(at, one.plan, "不排序 no sort", not {"SORT", "SEQ"} & set(one.plan.split())))
            if one.name in WRITES:
                found.append(Verdict(at, f"{one.statements} 条 SQL", f"≤ {STEP_STATEMENTS}", (one.statements or 0) <= STEP_STATEMENTS))
                found.append(Verdict(at, f"{one.median:.1f} ms", f"≤ {STEP_MS:g} ms", one.median <= STEP_MS))
    return found + _growth(by_size)


def _growth(by_size: dict[int, list[Figure]]) -> list[Verdict]:
    """Slower at the largest size than at the smallest, divided by what its twin was: the twin reads no row, so that part is the machine's."""
    if len(by_size) < 2:
        return []
    small, large = min(by_size), max(by_size)
    before = {one.name: one for one in by_size[small]}
    found = []
    for one in by_size[large]:
        was = before[one.name]
        if one.name.startswith("worklist"):
            grown, twin = one.median / was.median, _median(one.twin) / _median(was.twin)
            note = f"（孪生同时 its twin meanwhile {twin:.2f} ×）" + ("" if one.rows == was.rows else f" 行数不同 rows differ: {was.rows} → {one.rows}")
            kept = grown / twin <= MOST_GROWTH if one.rows == was.rows else None
            found.append(Verdict(f"{one.zh} {one.en} {large:,} : {small:,}", f"{grown / twin:.2f} ×{note}", f"≤ {MOST_GROWTH:g}", kept))
    return found


def judged(found: Iterable[Verdict]) -> str:
    """The list of promises as text."""
    words = {True: "达标 kept", False: "未达标 MISSED", None: "不可比 not comparable"}
    return _aligned("承诺 promises", [("项目 what", "结果 figure", "界限 bound", ""), *((one.what, one.figure, one.bound, words[one.kept]) for one in found)])


def _median(values: tuple[float, ...]) -> float:
    return percentile(values, 0.5)


def _ms(value: float) -> str:
    return f"{value:.2f}"


def _aligned(title: str, rows: list[tuple[str, ...]]) -> str:
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"\n== {title} ==", *lines])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
