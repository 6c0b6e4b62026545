"""Real steps through the commands, with literal days and input: how a complaint comes into each state, and what each step is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from casework import commands
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.rectification import last_effective
from casework.cases.service import Service
from casework.complaints.workflow import Complaint
from casework.people.actor import SYSTEM_ACTOR, Actor
from tests.builders import OUTSIDER, People, filing

CLEAR = {"own_matter": True, "settled_before": False, "other_body": "none", "electronic_service": True}
AGENT = {"agent_name": "李律师", "agent_phone": "13600136000", "agent_authority": "代为申诉、和解，至办结"}
WHAT_CLERKS_FOUND = {"T11-3": {"met": True, "why": "另一申诉是另一事项"}, "T9": {"met": True, "why": "条例39①，部中心受理"}}
COURT = {"T11-4": {"met": False, "why": "法院受理通知书"}}
OPERATORS = {"31": ("OP-EAST-31", "OP-NORTH-31"), "41": ("OP-EAST-41", None)}
ACTORS = {
    "31": {"intake": "sh-intake", "handler": "sh-handler", "colleague": "sh-handler2", "head": "sh-head", "respondent": "east-sh", "other": "north-sh"},
    "41": {"intake": "ha-intake", "handler": "ha-handler", "head": "ha-head", "respondent": "east-ha"},
    "00": {"intake": "ministry-intake", "handler": "ministry-handler", "colleague": "ministry-handler", "head": "ministry-head",
           "respondent": "east-sh", "other": "north-sh"},
}  # fmt: skip

# Paths: day, who, step. `+` begins where another path ends; [option] changes the filing; the days are working days of November 2026.
PATHS = """
enquiry           | 11-02 applicant enquire
answered          | + enquiry, 11-03 intake answer_enquiry
received          | 11-02 applicant file
redirected        | + received, 11-03 intake ask_about_operator, 11-03 intake redirect
awaiting_material | + received, 11-03 intake ask_material
wrong_seat        | 11-02 applicant file [centre], 11-03 intake send_to_seat
refused           | + received, 11-03 intake refuse
accepted          | + received, 11-03 intake accept
forwarded         | + accepted, 11-04 handler forward
objected          | + forwarded, 11-05 respondent object
operator_replied  | + forwarded, 11-05 respondent operator_reply
mediating         | + operator_replied, 11-06 applicant consent_mediation, 11-06 respondent consent_mediation, 11-10 handler open_mediation
reconciled        | + operator_replied, 11-06 applicant confirm_settlement, 11-06 respondent confirm_settlement, 11-09 handler reconcile
agreed            | + mediating, 11-11 handler record_agreement
terminated        | + mediating, 11-11 handler end_mediation
replied           | + operator_replied, 11-06 handler reply
withdrawn         | + forwarded, 11-06 applicant withdraw
merged            | + forwarded, 11-06 handler merge
stopped           | + forwarded, 11-06 handler stop
report_received   | 10-26 applicant file_report
report_sorted     | + report_received, 10-28 handler sort_report
two operators     | + accepted, 11-04 handler forward [two]
"""

# What must have happened first where a state alone is not enough: (state or *, step) -> moves after, or instead of (=), the state's path.
FIRST = """
*                 | accept_hand_over  | same handler hand_over
*                 | decline_hand_over | same handler hand_over
*                 | record_testing    | same handler request_testing
*                 | refer_report      | same handler code_breach
operator_replied  | reconcile         | 11-06 applicant confirm_settlement, 11-06 handler confirm_settlement [operator]
operator_replied  | open_mediation    | 11-06 agent consent_mediation, 11-06 respondent consent_mediation
received          | redirect          | 11-03 intake ask_about_operator
awaiting_material | redirect          | 11-03 intake ask_about_operator
received          | send_to_seat      | = 11-02 applicant file [centre]
report_received   | send_report_to_place | = 10-26 applicant file_report [henan]
enquiry           | serve             | 11-03 intake answer_enquiry, 11-04 head rectify
enquiry           | correct_paper     | 11-03 intake answer_enquiry, 11-04 head rectify
enquiry           | arrive            | 11-03 intake answer_enquiry, 11-04 head rectify
enquiry           | send_out          | 11-03 intake answer_enquiry, 11-04 head rectify
enquiry           | deem_served       | 11-03 intake answer_enquiry, 11-04 head rectify
received          | serve             | 11-03 intake ask_material, 11-04 applicant supply_material
received          | correct_paper     | 11-03 intake ask_material, 11-04 applicant supply_material
received          | arrive            | 11-03 intake ask_material, 11-04 applicant supply_material
received          | send_out          | 11-03 intake ask_material, 11-04 applicant supply_material
received          | deem_served       | 11-03 intake ask_material, 11-04 applicant supply_material
received          | rectify           | 11-03 intake ask_material, 11-04 applicant supply_material
report_received   | serve             | 10-28 handler sort_report, 10-29 head rectify
report_received   | correct_paper     | 10-28 handler sort_report, 10-29 head rectify
report_received   | arrive            | 10-28 handler sort_report, 10-29 head rectify
report_received   | send_out          | 10-28 handler sort_report, 10-29 head rectify
report_received   | deem_served       | 10-28 handler sort_report, 10-29 head rectify
objected          | acknowledge       | = two operators, 11-05 respondent object
operator_replied  | acknowledge       | 11-06 handler return_reply, 11-09 head rectify
"""

GIVEN: dict[str, dict[str, Any]] = {
    "enquire": {
        "applicant_name": "王小明", "applicant_phone": "13800138000", "applicant_address": "上海市黄浦区人民大道1号", "applicant_postcode": "200003",
        "electronic_service": True, "office": "CA-31", "question": "流量提醒有何规定？",
    },
    "confirm_address": {"address": "上海市黄浦区人民大道1号", "electronic": "no", "proof": "当面确认"},
    "answer_enquiry": {"answer": "达到套餐用量时企业应当提醒。"},
    "ask_about_operator": {"said": "没有找过企业", "operator_complained": False},
    "redirect": {"how": "客服热线\n营业厅", "said": "没有找过企业"},
    "reenter": {"operator_complained": True, "operator_complained_on": "2026-11-03", "operator_answered_on": "2026-11-03", "operator_satisfied": False},
    "ask_material": {"items": "九月账单", "how": "网上补充"},
    "supply_material": {"note": "账单见附件", "applicant_postcode": "200003"},
    "add_material": {"note": "通话记录"},
    "send_to_seat": {},
    "receive_at_seat": {},
    "refuse": {"ground": "11-4", "facts": "法院已立案", "reasons": "人民法院已经受理", "other_body_name": "黄浦区人民法院"},
    "forward": {"give_phone": True},
    "acknowledge": {},
    "object": {"reasons": "该号码不是本企业用户"},
    "uphold_objection": {"respondent": "OP-NORTH-31", "reasons": "号码已携出"},
    "overrule_objection": {"reasons": "合同仍在本企业"},
    "operator_reply": {"facts": "已查明", "result": "退费一百二十元", "complainant_view": "认可"},
    "return_reply": {"reasons": "未说明计费依据"},
    "call_back": {"called_at": "2026-11-03T10:00", "reached": True, "said": "还在等"},
    "confirm_settlement": {},
    "reconcile": {"terms": "退费一百二十元"},
    "consent_mediation": {},
    "open_mediation": {"requested_by": "applicant", "mediator": "沪承办"},
    "offer": {"offer": "退费一百元，本月到账"},
    "record_agreement": {"facts": "流量费争议", "terms": "退费一百二十元", "mediator": "沪承办"},
    "end_mediation": {"reasons": "双方分歧较大"},
    "reply": {"facts_found": "属实", "result": "已退费", "outcome": "recognised"},
    "withdraw": {"reason": "问题已解决"},
    "merge": {"reasons": "同一事项"},
    "split": {"title": "宽带故障", "claim": "修复宽带", "facts": "宽带三日不通", "category": "network", "respondent": "OP-EAST-31", "reasons": "另一事项"},
    "stop": {"other_body": "court", "body_name": "黄浦区人民法院", "taken_on": "2026-11-02", "reasons": "法院已受理"},
    "extend_henan": {"days": 10, "reasons": "须向两家企业取证"},
    "investigate": {
        "first_officer": "sh-handler", "first_card": "沪001", "second_officer": "sh-handler2", "second_card": "沪002", "cards_shown": True,
        "started_at": "2026-11-03T09:00", "ended_at": "2026-11-03T10:00", "place": "企业办公地", "person": "张某", "asked_for": ["bill"],
        "record": "问：账单从何而来？\n答：计费系统。",
    },
    "request_testing": {"subject": "计费准确性", "testing_body": "某检测院", "reasons": "技术问题"},
    "record_testing": {"finding": "计费无误"},
    "check_local_call_basis": {"local_call_basis_given": "no", "cause_search_helped": "no"},
    "code_breach": {"breach_codes": ["40-4"], "proved": True, "evidence": "宣传页与账单"},
    "refer_report": {"place": "上海市黄浦区", "violation_province": "31", "facts": "虚假宣传", "evidence": "宣传页"},
    "file_report": {
        "applicant_name": "赵六", "electronic_service": True, "respondent": "OP-EAST-31", "violation_province": "31", "claim": "请查处", "facts": "强制捆绑",
    },
    "send_report_to_place": {},
    "sort_report": {"result": "correction", "facts": "查明", "reply": "已责令改正"},
    "rate": {"satisfaction": "satisfied"},
    "assign": {"handler": "sh-handler"},
    "hand_over": {"to": "sh-handler2", "why": "休假"},
    "accept_hand_over": {},
    "decline_hand_over": {"why": "与当事人相识"},
    "declare_recusal": {"why": "与当事人系同学"},
    "challenge": {"why": "与被申诉企业有往来"},
    "recuse": {"user": "sh-handler2", "decision": "granted", "why": "与当事人相识"},
    "record_ground": {"why": "已核对"},
    "erase": {"entry": 1, "order": "删除决定1号"},
    "breach": {},
}  # fmt: skip
SIDE = {"side": "applicant", "how": "电话记录"}
OPTIONS: dict[str, dict[str, Any]] = {
    "centre": {"office": "CA-00"}, "henan": {"office": "CA-41"}, "two": {"second_respondent": "OP-NORTH-31"},
    "leaves": {"respondent": None}, "operator": {"side": "respondent", "how": "企业来函"},
}  # fmt: skip
# Who takes a step where it must be someone else of the role: (state or *, step) -> who.
BY = {
    ("*", "accept_hand_over"): "colleague", ("*", "decline_hand_over"): "colleague", ("objected", "acknowledge"): "other",
    ("*", "declare_recusal"): "handler", ("*", "recuse"): "head",
}  # fmt: skip
ON_BEHALF = ("confirm_settlement", "consent_mediation")


def slip(number: str) -> dict[str, str]:
    """A slip in the newest paper of the file that was not withdrawn: its own title, written wrong."""
    paper = Document.objects.filter(case__number=number).exclude(corrected_by__type="correction").order_by("-pk").first()
    number, title = (paper.number, paper.title) if paper else ("无", "无")
    return {"document": number, "wrong_words": title, "right_words": f"{title}（更正）", "reasons": "笔误"}


class Undo(Exception):
    """Rolls a trial back."""


@contextmanager
def tried() -> Iterator[None]:
    """What happens inside is undone."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        return


def move(text: str) -> tuple[date | None, str, str, str]:
    """`11-05 respondent object [option]` as (day, who, step, option); no day for `same`, the day of the move before."""
    day, who, step, *option = text.split()
    return None if day == "same" else date.fromisoformat(f"2026-{day}"), who, step, option[0].strip("[]") if option else ""


@dataclass
class File:
    """One complaint on its way, driven by moves; each through the write door by its own actor. `on` is the day of the last move."""

    people: People
    place: str = "31"
    number: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    on: date = date(2026, 11, 2)

    def actor(self, who: str) -> Actor:
        """The actor of this word; before filing, whoever comes from outside."""
        if who == "system":
            return SYSTEM_ACTOR
        if who in ("applicant", "agent"):
            if not self.number:
                return OUTSIDER
            found = commands.enter_by_code(self.number, self.codes[who])
            assert found is not None, who
            return found
        return self.people[ACTORS[self.office][who]]

    @property
    def office(self) -> str:
        """The province whose office holds the case now."""
        return self.case.office.province if self.number else self.place

    @property
    def case(self) -> Complaint:
        """The case as stored."""
        return Complaint.objects.get(number=self.number)

    def running(self) -> dict[str, date]:
        """The clocks that run: rule -> last day."""
        rows = Deadline.objects.filter(case__number=self.number, status__in=["running", "suspended"], ended_by_seq=None)
        return {one.rule: one.last_day for one in rows}

    def go(self, paths: dict[str, str], text: str) -> "File":
        """Follow a path, beginning with another where it says `+`."""
        for part in (one.strip() for one in text.split(", ")):
            if part.startswith("+") or part in paths:
                self.go(paths, paths[part.removeprefix("+").strip()])
            else:
                day, who, step, option = move(part)
                self.take(step, who, on=day or self.on, option=option)
        return self

    def take(self, step: str, who: str, *, on: date, option: str = "") -> commands.Outcome:
        """Take one step with its literal input; where it needs approval, propose it and let the head approve."""
        self.on, given = on, self.given(step, who, on) | OPTIONS.get(option, {})
        if not self.number:
            return self.filed(step, given, by=self.actor(who), on=on)
        answers = COURT if step == "refuse" else WHAT_CLERKS_FOUND if who in ("intake", "handler") else None
        outcome = commands.take_step(self.number, step, by=self.actor(who), given=given, answers=answers, on=on)
        if outcome.proposal is None:
            return outcome
        return commands.approve(self.number, outcome.proposal.pk, by=self.actor("head"), on=on)

    def filed(self, step: str, given: dict[str, Any], *, by: Actor, on: date) -> commands.Outcome:
        """File, and keep number and codes."""
        outcome = commands.file_case("complaint", by=by, step=step, given=given, on=on)
        self.number, self.codes = outcome.case.number, outcome.codes
        return outcome

    def given(self, step: str, who: str, on: date) -> dict[str, Any]:
        """The literal input, and what only this file knows: paper numbers, another case's number, an entry's."""
        if step in ("file", "take_as_complaint"):
            whole = filing(respondent=OPERATORS[self.place][0], **CLEAR, **AGENT)
            contact = [name for name in whole if name.startswith(("applicant_", "agent_")) or name in ("channel", "electronic_service")]
            return whole if step == "file" else {name: value for name, value in whole.items() if name not in contact}
        if step == "accept":
            return {"handler": ACTORS[self.office]["handler"]}
        if step in ("serve", "arrive", "send_out", "deem_served"):
            return self._service(step, on)
        if step == "confirm_address":
            return GIVEN[step] | {"addressee": self.case.applicant_name}
        if step == "rectify":
            entry = last_effective(self.case)
            return {"entry": entry.seq if entry else 2, "reasons": "误办"}
        if step == "correct_paper":
            return slip(self.number)
        if step == "challenge":
            return GIVEN[step] | {"whom": self.actor("head").name}
        if step == "merge":
            return GIVEN[step] | {"into": self._another()}
        if step in ON_BEHALF and who == "handler":
            return SIDE
        return GIVEN[step]

    def _service(self, step: str, on: date) -> dict[str, Any]:
        rows = Service.objects.filter(case__number=self.number, served_on=None).select_related("document", "party").order_by("pk")
        row = rows.filter(party__role="applicant").first() or rows.first()
        paper = {"document": row.document.number, "addressee": row.party.name} if row else {"document": "无", "addressee": "无"}
        if step == "send_out":
            return paper | {"manner": "post", "sent_on": on.isoformat(), "reference": "EMS 1029384756"}
        if step == "deem_served":  # published so long ago
            Service.objects.filter(pk=row.pk if row else None).update(method="notice", sent_on=on - timedelta(days=31), deemed_on=on)
            return paper | {"served_on": on.isoformat()}
        return paper | {"manner": "post" if step == "serve" else "electronic", "served_on": on.isoformat(), "proof": "回执1号"}

    def _another(self) -> str:
        given = filing(applicant_phone="13900139000", applicant_name="钱七", respondent=OPERATORS[self.place][0], **CLEAR)
        return commands.file_case("complaint", by=OUTSIDER, given=given, on=date(2026, 11, 2)).case.number

    def before_last_state(self) -> str:
        """The state the last move that changed it came from."""
        row = Entry.objects.filter(case__number=self.number).order_by("-seq").first()
        return row.source if row else ""
