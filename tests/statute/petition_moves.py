"""Real steps through the commands, with literal days and input: how a petition comes into each state, and what each step is given."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from casework import commands
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.cases.rectification import last_effective
from casework.cases.service import Service
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.models import Membership, Organisation, User
from casework.people.roles import Role
from casework.petitions.workflow import Petition
from tests.builders import OUTSIDER, People
from tests.statute.complaint_moves import move, slip

# Whom a petition needs beside the people of the complaints: leaders who approve opinions, a second handler above, those who receive visitors.
ALSO = (
    ("sh-leader", "沪领导", "CA-31", Role.LEADER), ("sh-reception", "沪接访", "CA-31", Role.RECEPTION), ("ministry-leader", "部领导", "CA-00", Role.LEADER),
    ("ministry-handler2", "部承办乙", "CA-00", Role.HANDLER), ("ministry-reception", "部接访", "CA-00", Role.RECEPTION),
    ("ministry-handler3", "部承办丙", "CA-00", Role.HANDLER), ("ministry-sealed", "部密件", "CA-00", Role.SEALED_READER),
    ("ministry-sealed", "部密件", "CA-00", Role.HANDLER),
)  # fmt: skip
ACTORS = {
    "31": {"intake": "sh-intake", "handler": "sh-handler", "colleague": "sh-handler2", "head": "sh-head", "leader": "sh-leader",
           "supervisor": "sh-supervisor", "reception": "sh-reception", "reader": "sh-sealed"},
    "41": {"intake": "ha-intake", "handler": "ha-handler", "head": "ha-head"},
    "00": {"intake": "ministry-intake", "handler": "ministry-handler", "colleague": "ministry-handler2", "third": "ministry-handler3",
           "head": "ministry-head",
           "leader": "ministry-leader", "supervisor": "ministry-supervisor", "reception": "ministry-reception",
           "reader": "ministry-sealed"},
}  # fmt: skip
FOUND = {
    name: {"met": True, "why": "已核对"} for name in ("P23-3-own", "P19-3", "P36-3", "SH-4", "SH-5", "P33")
}  # fmt: skip

# Paths: day, who, step. `+` begins where another path ends; `follow` goes on in the case that was opened; the days are of 2026.
PATHS = """
registered          | 03-02 applicant register
transferred_in      | + registered, 03-03 intake forward
objected            | + transferred_in, 03-04 intake object
returned            | + objected, 03-05 intake agree_return
outside             | 03-02 intake register_transferred
returned_out        | + outside, 03-03 intake object, 03-04 intake agree_return
disputed            | + transferred_in, 03-04 intake raise_dispute
notified_own        | + transferred_in, 03-05 intake notify_own
redirected          | + registered, 03-03 intake redirect
refused             | + registered, 03-03 intake refuse
not_taken_again     | + transferred_in, 03-05 intake not_take_again
suggestion          | + transferred_in, 03-05 handler take_suggestion
suggestion_answered | + suggestion, 03-06 handler answer_suggestion
accusation          | + transferred_in, 03-05 handler take_accusation
accusation_answered | + accusation, 03-06 reader answer_accusation
led_to_procedure    | + transferred_in, 03-05 handler lead_to_procedure
procedure_ended     | + led_to_procedure, 03-06 handler end_procedure
simple              | + transferred_in, 03-09 handler accept_simple
accepted            | + transferred_in, 03-09 handler accept
investigating       | + accepted, 03-10 handler investigate
hearing             | + investigating, 03-11 handler call_hearing
mediated            | + investigating, 03-12 handler mediate
settled             | + investigating, 03-12 handler settle
opinion_issued      | + investigating, 03-20 handler issue_opinion, 03-23 handler serve
review_requested    | + opinion_issued, 03-30 applicant request_review
lapsed              | + opinion_issued, 04-22 system time_passed
review              | + review_requested, follow
review_decided      | + review, 04-13 handler issue_review_opinion, 04-14 handler serve
recheck_requested   | + review_decided, 04-20 applicant request_recheck
recheck             | + recheck_requested, follow
recheck_hearing     | + recheck, 04-22 handler open_recheck_hearing
final               | + recheck, 04-24 handler issue_recheck_opinion
"""

# What must have happened first where a state alone is not enough: (state or *, step) -> moves after, or instead of (=), the state's path.
FIRST = """
*              | accept_hand_over       | same handler hand_over
*              | decline_hand_over      | same handler hand_over
*              | answer_supervision     | same supervisor supervise
transferred_in | forward                | = outside
transferred_in | assign_down            | = outside
recheck_hearing | end_recheck_hearing   | 04-23 handler add_material
lapsed         | request_recheck        | = review_decided, 05-14 system time_passed
registered     | serve                  | 03-03 intake redirect, 03-04 head rectify
registered     | correct_paper          | 03-03 intake redirect, 03-04 head rectify
registered     | arrive                 | 03-03 intake redirect, 03-04 head rectify
registered     | send_out               | 03-03 intake redirect, 03-04 head rectify
registered     | deem_served            | 03-03 intake redirect, 03-04 head rectify
returned_out   | serve                  | = outside, 03-02 intake notify_own, 03-02 head rectify, 03-03 intake object, 03-04 intake agree_return
returned_out   | correct_paper          | = outside, 03-02 intake notify_own, 03-02 head rectify, 03-03 intake object, 03-04 intake agree_return
returned_out   | arrive                 | = outside, 03-02 intake notify_own, 03-02 head rectify, 03-03 intake object, 03-04 intake agree_return
returned_out   | send_out               | = outside, 03-02 intake notify_own, 03-02 head rectify, 03-03 intake object, 03-04 intake agree_return
returned_out   | deem_served            | = outside, 03-02 intake notify_own, 03-02 head rectify, 03-03 intake object, 03-04 intake agree_return
review         | serve                  | 04-13 handler issue_review_opinion, 04-14 head rectify
review         | correct_paper          | 04-13 handler issue_review_opinion, 04-14 head rectify
review         | arrive                 | 04-13 handler issue_review_opinion, 04-14 head rectify
review         | send_out               | 04-13 handler issue_review_opinion, 04-14 head rectify
review         | deem_served            | 04-13 handler issue_review_opinion, 04-14 head rectify
recheck        | serve                  | 04-21 handler issue_recheck_opinion, 04-22 head rectify
recheck        | correct_paper          | 04-21 handler issue_recheck_opinion, 04-22 head rectify
recheck        | arrive                 | 04-21 handler issue_recheck_opinion, 04-22 head rectify
recheck        | send_out               | 04-21 handler issue_recheck_opinion, 04-22 head rectify
recheck        | deem_served            | 04-21 handler issue_recheck_opinion, 04-22 head rectify
"""

PETITIONER = {
    "applicant_name": "刘桂芳", "applicant_phone": "13800138000", "applicant_address": "上海市徐汇区漕溪北路1号", "electronic_service": True,
    "agent_name": "许律师", "agent_phone": "13600136000", "agent_authority": "代为信访，至办结",
}  # fmt: skip
MATTER = {"claim": "请求公开基站检测结果。", "facts": "2026年1月楼顶新建基站，施工前未见公示。"}
CLASSED = {"reasons": "不属于条例第三十一条前五项。"}
ENDED = {"other_party": "某通信公司", "terms": "调整天线朝向\n信访人不再提出请求"}
EARLIER = {"first_body": "上海市通信管理局", "first_number": "沪通访意〔2025〕3号", "first_on": "2025-12-18", "objections": "没有原文。"}
JUDGED = {"found": "手续齐全，公示只有一日。", "opinion": "责成重新公示，并提供检测报告。", "legal_basis": "电信条例 46"}
HEARD = {
    "started_at": "2026-03-02T09:00", "ended_at": "2026-03-02T10:00", "place": "203室", "chair": "陈立", "recorder": "周宁", "present": "刘桂芳",
    "matters": "公示情况", "record": "主持人：请陈述。",
}  # fmt: skip
GIVEN: dict[str, dict[str, Any]] = {
    "register": PETITIONER | MATTER | {"channel": "network"},
    "register_transferred": PETITIONER | MATTER | {
        "channel": "letter", "sender": "国家信访局", "sender_number": "国信转〔2026〕9号", "report_by": "2026-04-30",
    },
    "notify_own": {"route": "由网络处办理，60日内答复。"},
    "forward": {"to_office": "CA-31", "reasons": "基站在上海。"},
    "assign_down": {"to_office": "CA-31", "reasons": "情况重要。", "report_by": "2026-04-30"},
    "redirect": {"head": "outside", "reasons": "有线电视收费由广电部门管理。", "body_name": "上海市广播电视局"},
    "refuse": {"head": "handled_below", "reasons": "上海市通信管理局正在办理。", "body_name": "上海市通信管理局", "taken_on": "2026-02-20",
               "handled_until": "2026-04-21"},
    "not_take_again": {"reasons": "没有新的事实和理由。", "recheck_body": "工业和信息化部", "recheck_number": "部通访核〔2025〕3号",
                       "recheck_on": "2025-12-18"},
    "object": {"reasons": "属于广播电视管理，本机关和本系统均无权处理。", "competent_body": "上海市广播电视局"},
    "agree_return": {"reasons": "经核实，不属于本系统。"},
    "refuse_return": {"reasons": "属于你局职权。"},
    "treat_as_own": {},
    "raise_dispute": {"bodies": "上海市通信管理局\n江苏省通信管理局", "reasons": "基站跨省。"},
    "end_dispute": {"decided_by": "superior", "decider": "工业和信息化部", "reasons": "由上海市通信管理局受理。"},
    "pass_to_successor": {"to_office": "CA-41", "reasons": "职权划转。"},
    "accept": CLASSED, "accept_simple": CLASSED | {"head": "4-1"},
    "lead_to_procedure": {
        "head": "31-4", "reasons": "收费争议可以申诉。", "procedure": "电信用户申诉", "procedure_basis": "电信条例 39①",
        "body_name": "申诉受理机构",
    },
    "take_suggestion": CLASSED | {"route": "由网络处研究论证。"},
    "take_accusation": CLASSED | {"route": "由专人办理。"},
    "answer_suggestion": {"outcome": "adopted", "study": "可行。", "reasons": "有利于住户。"},
    "refer_accusation": {"to_body": "驻部纪检监察组", "accused": "孙某", "reasons": "属于监督范围。"},
    "answer_accusation": {"body_name": "驻部纪检监察组", "feedback": "已办结。"},
    "end_procedure": {"outcome": "申诉案件已受理。", "linked_number": "T-2026-31-0000123"},
    "to_ordinary": {"reasons": "可能不予支持。"},
    "issue_simple_opinion": JUDGED | {"result": "supported"},
    "investigate": {"heard_on": "2026-03-09", "heard": "没有人告诉我们。", "found": "公示一日。"},
    "call_hearing": {"meeting_at": "2026-03-24T14:30", "place": "203室", "matters": "公示情况"},
    "record_hearing": HEARD,
    "extend": {"days": 20, "reasons": "检测报告尚未出具。"},
    "counsel": {"counselled_on": "2026-03-09", "said": "说明了公示规定。"},
    "issue_opinion": JUDGED | {"result": "supported", "execution": "重新公示七日。"},
    "mediate": ENDED | {"petitioner_consent_on": "2026-03-05", "other_consent_on": "2026-03-05", "mediator": "陈立"},
    "settle": ENDED | {"agreed_on": "2026-03-05"},
    "press_execution": {"to_body": "某通信公司", "measures": "重新公示", "execute_by": "2026-05-29"},
    "record_execution": {"executed_on": "2026-03-20", "measures": "已公示七日。"},
    "tell_assistance": {"assistance": "临时救助", "told_how": "已告知街道办事处的申请方式。"},
    "add_material": {"note": "补充照片"},
    "request_review": {"objections": "没有提供检测报告原文。"},
    "issue_review_opinion": JUDGED,
    "request_recheck": {"objections": "仍没有提供原文。"},
    "open_recheck_hearing": {"meeting_at": "2026-04-23T09:00", "place": "部机关", "matters": "公示情况"},
    "end_recheck_hearing": HEARD,
    "issue_recheck_opinion": JUDGED,
    "open_review": PETITIONER | MATTER | EARLIER | {"channel": "letter"},
    "time_passed": {},
    "name_leader": {"why": "涉及住户较多"},
    "report_urgent": {
        "government": "上海市人民政府", "competent": "上海市公安局", "conference": "联席会议办公室", "happened_at": "2026-03-02T09:00", "place": "机房外",
        "found": "数十人聚集。", "effects": "影响交通。", "measures": "已派员。",
    },
    "record_disorder": {
        "heads": ["26-4"], "started_at": "2026-03-02T09:00", "place": "接待室", "person": "来访人", "found": "拒绝离开。", "said": "请其离开。",
        "staff": "赵明\n李文", "outcome": "离开。",
    },
    "supervise": {"to_body": "上海市通信管理局", "heads": ["delayed"], "found": "至今未告知。", "suggestions": "立即告知"},
    "answer_supervision": {"sender": "上海市通信管理局督办人员", "adopted": "已采纳，当日告知", "state": "正在核实。"},
    "code_breach": {"breach_codes": ["44-3"], "found": "第16日才告知。", "corrected_by": "工业和信息化部"},
    "rate": {"reception": "satisfied", "handling": "fairly"},
    "assign": {}, "hand_over": {"why": "休假"}, "accept_hand_over": {}, "decline_hand_over": {"why": "与信访人相识"},
    "declare_recusal": {"why": "与信访人系同学"}, "challenge": {"why": "与被反映单位有往来"},
    "recuse": {"decision": "granted", "why": "与信访人相识"}, "record_ground": {"why": "已核对"}, "erase": {"entry": 1, "order": "删除决定1号"}, "breach": {},
    "confirm_address": {"address": "上海市徐汇区漕溪北路1号", "electronic": "no", "proof": "当面确认"},
}  # fmt: skip
OPTIONS: dict[str, dict[str, Any]] = {
    "simple": {"simple": True}, "moved": {"to_office": "CA-41"}, "unnamed": dict.fromkeys(PETITIONER), "explained": {"result": "explained"},
    "not_supported": {"result": "not_supported"}, "unassigned": {"report_by": None},
}  # fmt: skip
# Who takes a step where it must be someone else of the role: (state or *, step) -> who.
BY = {("*", "accept_hand_over"): "colleague", ("*", "decline_hand_over"): "colleague", ("*", "recuse"): "head"}
SEALED = ("accusation", "accusation_answered")


def settle_petition_people() -> None:
    """The people of ALSO, where they are not there yet."""
    for username, name, office, role in ALSO:
        user, _ = User.objects.get_or_create(username=username, defaults={"name": name, "password": "!"})
        Membership.objects.get_or_create(user=user, organisation=Organisation.objects.get(code=office), role=role)


@dataclass
class File:
    """One petition on its way, driven by moves; each through the write door by its own actor. `on` is the day of the last move."""

    people: People
    number: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    on: date = date(2026, 3, 2)
    opened: commands.Outcome | None = None

    def __post_init__(self) -> None:
        settle_petition_people()

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
        if self.number and self.case.level == "recheck" and who in ("handler", "colleague"):  # who reviewed it takes no part
            who = {"handler": "colleague", "colleague": "third"}[who]
        return self.people[ACTORS[self.office][who]]

    @property
    def office(self) -> str:
        """The province whose office holds the case now."""
        return self.case.office.province if self.number else "00"

    @property
    def case(self) -> Petition:
        """The case as stored."""
        return Petition.objects.get(number=self.number)

    def running(self) -> dict[str, date | None]:
        """The clocks that run: rule -> last day."""
        rows = Deadline.objects.filter(case__number=self.number, status__in=["running", "suspended"], ended_by_seq=None)
        return {one.rule: one.last_day for one in rows}

    def go(self, paths: dict[str, str], text: str) -> "File":
        """Follow a path, beginning with another where it says `+`."""
        for part in (one.strip() for one in text.split(", ")):
            if part == "follow":
                self.follow()
            elif part.startswith("+") or part in paths:
                self.go(paths, paths[part.removeprefix("+").strip()])
            else:
                day, who, step, option = move(part)
                self.take(step, who, on=day or self.on, option=option)
        return self

    def follow(self) -> None:
        """Go on in the case that the last step opened."""
        assert self.opened is not None
        self.number, self.codes = self.opened.case.number, self.opened.codes

    def take(self, step: str, who: str, *, on: date, option: str = "", **changed: Any) -> commands.Outcome:
        """Take one step with its literal input, some of it changed; where it needs approval, propose it and let the approver decide."""
        self.on, given = on, self.given(step, on) | OPTIONS.get(option, {}) | changed
        given = {name: value for name, value in given.items() if value is not None}
        if not self.number:
            outcome = commands.file_case("petition", by=self.actor(who), step=step, given=given, on=on)
            self.number, self.codes = outcome.case.number, outcome.codes
            return outcome
        answers = FOUND if who in ("intake", "handler", "reader") else None
        outcome = commands.take_step(self.number, step, by=self.actor(who), given=given, answers=answers, on=on)
        if outcome.proposal is not None:
            outcome = commands.approve(self.number, outcome.proposal.pk, by=self.actor(outcome.proposal.approver_role), on=on)
        self.opened = outcome.opened or self.opened
        return outcome

    def given(self, step: str, on: date) -> dict[str, Any]:
        """The literal input, and what only this file knows: paper numbers, an entry's number, who is of the office."""
        if step in ("serve", "arrive", "send_out", "deem_served"):
            return self._service(step, on)
        given = GIVEN.get(step, {})
        if step == "confirm_address":
            return given | {"addressee": self.case.applicant_name}
        if step == "rectify":
            entry = last_effective(self.case)
            return {"entry": entry.seq if entry else 2, "reasons": "误办"}
        if step == "correct_paper":
            return slip(self.number)
        if step == "assign":
            return given | {"handler": self._user("handler")}
        if step == "challenge":
            return given | {"whom": self.actor("head").name}
        if step in ("hand_over", "recuse"):
            return given | {"to" if step == "hand_over" else "user": self._user("colleague")}
        if step == "take_accusation":
            return given | {"handler": ACTORS[self.office]["reader"]}
        return given | {"leader": ACTORS[self.office]["leader"]} if step == "name_leader" else given

    def _user(self, who: str) -> str:
        return User.objects.get(pk=self.actor(who).user_id).username

    def _service(self, step: str, on: date) -> dict[str, Any]:
        rows = Service.objects.filter(case__number=self.number, served_on=None).select_related("document", "party").order_by("-document_id", "pk")
        row = rows.filter(party__role="applicant").first() or rows.first()
        paper = {"document": row.document.number, "addressee": row.party.name} if row else {"document": "无", "addressee": "无"}
        if step == "send_out":
            return paper | {"manner": "post", "sent_on": on.isoformat(), "reference": "EMS 1029384756"}
        if step == "deem_served":  # published so long ago
            Service.objects.filter(pk=row.pk if row else None).update(method="notice", sent_on=on - timedelta(days=31), deemed_on=on)
            return paper | {"served_on": on.isoformat()}
        return paper | {"manner": "post" if step == "serve" else "electronic", "served_on": on.isoformat(), "proof": "回执1号"}

    def before_last_state(self) -> str:
        """The state the last move that changed it came from."""
        row = Entry.objects.filter(case__number=self.number).order_by("-seq").first()
        return row.source if row else ""
