"""The papers of 信访: each by its article, what it must hold, and the last days it prints. The table is written from the Regulations."""

import io
import json
import re
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

from casework.cases import documents
from casework.cases.case import Case
from casework.cases.parties import Party
from casework.cases.refusals import Refused
from casework.cases.typesetting import ROOT, render
from casework.clock import SHANGHAI
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.petitions import heads
from casework.petitions.documents import PAPERS

BASE = Path(__file__).resolve().parents[2]
LAW = BASE.parent / "shared" / "law" / "texts"
KINDS = {paper.id: paper for paper in PAPERS}
DAY = date(2026, 3, 5)  # a Thursday

# The list of papers in the law notes (A2 "Documents", G2), and the papers that answer to each entry.
LISTED = {
    "登记单；来访登记（20、21②、23①）": ("registration",),
    "受理/接收告知书（23、44(3)）": ("acceptance_notice", "receipt_notice"),
    "转送/交办函，指定办理期限（22①(3)、23①）": ("forwarding_letter", "assignment_letter"),
    "去向告知书（23①）": ("destination_notice",),
    "告知向有权机关提出（23①）；引导到接待场所（20①②）": ("redirection_notice",),
    "不予受理/不再受理告知书（19③、36③）": ("refusal", "not_taken_again"),
    "异议函，核实意见（23③）": ("objection", "objection_answer"),
    "导入程序（31(1)–(5)）": ("procedure_notice",),
    "检举控告：移送、反馈（30）": ("accusation_referral", "accusation_feedback"),
    "延期告知书（34）": ("extension_notice",),
    "听证通知、听证笔录（31(6)、36②）": ("hearing_notice", "hearing_record"),
    "信访处理意见书（32①）": ("opinion",),
    "简易办理意见（简易办理办法 4）": ("simple_opinion",),
    "调解/和解协议书（33）": ("mediation_agreement", "settlement_agreement"),
    "建议回复（29①）": ("suggestion_reply",),
    "复查意见书、复核意见书（35、36）": ("review_opinion", "recheck_opinion"),
    "办结报告（22①(3)）": ("closing_report",),
    "督促执行（32②）": ("execution_letter",),
    "督办、反馈（40①④）": ("supervision_letter", "supervision_feedback"),
    "重大紧急报告（25①）": ("urgent_report",),
    "劝阻、批评、教育记录（26、47①）": ("disorder_record",),
}

MATTER = {"received_on": date(2026, 3, 2), "claim": "请求公开检测结果。", "facts": "楼顶新建基站，未见公示。"}
ONE_MATTER = {"received_on": "received_on", "claim": "claim", "facts": "facts"}
JUDGED = {"found": "手续齐全。", "opinion": "提供检测报告。", "legal_basis": "电信条例 46"}
ONE_JUDGED = {"found": "found", "opinion": "opinion", "legal_basis": "legal_basis"}
EARLIER = {"first_body": "上海市通信管理局", "first_number": "沪通访意〔2026〕3号", "first_on": date(2026, 1, 15), "objections": "没有原文。"}
ONE_EARLIER = {name: name for name in ("first_body", "first_number", "first_on", "objections")}
AT, UNTIL = datetime(2026, 3, 24, 14, 30, tzinfo=SHANGHAI), datetime(2026, 3, 24, 16, 10, tzinfo=SHANGHAI)

# Paper: its article as printed; what its step was given; each content it must hold, and the answer that fills it.
TABLE: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "registration": (
        "第十九条第一款", MATTER | {"channel": "visit", "petitioner": "刘桂芳等2人", "statement": "没有人告诉我们。", "representatives": "刘桂芳\n陈国强"},
        ONE_MATTER | {"channel": "channel", "petitioner": "petitioner", "statement": "statement"},
    ),
    "acceptance_notice": (
        "第三十一条第六项", MATTER | {"accepted_on": DAY, "handler_office": "发展处", "sender": "国家信访局"},
        {"received_on": "received_on", "accepted_on": "accepted_on", "pt05_last_day": "accepted_on", "claim": "claim", "handler_office": "handler_office"},
    ),
    "receipt_notice": (
        "第二十九条第一款", MATTER | {"head": "suggestion", "route": "由发展处研究论证。", "handler_office": "发展处"},
        {"received_on": "received_on", "head": "head", "route": "route", "handler_office": "handler_office"},
    ),
    "forwarding_letter": (
        "第二十三条第一款", MATTER | {"to_body": "江苏省通信管理局", "reasons": "基站在江苏。"}, ONE_MATTER | {"addressee": "to_body", "reasons": "reasons"},
    ),
    "assignment_letter": (
        "第二十二条第一款第三项", MATTER | {"to_body": "江苏省通信管理局", "reasons": "情况重要。", "report_by": date(2026, 4, 30)},
        ONE_MATTER | {"addressee": "to_body", "reasons": "reasons", "report_by": "report_by"},
    ),
    "destination_notice": (
        "第二十三条第一款", MATTER | {"to_body": "江苏省通信管理局", "reasons": "基站在江苏。"},
        {"received_on": "received_on", "body_name": "to_body", "reasons": "reasons"},
    ),
    "redirection_notice": (
        "第二十三条第一款", MATTER | {"head": "outside", "reasons": "有线电视收费。", "body_name": "广播电视局"},
        {"received_on": "received_on", "head": "head", "reasons": "reasons", "body_name": "body_name"},
    ),
    "refusal": (
        "第十九条第三款",
        MATTER | {"head": "handled_below", "reasons": "同一事项。", "body_name": "江苏省通信管理局", "taken_on": date(2026, 2, 20),
                  "handled_until": date(2026, 4, 21)},
        {"received_on": "received_on", "claim": "claim", "head": "head", "reasons": "reasons", "body_name": "body_name", "taken_on": "taken_on",
         "handled_until": "handled_until"},
    ),
    "not_taken_again": (
        "第三十六条第三款",
        MATTER | {"head": "rechecked", "reasons": "没有新的事实。", "recheck_body": "复核机关", "recheck_number": "访核〔2025〕3号",
                  "recheck_on": date(2025, 12, 18)},
        {"received_on": "received_on", "claim": "claim", "head": "head", "reasons": "reasons", "recheck_body": "recheck_body",
         "recheck_number": "recheck_number", "recheck_on": "recheck_on"},
    ),
    "objection": (
        "第二十三条第三款", MATTER | {"head": "not_ours", "reasons": "没有处理权限。", "sender": "工业和信息化部", "sender_number": "部通访转〔2026〕112号"},
        {"received_on": "received_on", "claim": "claim", "head": "head", "reasons": "reasons", "addressee": "sender", "sender_number": "sender_number"},
    ),
    "objection_answer": (
        "第二十三条第三款",
        {"to_body": "上海市通信管理局", "objection_number": "沪通访异〔2026〕3号", "objection_on": date(2026, 3, 4), "answer": "agreed", "reasons": "不属。"},
        {"addressee": "to_body", "objection_number": "objection_number", "objection_on": "objection_on", "answer": "answer", "reasons": "reasons"},
    ),
    "procedure_notice": (
        "第三十一条第四项",
        MATTER | {"head": "31-4", "reasons": "收费争议。", "procedure": "电信用户申诉", "procedure_basis": "电信条例 39①", "body_name": "申诉受理机构"},
        {"received_on": "received_on", "claim": "claim", "head": "head", "reasons": "reasons", "procedure": "procedure",
         "procedure_basis": "procedure_basis", "body_name": "body_name"},
    ),
    "accusation_referral": (
        "第三十条第三款", MATTER | {"to_body": "驻部纪检监察组", "accused": "孙某", "reasons": "属于监督范围。"},
        ONE_MATTER | {"addressee": "to_body", "accused": "accused", "reasons": "reasons"},
    ),
    "accusation_feedback": (
        "第三十条第一款", MATTER | {"body_name": "驻部纪检监察组", "feedback": "已移送。"},
        {"received_on": "received_on", "body_name": "body_name", "feedback": "feedback"},
    ),
    "extension_notice": (
        "第三十四条", {"accepted_on": DAY, "days": 20, "reasons": "检测报告未出。"},
        {"accepted_on": "accepted_on", "days": "days", "reasons": "reasons", "old_last_day": "accepted_on", "new_last_day": "accepted_on"},
    ),
    "hearing_notice": (
        "第三十一条第六项", {"meeting_at": AT, "place": "203室", "matters": "公示情况"}, {"meeting_at": "meeting_at", "place": "place", "matters": "matters"},
    ),
    "hearing_record": (
        "第三十一条第六项",
        {"started_at": AT, "ended_at": UNTIL, "place": "203室", "chair": "陈立", "recorder": "周宁", "present": "信访人刘桂芳", "matters": "公示情况",
         "record": "主持人：请陈述。"},
        {name: name for name in ("started_at", "ended_at", "place", "chair", "recorder", "present", "matters", "record")},
    ),
    "opinion": (
        "第三十二条第一款第一项", MATTER | JUDGED | {"accepted_on": DAY, "result": "supported"},
        ONE_MATTER | ONE_JUDGED | {"accepted_on": "accepted_on", "result": "result"},
    ),
    "simple_opinion": (
        "《信访事项简易办理办法》第四条第二项", MATTER | JUDGED | {"accepted_on": date(2026, 3, 3), "head": "4-2"},
        ONE_MATTER | ONE_JUDGED | {"accepted_on": "accepted_on", "head": "head", "pt12_last_day": "accepted_on"},
    ),
    "mediation_agreement": (
        "第三十三条",
        MATTER | {"other_party": "华东通信", "terms": "调整朝向\n不再请求", "petitioner_consent_on": DAY, "other_consent_on": DAY, "mediator": "陈立"},
        {"claim": "claim", "facts": "facts", "other_party": "other_party", "terms": "terms", "petitioner_consent_on": "petitioner_consent_on",
         "other_consent_on": "other_consent_on", "mediator": "mediator"},
    ),
    "settlement_agreement": (
        "第三十三条", MATTER | {"other_party": "华东通信", "terms": "修复地砖", "agreed_on": DAY},
        {"claim": "claim", "facts": "facts", "other_party": "other_party", "terms": "terms", "agreed_on": "agreed_on"},
    ),
    "suggestion_reply": (
        "第二十九条第一款", MATTER | {"outcome": "adopted", "study": "认为可行。", "reasons": "有利于住户。"},
        {"received_on": "received_on", "suggestion": "claim", "study": "study", "outcome": "outcome", "reasons": "reasons"},
    ),
    "review_opinion": (
        "第三十五条", MATTER | JUDGED | EARLIER | {"requested_on": date(2026, 2, 9)},
        ONE_JUDGED | ONE_EARLIER | {"requested_on": "requested_on", "claim": "claim"},
    ),
    "recheck_opinion": (
        "第三十六条第三款", MATTER | JUDGED | EARLIER | {"requested_on": date(2026, 2, 9), "first_opinion": "复查意见：维持。", "hearing_days": "2月24日。"},
        ONE_JUDGED | ONE_EARLIER | {"requested_on": "requested_on", "claim": "claim", "first_opinion": "first_opinion"},
    ),
    "closing_report": (
        "第二十二条第一款第三项",
        MATTER | {"sender": "工业和信息化部", "sender_number": "部通访交〔2026〕20号", "report_by": date(2026, 4, 30), "found": "属实。", "result": "支持。"},
        {"received_on": "received_on", "claim": "claim", "addressee": "sender", "sender_number": "sender_number", "report_by": "report_by",
         "found": "found", "result": "result"},
    ),
    "execution_letter": (
        "第三十二条第二款", {"to_body": "华东通信", "opinion_number": "沪通访意〔2026〕21号", "opinion_on": date(2026, 3, 2), "measures": "重新公示"},
        {"addressee": "to_body", "opinion_number": "opinion_number", "opinion_on": "opinion_on", "measures": "measures"},
    ),
    "supervision_letter": (
        "第四十条第一款", {"to_body": "江苏省通信管理局", "heads": ["delayed", "rules"], "found": "至今未告知。", "suggestions": "立即告知"},
        {"addressee": "to_body", "faults": "heads", "facts": "found", "suggestions": "suggestions"},
    ),
    "supervision_feedback": (
        "第四十条第四款", {"sender": "工业和信息化部", "sender_number": "部通访督〔2026〕3号", "adopted": "已采纳", "state": "正在核实。"},
        {"addressee": "sender", "sender_number": "sender_number", "adopted": "adopted", "state": "state"},
    ),
    "urgent_report": (
        "第二十五条第一款",
        {"government": "上海市人民政府", "competent": "公安局", "conference": "联席会议办公室", "happened_at": AT, "place": "机房外", "found": "聚集。",
         "effects": "影响交通。", "measures": "已派员。"},
        {"addressee": "government", "competent": "competent", "conference": "conference", "happened_at": "happened_at", "place": "place",
         "facts": "found", "effects": "effects", "measures": "measures"},
    ),
    "disorder_record": (
        "第四十七条第一款",
        {"started_at": AT, "place": "接待室", "person": "来访人", "heads": ["26-4"], "found": "拒绝离开。", "said": "请其离开。", "staff": "赵明\n李文",
         "outcome": "离开。"},
        {"started_at": "started_at", "place": "place", "person": "person", "conduct": "heads", "facts": "found", "said": "said", "staff": "staff",
         "outcome": "outcome"},
    ),
}  # fmt: skip
# What the engine itself supplies: the day on which the step is taken.
BY_THE_STEP = {"destination_notice": {"sent_on"}}


def case_of(office: str = "CA-31", **columns: Any) -> Case:
    """A made-up petition that is in no table."""
    found = Organisation.objects.get(code=office)
    return Case(kind="petition", number="P-2026-31-0000045", office=found, first_office=found, **{"applicant_name": "刘桂芳", **columns})


def drafted(name: str, case: Case | None = None, *, on: date = DAY, **changed: Any) -> list[documents.Draft]:
    """The drafts of a paper, of its row in the table with some answers changed."""
    case = case or case_of()
    people = [Party(role=Role.APPLICANT, name="刘桂芳"), Party(role=Role.RESPONDENT, name="华东通信"), Party(role=Role.AGENT, name="许律师")]
    return documents.draft([KINDS[name]], case, TABLE[name][1] | changed, people, office=case.office, on=on)


def printed(draft: documents.Draft, on: date = DAY) -> str:
    """The words of the paper as it is set."""
    pdf = render(draft.type.template, draft.data | {"number": "沪通访〔2026〕1号"}, issued_on=on).pdf
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]
    return "".join(page.removesuffix(f"—{number}—") for number, page in enumerate(pages, start=1))


def test_every_paper_of_the_list_is_there_and_no_other():
    named = [one for papers in LISTED.values() for one in papers]
    assert sorted(named) == sorted(KINDS) == sorted(TABLE)
    assert len(PAPERS) == len({paper.series for paper in PAPERS}) == len({paper.template for paper in PAPERS}) == 30


def test_each_paper_has_a_template_an_article_and_a_duty():
    known = {one["id"] for one in json.loads((BASE / "casework/law/duties.json").read_text(encoding="utf-8"))["petitions"]}
    for paper in PAPERS:
        assert (ROOT / "petitions/templates" / paper.template.replace("/", "/documents/", 1)).with_suffix(".typ").is_file()
        assert paper.basis.startswith(("信访工作条例 ", "信访事项简易办理办法 ")), paper.id
        assert paper.fulfils and set(paper.fulfils) <= known, paper.id


@pytest.mark.parametrize("name", TABLE)
def test_a_paper_cites_its_article(db, name):
    article, _, _ = TABLE[name]
    for draft in drafted(name):
        assert article in printed(draft)


@pytest.mark.parametrize("name", TABLE)
def test_a_paper_that_lacks_something_is_refused_by_name(db, name):
    _, given, holds = TABLE[name]
    assert set(KINDS[name].mandatory) == set(holds) | BY_THE_STEP.get(name, set())
    assert drafted(name)
    for content, answer in holds.items():
        nothing: Any = [] if isinstance(given[answer], list) else None if isinstance(given[answer], date) else ""
        case = case_of(applicant_name="") if answer == "petitioner" else None
        with pytest.raises(Refused) as refusal:
            drafted(name, case, **{answer: nothing})
        (reason,) = refusal.value.reasons
        assert content in reason.zh.rpartition("：")[2].split("、"), content
        assert KINDS[name].zh in reason.zh and reason.article == KINDS[name].basis


@pytest.mark.parametrize(
    ("name", "content", "answer", "wrong"),
    [
        ("receipt_notice", "head", "head", "31-1"), ("redirection_notice", "head", "head", "not_ours"), ("refusal", "head", "head", "rechecked"),
        ("not_taken_again", "head", "head", "handled_below"), ("objection", "head", "head", "outside"), ("procedure_notice", "head", "head", "31-6"),
        ("opinion", "result", "result", "adopted"), ("suggestion_reply", "outcome", "outcome", "supported"), ("simple_opinion", "head", "head", "5-1"),
        ("supervision_letter", "faults", "heads", ["delayed", "26-1"]), ("disorder_record", "conduct", "heads", ["26-4", "delayed"]),
        ("objection_answer", "answer", "answer", "supported"), ("registration", "channel", "channel", "counter"),
    ],
)  # fmt: skip
def test_a_head_of_another_list_is_refused(db, name, content, answer, wrong):
    with pytest.raises(Refused, match=content):
        drafted(name, **{answer: wrong})


@pytest.mark.parametrize(
    ("name", "answer", "code", "said"),
    [
        ("receipt_notice", "head", "accusation", ("予以接收", "第三十条第一款")),
        ("redirection_notice", "head", "litigation", ("第二十条第二款", "政法部门")),
        ("redirection_notice", "head", "place", ("第二十条第一款", "接待场所")),
        ("refusal", "head", "accepted_below", ("第十九条第三款", "已经由下级机关、单位受理")),
        ("procedure_notice", "head", "31-1", ("第三十一条第一项", "按照法律法规规定的程序处理")),
        ("procedure_notice", "head", "31-2", ("第三十一条第二项", "应当通过仲裁解决的，导入相应程序处理")),
        ("procedure_notice", "head", "31-3", ("第三十一条第三项", "党员申诉")),
        ("procedure_notice", "head", "31-5", ("第三十一条第五项", "依法履行或者答复")),
        ("opinion", "result", "explained", ("第三十二条第一款第二项", "合理但缺乏法律依据", "作出解释说明")),
        ("opinion", "result", "not_supported", ("第三十二条第一款第三项", "缺乏事实根据", "不予支持")),
        ("suggestion_reply", "outcome", "not_adopted", ("未予采纳", "理由：有利于住户。")),
        ("objection_answer", "answer", "not_agreed", ("不同意交还",)),
    ],
)
def test_each_head_prints_its_article_and_its_text(db, name, answer, code, said):
    (draft,) = drafted(name, **{answer: code})
    text = printed(draft)
    for words in said:
        assert words in text


def test_the_text_of_every_head_is_that_of_the_law():
    if not LAW.is_dir():
        pytest.skip(f"the shared law texts are absent: {LAW}")
    names = ("petition_work_regulations_2022.txt", "petition_simple_handling_measures_2022_PARTIAL_arts1-5.txt")
    texts = [(LAW / name).read_text(encoding="utf-8") for name in names]
    whole = "".join(re.sub(r"\s", "", text).replace(",", "，") for text in texts)
    lists = (heads.RECEIPTS, heads.REDIRECTIONS, heads.REFUSALS, heads.FINAL, heads.OBJECTIONS, heads.PROCEDURES, heads.RESULTS, heads.SUGGESTIONS,
             heads.SUPERVISIONS, heads.DISORDERS, heads.SIMPLE)  # fmt: skip
    for head in (head for one in lists for head in one):
        assert all(getattr(head, field.name) for field in fields(head) if field.name != "quote"), head
        assert head.quote in whole and (head.quote or head.code == "not_adopted"), head


@pytest.mark.parametrize(
    ("issued_on", "last_day"),
    [
        (date(2026, 5, 11), "2026年6月10日"),  # a Wednesday
        (date(2026, 3, 5), "2026年4月7日"),  # 4 April is the first of three days of 清明
        (date(2026, 9, 2), "2026年10月8日"),  # 2 October is within the seven days of 国庆
        (date(2026, 5, 21), "2026年6月22日"),  # 20 June is a Saturday within 端午
    ],
)
@pytest.mark.parametrize(("name", "right", "rule"), [("opinion", "30日内请求复查", "PT-07"), ("simple_opinion", "30日内请求复查", "PT-07"),
                                                    ("review_opinion", "30日内请求复核", "PT-09")])  # fmt: skip
def test_an_opinion_tells_the_remedy_with_its_last_day(db, name, right, rule, issued_on, last_day):
    (draft,) = drafted(name, on=issued_on)
    text = printed(draft, issued_on)
    assert [limit.id for limit in draft.type.starts] == [rule] == [appeal.limit.id for appeal in draft.type.appeals]
    assert f"{right}，受理机关为工业和信息化部（《信访工作条例》第三十{'五条' if rule == 'PT-07' else '六条第一款'}）" in text
    assert f"最后一日为{last_day}" in text


def test_only_opinions_start_the_time_for_review_and_recheck():
    starting = {paper.id: [limit.id for limit in paper.starts] for paper in PAPERS if paper.starts}
    assert starting == {"opinion": ["PT-07"], "simple_opinion": ["PT-07"], "review_opinion": ["PT-09"]}
    assert {paper.id for paper in PAPERS if paper.appeals} == set(starting)


def test_the_body_above_the_ministry_is_not_invented(db):
    (draft,) = drafted("review_opinion", case_of("CA-00"))
    assert "受理机关为工业和信息化部的上一级机关、单位（条例未指明具体机关，待核）" in printed(draft)


def test_a_recheck_opinion_is_final(db):
    (draft,) = drafted("recheck_opinion")
    text = printed(draft)
    assert draft.data["remedies"] == [] and "第三十六条第三款" in text and "不再受理" in text and "最终意见" in text
    assert "听证所需时间不计算在复核期限内" in text
    (without,) = drafted("recheck_opinion", hearing_days="", publication="公示")
    assert "听证所需时间" not in printed(without) and "公示" not in printed(without).replace("未见公示", "")


def test_the_last_days_of_the_office_are_printed(db):
    for name, said in (
        ("acceptance_notice", "自受理之日起60日内办结，最后一日为2026年5月6日"),  # 4 May is within 劳动节
        ("objection", "自收到之日起5个工作日内提出，最后一日为2026年3月9日"),
        ("simple_opinion", "10个工作日，最后一日为2026年3月17日"),
        ("assignment_letter", "2026年4月30日前（含当日）"),
        ("refusal", "办理期限至：2026年4月21日"),
    ):
        assert said in printed(drafted(name)[0])


def test_an_extension_counts_what_was_granted_before(db):
    assert "延期后的最后一日：2026年5月25日" in printed(drafted("extension_notice")[0])  # 24 May is a Sunday
    before = SimpleNamespace(facts={"clocks": [{"change": "extend", "rule": "PT-05", "days": 10}, {"change": "extend", "rule": "AR-15", "days": 5}]})
    case = case_of(pk=7)
    case.memory = {"entries": [before, SimpleNamespace(facts={})]}
    text = printed(drafted("extension_notice", case)[0])
    assert "延期前的最后一日：2026年5月14日" in text and "累计延长30日" in text and "延期后的最后一日：2026年6月3日" in text


def test_what_is_not_verbatim_law_carries_its_mark(db):
    marked = {paper.id: paper.certainty for paper in PAPERS if paper.certainty != "V"}
    assert marked == {"simple_opinion": "S", "hearing_notice": "design", "hearing_record": "design"}
    simple = printed(drafted("simple_opinion")[0])
    assert "（条文号待核），内部工作期限" in simple and re.search(r"PT-12[^；]*（条文号待核）", simple)
    for name in ("hearing_notice", "hearing_record"):
        assert "内部规定" in printed(drafted(name)[0])
    for name in set(TABLE) - set(marked):
        assert "条文号待核" not in printed(drafted(name)[0]), name


def test_a_hearing_notice_goes_to_each_side_an_opinion_to_the_petitioner_alone(db):
    assert [draft.data["addressee"] for draft in drafted("hearing_notice")] == ["刘桂芳", "许律师", "华东通信"]
    assert [draft.data["addressee"] for draft in drafted("mediation_agreement")] == ["刘桂芳、许律师、华东通信"]
    assert [draft.data["addressee"] for draft in drafted("opinion")] == ["刘桂芳、许律师"]


@pytest.mark.parametrize("name", ["forwarding_letter", "assignment_letter", "mediation_agreement", "settlement_agreement"])
def test_a_sealed_accusation_leaves_by_its_own_papers_only(db, name):
    with pytest.raises(Refused, match="检举控告"):
        drafted(name, case_of(sealed=True))


@pytest.mark.parametrize(
    ("to", "accused"),
    [("华东通信上海分公司", "华东通信上海分公司"), ("华东通信", "华东通信市场部"),
     ("华东通信纪委", "华东通信"), ("华东通信", "孙某\n华东通信")],
)  # fmt: skip
def test_an_accusation_never_goes_to_the_accused(db, to, accused):
    with pytest.raises(Refused, match="不得将检举控告材料转给") as refusal:
        drafted("accusation_referral", to_body=to, accused=accused)
    assert refusal.value.reasons[0].article == "信访工作条例 30③"


def test_an_accusation_never_goes_to_the_respondent(db):
    with pytest.raises(Refused, match="不得将检举控告材料转给"):
        drafted("accusation_referral", case_of(respondent=Organisation.objects.get(code="OP-EAST-31")), to_body="华东通信股份有限公司")


def test_feedback_on_an_accusation_goes_to_the_petitioner_and_names_nobody_accused(db):
    case = case_of(sealed=True, respondent=Organisation.objects.get(code="OP-EAST-31"))
    (draft,) = drafted("accusation_feedback", case, accused="孙某", facts="收受购物卡。", claim="查处孙某。")
    text = printed(draft)
    assert draft.data["addressee"] == "刘桂芳、许律师" and Role.RESPONDENT not in draft.type.to
    assert "孙某" not in text and "购物卡" not in text and "华东通信" not in text


def test_an_oral_statement_is_recorded_and_a_letter_attached(db):
    assert "口头陈述记录" in printed(drafted("registration")[0])
    (letter,) = drafted("registration", channel="letter", statement="")
    text = printed(letter)
    assert "书面提出，原件附后" in text and "口头陈述记录" not in text
    with pytest.raises(Refused, match="statement"):
        drafted("registration", channel="phone", statement="")
