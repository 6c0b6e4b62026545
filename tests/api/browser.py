"""Callers of the API as they are: a browser with cookies and CSRF, a token, or nobody. Every answer is JSON and never 500."""

import itertools
import json
from typing import Any

from django.test import Client

from tests.builders import PASSWORD, filing

_addresses = itertools.count(1)
OK = {
    name: {"met": True, "why": "已核对"}
    for name in ("T9", "T10-1", "T10-2", "T10-3", "T10-4", "T11-1", "T11-2", "T11-3", "T11-4", "T11-6")
}  # fmt: skip


def fresh_address() -> str:
    """An address nobody tried from in this test."""
    number = next(_addresses)
    return f"10.0.{number // 250 % 250}.{number % 250}"


class Caller:
    """One client. `last` is the status of its latest answer."""

    def __init__(self, token: str = "", language: str = "zh-CN", address: str = "") -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False, REMOTE_ADDR=address or fresh_address())
        self.headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {token}"} if token else {})
        self.last = 0

    def signed_in(self, username: str) -> "Caller":
        """Sign in by password."""
        self.post("/api/session/", username=username, password=PASSWORD)
        assert self.last == 200
        return self

    def entered(self, number: str, code: str) -> "Caller":
        """Enter a case by its query code."""
        self.post("/api/access/", number=number, code=code)
        assert self.last == 200
        return self

    def get(self, path: str, **asked: Any) -> Any:
        """GET."""
        return self._read(self.client.get(path, asked, headers=self.headers))

    def post(self, path: str, headers: dict[str, str] | None = None, **body: Any) -> Any:
        """POST JSON with the CSRF token this browser holds."""
        return self.send("post", path, json.dumps(body), "application/json", headers)

    def send(self, method: str, path: str, data: Any = "", content_type: str = "application/json", headers: dict[str, str] | None = None) -> Any:
        """Any request."""
        held = self.client.cookies.get("csrftoken")
        sent = self.headers | ({"X-CSRFToken": held.value} if held else {}) | (headers or {})
        return self._read(self.client.generic(method.upper(), path, data, content_type, headers=sent))

    def upload(self, path: str, **fields: Any) -> Any:
        """POST multipart/form-data."""
        held = self.client.cookies.get("csrftoken")
        sent = self.headers | ({"X-CSRFToken": held.value} if held else {})
        return self._read(self.client.post(path, fields, headers=sent))

    def _read(self, response: Any) -> Any:
        self.last, self.response = response.status_code, response
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert self.last < 500, body
        return json.loads(body) if response.headers.get("Content-Type", "").startswith("application/json") else body

    def step(self, number: str, name: str, **body: Any) -> Any:
        """Take a step."""
        return self.post(f"/api/cases/{number}/steps/{name}/", **body)


def filed(caller: Caller | None = None, **changed: Any) -> dict[str, Any]:
    """A complaint filed over HTTP, by a citizen unless said."""
    caller = caller or Caller()
    answer = caller.post("/api/cases/", kind="complaint", **filing(**changed))
    assert caller.last == 201, answer
    return answer
