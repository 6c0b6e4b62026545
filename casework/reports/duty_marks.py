"""Which tests state which duty: read from the source of the tests, so that nothing has to run."""

import ast
from collections.abc import Iterator
from pathlib import Path

Node = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """Duty id -> ["tests/statute/test_x.py::test_y", …] for every `@pytest.mark.duty("TD-003", …)` below the folder, in the order of the files.

    A mark on a class or on the module (`pytestmark`) holds for each test in it. Empty where there is no such folder. Raises ValueError naming
    file and line where an id is not written out.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        module = path.relative_to(folder.parent).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        whole = [duty for one in tree.body if isinstance(one, ast.Assign) and _is_pytestmark(one) for duty in _duties(one.value, module)]
        for name, duties in _functions(tree.body, module, whole):
            for duty in dict.fromkeys(duties):
                found.setdefault(duty, []).append(f"{module}::{name}")
    return found


def _is_pytestmark(assignment: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in assignment.targets)


def _functions(body: list[ast.stmt], module: str, inherited: list[str]) -> Iterator[tuple[str, list[str]]]:
    for node in body:
        if not isinstance(node, Node) or not node.name.lower().startswith("test"):
            continue
        duties = inherited + [duty for decorator in node.decorator_list for duty in _duties(decorator, module)]
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}::{name}", found) for name, found in _functions(node.body, module, duties))
        else:
            yield node.name, duties


def _duties(expression: ast.expr, module: str) -> list[str]:
    """The ids of every mark.duty(…) in an expression, those of single parameters (`pytest.param(…, marks=…)`) included."""
    calls = [node for node in ast.walk(expression) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "duty"]
    return [_literal(argument, module) for call in calls for argument in call.args]


def _literal(argument: ast.expr, module: str) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise ValueError(f"{module}:{argument.lineno}: a duty's id must be written out")
