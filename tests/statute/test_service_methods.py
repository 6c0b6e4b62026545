"""Each way of service starts the right clock on the right day, and nothing else does (民事诉讼法 87–95, by analogy).

The paper is the transfer notice of 2026-10-13 to the operator; its ten days (TC-06) run from service. Days are counted by hand.
"""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from casework import clock, jobs
from casework.cases import public_notice
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.cases.refusals import Invalid, Refused
from casework.cases.service import Service
from tests.builders import People
from tests.statute.course import Course, set_clock
from tests.statute.test_art15_forwarding import forwarded

# manner | recorded on | what its record says | day of service | TC-06 nominal, last
METHODS: list[tuple[str, str, dict[str, Any], str, str, str]] = [
    ("direct", "2026-10-14", {"received_by": "王强", "relation": "receiver", "served_on": "2026-10-14"}, "2026-10-14", "2026-10-24", "2026-10-26"),
    ("left", "2026-10-15", {"refusal": "拒绝签收", "witnesses": "居委会李某", "served_on": "2026-10-15"}, "2026-10-15", "2026-10-25", "2026-10-26"),
    ("post", "2026-10-20", {"served_on": "2026-10-16"}, "2026-10-16", "2026-10-26", "2026-10-26"),
    ("entrusted", "2026-10-21", {"through": "江苏省通信管理局", "served_on": "2026-10-19"}, "2026-10-19", "2026-10-29", "2026-10-29"),
    ("electronic", "2026-10-15", {"arrived_at": "2026-10-14T23:50", "served_on": "2026-10-14"}, "2026-10-14", "2026-10-24", "2026-10-26"),
]  # fmt: skip


def _row(course: Course) -> Service:
    return Service.objects.select_related("document").get(case__number=course.number, document__type="transfer_notice")


@pytest.mark.duty("TD-012")
@pytest.mark.parametrize(("manner", "recorded", "told", "served", "nominal", "last"), METHODS)
def test_each_way_starts_the_operator_s_ten_days_on_its_day(
    people: People, manner: str, recorded: str, told: dict[str, Any], served: str, nominal: str, last: str
) -> None:
    course = forwarded(people)
    course.take(recorded, "sh-handler", "serve", document=_row(course).document.number, manner=manner, proof="回执1号", **told)
    row = _row(course)
    assert (str(row.served_on), row.method) == (served, manner)
    assert course.days("TC-06") == (nominal, last)
    assert {name: value for name, value in row.told.items() if name != "arrived_at"} == {
        name: value for name, value in told.items() if name not in ("served_on", "arrived_at")
    }


@pytest.mark.duty("TD-012")
@pytest.mark.parametrize(
    ("manner", "told", "field", "article"),
    [
        ("direct", {"relation": "self"}, "received_by", "民事诉讼法 87"),
        ("direct", {"received_by": "王强"}, "relation", "民事诉讼法 88"),
        ("left", {"witnesses": "居委会李某"}, "refusal", "民事诉讼法 89"),
        ("left", {"refusal": "拒绝签收"}, "witnesses", "民事诉讼法 89"),
        ("entrusted", {}, "through", "民事诉讼法 91"),
        ("electronic", {}, "arrived_at", "民事诉讼法 90"),
        ("electronic", {"arrived_at": "2026-10-13T23:50"}, "served_on", "民事诉讼法 90"),
        ("notice", {}, "manner", "notice"),
    ],
)  # fmt: skip
def test_a_way_without_its_proof_is_refused_by_field_and_article(people: People, manner: str, told: dict[str, Any], field: str, article: str) -> None:
    course = forwarded(people)
    with pytest.raises(Invalid) as refusal, transaction.atomic():
        course.take("2026-10-14", "sh-handler", "serve", document=_row(course).document.number, manner=manner, served_on="2026-10-14", proof="回执", **told)
    assert list(refusal.value.fields) == [field]
    assert article in refusal.value.fields[field][0]
    assert _row(course).served_on is None and course.clocks("TC-06") == []


@pytest.mark.duty("TD-012")
@pytest.mark.parametrize("manner", ["post", "entrusted"])
def test_a_paper_on_its_way_starts_nothing(people: People, manner: str) -> None:
    course = forwarded(people)
    course.take("2026-10-14", "sh-handler", "send_out", document=_row(course).document.number, manner=manner, sent_on="2026-10-14", reference="EMS 1029384756")
    row = _row(course)
    assert (row.method, str(row.sent_on), row.reference, row.served_on) == (manner, "2026-10-14", "EMS 1029384756", None)
    assert course.clocks("TC-06") == []


@pytest.mark.duty("TD-012")
def test_a_posted_paper_is_not_served_before_it_was_posted(people: People) -> None:
    course = forwarded(people)
    document = _row(course).document.number
    course.take("2026-10-16", "sh-handler", "send_out", document=document, manner="post", sent_on="2026-10-16", reference="EMS 1029384756")
    slip = {"document": document, "manner": "post", "proof": "EMS 1029384756"}
    assert course.refused("2026-10-20", "sh-handler", "serve", served_on="2026-10-15", **slip).keys() == {"paper-waits"}
    course.take("2026-10-20", "sh-handler", "serve", served_on="2026-10-16", **slip)
    assert course.days("TC-06") == ("2026-10-26", "2026-10-26")


# ---- public notice: thirty days pass, the thirty-first is the day of service ----

SIGNED = {"manner": "direct", "received_by": "王强", "relation": "receiver", "proof": "签收"}
PUBLISHED = {"manner": "notice", "reference": "本机关网站、人民邮电报", "why": "受送达人下落不明，邮寄两次均退回"}


@pytest.mark.duty("TD-012")
@pytest.mark.parametrize(
    ("published", "served"),
    [("2026-10-14", "2026-11-14"), ("2026-01-30", "2026-03-02"), ("2028-01-30", "2028-03-01"), ("2026-09-01", "2026-10-02")],
)
def test_the_day_of_service_by_public_notice(published: str, served: str) -> None:
    """Also where it falls on a Saturday (2026-11-14) or in the national holiday (2026-10-02): 经过三十日 is a condition and never rolled."""
    assert public_notice.deemed_served_on(date.fromisoformat(published)) == date.fromisoformat(served)


@pytest.mark.duty("TD-012")
def test_a_public_notice_serves_by_the_passing_of_thirty_days_and_not_before(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = forwarded(people)
    course.take("2026-10-14", "sh-handler", "send_out", document=_row(course).document.number, sent_on="2026-10-14", **PUBLISHED)
    assert (str(_row(course).deemed_on), course.clocks("TC-06")) == ("2026-11-14", [])
    set_clock(monkeypatch, "2026-11-13T23:59")
    assert jobs.deem_served() == 0
    assert _row(course).served_on is None and course.clocks("TC-06") == []
    set_clock(monkeypatch, "2026-11-16T08:00")  # found on Monday, dated on the Saturday
    assert jobs.deem_served() == 1
    row = _row(course)
    assert (str(row.served_on), row.method) == ("2026-11-14", "notice")
    assert course.days("TC-06") == ("2026-11-24", "2026-11-24")
    entry = Entry.objects.filter(case__number=course.number).order_by("-seq").first()
    assert entry is not None and (entry.step, entry.role, str(entry.on)) == ("deem_served", "system", "2026-11-14")
    assert jobs.deem_served() == 0


@pytest.mark.duty("TD-012")
def test_who_signs_while_a_notice_hangs_is_served_that_day(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = forwarded(people)
    document = _row(course).document.number
    course.take("2026-10-14", "sh-handler", "send_out", document=document, sent_on="2026-10-14", **PUBLISHED)
    course.take("2026-10-20", "sh-handler", "serve", document=document, served_on="2026-10-20", **SIGNED)
    set_clock(monkeypatch, "2026-11-16T08:00")
    assert jobs.deem_served() == 0
    assert (str(_row(course).served_on), course.days("TC-06")) == ("2026-10-20", ("2026-10-30", "2026-10-30"))


@pytest.mark.duty("TD-012")
def test_a_paper_taken_back_is_not_deemed_served(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = forwarded(people)
    paper = _row(course).document
    course.take("2026-10-14", "sh-handler", "send_out", document=paper.number, sent_on="2026-10-14", **PUBLISHED)
    course.take("2026-10-15", "sh-head", "rectify", entry=paper.entry_seq, reasons="误转")
    set_clock(monkeypatch, "2026-11-16T08:00")
    assert jobs.deem_served() == 0
    assert Document.objects.get(pk=paper.pk).corrected_by.exists() and course.clocks("TC-06") == []


@pytest.mark.duty("TD-012")
def test_a_public_notice_needs_its_reason_on_file(people: People) -> None:
    course = forwarded(people)
    with pytest.raises(Invalid, match="95②"), transaction.atomic():
        course.take("2026-10-14", "sh-handler", "send_out", document=_row(course).document.number, sent_on="2026-10-14", **(PUBLISHED | {"why": ""}))
    assert course.refused("2026-10-14", "sh-handler", "send_out", document=_row(course).document.number, sent_on="2026-10-12", **PUBLISHED).keys() == {
        "paper-can-leave"
    }


@pytest.mark.duty("TD-012")
def test_posting_does_not_end_a_running_public_notice(people: People) -> None:
    """The day on which it counts as service stays; what was received meanwhile is recorded as service."""
    course = forwarded(people)
    number = _row(course).document.number
    course.take("2026-10-14", "sh-handler", "send_out", document=number, sent_on="2026-10-14", **PUBLISHED)
    day = _row(course).deemed_on
    posted = {"document": number, "sent_on": "2026-10-15", "manner": "post", "reference": "EMS 1"}
    assert course.refused("2026-10-15", "sh-handler", "send_out", **posted).keys() == {"public_notice"}
    assert _row(course).deemed_on == day is not None


# ---- consent ----


@pytest.mark.duty("TD-012")
def test_electronic_consent_that_is_refused_or_taken_back_counts_from_then_on(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-10-14T10:00")
    course = Course.filed(people, None, electronic_service="on")
    party = Party.objects.get(case__number=course.number, role="applicant")
    course.take(None, "applicant", "confirm_address", electronic="no", address="上海市黄浦区人民大道2号")
    party.refresh_from_db()
    assert (party.electronic_consent_on, party.service_address) == (None, "上海市黄浦区人民大道2号")
    course.accepted("2026-10-14")
    jobs.deliver()
    notice = Service.objects.select_related("document").get(case__number=course.number, document__type="acceptance_notice")
    assert notice.served_on is None
    given = {"document": notice.document.number, "manner": "electronic", "served_on": "2026-10-14", "arrived_at": "2026-10-14T09:00", "proof": "系统"}
    with pytest.raises(Refused, match="未同意电子送达"), transaction.atomic():
        course.take("2026-10-14", "sh-handler", "serve", **given)
    course.take(None, "sh-handler", "confirm_address", addressee=party.name, electronic="yes", proof="电话确认")
    party.refresh_from_db()
    assert (str(party.electronic_consent_on), party.service_address) == (clock.today().isoformat(), "上海市黄浦区人民大道2号")
    course.take("2026-10-14", "sh-handler", "serve", **given)
    notice.refresh_from_db()
    assert (str(notice.served_on), notice.method) == ("2026-10-14", "electronic")


def test_an_address_is_confirmed_for_somebody_of_the_case(people: People) -> None:
    course = forwarded(people)
    assert course.refused("2026-10-14", "sh-handler", "confirm_address", addressee="无此人", electronic="yes").keys() == {"addressee-known"}
