"""The two doors as callers meet them: the API and the pages, in this process; everybody of the table's STANDING behind a client of their own."""

import json
import time
from dataclasses import dataclass
from typing import Any

from django.test import Client

from casework import clock
from casework.cases.parties import Party
from casework.people.models import Membership, Organisation, User, issue_token
from tests.builders import People
from tests.statute.complaint_moves import File

MORE = (
    ("leader", "CA-31"), ("legal_head", "CA-31"), ("reception", "CA-31"), ("sealed_reader", "CA-31"), ("handler", "CA-31"), ("operator_admin", "OP-EAST-31"),
)  # fmt: skip
# Who everybody is where the file lies in Shanghai, in Henan, at the ministry's centre; `fuzz-…` are made for these tests.
NATION = {
    "ministry_supervisor": "ministry-supervisor", "auditor": "ministry-auditor", "admin": "sh-admin", "sealed_reader": "fuzz-sealed_reader",
}  # fmt: skip
ELSEWHERE = {
    "31": {"other_province_intake": "ha-intake", "other_province_handler": "ha-handler", "other_province_head": "ha-head", "other_operator": "north-sh"},
    "41": {"other_province_intake": "sh-intake", "other_province_handler": "sh-handler", "other_province_head": "sh-head", "other_operator": "north-sh"},
    "00": {"other_province_intake": "ha-intake", "other_province_handler": "ha-handler", "other_province_head": "ha-head", "other_operator": "north-sh"},
}
USERS = {
    "31": {
        "intake": "sh-intake", "handler": "sh-handler", "recused_handler": "fuzz-handler", "head": "sh-head", "leader": "fuzz-leader",
        "supervisor": "sh-supervisor", "legal_head": "fuzz-legal_head", "reception": "fuzz-reception", "former_office_intake": "cq-intake",
        "operator": "east-sh", "operator_admin": "fuzz-operator_admin", "operator_head_office": "east-hq",
    },
    "41": {"intake": "ha-intake", "handler": "ha-handler", "head": "ha-head", "operator": "east-ha", "operator_head_office": "east-hq"},
    "00": {"intake": "ministry-intake", "handler": "ministry-handler", "head": "ministry-head", "operator": "east-sh", "operator_head_office": "east-hq"},
}  # fmt: skip
COLLEAGUE = {"31": "sh-handler2", "41": "ha-handler", "00": "ministry-handler"}
TOKENS = {"31": {"intake": "CA-31", "handler": "CA-31", "head": "CA-31", "operator": "OP-EAST-31"}}
GUESTS = ("applicant", "agent", "other_applicant", "stranger")
SAID = {200: "taken", 202: "proposed", 400: "invalid", 403: "forbidden", 404: "not found"}


@dataclass(frozen=True)
class Answer:
    """What a door said. `word`: taken, proposed, invalid, forbidden, not found, refused by state, recused, or refused for another reason."""

    status: int
    word: str
    body: Any = None


class Doors:
    """Clients by user name, tokens by role."""

    def __init__(self, people: People) -> None:
        for role, code in MORE:
            user = User.objects.create(username=f"fuzz-{role}", name=f"试{role}", password="!")
            Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role=role)
        names = {name for place in (*USERS.values(), *ELSEWHERE.values(), NATION) for name in place.values()} | {"sh-handler2"}
        self.clients = {name: self._signed_in(people.user(name)) for name in sorted(names)}
        self.tokens = {
            (place, role): issue_token(Organisation.objects.get(code=code), "系统", role, "read step file", at=clock.now())
            for place, roles in TOKENS.items() for role, code in roles.items()
        }  # fmt: skip
        self.nobody = self._client()

    @staticmethod
    def _client() -> Client:
        return Client(raise_request_exception=False)

    def _signed_in(self, user: User) -> Client:
        client = self._client()
        client.force_login(user, backend="password")
        return client

    def whos(self, place: str) -> list[str]:
        """Who can be put up towards a file of this place."""
        return [*USERS[place], *ELSEWHERE[place], *NATION, *GUESTS]

    def client(self, who: str, file: File, place: str, other: File) -> Client:
        """The browser of this person; a guest's session is for its own case."""
        if who in GUESTS:
            return self._guest(who, file if who != "other_applicant" else other)
        return self.clients[(USERS[place] | ELSEWHERE[place] | NATION)[who]]

    def _guest(self, who: str, file: File) -> Client:
        role = who.replace("other_", "")
        party = Party.objects.filter(case__number=file.number, role=role).first() if role != "stranger" and file.number else None
        if party is None:
            return self.nobody
        client = self._client()
        session = client.session
        held = {"case": party.case_id, "party": party.pk, "name": party.name, "number": file.number, "until": time.time() + 1800}
        session["guest_of"] = held
        session.save()
        return client


def by_api(client: Client, path: str, body: dict[str, Any], token: str = "") -> Answer:
    """POST JSON."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    response = client.post(path, json.dumps(body, default=str), content_type="application/json", headers=headers)
    assert response.status_code < 500, (path, body, response.content.decode()[:300])
    answer = response.json()
    if response.status_code == 409:
        ground = answer["reasons"][0]["ground"]
        return Answer(409, {"state": "refused by state", "recusal": "recused"}.get(ground, f"refused: {ground}"), answer)
    return Answer(response.status_code, SAID.get(response.status_code, str(response.status_code)), answer)


def by_page(client: Client, number: str, step: str, given: dict[str, Any], answers: dict[str, Any] | None, version: int | None) -> Answer:
    """POST the form of the page."""
    body = {name: _as_typed(value) for name, value in given.items() if value is not None}
    for ground, answer in (answers or {}).items():
        body |= {f"ground-{ground}": "yes" if answer["met"] else "no", f"why-{ground}": answer["why"]}
    response = client.post(f"/cases/{number}/steps/{step}/", body | ({} if version is None else {"version": version}))
    assert response.status_code < 500, (number, step, body, response.content.decode()[:300])
    if response.status_code == 302:
        done = response["Location"].partition("?done=")[2].partition("#")[0]
        return Answer(302, "proposed" if done == "proposed" else "taken" if done else "elsewhere", response["Location"])
    return Answer(response.status_code, SAID.get(response.status_code, "refused" if response.status_code == 409 else str(response.status_code)))


def _as_typed(value: Any) -> Any:
    """As a browser sends it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, list) else str(value)
