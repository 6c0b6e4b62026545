"""No room for uploads, for real: a file system of one megabyte where we may mount one, else the kernel's limit on the size of files.

And DATABASE_URL that points nowhere: at the start, and when the database goes away while the site runs.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from casework.cases.attachments import Attachment
from casework.cases.case import Case
from casework.config import processes
from tests import services
from tests.builders import filing

BASE = Path(__file__).resolve().parents[2]
PDF = b"%PDF-1.7\n" + b"\0" * 3_000_000
# The server's own processes may write no file beyond a megabyte: what writing to a full disk looks like from the inside (EFBIG).
LIMITED = "import resource, signal, runpy, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); " \
          "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)); sys.argv = sys.argv[1:]; " \
          "runpy.run_module('granian', run_name='__main__')"  # fmt: skip


def serve(port: int, environment: dict[str, str], log: Path, *, limited: bool = False) -> subprocess.Popen[bytes]:
    """The web server, once it answers."""
    begin = [sys.executable, "-c", LIMITED, "granian"] if limited else [sys.executable, "-m", "granian"]
    command = [*begin, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "1",
               "--log-level", "warning", "casework.config.wsgi:application"]  # fmt: skip
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=BASE, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            request(port, "GET", "/privacy/")
            return server
        except OSError:
            time.sleep(0.1)
    processes.stop(server, 15, 5)
    raise AssertionError(log.read_text())


def request(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), answer.headers
    connection.close()
    return found


def multipart(fields: dict[str, object], content: bytes) -> tuple[bytes, str]:
    """A form with one file of three megabytes."""
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    parts.append(b'--x\r\nContent-Disposition: form-data; name="attachments"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n' + content)
    return b"".join(parts) + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"


@pytest.fixture(params=["the disk of uploads", "every file"])
def full(committed, tmp_path, request) -> Iterator[int]:
    """A site without room: its folder is a file system of one megabyte; or no file may pass a megabyte, temporary ones too."""
    var, mounted = tmp_path / "var", False
    var.mkdir()
    if request.param == "the disk of uploads":
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(var)], capture_output=True, text=True, check=False)
        mounted = done.returncode == 0
        if not mounted:
            pytest.skip(f"no file system can be mounted here ({done.stderr.strip()}); the kernel's limit on files is tried instead")
    port = processes.free_port()
    server = serve(port, {**os.environ, "CASEWORK_VAR": str(var)}, tmp_path / "web.log", limited=not mounted)
    try:
        yield port
        assert [one for one in var.rglob("*") if one.is_file() and one.stat().st_size and "keys" not in one.parts] == []
    finally:
        processes.stop(server, 15, 5)
        if mounted:
            subprocess.run(["umount", str(var)], check=True)


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "文件现在存不下来，没有提交"), ("en", "cannot be stored just now; nothing was filed")])
def test_the_api_says_507_and_files_nothing(full, language, said):
    """No case, no row, no half of a file; the same without the file is filed."""
    given = {"kind": "complaint", **{name: str(value).lower() if isinstance(value, bool) else value for name, value in filing().items()}}
    body, kind = multipart(given, PDF)
    status, text, _ = request(full, "POST", "/api/cases/", body, **{"Content-Type": kind, "Accept-Language": language})
    assert (status, json.loads(text)["code"]) == (507, "not_stored"), text
    assert said in json.loads(text)["detail"]
    assert (Case.objects.count(), Attachment.objects.count()) == (0, 0)
    body = json.dumps({"kind": "complaint", **filing()}).encode()
    assert request(full, "POST", "/api/cases/", body, **{"Content-Type": "application/json"})[0] == 201


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "存不下来"), ("en", "cannot be stored just now")])
def test_a_page_says_so_in_the_readers_language(full, language, said):
    """The upload is refused with a sentence, nothing of it stays."""
    _, _, headers = request(full, "GET", "/ask/complaint/3/", **{"Accept-Language": language})
    token = headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
    fields = {"csrfmiddlewaretoken": token, "facts": "x", "claim": "y", "own_matter": "true", "settled_before": "false", "other_body": "none", "upload": "1"}
    body, kind = multipart(fields, PDF)
    status, text, _ = request(full, "POST", "/ask/complaint/3/", body, **{"Content-Type": kind, "Accept-Language": language, "Cookie": f"csrftoken={token}"})
    assert status in (400, 507), status
    assert said in text


def test_an_address_of_nothing_is_said_at_the_start(tmp_path):
    """One sentence in each language and no traceback: nobody listens there; the name is none; it is no PostgreSQL."""
    nobody, every = f"postgresql://casework@127.0.0.1:{processes.free_port()}/casework", ("prepare", "verify_ledger", "backup")
    for url, names, *words in (
        (nobody, every, "数据库没有响应", "The database does not answer"),
        ("postgresql://casework@no-such-host.invalid/casework", ("prepare",), "数据库没有响应", "The database does not answer"),
        ("sqlite:///db.sqlite3", ("prepare",), "DATABASE_URL must begin with postgresql://"),
    ):
        for command in names:
            environment = {**os.environ, "DATABASE_URL": url, "CASEWORK_VAR": str(tmp_path)}
            words_after = [str(tmp_path / "b")] if command == "backup" else []
            done = subprocess.run([sys.executable, "manage.py", command, *words_after], cwd=BASE, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode != 0
            assert "Traceback" not in done.stderr, done.stderr
            if command == "prepare":
                assert [word for word in words if word not in done.stderr] == [], done.stderr


def test_a_database_that_goes_away_is_said_on_the_page_and_comes_back(committed, tmp_path):
    """503 with a sentence in the reader's language; health is red; then all goes on without a restart."""
    url = os.environ["DATABASE_URL"]
    name, away = url.rpartition("/")[2], f"test_{os.getpid()}_away"
    port = processes.free_port()
    server = serve(port, {**os.environ, "CASEWORK_VAR": str(tmp_path)}, tmp_path / "web.log")
    body, form = urlencode({"username": "sh-intake", "password": "x"}).encode(), "application/x-www-form-urlencoded"
    try:
        _, _, headers = request(port, "GET", "/sign-in/")
        token = headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
        said = {"Content-Type": form, "Cookie": f"csrftoken={token}; sessionid=abcdefghijklmnopqrstuvwxyz123456", "X-CSRFToken": token}
        from django.db import connections

        connections.close_all()
        with services._owner() as owner:
            owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        services.rename_database(name, away)
        try:
            for language, words in (("zh-CN", "暂时不可用"), ("en", "Not available just now")):
                status, text, answered = request(port, "POST", "/sign-in/", body, **said, **{"Accept-Language": language})
                assert (status, words in text, answered["Retry-After"]) == (503, True, "1"), text
            status, text, _ = request(port, "GET", "/api/worklist/", Authorization="Bearer x", **{"Accept-Language": "en"})
            assert (status, json.loads(text)["code"]) == (503, "unavailable")
            status, text, _ = request(port, "GET", "/healthz")
            assert (status, json.loads(text)["reasons"][0]["code"]) == (503, "database_away")
            assert "casework_up 0.0" in request(port, "GET", "/metrics")[1]
        finally:
            services.rename_database(away, name)
        assert request(port, "POST", "/sign-in/", body, **said)[0] == 403
        assert "Traceback" not in (tmp_path / "web.log").read_text()
    finally:
        processes.stop(server, 15, 5)
