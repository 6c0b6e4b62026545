"""Mutants of the pure modules, one small change each, against the tests of tests/calendar.

Neither kept tool fits: mutmut 3 leaves out decorated functions (every property) and whatever stands at the top of a module (the tables, the ladder);
cosmic-ray rewrites the files themselves, starts Python anew for each mutant, and removes no statement, return value or key.
"""

import argparse
import ast
import copy
import hashlib
import json
import os
import re
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import holidays
import pytest
from hypothesis import HealthCheck, Phase, settings
from tqdm import tqdm

BASE = Path(__file__).resolve().parent.parent
RESULTS = BASE / "var" / "mutants.jsonl"
PURE = (
    "casework/calendar/counting.py", "casework/calendar/published.py", "casework/calendar/schedule.py", "casework/cases/spans.py",
    "casework/cases/span_errors.py", "casework/cases/ladder.py", "casework/cases/limits.py", "casework/cases/readings.py", "casework/cases/working.py",
)  # fmt: skip
TESTS = BASE / "tests" / "calendar"
SLOW = ("test_ladder.py", "test_laws.py", "test_oracle.py", "test_schedule.py")  # last, the module's own first: the first that fails ends a mutant
EXPLAINED = BASE / "tests" / "mutants.txt"
EXAMPLES, SECONDS, MEMORY = 12, 20, 3 << 30  # for each hundred of a property; of processor time, and bytes, for what loops without end
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And, ast.Continue: ast.Break, ast.Break: ast.Continue,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "bisect_right": "bisect_left"}
KEY = re.compile(r"[A-Za-z][\w*-]*")  # a word that the program compares; what a person reads has spaces or Chinese
OPTIONS = (
    "-x", "-q", "--noconftest", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--assert=plain", "-k", "not command", "-m", "not full",
)  # fmt: skip
LEFT_ALONE = ("__all__", "if TYPE_CHECKING", "import ", "from ")


class Mutant(NamedTuple):
    """The module at `path`, in which `field` of `node` is replaced by `value`."""

    path: str
    node: ast.AST
    field: str
    value: Any
    id: str


def said(node: ast.AST) -> str:
    """The source of a node; an operator by its name."""
    return ast.unparse(node).split("\n")[0] if hasattr(node, "lineno") else type(node).__name__


def stored(*nodes: ast.AST) -> list[str]:
    """The names that are bound in these nodes, arguments too."""
    below = [one for node in nodes for one in ast.walk(node)]
    return [one.arg for one in below if isinstance(one, ast.arg)] + [one.id for one in below if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]


def others(child: ast.AST, parent: ast.AST, field: str, bound: Counter[str]) -> Iterator[ast.AST]:
    """What may stand in the place of this node; `bound` says how often the function around it binds each name."""
    if type(child) in SWAPS and not (isinstance(child, ast.BitOr) and said(parent).endswith("| None")):
        yield SWAPS[type(child)]()
    match child:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=str(value)) if KEY.fullmatch(value) and not isinstance(parent, ast.JoinedStr):
            yield ast.Constant(f"{value}X")
        case ast.Name(id=name) if name in NAMES:
            yield ast.Name(NAMES[name], child.ctx)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.BoolOp(op=op, values=values):
            yield from values if len(values) == 2 else (ast.BoolOp(op, values[:at] + values[at + 1 :]) for at in range(len(values)))
        case ast.Set(elts=[_, _, *_] as one) | ast.Tuple(elts=[_, _, *_] as one) if isinstance(child, ast.Set) or isinstance(parent, ast.Compare):
            yield from (type(child)(one[:at] + one[at + 1 :], *([ast.Load()] if isinstance(child, ast.Tuple) else [])) for at in range(len(one)))
        case ast.Return(value=ast.Constant(value=None)) | ast.Expr(value=ast.Constant()):
            pass
        case ast.Return(value=value):
            yield ast.Return(ast.Constant(None)) if value else ast.Pass()
        case ast.Assign(targets=targets) if any(bound[name] < 2 for name in stored(*targets)):
            pass  # a name that would be bound nowhere is no question
        case ast.Raise() | ast.AugAssign() | ast.Expr() | ast.Assign():
            yield ast.Pass()
    if field in ("test", "ifs") and not isinstance(child, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), child)


def mutants(path: str, node: ast.AST, line: int = 1, bound: Counter[str] | None = None) -> Iterator[Mutant]:
    """Every mutant below this node; annotations, imports, docstrings, __all__ and what only the type checker reads are left alone."""
    if isinstance(node, ast.FunctionDef):
        bound = Counter(stored(node))
    for field, value in ast.iter_fields(node):
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or field in ("annotation", "returns") or said(child).startswith(LEFT_ALONE):
                continue
            here = getattr(child, "lineno", line)
            for new in others(child, node, field, bound or Counter()):
                changed = [*value[:at], new, *value[at + 1 :]] if isinstance(value, list) else new
                where = f" in {said(node)}" if not hasattr(child, "lineno") or isinstance(child, ast.Constant | ast.Name) else ""
                yield Mutant(path, node, field, changed, f"{path}:{here} {said(child)} -> {said(ast.fix_missing_locations(copy.copy(new)))}{where}")
            yield from mutants(path, child, here, bound)


def outcome(path: str, tree: ast.Module) -> str:
    """Fork, make the module of this tree and run the tests there. A test that fails kills, and a module that cannot be imported."""
    if not (child := os.fork()):
        status = 3
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            name = path.removesuffix(".py").replace("/", ".")
            module = sys.modules[name] = ModuleType(name)
            exec(compile(ast.fix_missing_locations(tree), path, "exec"), module.__dict__)
            files = sorted(TESTS.glob("test_*.py"), key=lambda file: (file.name != f"test_{Path(path).name}", file.name in SLOW, file.name))
            status = int(pytest.main([*OPTIONS, *map(str, files)]))
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return "timeout" if status in (-signal.SIGXCPU, -signal.SIGKILL) else "killed" if status else "survived"


def table(found: dict[str, str]) -> str:
    """Each module's numbers, and the survivors: those that no test can tell from the original with their reason from EXPLAINED."""
    reasons = dict(line.rsplit(" | ", 1) for line in EXPLAINED.read_text().splitlines())
    lines = [f"{'module':34}{'mutants':>9}{'killed':>9}{'timeout':>9}{'survived':>9}{'caught':>9}"]
    for row in (*dict.fromkeys(name.split(":")[0] for name in found), ""):
        its = [one for name, one in found.items() if name.startswith(row)]
        numbers = "".join(f"{number:9}" for number in (len(its), *(its.count(word) for word in ("killed", "timeout", "survived"))))
        lines.append(f"{row or 'all':34}{numbers}{1 - its.count('survived') / len(its):9.1%}")
    survivors = [name for name, one in found.items() if one == "survived"]
    return "\n".join(lines + [f"{name} | {reasons.get(re.sub(':[0-9]+ ', ' ', name, count=1), '?')}" for name in survivors])


def main() -> None:
    """Make the mutants, run what is not known, print a table and what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, epilog=f"""
{RESULTS.relative_to(BASE)} keeps what was killed until its module changes, what survived until a test of tests/calendar does: a run that was stopped
goes on, and after a new test only the survivors run again. Remove it to begin anew. Exit status 1 where fewer than 95 % were caught.

  python -m tests.mutation --every 10                 a sample, in three minutes
  python -m tests.mutation casework/cases/spans.py    one module; two commands may run side by side
  python -m tests.mutation --list | grep -i rolled    only look""")  # fmt: skip
    parser.add_argument("modules", nargs="*", default=PURE, help="paths from the root; all pure modules by default")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th mutant")
    parser.add_argument("--list", action="store_true", help="print the mutants, run nothing")
    asked = parser.parse_args()
    os.chdir(BASE)
    trees = {path: ast.parse((BASE / path).read_text()) for path in asked.modules}
    chosen, seen = [], Counter[str]()
    for one in (mutant for path, tree in trees.items() for mutant in mutants(path, tree)):
        seen[one.id] += 1  # the same change may stand twice on a line
        chosen.append(one if seen[one.id] == 1 else one._replace(id=f"{one.id} #{seen[one.id]}"))
    chosen = chosen[:: asked.every]
    if asked.list:
        return print(*(one.id for one in chosen), sep="\n")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = {"phases": (Phase.explicit, Phase.generate), "deadline": None, "suppress_health_check": list(HealthCheck)}  # a busy machine fails no test
    settings.register_profile("mutants", max_examples=EXAMPLES, derandomize=True, database=None, **options)
    settings.load_profile("mutants")
    for language in ("zh_CN", "en_US"):
        len(holidays.country_holidays("CN", years=2026, language=language))  # imported once, for every child
    if outcome(*next(iter(trees.items()))) != "survived":
        sys.exit("没有任何改动时测试就不通过,请先修好。The tests fail without any change: mend them first.")
    sources = {path: hashlib.sha256((BASE / path).read_bytes()).hexdigest()[:16] for path in trees}
    tests = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(TESTS.glob("*.*")))).hexdigest()[:16]
    earlier = [json.loads(line) for line in RESULTS.read_text().splitlines()] if RESULTS.exists() else []
    stands = [one for one in earlier if one["source"] == sources.get(one["mutant"].split(":")[0]) and (one["outcome"] != "survived" or one["tests"] == tests)]
    known = {one["mutant"]: one["outcome"] for one in stands}
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        for one in tqdm([one for one in chosen if one.id not in known], unit="mutant", smoothing=0.05):
            before = getattr(one.node, one.field)
            setattr(one.node, one.field, one.value)
            known[one.id] = outcome(one.path, trees[one.path])
            setattr(one.node, one.field, before)
            json.dump({"mutant": one.id, "outcome": known[one.id], "source": sources[one.path], "tests": tests}, file, ensure_ascii=False)
            print(file=file, flush=True)
    print(table(found := {one.id: known[one.id] for one in chosen}))
    sys.exit(list(found.values()).count("survived") > 0.05 * len(found))


if __name__ == "__main__":
    main()
