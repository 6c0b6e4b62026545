"""Worklist, deadlines, inbox, not yet served: pages by key, a capped count, few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import jobs
from casework.cases.outbox import Message
from tests.api.browser import OK, Caller, filed


def statements(captured) -> list[str]:
    """The SQL statements beside those that begin and end a transaction."""
    return [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"] and one["sql"] not in ("BEGIN", "COMMIT")]


def test_a_worklist_is_read_page_by_page_in_order_of_due_days(people):
    """Every case once, whatever the page size; `next` is an address."""
    numbers = [filed(title=f"第{number}件")["number"] for number in range(5)]
    caller = Caller().signed_in("sh-intake")
    found, path = [], "/api/worklist/?limit=2"
    while path:
        page = caller.get(path)
        assert (page["count"], page["count_capped"]) == (5, False)
        found += [row["number"] for row in page["results"]]
        path = page["next"]
    assert found == numbers
    row = caller.get("/api/worklist/")["results"][0]
    assert (row["state"]["zh"], row["waits_on"]["id"], row["due_rule"], row["respondent"]["code"]) == ("已收到", "intake", "TC-04", "OP-EAST-31")


def test_queues_and_filters(people):
    """mine, office, unassigned, waiting, overdue; by kind, state, operator, day, and words."""
    first, second = filed()["number"], filed(title="宽带断线三日", category="network", respondent="OP-NORTH-31", applicant_name="李四")["number"]
    intake, handler = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler")
    intake.step(first, "accept", grounds=OK, handler="sh-handler")

    def listed(caller, **asked):
        return [row["number"] for row in caller.get("/api/worklist/", **asked)["results"]]

    assert listed(handler, queue="mine") == [first]
    assert listed(handler) == [first]
    assert listed(intake) == [second]
    assert listed(intake, queue="waiting") == [first]
    assert listed(intake, queue="unassigned") == [second]
    assert listed(intake, queue="overdue") == []
    head = Caller().signed_in("sh-head")
    assert sorted(listed(head)) == sorted([first, second])
    assert listed(head, state="accepted") == [first]
    assert listed(head, operator="OP-NORTH-31") == [second]
    assert listed(head, kind="petition") == []
    assert listed(head, due_before="2020-01-01") == []
    assert listed(head, q="宽带") == [second]
    assert listed(head, q="李四") == [second]
    assert listed(head, q=second) == [second]
    assert listed(head, q=intake.get(f"/api/cases/{second}/")["people_number"]) == [second]
    assert listed(Caller().signed_in("ministry-supervisor"), q=second) == [second]
    assert listed(Caller().signed_in("ha-head")) == []


@pytest.mark.parametrize("username", ["sh-intake", "sh-head", "ministry-supervisor", "east-hq", "east-sh"])
def test_a_worklist_takes_four_statements(committed, username):
    """Session, user with roles, rows with their count, the names on them; however many rows."""
    for number in range(3):
        filed(title=f"第{number}件")
    caller = Caller().signed_in(username)
    caller.get("/api/worklist/")
    with CaptureQueriesContext(connection) as captured:
        caller.get("/api/worklist/")
    assert len(captured) <= 4, statements(captured)  # two less where the queue is empty


def test_filing_and_a_step_take_at_most_25_statements(committed):
    """Beside session and user, BEGIN and COMMIT. Accepting with ten answers is the longest of all steps."""
    caller = Caller().signed_in("sh-intake")
    filed(Caller())
    with CaptureQueriesContext(connection) as filing:
        number = filed(Caller())["number"]
    with CaptureQueriesContext(connection) as step:
        caller.step(number, "accept", grounds=OK, handler="sh-handler")
    with CaptureQueriesContext(connection) as detail:
        caller.get(f"/api/cases/{number}/")
    filing_count, step_count, detail_count = (len(statements(one)) for one in (filing, step, detail))
    assert filing_count <= 25
    assert step_count <= 25 + 2
    assert detail_count <= 20 + 2


def test_deadlines_and_the_working(people):
    """By last day, of one's office; the detail says why a deadline ends on its day."""
    number = filed()["number"]
    caller = Caller().signed_in("sh-intake")
    rows = caller.get("/api/deadlines/")["results"]
    assert [(row["number"], row["rule"]) for row in rows][:1] == [(number, "TC-04")]
    assert rows == sorted(rows, key=lambda row: row["last_day"])
    assert [row["rule"] for row in caller.get("/api/deadlines/", rule="TC-08")["results"]] == ["TC-08"]
    page = caller.get("/api/deadlines/", limit=1)
    assert caller.get(page["next"])["results"][0]["rule"] == rows[1]["rule"]
    assert Caller().signed_in("ha-intake").get("/api/deadlines/")["results"] == []
    assert Caller().signed_in("east-sh").get("/api/deadlines/")["results"] == []
    plain = caller.get(f"/api/cases/{number}/")["deadlines"][0]
    assert "working" not in plain
    chinese = caller.get(f"/api/cases/{number}/?working=1")["deadlines"][0]["working"]
    english = Caller(language="en").signed_in("sh-intake").get(f"/api/cases/{number}/", working="1")["deadlines"][0]["working"]
    assert any("起算" in line or "不计" in line for line in chinese)
    assert len(chinese) == len(english)
    assert any(line.isascii() for line in english)


def test_an_inbox_holds_what_reached_its_owner(committed):
    """The desk, the operator and the guest, each their own; nothing before it is delivered."""
    case = filed()
    number = case["number"]
    intake, handler, citizen = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler"), Caller().entered(number, case["codes"]["applicant"])
    assert intake.get("/api/inbox/")["results"] == []
    jobs.deliver()
    assert [row["step"] for row in intake.get("/api/inbox/")["results"]] == ["file"]
    assert [row["step"] for row in citizen.get("/api/inbox/")["results"]] == ["file"]
    assert handler.get("/api/inbox/")["results"] == []
    intake.step(number, "accept", grounds=OK, handler="sh-handler")
    handler.step(number, "forward", summary="流量费争议")
    jobs.deliver()
    operator = Caller().signed_in("east-sh").get("/api/inbox/")["results"]
    assert [(row["step"], row["number"], row["document"] is not None) for row in operator] == [("forward", number, True)]
    assert Caller().signed_in("north-sh").get("/api/inbox/")["results"] == []
    assert [row["step"] for row in citizen.get("/api/inbox/")["results"]][:2] == ["forward", "accept"]
    assert Message.objects.filter(sent_at=None).count() == 0


def test_not_yet_served_is_for_officers(committed):
    """The oldest first; gone once served; operators are refused, outsiders asked to sign in."""
    number = filed()["number"]
    intake, handler = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler")
    intake.step(number, "accept", grounds=OK, handler="sh-handler")
    rows = handler.get("/api/not-yet-served/")["results"]
    assert [(row["number"], row["party"], row["document"]["title"]) for row in rows] == [(number, "王小明", "受理通知书")]
    day = rows[0]["issued_on"]
    handler.step(number, "serve", document=rows[0]["document"]["number"], manner="post", served_on=day, proof="挂号信 R1")
    assert handler.last == 200
    assert handler.get("/api/not-yet-served/")["results"] == []
    assert Caller().signed_in("ha-handler").get("/api/not-yet-served/")["count"] == 0
    assert Caller().signed_in("east-sh").get("/api/not-yet-served/")["code"] == "forbidden"
    assert Caller().get("/api/not-yet-served/")["code"] == "unauthenticated"


def test_a_proposal_is_returned_with_reasons_and_approved_by_another(people):
    """202 with the proposal; nobody approves their own; a return needs reasons."""
    number = filed(operator_complained=False, operator_complained_on=None, operator_answered_on=None, operator_answer=None, operator_satisfied=None)["number"]
    intake, head = Caller().signed_in("sh-intake"), Caller().signed_in("sh-head")
    given = {"ground": "11-5-1", "facts": "非本人业务", "reasons": "与申诉事项无直接利害关系", "grounds": OK | {"T10-1": {"met": False, "why": "号码非本人"}}}
    proposed = intake.step(number, "refuse", **given)
    assert (intake.last, proposed["state"]["id"], proposed["proposal"]["status"]) == (202, "received", "pending"), proposed
    path = f"/api/cases/{number}/proposals/{proposed['proposal']['id']}"
    assert [one["id"] for one in head.get(f"/api/cases/{number}/")["proposals"]] == [proposed["proposal"]["id"]]
    assert intake.post(f"{path}/approve/")["code"] == "forbidden"
    assert head.post(f"{path}/return/")["fields"]["reasons"]
    assert head.post(f"{path}/return/", reasons=" ")["code"] == "refused"
    assert head.post(f"{path}/approve/", version=0)["code"] == "refused"
    assert head.post(f"{path}/approve/", more=1)["fields"]["more"]
    returned = head.post(f"{path}/return/", reasons="请补充证据")
    assert (head.last, returned["proposal"]["status"], returned["proposal"]["reasons"]) == (200, "returned", "请补充证据")
    assert head.post(f"{path}/approve/")["code"] == "refused"
    again = intake.step(number, "refuse", **given)["proposal"]["id"]
    assert head.post(f"/api/cases/{number}/proposals/{again}/approve/")["state"]["id"] == "refused"
    assert head.post("/api/cases/T-2026-31-9999999/proposals/1/approve/")["code"] == "not_found"


def test_an_operator_lists_what_was_forwarded_to_it(people):
    """Not before; as first or as second operator; head office for its branches."""
    first = filed()["number"]
    second = filed(title="携号转网", respondent="OP-NORTH-31", second_respondent="OP-EAST-31", number_portability=True)["number"]
    east, north, head_office = (Caller().signed_in(name) for name in ("east-sh", "north-sh", "east-hq"))

    def listed(caller):
        return [row["number"] for row in caller.get("/api/worklist/")["results"]]

    assert (listed(east), listed(north), listed(head_office)) == ([], [], [])
    intake, handler = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler")
    for number in (first, second):
        intake.step(number, "accept", grounds=OK, handler="sh-handler")
        handler.step(number, "forward", summary="流量费争议")
    assert (listed(east), listed(north), listed(head_office)) == ([first, second], [second], [first, second])
