"""Every address the resolver knows × every kind of stranger: 404. And with the program's own filters taken out, the database's policy alone."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import get_resolver

from api.urls import urlpatterns
from casework import catalogue, clock, commands, jobs
from casework.cases import engine, sealing, visibility
from casework.cases.attachments import Attachment
from casework.cases.case import Open
from casework.cases.documents import Document
from casework.cases.proposals import Proposal
from casework.people.actor import SYSTEM_ACTOR
from casework.people.models import Organisation, issue_token
from casework.people.roles import Role
from tests import stages
from tests.api.browser import Caller, filed
from tests.builders import filing

# addresses that name no case; every other one names a case, a paper, a proposal or a file, and a stranger gets 404 there
NO_CASE = {"browser", "schema", "cases", "access", "session", "me", "unknown"}
LISTS = {"worklist", "deadlines", "inbox", "not_yet_served"}
# fields with which each address may be asked, so that nothing but the case decides
BODIES: dict[str, dict[str, Any]] = {"return": {"reasons": "x"}}
METHODS = ("get", "post", "put", "patch", "delete")
GONE = {"code": "not_found", "detail": "没有找到。地址以“/”结尾。"}


def addresses(number: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, body) of every endpoint that names this case or something in it, from the resolver."""
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        values = {
            "number": [number], "step": [*catalogue.steps("complaint"), "no_such_step"],
            "proposal": list(Proposal.objects.filter(case__number=number).values_list("pk", flat=True)),
            "document": list(Document.objects.filter(case__number=number).values_list("pk", flat=True)),
            "attachment": list(Attachment.objects.filter(case__number=number).values_list("pk", flat=True)),
        }  # fmt: skip
        connection.cursor().execute("SELECT set_config('casework.reader', '', true)")
    assert all(values.values()), "the case has something of everything"
    found = []
    for pattern in urlpatterns:
        if pattern.name in NO_CASE | LISTS:
            continue
        names = list(pattern.pattern.converters)
        assert names and set(names) <= set(values), f"{pattern.name}: a new kind of address; say how a stranger meets it"
        paths = [f"/api/{pattern.pattern}"]
        for name in names:
            paths = [path.replace(f"<str:{name}>", str(one)).replace(f"<int:{name}>", str(one)) for path in paths for one in values[name]]
        allowed = [method for method in METHODS if hasattr(pattern.callback.view_class, method)]
        found += [(method, path, BODIES.get(pattern.name, {})) for path in paths for method in allowed]
        found += [("get", f"{path}?{query}", {}) for path in paths if "get" in allowed for query in ("format=pdf", "format=docx", "working=1")]
    return found


def ask(caller: Caller, method: str, path: str, body: dict[str, Any]) -> Any:
    """One request."""
    return caller.get(path) if method == "get" else caller.send(method, path, json.dumps(body))


def busy_case(people: Any) -> tuple[str, dict[str, str]]:
    """An accepted complaint with a file, papers and a proposal that waits; and its query codes."""
    case = Caller().upload("/api/cases/", kind="complaint", **filing(), attachments=SimpleUploadedFile("账单.pdf", b"%PDF-1.7\n%%EOF"))
    commands.take_step(case["number"], "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=stages.OK)
    commands.take_step(case["number"], "stop", by=people["sh-handler"], given={
        "other_body": "court", "body_name": "法院", "taken_on": "2026-11-02", "reasons": "已起诉"})  # fmt: skip
    return case["number"], case["codes"]


def token(code: str, role: str) -> Caller:
    """The system of an organisation."""
    return Caller(token=issue_token(Organisation.objects.get(code=code), "系统", role, "read step file", at=clock.now()))


def strangers() -> dict[str, Caller]:
    """A stranger, another province, the operators before it is forwarded, another operator, a guest of another case."""
    other = filed(title="另一件")
    names = ("ha-handler", "east-sh", "ha-head", "ministry-handler", "sh-admin", "east-hq", "north-sh")
    return {name: Caller().signed_in(name) for name in names} | {
        "nobody": Caller(), "guest of another case": Caller().entered(other["number"], other["codes"]["applicant"]),
        "Henan's system": token("CA-41", "handler"), "the other operator's system": token("OP-NORTH-31", "operator"),
    }  # fmt: skip


def assert_unknown(callers: dict[str, Caller], number: str) -> None:
    """404 with the same words at every address of the case, and no list shows it.

    The first caller asks for every step of the family, the others (each request takes its time) for those of their place in the row.
    """
    asked = addresses(number)
    steps = [one for one in asked if "/steps/" in one[1]]
    assert (len(steps), len(asked) - len(steps)) >= (40, 8)
    for place, (name, caller) in enumerate(callers.items()):
        left_out = [] if place == 0 else [one for n, one in enumerate(steps) if n % len(callers) != place]
        for method, path, body in asked:
            if (method, path, body) in left_out:
                continue
            answer = ask(caller, method, path, body)
            assert (caller.last, answer) == (404, GONE), (name, method, path, answer)
        for one in LISTS:
            for asking in ({}, *({"queue": queue, "q": number} for queue in ("mine", "unassigned", "waiting") if one == "worklist")):
                assert number not in json.dumps(caller.get(f"/api/{one.replace('_', '-')}/", **asking)), (name, one)


def test_every_address_is_known_to_this_test():
    """A new endpoint appears here, or the test fails."""
    resolved = {pattern.name for pattern in get_resolver("api.urls").url_patterns}
    assert resolved == {pattern.name for pattern in urlpatterns}
    assert resolved >= NO_CASE | LISTS | {"case", "step", "approve", "return", "document", "attachment"}


def test_strangers_meet_404_at_every_address(people):
    """Every step of the family included, whether it is open or closed."""
    number, _ = busy_case(people)
    assert_unknown(strangers(), number)


def test_an_operator_that_was_replaced_meets_404(people):
    """It had the case until its objection was upheld."""
    number = stages.forwarded(people)
    caller = Caller().signed_in("east-sh")
    assert caller.get(f"/api/cases/{number}/")["number"] == number
    stages.act(people, "east-sh", number, "object", reasons="号码不在本公司")
    stages.act(people, "sh-handler", number, "uphold_objection", reasons="属实", respondent="OP-NORTH-31")
    for path in (f"/api/cases/{number}/", *(f"/api/documents/{pk}/" for pk in Document.objects.filter(case__number=number).values_list("pk", flat=True))):
        assert (caller.get(path), caller.last) == (GONE, 404), path
    caller.step(number, "operator_reply", **stages.REPLY)
    assert caller.last == 404
    assert number not in json.dumps([caller.get("/api/worklist/", queue=queue) for queue in ("mine", "office", "waiting", "overdue")])


def insiders(number: str, codes: dict[str, str]) -> dict[str, Caller]:
    """Everybody who read the case before it was sealed."""
    names = ("sh-intake", "sh-handler", "sh-head", "sh-supervisor", "sh-sealed", "ministry-supervisor", "ministry-auditor")
    return {name: Caller().signed_in(name) for name in names} | {"citizen": Caller().entered(number, codes["applicant"]), "system": token("CA-31", "handler")}


def test_a_sealed_case_is_404_for_those_who_had_it(committed):
    """Its handler, its head, supervisors, auditor, a reader of other sealed files, the citizen whose session is open."""
    number, codes = busy_case(committed)
    callers = insiders(number, codes)
    stages.seal(number)
    assert_unknown(callers, number)


def test_the_policy_alone_leaks_nothing(committed, monkeypatch):
    """Every filter of the program is taken out: whoever asks stands in every role in every case, and no query asks whether a case is sealed."""
    number, codes = busy_case(committed)
    callers = insiders(number, codes) | {"ha-head": Caller().signed_in("ha-head"), "north-sh": Caller().signed_in("north-sh"), "nobody": Caller()}
    stages.seal(number)
    everything = visibility.Standing(frozenset(Role), None, True)
    monkeypatch.setattr(engine.visibility, "standing_in", lambda *given: everything)
    monkeypatch.setattr(Open, "under_way", lambda self: self.filter(ended_on=None))
    keep = QuerySet.filter

    def unfiltered(self: Any, *conditions: Any, **named: Any) -> Any:
        return keep(self, *conditions, **{name: value for name, value in named.items() if name not in ("sealed", "case__sealed")})

    monkeypatch.setattr(QuerySet, "filter", unfiltered)
    jobs.deliver()
    open_to_all = filed(title="谁都看得见")["number"]
    assert callers["north-sh"].get(f"/api/cases/{open_to_all}/")["number"] == open_to_all, "the filters are out indeed"
    assert_unknown(callers, number)


def test_a_stranger_cannot_tell_a_case_from_a_number_never_given(people):
    """Whatever is sent: the answer is the same, word for word, for either."""
    number, _ = busy_case(people)
    bodies: tuple[dict[str, Any], ...] = (
        {"nonsense": 1}, {"version": 0}, {"version": "x"}, {"grounds": {"T9": {"met": True, "why": "x"}}}, {"reasons": "x"}, stages.REPLY,
    )  # fmt: skip
    steps = ("accept", "operator_reply", "file", "no_such_step", "save")
    for caller in (Caller(), Caller().signed_in("ha-handler"), Caller().signed_in("east-sh")):
        for body in bodies:
            for tail in (*(f"steps/{step}/" for step in steps), "proposals/1/approve/", "proposals/1/return/"):
                said = [(caller.post(f"/api/cases/{one}/{tail}", **body), caller.last) for one in (number, "T-2026-31-9999999")]
                assert said[0] == said[1], (tail, body)
