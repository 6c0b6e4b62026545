"""Contents of the papers from application to acceptance (行政复议法 16, 22, 30, 31, 33, 48, 54, 55)."""

from datetime import date

from casework.cases.case import Case
from casework.cases.parties import Party
from casework.people.models import Organisation
from casework.reconsideration import clocks, codes
from casework.reconsideration.papers import (
    Data,
    Given,
    contact,
    day,
    decide_by,
    found,
    known,
    last_day,
    lines,
    matter,
    minute,
    one_line,
    organ,
    regulation,
    required,
    text,
)

BASICS = (
    ("applicant_id_number", "证件号码"), ("applicant_address", "住所"), ("applicant_postcode", "邮政编码"),
    ("applicant_phone", "联系电话"), ("applicant_head", "法定代表人或者主要负责人"), ("agent_name", "委托代理人"),
)  # fmt: skip
COPY, RECORD_COPY = "行政复议申请书副本", "行政复议申请笔录复印件"
AT_ADMISSION, AFTER_ACCEPTANCE = "不予受理决定书", "驳回行政复议申请决定书"


def _basics(given: Given) -> list[Data]:
    """Who applies: 申请人的基本情况, of what the form asked."""
    return [{"label": label, "value": one_line(given.get(key))} for key, label in BASICS if given.get(key)]


def blank_application(office: Organisation, on: date) -> Data:
    """The application form to be filled in by hand: `typesetting.render("reconsideration/application_form", …)` without a case."""
    return {
        "office_name": organ(office), "addressee": organ(office), "issued_on": day(on), "number": "（空白表格）", "case_number": "（由行政复议机关填写）",
        "case_code": "收到后编号", "contact": contact(office), "rules": [], "measures_place": "第六条", "regulation_place": "",
    }  # fmt: skip


def application_form(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    """The same form for a case at hand, with what is known filled in."""
    return matter(case, given) | {
        "addressee": organ(case.office), "measures_place": "第六条", "regulation_place": regulation(case, "19"), "basics": _basics(given),
        "claim": text(known(case, given, "claim")), "facts": text(known(case, given, "facts")), "service_address": one_line(given.get("service_address")),
    }  # fmt: skip


def oral_application(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return matter(case, given) | {
        "taken_at": minute(given["taken_at"]), "place": one_line(given["place"]), "recorder": one_line(given["recorder"]), "basics": _basics(given),
        "claim": text(known(case, given, "claim")), "facts": text(known(case, given, "facts")), "reasons": text(given["reasons"]),
        "known_on": day(known(case, given, "known_on")), "service_address": one_line(given.get("service_address")),
        "why_oral": one_line(given.get("why_oral")), "regulation_place": regulation(case, "20"),
    }  # fmt: skip


def correction_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return matter(case, given) | {
        "received_on": day(known(case, given, "received_on")), "items": lines(given["items"]), "reasons": text(given["reasons"]),
        "how": text(given.get("how")), "served_on": day(on), "correct_by": last_day(clocks.CORRECTION, on),
    }  # fmt: skip


def acceptance_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    procedure = found(codes.PROCEDURES, known(case, given, "procedure") or codes.ORDINARY)
    simple = found(codes.SIMPLE_CASES, known(case, given, "simple_case"))
    if procedure["code"] == codes.SIMPLE:
        required("受理通知书", "行政复议法 53", simple_case=simple)
    return matter(case, given) | {
        "received_on": day(known(case, given, "received_on")), "accepted_on": day(known(case, given, "accepted_on")), "procedure": procedure,
        "simple_case": simple, "deemed": "yes" if known(case, given, "deemed") else "", "decide_by": decide_by(case, given),
        "handlers": lines(given.get("handlers")),
    }  # fmt: skip


def _inadmissible(title: str, basis: str, case: Case, given: Given) -> Data:
    ground, body = found(codes.ADMISSION, given["ground"]), one_line(given.get("competent_body"))
    if ground.get("code") == codes.OTHER_BODY:
        required(title, basis, competent_body=body)
    return matter(case, given) | {
        "received_on": day(known(case, given, "received_on")), "claim": text(known(case, given, "claim")), "facts": text(given["facts"]), "ground": ground,
        "reasons": text(given["reasons"]), "competent_body": body, "compulsory": found(codes.COMPULSORY_FIRST, known(case, given, "compulsory_first")),
    }  # fmt: skip


def refusal(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return _inadmissible(AT_ADMISSION, "行政复议法 30②", case, given)


def dismissal(case: Case, given: Given, addressee: Party, on: date) -> Data:
    accepted = {"accepted_on": day(known(case, given, "accepted_on"))}
    return _inadmissible(AFTER_ACCEPTANCE, "行政复议法 33", case, given) | accepted


def split_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    """A notice to apply separately names at least two acts."""
    acts = lines(given["acts"])
    return matter(case, given) | {
        "received_on": day(known(case, given, "received_on")), "acts": acts if len(acts) > 1 else [], "how": text(given["how"]),
        "here": one_line(given.get("here")),
    }  # fmt: skip


def _copy(case: Case, given: Given) -> Data:
    copied = RECORD_COPY if known(case, given, "oral") else COPY
    return matter(case, given) | {
        "accepted_on": day(known(case, given, "accepted_on")), "claim": text(known(case, given, "claim")), "copy": copied,
        "attachments": [copied, *lines(given.get("attachments"))], "handlers": lines(given.get("handlers")),
    }  # fmt: skip


def answer_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return _copy(case, given) | {"served_on": day(on), "answer_by": last_day(clocks.RESPONDENT_ANSWER, on)}


def simple_answer_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    simple = found(codes.SIMPLE_CASES, known(case, given, "simple_case"))
    return _copy(case, given) | {"served_on": day(on), "answer_by": last_day(clocks.SIMPLE_ANSWER, on), "simple_case": simple}


def third_party_notice(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    """To the one who joins; those who stand in the case already have theirs."""
    if given.get("third_party_name") not in (None, "", addressee.name):
        return None
    return matter(case, given) | {
        "accepted_on": day(known(case, given, "accepted_on")), "interest": text(given["interest"]), "asked": "yes" if given.get("asked") else "",
        "claim": text(known(case, given, "claim")), "attachments": lines(given.get("attachments")),
    }  # fmt: skip


def conversion_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return matter(case, given) | {
        "accepted_on": day(known(case, given, "accepted_on")), "converted_on": day(on), "reasons": text(given["reasons"]),
        "decide_by": decide_by(case, given | {"procedure": codes.ORDINARY}),
    }  # fmt: skip
