"""The sample data: sixty-odd invented complaints and a score of petitions, loaded once into a database of their own and looked at from all sides."""

import io
import os
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings
from pypdf import PdfReader

from casework import clock, commands, jobs, publication, queries
from casework.cases import schedules, verification
from casework.cases.case import Access, Case, Link, people_number
from casework.cases.clocks import RUNNING, Deadline
from casework.cases.documents import Document
from casework.cases.handling import HandOver
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.proposals import APPROVED, PENDING, RETURNED, Proposal
from casework.cases.refusals import NotFound
from casework.cases.service import ELECTRONIC, POST, Service
from casework.complaints.replies import Inquiry, Objection, OperatorReply
from casework.complaints.states import State
from casework.complaints.workflow import Complaint
from casework.config.samples import ACCOUNTS, CODES_FILE, PASSWORD
from casework.people.models import User, actor_for_user
from casework.people.roles import Role
from casework.petitions.workflow import Petition
from tests import services
from tests.conftest import _connect_to

PAPERS = {
    "enquiry_answer", "operator_first", "material_notice", "seat_notice", "refusal", "acceptance_notice", "transfer_notice", "redo_notice", "settlement_note",
    "mediation_notice", "mediation_agreement", "mediation_ended", "closing_reply", "withdrawal_note", "merger_notice", "stop_notice", "investigation_record",
    "testing_request", "report_referral", "report_result", "correction",
}  # fmt: skip
PETITION_PAPERS = {
    "registration", "destination_notice", "forwarding_letter", "assignment_letter", "objection", "acceptance_notice", "receipt_notice", "suggestion_reply",
    "procedure_notice", "extension_notice", "opinion", "review_opinion", "recheck_opinion", "mediation_agreement", "redirection_notice",
}  # fmt: skip
TODAY = date(2026, 11, 23)  # a Monday: what the samples hold does not hang on the day the tests run


@pytest.fixture(scope="module")
def var(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The run-time folder beside a database that holds the samples and nothing else."""
    folder = tmp_path_factory.mktemp("var")
    shared, url = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    name = f"{shared}_samples"
    here = override_settings(VAR=folder, LEDGER_FOLDER=folder / "ledger", UPLOADS=folder / "uploads", EMAIL_FILE_PATH=folder / "mail")
    moved = pytest.MonkeyPatch()
    moved.setenv("CASEWORK_CLOCK_OFFSET", str((datetime(2026, 11, 23, 10, tzinfo=clock.SHANGHAI) - datetime.now(clock.SHANGHAI)).total_seconds()))
    with django_db_blocker.unblock(), here:  # type: ignore[attr-defined]
        os.environ["DATABASE_URL"] = services.create_database(name, os.environ["CASEWORK_TEMPLATE"])
        _connect_to(name)
        call_command("load_samples", "--if-empty", stdout=io.StringIO())
        yield folder
        connections.close_all()
        _connect_to(shared)
        os.environ["DATABASE_URL"] = url
        moved.undo()
        schedules.forget(name)
        services.drop_database(name)


def who(username: str):
    return actor_for_user(User.objects.get(username=username))


def test_about_sixty_in_every_state(var):
    states = Counter(Complaint.objects.values_list("state", flat=True))
    assert set(states) == {one.value for one in State} - {"new"}
    assert 55 <= sum(states.values()) <= 70
    assert set(Complaint.objects.exclude(category="").values_list("category", flat=True)) == {"fee", "service", "network"}
    assert set(Complaint.objects.exclude(channel="").values_list("channel", flat=True)) >= {"web", "phone", "letter", "counter"}
    assert len(set(Case.objects.values_list("office__province", flat=True))) >= 13


PETITIONS = {  # state -> offices; of a sealed accusation nobody but its reader and its petitioner knows
    "registered": {"00", "37"}, "transferred_in": {"31"}, "objected": {"00"}, "suggestion_answered": {"44"}, "led_to_procedure": {"42"}, "simple": {"32"},
    "accepted": {"33"}, "investigating": {"31", "51"}, "opinion_issued": {"44"}, "lapsed": {"50"}, "review_requested": {"31", "33"},
    "recheck_requested": {"00"}, "review": {"00"}, "final": {"00"}, "mediated": {"21"}, "redirected": {"11"},
}  # fmt: skip


def test_a_petition_in_each_state_worth_looking_at(var):
    found: dict[str, set[str]] = {}
    for one in Petition.objects.select_related("office"):
        found.setdefault(one.state, set()).add(one.office.province)
    assert found == PETITIONS
    assert set(Petition.objects.values_list("channel", flat=True)) >= {"network", "letter", "phone", "fax", "visit", "minister"}
    assert set(Petition.objects.values_list("level", flat=True)) == {"", "review", "recheck"}
    assert Petition.objects.exclude(reception_rated="").count() == 1
    assert Deadline.objects.filter(rule="PT-05", extension_days=25, status=RUNNING).exists()
    assert Deadline.objects.filter(rule="PT-02", case__office__province="37", last_day__lt=TODAY, met_on=None).exists()


def test_the_sealed_accusation_is_open_to_its_reader_and_to_its_petitioner(var):
    number, code = next((one[0], one[1]) for one in (line.split("\t") for line in (var / CODES_FILE).read_text(encoding="utf-8").splitlines()[1:])
                        if one[-1] == "反映某科室工作人员收受礼品")  # fmt: skip
    assert not Petition.objects.filter(number=number).exists()
    guest = commands.enter_by_code(number, code)
    assert guest is not None
    for reader in (guest, who("sh-reader")):
        assert str(queries.case_file(number, reader).case.state) == "accusation"
    with pytest.raises(NotFound):
        queries.case_file(number, who("sh-handler"))


def test_two_offices_have_published_where_to_petition(var):
    assert {one.code for one in publication.offices() if one.published} == {"CA-00", "CA-31"}


def test_days_lie_in_the_last_sixty_and_numbers_follow_them(var):
    days = list(Case.objects.order_by("pk").values_list("filed_on", flat=True))
    assert max(days) == TODAY
    assert date(2026, 9, 24) <= min(days) <= date(2026, 10, 5)
    assert Entry.objects.filter(on__gt=TODAY).count() == 0
    assert sum(after < before for before, after in pairwise(days)) <= 6  # what a later day split off, led, merged, reviewed or rechecked


def test_the_ledger_verifies_and_is_covered_by_a_checkpoint(var):
    report = verification.verify()
    assert report.clean, report.findings
    assert report.entries > 350
    assert (report.checkpoints, report.uncovered) == (1, 0)


def test_every_kind_of_paper_is_there_and_renders(var):
    assert set(Document.objects.filter(case__kind="complaint").values_list("type", flat=True)) == PAPERS
    assert set(Document.objects.filter(case__kind="petition").values_list("type", flat=True)) == PETITION_PAPERS
    for kind in sorted(PAPERS | PETITION_PAPERS):
        document = Document.objects.filter(type=kind).order_by("pk").last()
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(queries.pdf(document))).pages)
        assert document.number in "".join(text.split()), kind


def test_a_second_load_refuses_and_if_empty_does_nothing(var):
    before = Case.objects.count(), User.objects.count(), Entry.objects.count()
    said = io.StringIO()
    call_command("load_samples", "--if-empty", stdout=said)
    assert said.getvalue() == ""
    with pytest.raises(CommandError, match="数据库里已有"):
        call_command("load_samples", stdout=said)
    assert (Case.objects.count(), User.objects.count(), Entry.objects.count()) == before


def test_every_printed_account_signs_in(var):
    assert User.objects.get(username="sh-handler").check_password(PASSWORD)
    hashes = {User.objects.get(username=username).password for username, _, _ in ACCOUNTS}
    assert len(hashes) == 1
    held = {role for username, _, _ in ACCOUNTS for _, role in who(username).standing}
    assert held == {
        Role.INTAKE, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN, Role.OPERATOR, Role.OPERATOR_ADMIN, Role.LEADER,
        Role.SEALED_READER,
    }  # fmt: skip


def test_the_codes_open_the_citizens_door(var):
    path = var / CODES_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    number, code, said, role, title = path.read_text(encoding="utf-8").splitlines()[1].split("\t")
    guest = commands.enter_by_code(number, code)
    assert guest is not None
    file = queries.case_file(number, guest)
    assert (file.case.title, role) == (title, "applicant")
    assert people_number(number, file.case.first_office.short) == said
    assert file.papers


def test_every_list_shows_something(var):
    office = ("sh-intake", "sh-head", "sh-supervisor", "ministry-intake", "hx-sh", "hx-hq")
    mine = ("sh-handler", "sh-handler2", "ha-handler", "ministry-handler")
    for username, queue in [(one, "office") for one in office] + [(one, "mine") for one in mine] + [("ministry-supervisor", "overdue")]:
        assert queries.worklist(who(username), queue=queue).rows, (username, queue)
    assert queries.not_yet_served(who("sh-intake")).rows


def test_the_side_matters_are_there(var):
    assert set(Objection.objects.values_list("upheld", flat=True)) == {None, True, False}
    assert {(one.step, one.status) for one in Proposal.objects.all()} >= {
        ("refuse", PENDING), ("refuse", APPROVED), ("reply", PENDING), ("reply", RETURNED), ("reply", APPROVED), ("stop", APPROVED), ("extend_henan", APPROVED),
    }  # fmt: skip
    assert set(HandOver.objects.values_list("accepted", flat=True)) == {None, True}
    assert set(Link.objects.values_list("why", flat=True)) == {"merged into", "split into", "report of", "reviewed in", "rechecked in"}
    assert OperatorReply.objects.exclude(returned_on=None).count() >= 2
    assert Inquiry.objects.count() == 1
    assert Complaint.objects.exclude(breach_codes=[]).count() >= 3
    assert Complaint.objects.filter(number_portability=True).exclude(second_respondent=None).count() == 1
    assert Case.objects.filter(parties__role=Role.AGENT).exists()
    assert Access.objects.filter(why="sent on").count() >= 2
    assert set(Service.objects.exclude(served_on=None).values_list("method", flat=True)) == {ELECTRONIC, POST}
    assert Service.objects.filter(served_on=None).count() >= 5
    assert Deadline.objects.filter(rule="TC-13", extension_days=10).exists()
    assert set(Case.objects.filter(office__province="50", deadlines__rule="TC-15").values_list("deadlines__status", flat=True)) >= {"met"}


def test_the_first_sweep_finds_breaches_and_inboxes_are_not_flooded(var):
    assert Deadline.objects.filter(status=RUNNING, last_day__range=(TODAY, date(2026, 11, 27))).count() >= 5
    assert Deadline.objects.filter(status=RUNNING, provisional=True, last_day__gte=date(2027, 1, 1)).exists()
    assert 10 <= Message.objects.filter(sent_at=None).count() <= 50
    assert jobs.sweep() >= 5
    assert jobs.sweep() == 0
    assert jobs.deliver() > 10
    assert queries.inbox(who("sh-head")).rows
    assert verification.verify().clean
