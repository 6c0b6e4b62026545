"""诉访分离 (信访工作条例 28②, 31(4)(5)): a matter that belongs elsewhere is led in by one act, never refused."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework import commands
from casework.cases.attachments import Attachment
from casework.cases.case import Case, Link, people_number
from casework.cases.clocks import Deadline
from casework.cases.documents import Document, content
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.complaints.models import Complaint
from tests.builders import OUTSIDER
from tests.statute.course import set_clock as at

PDF = b"%PDF-1.7\n"
PETITION = {
    "applicant_name": "刘桂芳", "applicant_phone": "13800138000", "applicant_address": "上海市徐汇区漕溪北路1号", "electronic_service": True,
    "channel": "network", "office": "CA-31", "title": "宽带资费争议", "claim": "退还多收的宽带费。", "facts": "合同到期后仍按原价扣费三个月。",
}  # fmt: skip
GIVEN = {
    "head": "31-4", "reasons": "与电信业务经营者的服务争议，有电信用户申诉程序。", "procedure": "电信用户申诉处理程序",
    "procedure_basis": "信访工作条例 31(4)", "body_name": "上海市电信用户申诉受理机构",
}  # fmt: skip
FILING = {"respondent": "OP-EAST-31", "operator_complained_on": "2026-09-01"}


@pytest.fixture
def petition(people, monkeypatch) -> str:
    """Received on Friday 9 October 2026 with a file; decided on the Monday after."""
    at(monkeypatch, "2026-10-09T10:00")
    files = {"attachments": [SimpleUploadedFile("账单.pdf", PDF + "三月账单".encode())]}
    number = commands.file_case("petition", by=OUTSIDER, given=PETITION, step="register", files=files).case.number
    at(monkeypatch, "2026-10-12T10:00")
    return number


@pytest.mark.duty("PD-025", "PD-034")
def test_art_31_4_a_telecom_dispute_becomes_a_complaint_counted_from_the_day_the_petition_came(petition, people):
    outcome = commands.lead_into(petition, by=people["sh-intake"], into="complaint", given=GIVEN, filing=FILING)
    complaint = Complaint.objects.get(pk=outcome.opened.case.pk)
    assert (complaint.kind, complaint.claim, complaint.facts) == ("complaint", PETITION["claim"], PETITION["facts"])
    assert (complaint.office.code, complaint.respondent.code, complaint.first_received_on) == ("CA-31", "OP-EAST-31", date(2026, 10, 9))
    assert Deadline.objects.get(case=complaint, rule="TC-08").trigger_on == date(2026, 10, 9)
    person = Party.objects.get(case=complaint, role="applicant")
    assert (person.name, person.phone, person.reached_electronically) == ("刘桂芳", "13800138000", True)
    assert outcome.opened.codes["applicant"]  # the petitioner follows it by a code of its own
    ended = Case.objects.get(number=petition)
    assert (ended.state, ended.ended_on) == ("procedure_ended", date(2026, 10, 12))
    notice = content(Document.objects.get(case=ended, type="procedure_notice"))
    assert (notice["linked_number"], notice["head"]["article"]) == (people_number(complaint.number, "沪"), "《信访工作条例》第三十一条第四项")
    assert Link.objects.get(case=ended).other_id == complaint.pk
    assert (complaint.matter_id, complaint.first_handler, ended.first_handler) == (ended.pk, people.user("sh-intake"), people.user("sh-intake"))
    assert Deadline.objects.filter(case=ended, ended_by_seq=None).count() == 0


def test_the_files_go_along_and_both_ledgers_say_so(petition, people):
    outcome = commands.lead_into(petition, by=people["sh-intake"], into="complaint", given=GIVEN, filing=FILING)
    mine, theirs = (Attachment.objects.get(case__number=number) for number in (petition, outcome.opened.case.number))
    assert (bytes(mine.sha256), mine.name) == (bytes(theirs.sha256), theirs.name)
    filed = Entry.objects.get(case=outcome.opened.case, seq=1)
    assert filed.facts["files"] == [bytes(mine.sha256).hex()] and filed.facts["opened_from"] == petition
    led = Entry.objects.get(case__number=petition, step="lead_to_procedure")
    assert "沪申2026-" in str(led.content.given)


def test_nothing_is_half_done_where_either_form_is_wrong(petition, people):
    cases = Case.objects.count()
    with pytest.raises(Invalid) as wrong:
        commands.lead_into(petition, by=people["sh-intake"], into="complaint", given=GIVEN, filing={"respondent": "OP-NOWHERE"})
    assert list(wrong.value.fields) == ["filing.respondent"]
    with pytest.raises(Invalid) as wrong:
        commands.lead_into(petition, by=people["sh-intake"], into="complaint", given=GIVEN | {"reasons": ""}, filing=FILING)
    assert list(wrong.value.fields) == ["reasons"]
    assert Case.objects.count() == cases and Case.objects.get(number=petition).state == "registered"


def test_who_may_not_and_what_cannot(petition, people):
    with pytest.raises(NotFound):
        commands.lead_into(petition, by=people["ha-intake"], into="complaint", given=GIVEN, filing=FILING)
    with pytest.raises(Forbidden):
        commands.lead_into(petition, by=people["sh-head"], into="complaint", given=GIVEN, filing=FILING)
    with pytest.raises(NotFound):
        commands.lead_into(petition, by=people["sh-intake"], into="petition", given=GIVEN, filing=FILING)
    commands.lead_into(petition, by=people["sh-intake"], into="complaint", given=GIVEN, filing=FILING)
    with pytest.raises(Refused):
        commands.lead_into(petition, by=people["sh-intake"], into="complaint", given=GIVEN, filing=FILING)
