"""Real steps through the commands, with literal days and input: how a reconsideration case comes into each state, and what each step is given."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from casework import commands
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.proposals import PENDING
from casework.cases.rectification import last_effective
from casework.cases.service import Service
from casework.cases.steps import step_of
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.models import Membership, Organisation, User
from casework.people.roles import Role
from casework.reconsideration.officers import Officer
from casework.reconsideration.workflow import Reconsideration
from tests.builders import OUTSIDER, People
from tests.statute.complaint_moves import move, slip

# Whom reconsideration needs beside the people of the complaints.
ALSO = (
    ("ministry-handler2", "部承办乙", "CA-00", Role.HANDLER), ("ministry-legal", "部复议", "CA-00", Role.LEGAL_HEAD),
    ("ministry-leader", "部领导", "CA-00", Role.LEADER), ("sh-leader", "沪领导", "CA-31", Role.LEADER),
)  # fmt: skip
ACTORS = {
    "00": {"intake": "ministry-intake", "handler": "ministry-handler", "colleague": "ministry-handler2", "head": "ministry-head",
           "legal_head": "ministry-legal", "leader": "ministry-leader", "supervisor": "ministry-supervisor", "organ": "sh-intake"},
    "31": {"intake": "sh-intake", "handler": "sh-handler", "colleague": "sh-handler2", "head": "sh-head", "leader": "sh-leader",
           "supervisor": "sh-supervisor", "organ": "sh-intake"},
}  # fmt: skip
FOUND = {
    name: {"met": True, "why": "已核对"}
    for name in (
        "30-1", "30-2", "30-3", "30-5", "30-7", "A22-4", "A53", "A46-1", "A51-2", "A52", "A39-6", "A39-2", "A56", "A74", "A73", "A50-1", "A52-2", "A67",
        "A72-2", "A79",
    )
}  # fmt: skip

# Paths: day, who, step. `+` begins where another path ends; the days are of 2026. `serve_all` serves the newest paper on everyone it is for.
PATHS = """
at_organ         | 03-02 organ receive_at_organ
mended           | + at_organ, 03-03 intake put_right
filed            | 03-02 applicant file
correcting       | + filed, 03-03 intake ask_correction, 03-04 intake serve_all
reviewed_again   | + correcting, 03-09 applicant correct
abandoned        | + correcting, 03-18 system deem_abandoned
refused          | + filed, 03-04 intake refuse
accepted         | + filed, 03-04 intake accept
served           | + accepted, 03-06 handler send_copy, 03-09 handler serve_all
trial            | + served, 03-18 handler answer_application
hearing          | + trial, 03-20 handler call_hearing, 03-23 handler serve_all
norm_review      | + trial, 03-20 handler take_up_norm [own], same handler review_norm
norm_transferred | + trial, 03-20 handler take_up_norm, same handler transfer_norm
suspended        | + trial, 03-20 handler suspend
simple_accepted  | + filed, 03-04 intake accept_simple
simple_served    | + simple_accepted, 03-06 handler send_copy_simple, 03-09 handler serve_all
simple_trial     | + simple_served, 03-12 handler answer_application
simple_suspended | + simple_trial, 03-16 handler suspend_simple
agreed           | + trial, 03-24 handler mediate
dismissed        | + trial, 03-24 handler dismiss
terminated       | + trial, 03-24 handler withdraw, 03-25 handler permit_withdrawal
moved_up         | + trial, 03-24 handler move_up
ready            | + trial, 03-20 handler hear, same handler verify_evidence
decided          | + ready, 04-08 handler decide
effective        | + decided, 04-09 handler serve_all, same handler take_effect
urged            | + effective, 06-01 handler order_performance
unanswered       | + served, 03-23 system no_answer
sued in silence  | + ready, same system period_over, same intake record_suit_on_silence
decided and urged | 04-08 handler decide, 04-09 handler serve_all, same handler take_effect, 06-01 handler order_performance
changed          | + ready, 04-08 handler decide [changed], 04-09 handler serve_all, same handler take_effect
in_court         | + effective, 04-20 intake record_suit
closed           | + effective, 05-20 handler perform, 05-21 handler close
"""

# What must have happened first where a state alone is not enough: (state or *, step) -> moves after, or instead of (=), the state's path.
FIRST = """
*                | accept_hand_over         | same handler hand_over
*                | decline_hand_over        | same handler hand_over
*                | permit_withdrawal        | same handler withdraw
*                | decline_withdrawal       | same handler withdraw
*                | record_advice            | same handler ask_committee
*                | lift_stay                | same handler stay
decided          | lift_stay                | = ready, same handler stay, 04-08 handler decide
*                | supplement               | same handler add_material [new]
*                | record_suit_on_silence   | same system period_over
*                | file_defence             | same system period_over, same intake record_suit_on_silence
decided          | file_defence             | = sued in silence, 04-08 handler decide
effective        | file_defence             | = sued in silence, 04-08 handler decide, 04-09 handler serve_all, same handler take_effect
urged            | file_defence             | = sued in silence, decided and urged
closed           | file_defence             | = sued in silence, decided and urged, same intake close
dismissed        | file_defence             | = sued in silence, 04-08 handler dismiss
terminated       | file_defence             | = sued in silence, 04-08 handler terminate
moved_up         | file_defence             | = sued in silence, 04-08 handler move_up
in_court         | file_defence             | same handler code_breach
*                | report_correction        | same handler send_opinion
agreed           | report_correction        | = trial, same handler send_opinion, 03-24 handler mediate
dismissed        | report_correction        | = trial, same handler send_opinion, 03-24 handler dismiss
terminated       | report_correction        | = trial, same handler send_opinion, 03-24 handler terminate
moved_up         | report_correction        | = trial, same handler send_opinion, 03-24 handler move_up
in_court         | report_correction        | = effective, same handler send_opinion, 04-20 intake record_suit
closed           | report_correction        | = effective, same handler send_opinion, 05-20 handler perform, 05-21 handler close
filed            | SERVICE                  | 03-03 intake ask_correction, 03-04 head rectify
correcting       | SERVICE                  | = filed, 03-03 intake ask_correction
reviewed_again   | SERVICE                  | = filed, 03-03 intake ask_correction, 03-09 applicant correct
abandoned        | SERVICE                  | = filed, 03-03 intake ask_correction, 03-18 system deem_abandoned
suspended        | answer_application       | = served, 03-10 handler suspend
norm_review      | answer_application       | = served, 03-10 handler take_up_norm [own], same handler review_norm
norm_transferred | answer_application       | = served, 03-10 handler take_up_norm, same handler transfer_norm
simple_suspended | answer_application       | = simple_served, 03-10 handler suspend_simple
accepted         | answer_late              | same system no_answer
simple_accepted  | answer_late              | same system no_answer
trial            | answer_late              | = unanswered
hearing          | answer_late              | = unanswered, same handler call_hearing
suspended        | answer_late              | = unanswered, same handler suspend
norm_review      | answer_late              | = unanswered, same handler take_up_norm [own], same handler review_norm
norm_transferred | answer_late              | = unanswered, same handler take_up_norm, same handler transfer_norm
agreed           | answer_late              | = unanswered, same handler mediate
simple_trial     | answer_late              | = simple_served, 03-16 system no_answer
simple_suspended | answer_late              | = simple_served, 03-16 system no_answer, same handler suspend_simple
*                | review_norm              | same handler take_up_norm [own]
*                | transfer_norm            | same handler take_up_norm
norm_review      | find_lawful              | 03-23 handler add_material
norm_review      | stop_clause              | 03-23 handler add_material
norm_transferred | receive_reply            | 03-23 handler add_material
suspended        | resume                   | 03-23 handler add_material
suspended        | obey_resumption          | 03-23 handler add_material
simple_suspended | resume_simple            | 03-17 handler add_material
*                | decide                   | same handler hear, same handler verify_evidence
decided          | take_effect              | 04-09 handler serve_all
effective        | order_performance        | 06-01 head code_breach
urged            | order_performance        | 06-16 head code_breach
effective        | enforce                  | = changed, 05-06 head code_breach
urged            | enforce                  | = changed, 06-01 handler order_performance
effective        | close                    | 05-06 head code_breach
"""

APPLICANT = {
    "applicant_name": "张晓梅", "applicant_phone": "13800138000", "applicant_address": "上海市黄浦区人民大道1号", "electronic_service": True,
    "applicant_id_number": "310101198805061234", "service_address": "上海市黄浦区人民大道1号", "agent_name": "周宁", "agent_phone": "13600136000",
    "agent_authority": "代为申请、参加行政复议，一般授权，至办结", "agent_papers": True, "co_applicants": "刘强",
}  # fmt: skip
ACT = "作出的《不予受理通知书》（沪通信申不受〔2025〕217号）"
NORM = "《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）"
MATTER = {
    "respondent": "CA-31", "act": ACT, "act_kind": "11-15", "act_on": "2026-01-20", "known_on": "2026-01-26", "rights_told": True,
    "claim": "撤销《不予受理通知书》，责令被申请人受理申诉。", "facts": "被申请人以超过五个月为由不予受理，没有查明扣费开始的日期。", "sued": False,
    "applied_before": False,
}  # fmt: skip
LATE = {"ground": "30-4", "facts": "申请人于2025年10月20日收到行政行为。", "reasons": "自知道行政行为之日起已经超过六十日。"}
UNFIT = {"ground": "30-2", "facts": "申请人不是行政行为的相对人。", "reasons": "与行政行为没有利害关系。"}
BENCH = {"chair": "李文", "members": "王敏\n赵强", "recorder": "孙岚"}
DECIDED = {
    "results": ["annul", "redo"], "heads": ["64-1"], "term": "自收到本决定书之日起三十日内", "perform_by": "2026-05-29",
    "applicant_reasons": "扣费日期未查明。",
    "facts": "账单显示自2025年11月起收取。", "evidence": "2025年5月至12月账单", "reasons": "主要事实没有证据。",
    "orders": "撤销《不予受理通知书》。\n责令被申请人三十日内重新作出处理。",
}  # fmt: skip
GIVEN: dict[str, dict[str, Any]] = {
    "file": APPLICANT | MATTER | {"channel": "web"},
    "file_orally": APPLICANT | MATTER | {
        "taken_at": "2026-03-02T09:30", "place": "接待室", "recorder": "李文", "reasons": "没有查明扣费日期。", "why_oral": "右手受伤",
    },
    "receive_at_organ": APPLICANT | MATTER | {"penalty_kind": "on_the_spot", "act_kind": "11-1"},
    "open_split": APPLICANT | MATTER | {"channel": "post"},
    "forward_to_ministry": {"opinion": "认为处罚应当维持。"},
    "put_right": {"reasons": "已自行撤销处罚。"},
    "split": {"acts": f"{ACT}\n作出的《政府信息公开答复书》", "how": "各提交一份申请书。", "here": ACT, "other_act": "作出的《政府信息公开答复书》",
              "other_claim": "撤销答复。"},
    "ask_correction": {"items": "提交居民身份证复印件\n写明知道行政行为的日期", "reasons": "无法判断申请期限。"},
    "extend_correction": {"days": 5, "reasons": "住院"},
    "correct": {"note": "已提交身份证复印件。"},
    "deem_abandoned": {}, "deem_accepted": {}, "no_answer": {}, "period_over": {}, "suit_time_passed": {}, "sixty_days_complete": {},
    "accept": {"handlers": "李文\n王敏", "act_authors": "陈某"},
    "accept_simple": {"simple_case": "53-2", "reasons": "警告，事实清楚。"},
    "tell_acceptance": {},
    "refuse": UNFIT,
    "add_to_application": {"note": "补充账单"},
    "record_officer": {"basis_of": "first", "certificate": "A20203101010001", "trained_on": "2026-01-30"},
    "join_third_party": {"third_party_name": "华东通信上海", "interest": "涉及其收取的费用。"},
    "change_party": {"change": "14-2-heir", "in_place_of": "张晓梅", "new_name": "张大海", "proof": "死亡证明、户口簿"},
    "change_agent": {"former_agent": "周宁", "agent_name": "吴律师", "agent_authority": "一般授权，至办结", "agent_papers": True},
    "choose_representatives": {"representatives": "张晓梅"},
    "change_claim": {"claim": "确认不予受理违法。"},
    "send_copy": {"handlers": "李文"}, "send_copy_simple": {"handlers": "李文"},
    "answer_application": {"answer": "扣费始于2025年6月，已超过五个月。", "evidence": "企业反馈\n送达回证", "answered_by": "用户权益处"},
    "answer_late": {"answer": "迟到的答复。", "evidence": "企业反馈"},
    "choose_simple": {"simple_case": "53-2", "reasons": "警告，事实清楚。"},
    "agree_simple": {"simple_case": "53-consent", "consents": "申请人：同意\n被申请人：同意", "reasons": "各方同意。"},
    "convert": {"reasons": "双方各执一词。"},
    "hear": {"way": "phone", "heard_at": "2026-03-04T09:00", "officers": "李文\n王敏", "person": "张晓梅", "said": "扣费是11月才开始的。"},
    "call_hearing": BENCH | {"hearing_at": "2026-04-01T09:30", "place": "第三会议室", "matters": "扣费开始的日期"},
    "move_hearing": BENCH | {"hearing_at": "2026-04-08T09:30", "place": "第三会议室", "matters": "扣费开始的日期"},
    "hold_hearing": BENCH | {
        "started_at": "2026-03-20T09:30", "ended_at": "2026-03-20T11:00", "place": "第三会议室", "matters": "扣费开始的日期", "present": "张晓梅\n陈立",
        "respondent_head": "came", "record": "申请人：11月才开始。",
    },
    "waive_hearing": {"facts": "经通知未到，未说明理由。"},
    "ask_committee": {"advice_case": "52-2", "question": "计费系统记录如何认定？"},
    "record_advice": {"members": "甲教授\n乙律师", "advice": "以账单为准。"},
    "inquire": {"officers": "李文0901\n王敏0902", "cards_shown": True, "asked_at": "2026-03-04T10:00", "person": "某公司", "record": "问：…答：…"},
    "request_evidence": {"organ": "华东通信上海", "material": "账单", "purpose": "查明扣费日期", "hand_over_by": "2026-04-20", "officers": "李文\n王敏"},
    "verify_evidence": {"verified": "2025年5月至12月账单"},
    "add_material": {"note": "补充账单"},
    "supplement": {"evidence": "系统日志", "reasons": "针对申请人新提出的账单。"},
    "bring_evidence": {"evidence": "合同", "concerned": True},
    "open_material": {"asked_by": "张晓梅", "asked_on": "2026-03-04", "material": "答复书", "when": "工作日上午", "place": "阅卷室"},
    "close_material": {"asked_by": "张晓梅", "asked_on": "2026-03-04", "material": "系统日志", "heads": ["47-business"], "reasons": "含技术秘密。"},
    "stay": {"ground": "42-3", "reasons": "难以恢复。", "extent": "停机处理"},
    "lift_stay": {"reasons": "原因消除。"},
    "suspend": {"ground": "39-7", "reasons": "送请解释。"}, "suspend_simple": {"ground": "39-1", "reasons": "申请人死亡。"},
    "resume": {"reasons": "已解释。"}, "resume_simple": {"reasons": "近亲属参加。"},
    "extend": {"days": 20, "reasons": "案情复杂。"},
    "take_up_norm": {"norm_head": "57", "norm": NORM, "norm_clauses": "第八条", "norm_power": "no", "reasons": "缩短了期限。"},
    "review_norm": {"reasons": "第八条可能抵触上位规定。"},
    "transfer_norm": {"organ": "上海市人民政府", "reasons": "由其制定。"},
    "ask_maker": {"organ": "上海市通信管理局政策法规处", "questions": "第八条的依据"},
    "record_maker_answer": {"organ": "上海市通信管理局政策法规处", "answered_on": "2026-03-20", "answer": "依据办法制定。"},
    "find_lawful": {"reasons": "与上位规定一致。"},
    "stop_clause": {"organ": "上海市通信管理局政策法规处", "ground": "59-conflict", "higher_law": "申诉处理办法第十一条", "reasons": "缩短期限。",
                    "correction": "三十日内修改。"},
    "receive_reply": {"opinion": "59-lawful", "replied_on": "2026-03-20", "reply": "条款合法。", "reasons": "已经回复。"},
    "dismiss": UNFIT,
    "withdraw": {"reason": "双方和解。", "settled": True, "terms": "被申请人受理申诉"},
    "permit_withdrawal": {"checked": "出于自愿，未损害他人。", "reasons": "准予撤回。"},
    "decline_withdrawal": {"reasons": "并非自愿。"},
    "terminate": {"ground": "41-2", "reasons": "没有近亲属。"},
    "mediate": {"facts": "扣费日期争议。", "reasons": "双方自愿。", "terms": "被申请人受理申诉\n申请人不再请求"},
    "sign": {"signed": "张晓梅\n刘强\n上海市通信管理局"},
    "give_up_mediation": {"reasons": "申请人反悔。"},
    "decide": DECIDED,
    "take_effect": {},
    "perform": {"done_on": "2026-04-09", "how": "已重新受理。", "same_act": "no"},
    "order_performance": {"instrument": "decision", "instrument_number": "部通复决〔2026〕1号", "instrument_served_on": "2026-04-09", "duty": "重新处理",
                          "reasons": "期限已过。", "perform_by": "2026-06-15"},
    "enforce": {"track": "78-2", "by_way": "court", "against": "张晓梅", "organ": "人民法院", "reasons": "未起诉又不履行。"},
    "publish": {"published_at": "门户网站"},
    "close": {"why_unperformed": "无需履行。"},
    "send_opinion": {"found_act": "同类通知书", "facts": "六件未查明。", "law": "办法第十一条", "reasons": "事实不清。", "opinions": "重新审查"},
    "report_correction": {"organ": "上海市通信管理局", "report": "已重新审查六件。"},
    "obey_correction": {"superior": "国务院", "order_number": "国复〔2026〕1号", "reasons": "责令受理。"},
    "obey_resumption": {"superior": "国务院", "order_number": "国复〔2026〕2号", "reasons": "责令恢复审理。"},
    "move_up": {"superior": "国务院", "asked": "asked", "reasons": "需要由上级审理。"},
    "record_suit": {"court": "北京市第一中级人民法院", "plaintiff": "张晓梅", "defendants": "ministry"},
    "record_suit_on_silence": {"court": "北京市第一中级人民法院", "plaintiff": "张晓梅", "defendants": "ministry"},
    "file_defence": {"evidence": "决定书\n证据材料"},
    "record_judgment": {"judgment": "upheld", "said": "驳回诉讼请求。"},
    "code_breach": {"breach_codes": ["82-1"], "found": "逾期未答复。"},
    "refer_lead": {"addressee": "驻部纪检监察组", "ground": "86", "persons": "陈某", "facts": "涉嫌收受财物。"},
    "assign": {}, "hand_over": {"why": "休假"}, "accept_hand_over": {}, "decline_hand_over": {"why": "与申请人相识"},
    "recuse": {"decision": "granted", "why": "与申请人相识"}, "declare_recusal": {"why": "与申请人系同学"}, "challenge": {"why": "与被申请人有往来"},
    "record_ground": {"why": "已核对"}, "erase": {"entry": 1, "order": "删除决定1号"}, "breach": {},
    "confirm_address": {"address": "上海市黄浦区人民大道1号", "electronic": "no", "proof": "当面确认"},
}  # fmt: skip
OPTIONS: dict[str, dict[str, Any]] = {
    "own": {"norm_power": "yes"}, "new": {"raises_new": True}, "asked": {"norm_head": "56"},
    "late": LATE, "death": {"ground": "39-1", "reasons": "申请人死亡。"}, "ministry": {"respondent": "CA-00"},
    "changed": {"results": ["change"], "heads": ["63-1"], "worse": "no", "orders": "变更为受理。"},
    "maintained": {"results": ["maintain"], "heads": [], "term": None, "perform_by": None, "orders": "维持。"},
}  # fmt: skip
# Who takes a step where it must be someone else of the role: (state or *, step) -> who.
BY = {("*", "accept_hand_over"): "colleague", ("*", "decline_hand_over"): "colleague", ("*", "recuse"): "head", ("*", "declare_recusal"): "colleague"}
SERVING = ("serve", "arrive", "send_out", "deem_served")
NAMED = {"SERVICE": (*SERVING, "correct_paper")}  # words of FIRST that stand for several steps


def settle_reconsideration_people() -> None:
    """The people of ALSO, where they are not there yet, and what entitles the handlers to handle cases (6②)."""
    for username, name, office, role in ALSO:
        user, _ = User.objects.get_or_create(username=username, defaults={"name": name, "password": "!"})
        Membership.objects.get_or_create(user=user, organisation=Organisation.objects.get(code=office), role=role)
    for user in User.objects.filter(memberships__role=Role.HANDLER).exclude(username="ministry-handler3").distinct():
        Officer.objects.get_or_create(user=user, defaults={"experienced": True})


@dataclass
class File:
    """One reconsideration case on its way, driven by moves; each through the write door by its own actor. `on` is the day of the last move."""

    people: People
    number: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    on: date = date(2026, 3, 2)
    opened: commands.Outcome | None = None

    def __post_init__(self) -> None:
        settle_reconsideration_people()

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
        return self.case.office.province if self.number else "00"

    @property
    def case(self) -> Reconsideration:
        """The case as stored."""
        return Reconsideration.objects.get(number=self.number)

    def running(self) -> dict[str, date | None]:
        """The clocks that run: rule -> last day."""
        rows = Deadline.objects.filter(case__number=self.number, status__in=["running", "suspended"], ended_by_seq=None)
        return {one.rule: one.last_day for one in rows}

    def clock(self, rule: str) -> Deadline:
        """The newest deadline of this rule."""
        return Deadline.objects.filter(case__number=self.number, rule=rule).latest("pk")

    def go(self, paths: dict[str, str], text: str) -> "File":
        """Follow a path, beginning with another where it says `+`."""
        for part in (one.strip() for one in text.split(", ")):
            if part == "follow":
                assert self.opened is not None
                self.number, self.codes = self.opened.case.number, self.opened.codes
            elif part.startswith("+") or part in paths:
                self.go(paths, paths[part.removeprefix("+").strip()])
            else:
                day, who, step, option = move(part)
                if step == "serve_all":
                    self.serve_all(who, on=day or self.on)
                else:
                    self.take(step, who, on=day or self.on, option=option)
        return self

    def serve_all(self, who: str, *, on: date) -> None:
        """Serve the newest paper on everyone it is for."""
        rows = Service.objects.filter(case__number=self.number, served_on=None).order_by("-document_id", "pk")
        newest = [one for one in rows.select_related("document", "party") if one.document_id == rows[0].document_id]
        for row in newest:
            self.on = on
            given = {"document": row.document.number, "addressee": row.party.name, "manner": "post", "served_on": on.isoformat(), "proof": "回执1号"}
            commands.take_step(self.number, "serve", by=self.actor(who), given=given, on=on)

    def serve_newest(self, kind: str, *, on: date) -> None:
        """Serve the newest paper of this kind on everyone it is for."""
        paper = Document.objects.filter(case__number=self.number, type=kind).latest("pk")
        for row in Service.objects.filter(document=paper, served_on=None).select_related("party"):
            given = {"document": paper.number, "addressee": row.party.name, "manner": "post", "served_on": on.isoformat(), "proof": "回执1号"}
            commands.take_step(self.number, "serve", by=self.actor("handler"), given=given, on=on)

    def take(self, step: str, who: str, *, on: date, option: str = "", answers: Any = FOUND, **changed: Any) -> commands.Outcome:
        """Take one step with its literal input, some of it changed; where it needs approval, propose it and let the approvers decide in turn."""
        self.on, given = on, self.given(step, on) | OPTIONS.get(option, {}) | changed
        given = {name: value for name, value in given.items() if value is not None}
        if not self.number:
            outcome = commands.file_case("reconsideration", by=self.actor(who), step=step, given=given, on=on)
            self.number, self.codes = outcome.case.number, outcome.codes
            return outcome
        asked = {"30-1"} if step == "record_ground" else {one.id for one in step_of(getattr(Reconsideration, step)).when}
        told = {name: one for name, one in answers.items() if name in asked} if who in ("intake", "handler", "head", "colleague") else None
        outcome = commands.take_step(self.number, step, by=self.actor(who), given=given, answers=told, on=on)
        while outcome.proposal is not None and outcome.proposal.status == PENDING:
            outcome = commands.approve(self.number, outcome.proposal.pk, by=self.actor(outcome.proposal.approver_role), on=on)
        self.opened = outcome.opened or self.opened
        return outcome

    def given(self, step: str, on: date) -> dict[str, Any]:
        """The literal input, and what only this file knows: paper numbers, an entry's number, who is of the office."""
        if step in SERVING:
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
        if step == "record_officer":
            return given | {"officer": self._user("colleague")}
        if step in ("record_suit", "record_suit_on_silence"):
            return given | {"sued_on": on.isoformat()}
        if step == "record_judgment":
            return given | {"judged_on": on.isoformat()}
        return given | {"filed_on": on.isoformat()} if step == "file_defence" else given

    def _user(self, who: str) -> str:
        return User.objects.get(pk=self.actor(who).user_id).username

    def _service(self, step: str, on: date) -> dict[str, Any]:
        rows = Service.objects.filter(case__number=self.number, served_on=None).select_related("document", "party").order_by("-document_id", "pk")
        row = rows.first()
        paper = {"document": row.document.number, "addressee": row.party.name} if row else {"document": "无", "addressee": "无"}
        if step == "arrive":
            row = rows.filter(party__electronic_consent_on__isnull=False).first()
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
