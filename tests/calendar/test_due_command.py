"""`manage.py due` as it is called: a process of its own, with neither database nor Redis to reach."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(tmp_path):
    unreachable = {
        "DATABASE_URL": "postgresql://nobody:none@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "CASEWORK_VAR": str(tmp_path),
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    return {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"} | unreachable


def run(tmp_path, *arguments, stdin=b""):
    command = [sys.executable, "manage.py", "due", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(tmp_path),
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


EACH = """
import contextlib, io, json, os, sys
from django.core.management import execute_from_command_line
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")
for given in json.load(sys.stdin):
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            execute_from_command_line(["manage.py", "due", *given])
        except SystemExit as ended:
            code = ended.code
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""


def run_each(tmp_path, *calls):
    """As `run` calls it, one after the other in a single process: (exit status, standard output, errors) of each."""
    done = subprocess.run(
        [sys.executable, "-c", EACH],
        cwd=ROOT,
        env=environment(tmp_path),
        input=json.dumps(calls).encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_single_question_prints_last_day_and_working(tmp_path):
    done = run(tmp_path, "--rule", "TC-04", "--from", "2024-02-08T10:00")
    printed = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert printed.startswith("TC-04 最后一日 2024-02-21\n")
    assert "2024年2月18日 周日 调休上班，计入。" in printed


def test_single_question_with_every_option_in_english(tmp_path):
    dates = ["--from", "2025-07-07", "--suspend", "2025-08-01..2025-08-21", "--received-on", "2025-10-28"]
    done = run(tmp_path, "--rule", "AR-15", *dates, "--extend", "30", "--lang", "en")
    assert done.stdout.decode().startswith("AR-15 last day 2025-10-27 late\n"), done.stderr.decode()
    assert (
        "TC-13"
        in run(tmp_path, "--rule", "TC-08", "--from", "2024-01-12", "--province", "41").stdout.decode()
    )


def test_errors_go_to_stderr_and_leave_stdout_empty(tmp_path):
    wrong = (
        ["--rule", "TC-10", "--from", "2025-01-01"],
        ["--rule", "TC-04", "--from", "2025-13-01"],
        ["--rule", "TC-04", "--from", "2025-01-02", "--suspend", "2025-01-03"],
        ["--rule", "TC-04", "--from", "2025-01-02", "--province", "Henan"],
        ["--rule", "TC-04", "--from", "2025-01-02", "--schedule", "db"],
        ["--batch", str(tmp_path / "absent.jsonl")],
        ["--batch", str(tmp_path)],
        [],
    )
    for options, (code, out, err) in zip(wrong, run_each(tmp_path, *wrong), strict=True):
        assert (code, out) == (1, ""), options
        assert err and "Traceback" not in err, err
    done = run(tmp_path, *wrong[0])
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr and b"Traceback" not in done.stderr, done.stderr.decode()


def test_batch_is_unescaped_utf8_line_for_line(tmp_path):
    lines = [
        {"id": "甲", "rule": "TC-04", "from": "2026-09-28"},
        {"id": "乙", "rule": "TC-10", "from": "2026-09-28"},
        {"id": "丙", "rule": "AR-05", "from": "2026-12-28"},
    ]
    file = tmp_path / "in.jsonl"
    file.write_bytes(b"\n\r\n".join(json.dumps(line).encode() for line in lines) + b"\n\n")
    done = run(tmp_path, "--batch", str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "甲".encode() in done.stdout
    found = [json.loads(text) for text in done.stdout.decode().splitlines()]
    assert [(one["id"], one.get("last_day"), "error" in one) for one in found] == [
        ("甲", "2026-10-10", False),
        ("乙", None, True),
        ("丙", "2027-01-05", False),
    ]
    assert found[2]["provisional"] is True


def test_batch_from_standard_input_exits_2_where_a_line_is_not_json(tmp_path):
    done = run(
        tmp_path,
        "--batch",
        "-",
        "--lang",
        "en",
        stdin=b'{"id": 1, "rule": "TC-04", "from": "2026-09-28"}\n{oops\n',
    )
    assert done.returncode == 2
    first, second = (json.loads(text) for text in done.stdout.decode().splitlines())
    assert first["last_day"] == "2026-10-10"
    assert set(second) == {"id", "error"} and second["id"] is None
