"""GET /api/deadlines/: each filter, what is wrong with one said by its name, few statements; and the workbook of the same."""

import html
import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.clock import now
from casework.people.models import Organisation, issue_token
from tests import replays, stages
from tests.api.browser import Caller
from tests.builders import People
from tests.frontend.test_supervisor import arrived
from tests.statute.course import set_clock


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-11-24T10:00")


@pytest.fixture
def cases(people: People) -> dict[str, str]:
    """In Shanghai one accepted and one forwarded and acknowledged, handled by two people; in Henan one just filed."""
    one, two = stages.accepted(people), stages.forwarded(people)
    stages.act(people, "east-sh", two, "acknowledge")
    stages.act(people, "sh-head", two, "assign", handler="sh-handler2", why="工作调整")
    henan = stages.filed(respondent="OP-EAST-41")
    Case.objects.filter(number=henan).update(office=Organisation.objects.get(code="CA-41"))
    Deadline.objects.filter(case__number=one).update(last_day=date(2026, 12, 1))
    Deadline.objects.filter(case__number=two).update(last_day=date(2026, 12, 10))
    Deadline.objects.filter(case__number=henan).update(last_day=date(2026, 12, 20))
    Deadline.objects.filter(case__number=one, rule="TC-07").update(house=True)
    return {"one": one, "two": two, "henan": henan}


def found(who: str, **asked: Any) -> list[tuple[str, str]]:
    """Case and rule of each row."""
    rows = Caller().signed_in(who).get("/api/deadlines/", limit=100, **asked)["results"]
    return [(row["number"], row["rule"]) for row in rows]


def numbers(who: str, **asked: Any) -> set[str]:
    """The cases of the rows."""
    return {number for number, _ in found(who, **asked)}


def test_each_filter_narrows_the_list(cases: dict[str, str]) -> None:
    one, two, henan = cases["one"], cases["two"], cases["henan"]
    assert numbers("ministry-supervisor") == {one, two, henan}
    assert numbers("ministry-supervisor", office="CA-31") == {one, two} and numbers("ministry-supervisor", office="CA-41") == {henan}
    assert numbers("ministry-supervisor", province="41") == {henan} and numbers("ministry-supervisor", province="50") == set()
    assert numbers("sh-head", handler="sh-handler") == {one} and numbers("sh-handler2", handler="me") == {two}
    assert numbers("sh-head", handler="nobody-by-this-name") == set()
    assert numbers("sh-head", kind="complaint") == {one, two} and numbers("sh-head", kind="petition") == set()
    assert {rule for _, rule in found("sh-head", bound="operator")} == {"TC-06"}
    assert "TC-06" not in {rule for _, rule in found("sh-head", bound="office")} and numbers("sh-head", bound="office") == {one, two}
    assert found("sh-head", house="yes", handler="sh-handler", rule="TC-07") == [(one, "TC-07")]
    assert (one, "TC-07") not in found("sh-head", house="no") and (one, "TC-08") in found("sh-head", house="no")
    assert numbers("ministry-supervisor", due_after="2026-12-01") == {two, henan} and numbers("ministry-supervisor", due_before="2026-12-10") == {one}
    assert numbers("ministry-supervisor", due_after="2026-12-01", due_before="2026-12-20") == {two}
    assert numbers("ministry-supervisor", status="met") and numbers("sh-head", status="void") == set()


def test_what_stands_still_has_no_last_day_and_is_found_by_its_status(cases: dict[str, str]) -> None:
    for number in (cases["one"], cases["two"]):
        Deadline.objects.filter(case__number=number, rule="TC-08").update(status="suspended", last_day=None, next_alarm_on=None)
    caller = Caller().signed_in("sh-head")
    first = caller.get("/api/deadlines/", status="suspended", limit=1)
    second = caller.get(first["next"])
    assert [(row["number"], row["last_day"]) for row in first["results"] + second["results"]] == [(cases["one"], None), (cases["two"], None)]
    assert second["next"] is None and (first["count"], second["count"]) == (2, 2)


@pytest.mark.parametrize(("field", "value"), [
    ("rule", "XX-99"), ("status", "late"), ("bound", "citizen"), ("kind", "appeal"), ("office", "CA-99"), ("province", "3"), ("province", "99"), ("house", "1"),
    ("waits_on", "you"), ("huose", "no"),
    ("due_before", "soon"), ("due_after", "2026-02-30"), ("cursor", "x"), ("limit", "0"),
])  # fmt: skip
def test_what_cannot_be_is_said_by_its_name(cases: dict[str, str], field: str, value: str) -> None:
    caller = Caller().signed_in("ministry-supervisor")
    answer = caller.get("/api/deadlines/", **{field: value})
    assert caller.last == 400 and list(answer["fields"]) == [field], answer


def test_several_wrong_ones_are_said_together_and_me_is_a_person(cases: dict[str, str]) -> None:
    caller = Caller().signed_in("sh-head")
    assert set(caller.get("/api/deadlines/", rule="x", house="x", kind="x")["fields"]) == {"rule", "house", "kind"}
    system = Caller(token=issue_token(Organisation.objects.get(code="CA-31"), "系统", "handler", "read", at=now()))
    assert list(system.get("/api/deadlines/", handler="me")["fields"]) == ["handler"] and system.last == 400
    assert system.get("/api/deadlines/", handler="sh-handler")["count"] > 0


def test_an_operator_finds_its_own_clocks_alone(cases: dict[str, str]) -> None:
    assert found("east-sh") == [(cases["two"], "TC-06")] == found("east-hq", office="CA-31")
    assert found("east-sh", bound="office") == [] == found("north-sh")


@pytest.mark.parametrize("asked", ["", "?office=CA-31&handler=sh-handler&bound=office", "?office=CA-99", "?province=99", "?office=CA-31&province=41"])
def test_a_list_takes_four_statements(committed: People, asked: str) -> None:
    for _ in range(3):
        stages.accepted(committed)
    caller = Caller().signed_in("sh-head")
    caller.get(f"/api/deadlines/{asked}")
    with CaptureQueriesContext(connection) as captured:
        caller.get(f"/api/deadlines/{asked}")
    assert len(captured) <= 4, [one["sql"] for one in captured]


def test_the_schema_names_every_filter(people: People, client: Any) -> None:
    schema = client.get("/api/schema/").json()["paths"]["/api/deadlines/"]["get"]["parameters"]
    named = {one["name"]: one for one in schema}
    assert set(named) == {
        "rule", "status", "bound", "kind", "office", "province", "handler", "waits_on", "house", "due_before", "due_after", "cursor", "limit"
    }  # fmt: skip
    assert named["house"]["schema"]["enum"] == ["no", "yes"] and "TC-04" in named["rule"]["schema"]["enum"]
    assert set(named["bound"]["schema"]["enum"]) == {"office", "operator", "applicant", "respondent", "system"}


def sheet(response: Any) -> Any:
    """The first sheet of a download."""
    assert response.status_code == 200, response.status_code
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active


def test_the_workbook_holds_what_the_list_holds(cases: dict[str, str]) -> None:
    page = sheet(arrived("sh-head").get("/desk/deadlines/export/?bound=office&due_before=2026-12-05"))
    assert [cell.value for cell in page[1]] == [
        "编号", "系统编号", "事项", "最后一日", "该办什么", "规则", "依据", "内部时限", "约束谁", "状态", "起算日", "届满日（未顺延）",
        "延长天数", "暂定", "机构", "承办人",
    ]  # fmt: skip
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert [(row[1], row[5]) for row in rows] == found("sh-head", bound="office", due_before="2026-12-05") and rows
    assert {row[3].date() for row in rows} == {date(2026, 12, 1)} and {row[15] for row in rows} == {"沪承办"}
    assert {row[5]: row[7] for row in rows}["TC-07"] == "是" and {row[5]: row[7] for row in rows}["TC-08"] is None
    own = sheet(arrived("east-sh").get("/operator/deadlines/export/"))
    assert [(row[1].value, row[5].value, row[8].value) for row in own.iter_rows(min_row=2)] == [(cases["two"], "TC-06", "华东通信上海")]
    assert "承办人" not in [cell.value for cell in own[1]]
    assert sheet(arrived("sh-head").get("/desk/deadlines/export/", headers={"accept-language": "en"}))["A1"].value == "number"


def test_who_may_not_and_what_cannot_be(cases: dict[str, str]) -> None:
    assert arrived("east-sh").get("/desk/deadlines/export/").status_code == 403
    assert arrived("sh-head").get("/operator/deadlines/export/").status_code == 403
    assert arrived("sh-admin").get("/desk/deadlines/export/").status_code == 403
    for asked in ("rule=x", "house=1", "office=CA-99", "due_after=x", "province=9"):
        assert arrived("sh-head").get(f"/desk/deadlines/export/?{asked}").status_code == 400, asked
    assert sheet(arrived("ha-head").get("/desk/deadlines/export/?office=CA-31")).max_row == 1


@pytest.mark.parametrize(("path", "asked", "chinese", "english"), [
    ("/desk/deadlines/export/", "rule=zz", "规则：rule 须为 AR-01、AR-02", "Rule: rule is one of: AR-01, AR-02"),
    ("/desk/deadlines/export/", "bound=zz", "约束谁：bound 须为 applicant、office", "Binds: bound is one of: applicant, office"),
    ("/desk/deadlines/export/", "status=zz", "状态：status 须为 running", "Status: status is one of: running"),
    ("/desk/deadlines/export/", "house=zz", "内部时限：house 须为 yes、no 之一", "House limits: house is one of: yes, no."),
    ("/operator/deadlines/export/", "rule=zz", "规则：rule 须为 AR-01", "Rule: rule is one of: AR-01"),
    ("/desk/deadlines/export/", "due_after=2026-12-05&due_before=2026-12-05", "之间没有一天", "No day lies after the one and before the other"),
    ("/desk/deadlines/export/", "handler=nobody", "承办人：您的机构没有这个用户名的人员", "Handler: Nobody of your office has this user name"),
    ("/desk/deadlines/export/", "handler=ha-handler", "承办人：您的机构没有这个用户名的人员", "Handler: Nobody of your office has this user name"),
    ("/desk/deadlines/export/", "huose=no", "没有 huose 这个条件，可用的有 rule、", "No filter huose: there are rule, "),
    ("/desk/?queue=zz", "", "列表：queue 须为 mine、office", "List: queue is one of: mine, office"),
])  # fmt: skip
def test_a_wrong_address_is_answered_with_the_name_of_the_field_and_what_it_may_be(cases, path, asked, chinese, english) -> None:  # type: ignore[no-untyped-def]
    client = arrived("east-sh" if path.startswith("/operator") else "sh-head")
    for headers, wanted in (({}, chinese), ({"accept-language": "en"}, english)):
        answer = client.get(f"{path}?{asked}" if asked else path, headers=headers)
        assert answer.status_code == 400 and wanted in html.unescape(answer.content.decode()), answer.content.decode()[-3000:]


def test_a_span_without_a_day_is_refused_and_one_day_is_not(cases: dict[str, str]) -> None:
    caller = Caller().signed_in("sh-head")
    assert list(caller.get("/api/deadlines/", due_after="2026-12-02", due_before="2026-12-03")["fields"]) == ["due_after"] and caller.last == 400
    assert caller.get("/api/deadlines/", due_after="2026-11-30", due_before="2026-12-02")["count"] > 0


def test_what_waits_for_ones_post(cases: dict[str, str]) -> None:
    """Accepted cases wait for a handler, and for nobody at the intake desk."""
    assert cases["one"] in numbers("sh-handler2", waits_on="me") and cases["henan"] not in numbers("sh-handler2", waits_on="me")
    filed = stages.filed()
    assert numbers("sh-intake", waits_on="me") == {filed} and filed not in numbers("sh-handler2", waits_on="me")


def test_no_cell_is_a_formula(cases: dict[str, str]) -> None:
    Case.objects.filter(number=cases["one"]).update(title="=HYPERLINK(\"http://x\",\"y\")")
    answer = arrived("sh-head").get("/desk/deadlines/export/")
    whole = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(whole)) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in text and "<f " not in text
    titles = [row[2].value for row in openpyxl.load_workbook(io.BytesIO(whole)).active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    assert '=HYPERLINK("http://x","y")' in titles


def test_many_rows_are_read_some_at_a_time(people: People) -> None:
    """Not one query for a row, nor all rows at once."""
    replays.make_running(1300, first=date(2026, 11, 2), last=date(2026, 12, 10))
    client = arrived("sh-head")
    with CaptureQueriesContext(connection) as asked:
        page = sheet(client.get("/desk/deadlines/export/"))
    assert page.max_row >= 1301 and len(asked) <= 8
    days = [row[3].value for row in page.iter_rows(min_row=2)]
    assert days == sorted(days)


def test_a_sealed_case_is_neither_listed_nor_written(cases: dict[str, str]) -> None:
    stages.seal(cases["one"], reader="sh-sealed")
    for who in ("sh-head", "sh-sealed", "ministry-supervisor"):
        assert cases["one"] not in numbers(who)
    assert cases["one"] not in {row[1].value for row in sheet(arrived("sh-head").get("/desk/deadlines/export/")).iter_rows(min_row=2)}
