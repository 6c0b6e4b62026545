"""The house rules that a reader cannot be trusted to keep in mind: import contracts, and what the source may not contain."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
LONGEST = 350
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.core.signals", "django.test.signals"}
CLOCK_READERS = {
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"), ("timezone", "localdate"),
    ("timezone", "localtime"),
}  # fmt: skip


def sources(*folders: str, migrations: bool = False) -> list[Path]:
    """Every Python file below the folders; migrations only where asked for, as they are kept as they were made."""
    found = [path for folder in folders for path in sorted((BASE / folder).rglob("*.py"))]
    return [path for path in found if migrations or "migrations" not in path.parts]


def offending(paths: list[Path], finds: Callable[[ast.AST], bool]) -> list[str]:
    """path:line of every node that `finds` is true of."""
    return [f"{path.relative_to(BASE)}:{node.lineno}" for path in paths for node in ast.walk(_tree(path)) if finds(node)]  # type: ignore[attr-defined]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


HOUSE = sources("casework", "api")


def test_who_may_import_whom():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache", "--no-logo"]
    found = subprocess.run(command, cwd=BASE, capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


def test_the_domain_does_not_know_djangos_http():
    domain = [path for path in sources("casework") if "config" not in path.parts]
    assert offending(domain, lambda node: _imports(node, {"django.http", "django.shortcuts", "django.urls", "django.views"})) == []


def _imports(node: ast.AST, modules: set[str]) -> bool:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        return False
    return any(name == module or name.startswith(module + ".") for name in names for module in modules)


def test_no_signals():
    assert offending(HOUSE, lambda node: _imports(node, SIGNALS)) == []


def test_no_save_overrides():
    def overrides(node: ast.AST) -> bool:
        return isinstance(node, ast.ClassDef) and any(isinstance(one, ast.FunctionDef) and one.name in ("save", "save_base") for one in node.body)

    assert offending(HOUSE, overrides) == []


def test_no_imports_inside_functions():
    assert [place for path in HOUSE for place in _inner_imports(path)] == []


def _inner_imports(path: Path) -> Iterator[str]:
    for function in ast.walk(_tree(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{path.relative_to(BASE)}:{node.lineno}"


def test_no_relative_imports():
    assert offending(HOUSE, lambda node: isinstance(node, ast.ImportFrom) and node.level > 0) == []


def test_state_is_changed_by_no_update():
    """The column changes by a step and by nothing else; a queryset's update would pass the engine by."""

    def updates_state(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("update", "update_or_create", "bulk_update")
            and (any(keyword.arg == "state" for keyword in node.keywords) or (node.func.attr == "bulk_update" and "'state'" in ast.unparse(node)))
        )

    assert offending(sources("casework", "api", "tests"), updates_state) == []


def test_one_reader_of_the_wall_clock():
    def reads(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr if isinstance(node.value, ast.Attribute) else ""
            return (owner, node.attr) in CLOCK_READERS
        if isinstance(node, ast.keyword):
            return node.arg in ("auto_now", "auto_now_add")
        return _imports(node, {"django.db.models.functions.Now"})

    places = offending([path for path in HOUSE if path != BASE / "casework" / "clock.py"], reads)
    assert places == []


@pytest.mark.parametrize(
    ("name", "callers"),
    [
        ("take", ("commands.py", "transactions.py", "approving.py", "consequences.py", "leading.py", "cases/engine.py")),
        ("take_many", ("cases/sweeping.py", "cases/replaying.py", "cases/engine.py")),
    ],
)
def test_only_the_doors_change_a_case(name, callers):
    """One case: the commands, and what the law ties to a missed day. Many at once: the sweep and the replay."""
    may = {BASE / "casework" / one for one in callers}

    def takes(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute):
            return node.attr == name and isinstance(node.value, ast.Name) and node.value.id == "engine"
        return isinstance(node, ast.ImportFrom) and node.module == "casework.cases.engine" and any(alias.name == name for alias in node.names)

    assert offending([path for path in HOUSE if path not in may], takes) == []
    assert all(offending([path], takes) for path in may if path.name != "engine.py")


def test_the_api_reads_cases_through_queries_only():
    """Of the engine the API knows words and types; a manager (`Case.objects`) would pass the doors by."""
    assert [place for path in sources("api") for place in _managers_of_cases(path)] == []


def _managers_of_cases(path: Path) -> Iterator[str]:
    tree = _tree(path)
    known = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("casework.cases", "casework.complaints"))
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager") and isinstance(node.value, ast.Name) and node.value.id in known:
            yield f"{path.relative_to(BASE)}:{node.lineno}"


def test_no_icu_collations():
    """The embedded PostgreSQL has no ICU; such a collation would work in Docker and fail here."""
    banned = re.compile(r"-x-icu|icu_locale|db_collation|\bCollate\(|provider\s*=\s*'?icu", re.IGNORECASE)
    files = [*sources("casework", "api", migrations=True), *sorted((BASE / "casework").rglob("*.sql"))]
    lines = [(path, number, line) for path in files for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)]
    assert [f"{path.relative_to(BASE)}:{number}" for path, number, line in lines if banned.search(line)] == []


def test_every_dependency_says_why():
    text = (BASE / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.M | re.S)
    groups = re.search(r"^\[dependency-groups\]\n(.*?)^\[", text, re.M | re.S)
    assert listed and groups
    lines = [line for line in (listed[1] + groups[1]).splitlines() if line.strip().startswith('"')]
    assert len(lines) > 20
    assert [line for line in lines if not re.search(r'",\s+# \S.{4,}', line)] == []


def test_files_are_short():
    lengths = {path.relative_to(BASE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in HOUSE}
    assert {path: length for path, length in lengths.items() if length >= LONGEST} == {}


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "helper", "managers", "manager", "signals", "misc", "common_utils"])
def test_no_module_of_odds_and_ends(name):
    everything = sources("casework", "api", "tests")
    assert [path.relative_to(BASE).as_posix() for path in everything if name in (path.stem, *path.relative_to(BASE).parts[:-1])] == []
