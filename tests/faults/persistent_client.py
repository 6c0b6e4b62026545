"""A client as an operator's or office's system is written: it repeats what was not acknowledged, and keeps what was."""

import http.client
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.builders import filing
from tests.faults.killed_system import Whole, request
from tests.stages import OK, REPLY

# What is done to every case after its filing: role of the token, step, input.
COURSE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("intake", "accept", {"handler": "sh-handler", "grounds": OK}),
    ("handler", "forward", {}),
    ("intake", "add_material", {"note": "通话记录"}),
    ("handler", "call_back", {"called_at": "2026-11-23T10:00", "reached": True, "said": "还在等"}),
    ("operator", "operator_reply", REPLY),
    ("intake", "withdraw", {"reason": "问题已解决"}),
)
PATIENCE = 240.0  # seconds without one answer


@dataclass
class Client:
    """`filed`: key -> number, as acknowledged; `taken`: (number, step) acknowledged with 200; `unheard`: those whose answer was lost."""

    whole: Whole
    number: int
    stop: threading.Event
    filed: dict[str, str] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    unheard: set[tuple[str, str]] = field(default_factory=set)
    repeated: int = 0
    odd: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)

    def work(self) -> None:
        """File and act until told to stop; what was begun is brought to its end."""
        while not self.stop.is_set():
            number, version = self.file(f"{self.number}-{len(self.filed)}")
            for role, step, given in COURSE:
                time.sleep(self.chance.choice((0, 0, 0.3)))
                version = self.take(number, role, step, given, version)

    def body(self, key: str) -> dict[str, Any]:
        """What is filed under a key."""
        return {"kind": "complaint", **filing(title=f"第{key}件", applicant_email=f"user{key}@example.com")}

    def file(self, key: str) -> tuple[str, int]:
        """File under a key; now and then once more, as if the answer had been lost."""
        status, answer = self.until_answered("POST", "/api/cases/", self.body(key), **{"Idempotency-Key": key})
        assert status == 201, (status, answer)
        self.filed[key] = answer["number"]
        if self.chance.random() < 0.2:
            self.repeat(key)
        return answer["number"], answer["version"]

    def repeat(self, key: str) -> None:
        """The same key and body again: the same number."""
        status, answer = self.until_answered("POST", "/api/cases/", self.body(key), **{"Idempotency-Key": key})
        assert (status, answer.get("number")) == (201, self.filed[key]), (status, answer)
        self.repeated += 1

    def take(self, number: str, role: str, step: str, given: dict[str, Any], version: int) -> int:
        """Take a step. A stale version is read anew, unless what came between is this very step, whose answer was lost. Gives the version."""
        bearer = {"Authorization": f"Bearer {self.whole.tokens[role]}"}
        while True:
            status, answer = self.until_answered("POST", f"/api/cases/{number}/steps/{step}/", given | {"version": version}, **bearer)
            if status == 200:
                self.taken.add((number, step))
                return int(answer["version"])
            assert (status, answer["reasons"][0]["ground"]) == (409, "version"), (number, step, status, answer)
            _, case = self.until_answered("GET", f"/api/cases/{number}/", **bearer)
            version = case["version"]
            if step in [entry["step"]["id"] for entry in answer["entries"]]:
                self.unheard.add((number, step))
                return version

    def until_answered(self, method: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
        """The first answer that is one: a broken connection and 503 are tried again, nothing else is expected to fail."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                status, answer = request(self.whole.port, method, path, body, **headers)
                if status < 500:
                    return status, answer
                self.odd[str(status)] += 1
                if status != 503:
                    self.odd[f"{status} {method} {path.split('/')[-2]} {answer}"] += 1
            except (OSError, http.client.HTTPException) as error:
                self.odd[type(error).__name__] += 1
            assert time.monotonic() < until, f"no answer for {PATIENCE:g} seconds"
            time.sleep(0.1 + self.chance.random() / 2)
