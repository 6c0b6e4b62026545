"""The tables and the list of promises."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench.measuring import Figure, percentile

HEADS = ("项目 what", "", "行 rows", "语句 SQL", "中位 ms", "p95", "内存 twin", "p95", "倍 ×", "界限 bound", "", "计划 plan")
PLANS_FROM = 100_000  # cases; below, PostgreSQL rightly sorts a handful
SAID = {True: "达标 kept", False: "未达标 MISSED", None: "不可比 not comparable"}


@dataclass(frozen=True)
class Verdict:
    """A promise with its figure; `kept` None where the two sizes cannot be compared."""

    what: str
    figure: str
    bound: str
    kept: bool | None


def table(title: str, figures: Iterable[Figure]) -> str:
    """Figures as text with their bounds and whether these hold, columns aligned for a terminal with Chinese."""
    return _aligned(title, [HEADS, *(_line(one) for one in figures)])


def _line(one: Figure) -> tuple[str, ...]:
    twin = (_ms(_median(one.twin)), _ms(percentile(one.twin))) if one.twin else ("", "")
    held = _held(one)
    return (
        one.zh, one.en, "" if one.rows is None else str(one.rows), "" if one.statements is None else str(one.statements), _ms(one.median), _ms(one.p95), *twin,
        f"{one.ratio:.2f}" if one.ratio else "", "，".join(bound for _, bound, _ in held), SAID[all(kept for *_, kept in held)] if held else "", one.plan,
    )  # fmt: skip


def verdicts(by_size: dict[int, list[Figure]]) -> list[Verdict]:
    """Every promised bound, at every size measured."""
    found = []
    for size, figures in by_size.items():
        for one in figures:
            at = f"{one.zh} {one.en} @{size:,}"
            found += [Verdict(at, *held) for held in _held(one)]
            if one.plan and size >= PLANS_FROM:
                found.append(Verdict(at, one.plan, "不排序 no sort", not {"SORT", "SEQ"} & set(one.plan.split())))
    return found + _growth(by_size)


def _held(one: Figure) -> list[tuple[str, str, bool]]:
    """The figure, its bound and whether it holds, for what is promised of this line at one size."""
    most, found = one.bounds, []
    if most.statements is not None:
        found.append((f"{one.statements} 条 SQL", f"≤ {most.statements} SQL", (one.statements or 0) <= most.statements))
    if most.ms is not None:
        found.append((f"{one.median:.1f} ms", f"≤ {most.ms:g} ms", one.median <= most.ms))
    if most.twins is not None:
        found.append((f"{one.ratio or 0:.2f} × 内存 twin", f"≤ {most.twins:g} ×", (one.ratio or 0) <= most.twins))
    return found


def _growth(by_size: dict[int, list[Figure]]) -> list[Verdict]:
    """Slower at the largest size than at the smallest, divided by what its twin was: the twin reads no row, so that part is the machine's."""
    if len(by_size) < 2:
        return []
    small, large = min(by_size), max(by_size)
    before = {one.name: one for one in by_size[small]}
    found = []
    for one in by_size[large]:
        was, most = before[one.name], one.bounds.growth
        if most is not None:
            grown, twin = one.median / was.median, _median(one.twin) / _median(was.twin)
            note = f"（孪生同时 its twin meanwhile {twin:.2f} ×）" + ("" if one.rows == was.rows else f" 行数不同 rows differ: {was.rows} → {one.rows}")
            kept = grown / twin <= most if one.rows == was.rows else None
            found.append(Verdict(f"{one.zh} {one.en} {large:,} : {small:,}", f"{grown / twin:.2f} ×{note}", f"≤ {most:g} ×", kept))
    return found


def judged(found: list[Verdict]) -> str:
    """What is promised across sizes, what is missed, and how many promises are kept. The tables say the rest."""
    kept = sum(one.kept is True for one in found)
    title = f"承诺 promises: {kept} 项达标 kept, {sum(one.kept is False for one in found)} 项未达标 missed"
    rows = [(one.what, one.figure, one.bound, SAID[one.kept]) for one in found if one.kept is not True or " : " in one.what]
    return _aligned(title, [("项目 what", "结果 figure", "界限 bound", ""), *rows])


def machine(load: float, cores: int, quickest: float, median: float) -> str:
    """How busy the machine was, in a line: bounds in milliseconds suppose an idle one, ratios do not."""
    return (
        f"机器 machine: 负载 load {load:.1f} / {cores} 核 cores；固定计算 a fixed piece of work: 最快 quickest {quickest:.2f} ms，"
        f"中位 median {median:.2f} ms（{median / quickest:.1f} ×）"
    )


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
