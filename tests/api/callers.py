"""Who calls the running site: anybody, a guest of a case, people with sessions, systems with tokens; each as the headers of a request."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from http.cookies import SimpleCookie

from tests.browser.site import BASE, Site

SAMPLE_PASSWORD = "sample-2026"
PEOPLE = ("sh-handler", "sh-head", "hx-sh")
SYSTEMS = (("CA-31", "intake"), ("OP-HX-31", "operator"))


def callers(site: Site) -> dict[str, Callable[[], dict[str, str]]]:
    """By name: what gives the headers of a request. Sessions begin when first asked for and again after `forget`."""
    guest_of = next(number for number, state, office, _ in site.cases if number in site.codes and state == "forwarded" and office == "CA-31")
    entering = {"number": guest_of, "code": site.codes[guest_of]}
    found: dict[str, Callable[[], dict[str, str]]] = {"anybody": dict, "guest": lambda: _session(site, "/api/access/", entering)}
    for who in PEOPLE:
        found[who] = lambda who=who: _session(site, "/api/session/", {"username": who, "password": SAMPLE_PASSWORD})
    for organisation, role in SYSTEMS:
        token = _token(site, organisation, role)
        found[f"{organisation} by token"] = lambda token=token: {"Authorization": f"Bearer {token}"}
    return found


def _session(site: Site, path: str, given: dict[str, str]) -> dict[str, str]:
    body = json.dumps(given).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{site.url}{path}", body, {"Content-Type": "application/json"})) as answer:
        cookies = SimpleCookie("; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie")))
    held = {name: one.value for name, one in cookies.items()}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in held.items()), "X-CSRFToken": held["csrftoken"]}


def _token(site: Site, organisation: str, role: str) -> str:
    words = ["issue", "--organisation", organisation, "--name", "系统", "--role", role, "--scope", "read file step", "--days", "2"]
    command = [sys.executable, "manage.py", "token", *words]
    done = subprocess.run(command, cwd=BASE, env=site.environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()
