"""Logs name nobody: a person files, comes back, is refused, a job breaks, all over real processes; then every line is searched."""

import http.client
import json
import logging
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from casework.config import logs, processes
from casework.config.embedded import Valkey, start_and_wait

BASE = Path(__file__).resolve().parents[2]
NAME, PHONE, STREET, FACTS = "欧阳若兰", "13987654321", "上海市静安区某某路八十八号", "客服把我的号码告诉了别人"
TWO = {
    "respondent": "OP-EAST-31", "number_in_dispute": PHONE, "category": "fee", "event_on": "2026-09-30", "operator_complained": "true",
    "operator_complained_on": "2026-10-08", "operator_answered_on": "2026-10-12", "operator_satisfied": "false", "operator_answer": "坚持收费",
}  # fmt: skip
THREE = {"facts": FACTS, "claim": "退还", "own_matter": "true", "settled_before": "false", "other_body": "none"}
FOUR = {"applicant_name": NAME, "applicant_phone": PHONE, "applicant_address": STREET, "applicant_postcode": "200003"}


class Browser:
    """A browser with cookies over a real connection."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def ask(self, method: str, path: str, body: str = "", kind: str = "application/x-www-form-urlencoded") -> tuple[int, str, str]:
        """Status, body, Location."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body.encode(), {"Content-Type": kind, "Cookie": held, "X-CSRFToken": self.cookies.get("csrftoken", "")})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        connection.close()
        return answer.status, text, answer.headers.get("Location", "")


@pytest.fixture
def system(committed, tmp_path):
    """A web server and a worker with a Valkey of their own, logging JSON; their lines go to two files."""
    valkey = Valkey(tmp_path / "valkey-var", scratch=True)
    ring = start_and_wait(valkey)
    port = processes.free_port()
    environment = {**os.environ, "CASEWORK_LOG": "json", "REDIS_URL": valkey.url, "CASEWORK_VAR": str(tmp_path / "var"), "CASEWORK_LOG_LEVEL": "INFO"}
    granian = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "1",
               "--log-config", "casework/config/granian-log.json"]  # fmt: skip
    started = []
    try:
        for name, command in (("web", [*granian, "casework.config.wsgi:application"]), ("worker", ["manage.py", "work"])):
            with (tmp_path / f"{name}.log").open("wb") as out:
                started.append(subprocess.Popen([sys.executable, *command], cwd=BASE, env=environment, stdout=out, stderr=subprocess.STDOUT))
        wait_until(lambda: answers(port))
        yield port, environment, tmp_path
    finally:
        for process in started:
            processes.stop(process, 15, 10)
        processes.stop(ring, 15, 5)


def answers(port: int) -> bool:
    try:
        return Browser(port).ask("GET", "/sign-in/")[0] == 200
    except OSError:
        return False


def wait_until(true, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_no_line_of_web_or_worker_names_who_filed(system):
    """Name, phone, address, query code, what was told, case numbers and query strings: none is in any log; the lines are JSON and say enough."""
    port, environment, folder = system
    browser = Browser(port)
    browser.ask("GET", "/ask/complaint/2/")
    for number, given in ((2, TWO), (3, THREE), (4, FOUR)):
        _, _, where = browser.ask("POST", f"/ask/complaint/{number}/", urlencode({**given, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}))
    assert where == "/ask/receipt/"
    receipt = browser.ask("GET", "/ask/receipt/")[1]
    [code] = re.findall(r'class="big code"[^>]*>([0-9A-Z]{10})<', receipt)
    browser.ask("POST", "/ask/receipt/")
    number = browser.ask("GET", "/ask/receipt/")[2].split("/")[2]
    browser.ask("GET", f"/cases/{number}/")
    browser.ask("GET", f"/desk/search/?{urlencode({'q': NAME})}")
    browser.ask("GET", f"/{NAME.encode().hex()}/{PHONE}/?phone={PHONE}")
    browser.ask("GET", f"/api/worklist/?q={PHONE}")
    assert browser.ask("POST", "/api/access/", json.dumps({"number": number, "code": code}), "application/json")[0] == 200
    assert browser.ask("POST", "/api/access/", json.dumps({"number": number, "code": "WRONGCODE1"}), "application/json")[0] == 403
    broken = f"import django; django.setup(); import django_rq; django_rq.get_queue('default').enqueue('builtins.int', '{NAME} {PHONE} {code}')"
    subprocess.run([sys.executable, "-c", broken], cwd=BASE, env={**environment, "DJANGO_SETTINGS_MODULE": "casework.config.settings"}, check=True)
    wait_until(lambda: "builtins.int" in (folder / "worker.log").read_text())
    web, worker = ((folder / f"{name}.log").read_text() for name in ("web", "worker"))
    for secret in (NAME, PHONE, STREET, FACTS, code, number, "WRONGCODE1", NAME.encode().hex(), "q=", "phone="):
        assert secret not in web, secret
        assert secret not in worker, secret
    lines = [json.loads(line) for line in web.splitlines()]
    filed = [line for line in lines if line.get("route") == "/ask/<slug:flow>/<int:number>/" and line["method"] == "POST"]
    assert [line["status"] for line in filed] == [302, 302, 302]
    assert all(line["sql"] > 0 and line["ms"] > 0 and line["request_id"] and line["actor"] == "guest" for line in filed)
    [seen] = [line for line in lines if line.get("route") == "/cases/<str:number>/"]
    assert re.fullmatch(r"guest:\d+", seen["actor"]) and seen["status"] == 200
    [failed] = [line for line in map(json.loads, worker.splitlines()) if line["level"] == "ERROR"]
    assert (failed["job"], failed["error"]["type"], "said" in failed["error"]) == ("builtins.int", "ValueError", False)


def record(message: str, *arguments: object, error: BaseException | None = None, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("some.library", logging.ERROR, "file.py", 1, message, arguments, (type(error), error, error.__traceback__) if error else None)
    made.__dict__.update(more)
    return made


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("call 13987654321 back", "call [phone] back"),
        ("call +86 139 8765 4321 back", "call [phone] back"),
        ("id 310101199001011234.", "id [id]."),
        ("id 31010119900101123X!", "id [id]!"),
        ("mail wang.xm+1@example.com now", "mail [email] now"),
        ("GET /desk/search/?q=王小明 200", "GET /desk/search/?… 200"),
        ("took 1234567 ms at 2026-11-23", "took 1234567 ms at 2026-11-23"),
    ],
)
def test_what_other_libraries_log_is_masked(said, kept):
    """A net under what we do not write ourselves."""
    assert json.loads(logs.Json().format(record("%s", said)))["message"] == kept
    assert logs.Plain().format(record("%s", said)) == kept


@pytest.mark.parametrize("form", [logs.Json, logs.Plain])
def test_an_error_is_its_type_and_places_and_its_words_only_while_debugging(settings, form):
    """What an exception says may quote a value."""
    try:
        int("欧阳若兰")
    except ValueError as error:
        line = form().format(record("job", error=error))
        assert "ValueError" in line and "test_logs.py" in line and "欧阳若兰" not in line
        settings.DEBUG = True
        assert "欧阳若兰" in form().format(record("job", error=error))


def test_a_person_at_make_run_sees_plain_warnings_and_no_line_a_request(tmp_path):
    """CASEWORK_LOG=plain, the default; json is asked for; anything else is refused with a sentence."""
    code = "import django, logging; django.setup(); print(logging.getLogger('casework.request').isEnabledFor(20)); logging.getLogger('x').warning('看 %s', 1)"

    def run(value: str) -> tuple[int, str]:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "casework.config.settings", "CASEWORK_LOG": value}
        done = subprocess.run([sys.executable, "-c", code], cwd=BASE, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert run("") == (0, "False\n看 1\n")
    status, text = run("json")
    assert (status, text.startswith("True\n{"), json.loads(text.splitlines()[1])["message"]) == (0, True, "看 1")
    assert run("xml")[0] == 1 and "CASEWORK_LOG is plain or json" in run("xml")[1]
