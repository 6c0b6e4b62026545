"""The plumbing around the code: the commands exist, the locks are hashed, no file names a machine or a package host."""

import re
import subprocess
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
TARGETS = ("setup", "run", "test", "test-full", "check", "bench", "help")
LOCKS = ("requirements.lock", "requirements-dev.lock")
HOSTS = re.compile(r"(?<![\w.])(p[y]pi\.org|pythonhos[t]ed\.org|registry\.np[m]js|mirrors\.[\w.]+|proxy\.golang|--index-url|--extra-index-url|--find-links)")
MACHINE = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w")
TEXT = {".py", ".toml", ".md", ".yml", ".yaml", ".lock", ".txt", ".cfg", ".typ", ".html", ".json", ".csv", ""}


def tracked() -> list[Path]:
    """Files git knows or would add; every text file where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=BASE, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    paths = [BASE / name for name in names if name] or [
        path for path in BASE.rglob("*") if not {".venv", "var", ".git", "__pycache__"} & set(path.relative_to(BASE).parts)
    ]
    return [path for path in paths if path.is_file() and path.suffix in TEXT and path != Path(__file__)]


def pins(name: str) -> dict[str, str]:
    """Package -> version and marker of a lock."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\\\n]+)", (BASE / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_the_target(target):
    """`make -n` finds a rule for it."""
    done = subprocess.run(["make", "-n", target], cwd=BASE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_names_every_command_a_person_uses():
    """Help teaches."""
    text = subprocess.run(["make", "-s", "help"], cwd=BASE, capture_output=True, text=True, check=True).stdout
    assert all(f"make {target}" in text for target in TARGETS if target != "help")


def test_ci_calls_make_test():
    """The same command a person uses, stopping at the first failure."""
    path = BASE / ".ci" / "run"
    assert "set -euo pipefail" in path.read_text()
    assert re.search(r"^make test$", path.read_text(), re.MULTILINE)
    assert path.stat().st_mode & 0o111


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_has_a_hash(name):
    """pip --require-hashes would refuse it otherwise, on another machine."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", (BASE / name).read_text(), flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.split("\n", 1)[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_the_dev_lock_holds_the_runtime_lock():
    """So `make test` and `make run` share one .venv."""
    dev = pins("requirements-dev.lock")
    assert {name: pin for name, pin in pins("requirements.lock").items() if dev.get(name) != pin} == {}


def test_every_direct_dependency_is_locked():
    """pyproject.toml and the lock belong together."""
    text = (BASE / "pyproject.toml").read_text()
    wanted = re.findall(r'^\s+"([A-Za-z0-9-]+)', text.split("dependencies = [", 1)[1].split("\n]", 1)[0], re.MULTILINE)
    locked = {name.lower().replace("_", "-") for name in pins("requirements.lock")}
    assert [name for name in wanted if name.lower() not in locked] == []


def test_no_file_names_a_package_host():
    """Where packages come from is the installing machine's affair."""
    assert [f"{path.relative_to(BASE)}: {found[0]}" for path in tracked() if (found := HOSTS.search(path.read_text(errors="replace")))] == []


def test_no_file_names_a_path_of_one_machine():
    """A clone works anywhere."""
    assert [f"{path.relative_to(BASE)}: {found[0]}" for path in tracked() if (found := MACHINE.search(path.read_text(errors="replace")))] == []
