"""The papers of 行政复议: by hand, which there are, on which article each rests, what each must hold, and what it prints."""

import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casework.cases import documents as engine
from casework.cases.documents import DocumentType, Draft
from casework.cases.refusals import Refused
from casework.cases.typesetting import render
from casework.people.roles import Role
from casework.reconsideration import admission, clocks, codes, documents
from tests.statute.reconsideration_given import ACCEPTED, GIVEN, MAKER, a_case, the_parties

DAY = date(2026, 3, 5)
DUTIES = Path(engine.__file__).resolve().parents[1] / "law/duties.json"
BY_ID = {paper.id: paper for paper in documents.PAPERS}

# procedures.md A3 (documents and outcomes) and G3, copied by hand: paper, title, articles it must name, mandatory contents -> what in the form holds them.
# A key of the form "" means that the case itself holds it.
TABLE: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "application_form": ("行政复议申请书", ("22①②", "令69 6"), {}),
    "oral_application": (
        "口头申请行政复议笔录", ("22①③",),
        {"act": "act", "claim": "claim", "facts": "facts", "reasons": "reasons", "taken_at": "taken_at", "recorder": "recorder"},
    ),
    "correction_notice": ("补正通知书", ("31",), {"act": "act", "received_on": "received_on", "items": "items", "reasons": "reasons"}),
    "acceptance_notice": ("受理通知书", ("30①③", "53", "62"), {"act": "act", "received_on": "received_on", "accepted_on": "accepted_on"}),
    "refusal": (
        "不予受理决定书", ("30②",),
        {"act": "act", "received_on": "received_on", "claim": "claim", "facts": "facts", "ground": "ground", "reasons": "reasons"},
    ),
    "dismissal": (
        "驳回行政复议申请决定书", ("33",),
        {"act": "act", "accepted_on": "accepted_on", "claim": "claim", "facts": "facts", "ground": "ground", "reasons": "reasons"},
    ),
    "split_notice": ("分别申请告知书", ("22④",), {"received_on": "received_on", "acts": "acts", "how": "how"}),
    "answer_notice": ("行政复议答复通知书", ("48",), {"act": "act", "accepted_on": "accepted_on", "claim": "claim"}),
    "simple_answer_notice": (
        "行政复议答复通知书（简易程序）", ("54",), {"act": "act", "accepted_on": "accepted_on", "claim": "claim", "simple_case": "simple_case"},
    ),
    "third_party_notice": ("第三人参加行政复议通知书", ("16",), {"act": "act", "accepted_on": "accepted_on", "interest": "interest"}),
    "conversion_notice": ("转为普通程序告知书", ("55",), {"act": "act", "accepted_on": "accepted_on", "reasons": "reasons"}),
    "opinion_record": (
        "听取意见记录", ("49",),
        {"act": "act", "way": "way", "heard_at": "heard_at", "officers": "officers", "person": "person", "said_or_unheard": "said"},
    ),
    "hearing_notice": ("听证通知书", ("51",), {"act": "act", "hearing_at": "hearing_at", "place": "place", "matters": "matters"}),
    "hearing_record": (
        "听证笔录", ("50③", "61②"),
        {
            "act": "act", "started_at": "started_at", "ended_at": "ended_at", "place": "place", "chair": "chair", "members": "members",
            "recorder": "recorder", "present": "present", "matters": "matters", "record": "record",
        },
    ),
    "suspension_notice": ("行政复议中止通知书", ("39①③",), {"act": "act", "ground": "ground", "reasons": "reasons"}),
    "resumption_notice": ("恢复审理通知书", ("39②③",), {"act": "act", "ground": "ground", "reasons": "reasons", "suspended_on": "suspended_on"}),
    "termination": ("行政复议终止决定书", ("41",), {"act": "act", "ground": "ground", "reasons": "reasons"}),
    "extension_notice": ("延期审理通知书", ("62①",), {"act": "act", "accepted_on": "accepted_on", "days": "days", "reasons": "reasons"}),
    "stay_notice": ("停止执行通知书", ("42",), {"act": "act", "ground": "ground", "reasons": "reasons", "extent": "extent"}),
    "norm_transfer": ("附带审查转送函", ("56", "57", "60"), {"norm": "norm", "clauses": "clauses", "ground": "ground", "reasons": "reasons"}),
    "norm_notice": ("规范性文件附带审查告知书", ("56", "57"), {"norm": "norm", "clauses": "clauses", "ground": "ground"}),
    "norm_maker_notice": (
        "规范性文件审查答复通知书", ("58",),
        {"norm": "norm", "clauses": "clauses", "ground": "ground", "questions": "questions", "suspended_on": "suspended_on"},
    ),
    "norm_decision": (
        "规范性文件处理决定书", ("59",),
        {
            "norm": "norm", "clauses": "clauses", "review": "review", "ground": "ground", "higher_law": "higher_law", "reasons": "reasons",
            "correction": "correction",
        },
    ),
    "norm_reply": (
        "规范性文件处理意见函", ("60",),
        {"norm": "norm", "clauses": "clauses", "letter_number": "letter_number", "opinion": "opinion", "reasons": "reasons", "handling": "handling"},
    ),
    "file_access": ("准许查阅、复制材料通知书", ("47",), {"act": "act", "material": "material", "when": "when", "place": "place"}),
    "file_access_refusal": ("不予查阅、复制材料告知书", ("47",), {"act": "act", "material": "material", "grounds": "heads", "reasons": "reasons"}),
    "evidence_request": (
        "证据调取通知书", ("45",), {"act": "act", "material": "material", "purpose": "purpose", "hand_over_by": "hand_over_by", "officers": "officers"},
    ),
    "decision": (
        "行政复议决定书", ("61", "63", "64", "65", "66", "67", "68", "69", "70", "71", "72", "75", "行政诉讼法 45"),
        {
            "act": "act", "received_on": "received_on", "accepted_on": "accepted_on", "claim": "claim", "applicant_reasons": "applicant_reasons",
            "answer": "answer", "facts": "facts", "reasons": "reasons", "results": "results", "orders": "orders", "consent": "consent",
        },
    ),
    "decision_on_own_act": ("行政复议决定书", ("25(1)", "26", "75"), {"claim": "claim", "facts": "facts", "reasons": "reasons", "orders": "orders"}),
    "mediation_agreement": ("行政复议调解书", ("73",), {"act": "act", "claim": "claim", "facts": "facts", "reasons": "reasons", "terms": "terms"}),
    "withdrawal_permit": ("准予撤回行政复议申请通知书", ("74",), {"act": "act", "withdrawn_on": "withdrawn_on", "checked": "checked"}),
    "opinion_letter": (
        "行政复议意见书", ("76",),
        {"act": "act", "found_act": "found_act", "facts": "facts", "law": "law", "reasons": "reasons", "opinions": "opinions"},
    ),
    "performance_order": (
        "责令履行通知书", ("77",),
        {
            "act": "act", "instrument": "instrument", "instrument_number": "instrument_number", "instrument_served_on": "instrument_served_on",
            "duty": "duty", "reasons": "reasons", "perform_by": "perform_by",
        },
    ),
    "resume_order": (
        "责令恢复审理通知书", ("40",), {"their_case": "their_case", "suspended_on": "suspended_on", "facts": "facts", "reasons": "reasons"},
    ),
    "correction_order": (
        "责令纠正通知书", ("35",),
        {"their_case": "their_case", "ground": "ground", "facts": "facts", "reasons": "reasons", "correction": "correction"},
    ),
    "lead_referral": ("违法线索移送函", ("85", "86"), {"addressee": "addressee", "ground": "ground", "persons": "persons", "facts": "facts"}),
}  # fmt: skip
CODED = {"ground", "way", "review", "opinion", "instrument", "simple_case", "consent"}  # chosen from a list, never typed
MISSING = [(paper, item, asked) for paper, (_, _, items) in TABLE.items() for item, asked in items.items()]

# The other side's clocks that run from service, and nothing else does.
STARTS = {
    "correction_notice": "AR-08", "answer_notice": "AR-11", "simple_answer_notice": "AR-13", "norm_maker_notice": "AR-21", "norm_transfer": "AR-22",
    "opinion_letter": "AR-24", "decision": "AR-25", "decision_on_own_act": "AR-25", "refusal": "AR-26", "dismissal": "AR-26",
}  # fmt: skip
UNVERIFIED = {"application_form": "V-2007", "oral_application": "V-2007", "mediation_agreement": "V-2007", "acceptance_notice": "design"}


def drafted(paper: str, *, on: date = DAY, filed_on: date = date(2026, 1, 12), respondent: str = "", **given: Any) -> Draft:
    case = a_case(respondent=respondent or ("CA-00" if paper == "decision_on_own_act" else "CA-31"), filed_on=filed_on)
    return engine.draft([BY_ID[paper]], case, GIVEN[paper] | given, the_parties(), office=case.office, on=on)[0]


def printed(paper: str, *, on: date = DAY, **changed: Any) -> str:
    """The words of the paper as it would be issued."""
    return words_of(BY_ID[paper].template, drafted(paper, on=on, **changed).data | {"number": "部通复〔2026〕1号"}, on)


def words_of(template: str, data: dict[str, Any], on: date = DAY) -> str:
    pages = PdfReader(io.BytesIO(render(template, data, issued_on=on).pdf)).pages
    return "".join(re.sub(r"—\d+—$", "", re.sub(r"\s", "", page.extract_text())) for page in pages)


@cache
def duties() -> frozenset[str]:
    return frozenset(one["id"] for one in json.loads(DUTIES.read_text(encoding="utf-8"))["reconsideration"])


def test_the_papers_are_those_of_the_list():
    assert [(paper.id, paper.zh) for paper in documents.PAPERS] == [(id, title) for id, (title, _, _) in TABLE.items()]
    assert {value for name, value in vars(documents).items() if name.isupper() and isinstance(value, DocumentType)} == set(documents.PAPERS)
    assert len({paper.series for paper in documents.PAPERS}) == len(documents.PAPERS) - 1  # both decisions are numbered in one row


@pytest.mark.parametrize("paper", TABLE)
def test_each_paper_names_its_article(paper):
    for article in TABLE[paper][1]:
        assert article in re.split(r"[；、（]|行政复议法 |(?=令|行政诉讼法)", BY_ID[paper].basis)


@pytest.mark.parametrize("paper", TABLE)
def test_duties_and_english_are_given(paper):
    kind = BY_ID[paper]
    assert kind.fulfils and set(kind.fulfils) <= duties()
    assert re.fullmatch(r"[A-Z][A-Za-z' ()-]+", kind.en)


def test_certainty_is_marked_where_a_text_was_not_seen():
    assert {paper.id: paper.certainty for paper in documents.PAPERS if paper.certainty != "V"} == UNVERIFIED


def test_what_runs_from_service():
    assert {paper.id: ",".join(rule.id for rule in paper.starts) for paper in documents.PAPERS if paper.starts} == STARTS


def test_every_appeal_is_a_clock_of_the_paper_or_has_no_time_of_its_own():
    told = {paper.id: [(one.basis, one.limit.id if one.limit else None) for one in paper.appeals] for paper in documents.PAPERS if paper.appeals}
    assert told == {
        "refusal": [("行政诉讼法 45；法释〔2018〕1号 56②", "AR-26")], "dismissal": [("行政诉讼法 45", "AR-26")],
        "decision": [("行政诉讼法 45", "AR-25")], "decision_on_own_act": [("行政诉讼法 45", "AR-25"), ("行政复议法 26", None)],
    }  # fmt: skip


@pytest.mark.parametrize(("paper", "item", "asked"), MISSING)
@pytest.mark.parametrize("empty", [None, "blank"])
def test_a_paper_without_a_mandatory_content_is_refused_by_name(db, paper, item, asked, empty):
    typed = isinstance(GIVEN[paper][asked], str) and item not in CODED
    nothing: Any = [] if isinstance(GIVEN[paper][asked], list) else " \n" if empty == "blank" and typed else None
    with pytest.raises(Refused) as refusal:
        drafted(paper, **{asked: nothing})
    assert item in re.split(r"[：、]", refusal.value.reasons[0].zh)


@pytest.mark.parametrize("paper", TABLE)
def test_every_paper_can_be_issued_with_what_its_form_gives(db, paper):
    one = drafted(paper)
    assert one.addressees or not BY_ID[paper].to
    assert TABLE[paper][0] in printed(paper)


def test_two_officers_at_least(db):
    for paper, key in (("hearing_record", "members"), ("evidence_request", "officers")):
        with pytest.raises(Refused, match=key):
            drafted(paper, **{key: "王敏"})


def test_one_act_is_no_reason_to_apply_separately(db):
    with pytest.raises(Refused, match="acts"):
        drafted("split_notice", acts="上海市通信管理局作出的《不予受理通知书》")


# ---- days, by hand ----


@pytest.mark.parametrize(
    ("paper", "served", "words"),
    [
        ("correction_notice", date(2026, 3, 5), "最后一日为2026年3月19日"),
        ("correction_notice", date(2026, 9, 28), "最后一日为2026年10月16日"),  # 29, 30 September, 8 to 16 October but Sunday the 11th; Saturday the 10th works
        ("answer_notice", date(2026, 3, 5), "最后一日为2026年3月19日"),
        ("answer_notice", date(2026, 4, 28), "最后一日为2026年5月14日"),  # 1 to 5 May off, Saturday the 9th works
        ("simple_answer_notice", date(2026, 3, 5), "最后一日为2026年3月12日"),
        ("simple_answer_notice", date(2026, 2, 12), "最后一日为2026年2月26日"),  # Spring Festival; the 14th works
        ("norm_maker_notice", date(2026, 3, 5), "最后一日为2026年3月19日"),
        ("norm_transfer", date(2026, 3, 5), "最后一日为2026年5月6日"),  # 4 May is a day off, and so is the 5th
        ("opinion_letter", date(2026, 6, 1), "最后一日为2026年7月31日"),
        ("decision", date(2026, 3, 5), "最后一日为2026年3月20日"),
        ("decision", date(2026, 9, 17), "最后一日为2026年10月8日"),  # 2 October, rolled over the holiday
        ("refusal", date(2026, 9, 18), "最后一日为2026年10月8日"),
        ("dismissal", date(2026, 3, 6), "最后一日为2026年3月23日"),  # the 21st is a Saturday
    ],
)  # fmt: skip
def test_the_last_day_of_the_other_side(db, paper, served, words):
    assert words in printed(paper, on=served)


def test_the_last_day_for_the_decision(db):
    assert date(2026, 1, 19) == ACCEPTED
    assert drafted("acceptance_notice").data["decide_by"] == "2026-03-20"
    assert drafted("acceptance_notice", procedure="simple", simple_case="53-1").data["decide_by"] == "2026-02-24"  # 18 February, over Spring Festival
    assert drafted("conversion_notice").data["decide_by"] == "2026-03-20"
    extended = drafted("extension_notice").data
    assert (extended["old_last_day"], extended["new_last_day"], extended["sue_by"]) == ("2026-03-20", "2026-04-20", "2026-05-06")
    assert drafted("resumption_notice").data["decide_by"] == "2026-04-20"
    assert drafted("resumption_notice", suspensions=[]).data["decide_by"] == ""


def test_a_hearing_notice_leaves_five_clear_working_days(db):
    assert "最迟于2026年3月19日送达" in printed("hearing_notice")


# ---- grounds: each its own words and article ----

GROUNDS = {
    "refusal": (codes.ADMISSION, "第三十条第一款第{}项"), "dismissal": (codes.ADMISSION, "第三十条第一款第{}项"),
    "suspension_notice": (codes.SUSPENSIONS, "第三十九条第一款第{}项"), "termination": (codes.TERMINATIONS, "第四十一条第{}项"),
    "stay_notice": (codes.STAYS, "第四十二条第{}项"),
}  # fmt: skip
NUMERALS = "一二三四五六七八九十"
COUNT = {"refusal": 7, "dismissal": 7, "suspension_notice": 10, "termination": 5, "stay_notice": 4}


@pytest.mark.parametrize(("paper", "number"), [(paper, number) for paper, count in COUNT.items() for number in range(1, count + 1)])
def test_each_ground_prints_its_own_words_and_article(db, paper, number):
    heads, article = GROUNDS[paper]
    assert len(heads) == COUNT[paper]
    head = heads[number - 1]
    more = {"competent_body": "某省人民政府", "suspended_on": date(2026, 1, 4), "suspension_ground": "39-1"}
    text = printed(paper, ground=head.code, **more)
    assert f"“{head.zh}”（《行政复议法》{article.format(NUMERALS[number - 1])}）" in text
    others = [one for one in heads if one is not head and one.zh not in head.zh and not (paper == "termination" and one.code == "41-1")]
    assert not any(f"“{one.zh}”（《行政复议法》{article.format(NUMERALS[heads.index(one)])}）" in text for one in others)


@pytest.mark.parametrize(("paper", "key", "heads"), [
    ("refusal", "ground", codes.ADMISSION), ("suspension_notice", "ground", codes.SUSPENSIONS), ("norm_reply", "opinion", codes.NORM_OPINIONS),
])  # fmt: skip
def test_a_code_that_no_list_knows_is_no_ground(db, paper, key, heads):
    assert "99-9" not in {head.code for head in heads}
    with pytest.raises(KeyError):
        drafted(paper, **{key: "99-9"})


def test_the_statute_says_the_words_of_the_heads():
    """Compared with the text of the Law, where it is at hand: no head is of our own making."""
    law = Path(__file__).resolve().parents[3] / "shared/law/texts/administrative_reconsideration_law_2023.txt"
    if not law.exists():
        pytest.skip("not compared: the text of the Law is not at hand")
    text = law.read_text(encoding="utf-8")
    lists = (codes.ADMISSION, codes.COMPULSORY_FIRST, codes.SUSPENSIONS, codes.TERMINATIONS, codes.STAYS, codes.CHANGES, codes.ANNULMENTS, codes.UNLAWFUL,
             codes.INACTION[::2], codes.SIMPLE_CASES, codes.CLAIMS_REJECTED, codes.NORM_OPINIONS[:1])  # fmt: skip
    for head in (one for listed in lists for one in listed):
        assert head.zh in text, head.zh


RESULTS = {
    # result -> (grounds, article, what), by hand from 63 to 72
    "change": (["63-2"], "第六十三条第一款第二项", "变更该行政行为"),
    "annul": (["64-1", "64-4"], "第六十四条第一款第四项", "撤销该行政行为"),
    "annul_part": (["64-2"], "第六十四条第一款第二项", "部分撤销该行政行为"),
    "redo": (["64-2"], "第六十四条第一款", "责令被申请人在一定期限内重新作出行政行为"),
    "unlawful": (["65-1-2"], "第六十五条第一款第二项", "确认该行政行为违法"),
    "perform": ([], "第六十六条", "决定被申请人在一定期限内履行"),
    "void": ([], "第六十七条", "确认该行政行为无效"),
    "maintain": ([], "第六十八条", "维持该行政行为"),
    "reject": (["69-duty"], "第六十九条", "驳回申请人的行政复议请求"),
    "70-annul": ([], "第七十条", "撤销该行政行为"), "70-annul_part": ([], "第七十条", "部分撤销该行政行为"),
    "70-unlawful": ([], "第七十条", "确认该行政行为违法"), "70-void": ([], "第七十条", "确认该行政行为无效"),
    "70-perform": ([], "第七十条", "决定被申请人在一定期限内履行"),
    "71-1-conclude": ([], "第七十一条第一款", "承担依法订立的责任"), "71-1-perform": ([], "第七十一条第一款", "承担继续履行的责任"),
    "71-1-remedy": ([], "第七十一条第一款", "承担采取补救措施的责任"), "71-1-damages": ([], "第七十一条第一款", "承担赔偿损失的责任"),
    "71-2": ([], "第七十一条第二款", "依法给予合理补偿"),
    "72-1-reject": ([], "第七十二条第一款", "驳回行政赔偿请求"), "72-1-award": ([], "第七十二条第一款", "依法给予赔偿"),
    "72-1-remedy": ([], "第七十二条第一款", "责令被申请人采取补救措施"), "72-2": ([], "第七十二条第二款", "返还财产"),
    "norm": ([], "第五十九条", "相关条款合法"),
}  # fmt: skip


def test_every_result_of_the_list_is_a_code():
    assert [one.code for one in codes.RESULTS] == list(RESULTS)


@pytest.mark.parametrize("result", RESULTS)
def test_each_result_prints_its_article(db, result):
    grounds, article, what = RESULTS[result]
    text = printed("decision", results=[result], heads=grounds)
    assert article in text and what in text


@pytest.mark.parametrize("result", ["change", "annul", "annul_part", "unlawful", "reject"])
def test_a_result_with_heads_rests_on_one(db, result):
    with pytest.raises(Refused, match="heads"):
        drafted("decision", results=[result], heads=["66"])


@pytest.mark.parametrize("result", ["perform", "redo", "70-perform"])
def test_an_order_to_act_sets_a_term(db, result):
    with pytest.raises(Refused, match="term"):
        drafted("decision", results=[result], heads=["64-1"], term=" ")


def test_the_bar_on_the_same_act_is_told_unless_only_procedure_was_wrong(db):
    assert "基本相同的行政行为（《行政复议法》第六十四条第二款）" in printed("decision")
    assert "基本相同的行政行为" not in printed("decision", heads=["64-2"])


def test_the_decision_names_what_it_rests_on(db):
    text = printed("decision", consent="collective", committee="倾向于撤销。")
    assert "经集体讨论通过（《行政复议法》第六十一条第一款）" in text and "行政复议委员会" in text and "根据听证笔录" in text


# ---- two decisions ----


def test_only_the_ministrys_own_act_can_go_to_the_state_council(db):
    case = a_case()
    both = (documents.DECISION, documents.DECISION_ON_OWN_ACT)
    given, parties = GIVEN["decision"], the_parties()
    issued = engine.draft(both, case, given, parties, office=case.office, on=DAY)
    own = a_case(respondent="CA-00")
    own_issued = engine.draft(both, own, given, parties, office=own.office, on=DAY)
    assert [one.type.id for one in issued] == ["decision"] and [one.type.id for one in own_issued] == ["decision_on_own_act"]
    assert "国务院" not in printed("decision")
    text = printed("decision_on_own_act")
    assert "向国务院申请裁决" in text and "《行政复议法》第二十六条" in text and "最终裁决" in text and "被申请人：工业和信息化部" in text
    assert "申诉受理中心" not in text.split("案件编号")[0]


# ---- refusal and dismissal ----


def test_a_matter_of_another_body_names_it(db):
    for paper in ("refusal", "dismissal"):
        with pytest.raises(Refused, match="competent_body"):
            drafted(paper, ground="30-6", competent_body="")
        assert "有管辖权的行政复议机关为某省人民政府" in printed(paper, ground="30-6", competent_body="某省人民政府")


def test_compulsory_first_is_told_with_article_34(db):
    text = printed("refusal", compulsory_first="23-3")
    assert "《行政复议法》第二十三条第一款第三项" in text and "依照《行政复议法》第三十四条" in text and "六个月" not in text
    assert "第三十四条" not in printed("refusal", compulsory_first="").split("案件编号")[0]


def test_simple_procedure_needs_its_head(db):
    with pytest.raises(Refused, match="simple_case"):
        drafted("acceptance_notice", procedure="simple", simple_case="")
    text = printed("acceptance_notice", procedure="simple", simple_case="53-3")
    assert "案件涉及款额三千元以下" in text and "《行政复议法》第五十三条第一款第三项" in text and "三十日内作出" in text


def test_deemed_acceptance_is_noted(db):
    assert "第三十条第三款，自审查期限届满之日即2026年1月19日起视为受理" in printed("acceptance_notice", deemed=True)
    assert "视为受理" not in printed("acceptance_notice")


def test_sixty_days_of_suspension_are_shown_in_the_termination(db):
    with pytest.raises(Refused, match="suspended_on、suspension"):
        drafted("termination", ground="41-5")
    text = printed("termination", ground="41-5", suspended_on=date(2026, 1, 4), suspension_ground="39-1")
    assert "2026年1月4日" in text and "第三十九条第一款第一项" in text and "满六十日" in text


def test_a_norm_sent_away_names_the_organ(db):
    with pytest.raises(Refused, match="organ"):
        drafted("norm_notice", organ="")
    assert "有权处理，将在三十日内依法处理" in printed("norm_notice", own_power=True)


# ---- addressees ----


def test_an_organ_gets_only_what_names_it(db):
    case, parties = a_case(), the_parties()
    letter = documents.NORM_TRANSFER
    assert not engine.draft([letter], case, GIVEN["norm_transfer"] | {"organ": "另一机关"}, parties, office=case.office, on=DAY)
    assert [one.addressees[0].role for one in engine.draft([letter], case, GIVEN["norm_transfer"], parties, office=case.office, on=DAY)] == [Role.ORGAN]


def test_an_opinion_goes_to_the_respondent_or_to_the_organ_named(db):
    assert drafted("opinion_letter").addressees[0].role == Role.RESPONDENT
    assert drafted("opinion_letter", organ=MAKER).addressees[0].role == Role.ORGAN


def test_a_lead_is_nobodys_paper_in_the_case(db):
    assert drafted("lead_referral").addressees == ()
    assert "可以" not in printed("lead_referral") and "职务违法或者职务犯罪" in printed("lead_referral")
    assert "违反本法规定" in printed("lead_referral", ground="85")


# ---- the regulation of 2007 ----

OF_2007 = {"application_form": "第十九条", "oral_application": "第二十条", "mediation_agreement": "第五十条第二款"}


@pytest.mark.parametrize("paper", TABLE)
def test_no_number_of_the_regulation_of_2007_is_printed_from_july_2026_on(db, paper):
    text = printed(paper, on=date(2026, 7, 8), filed_on=date(2026, 7, 1))
    assert not re.search(r"行政复议法实施条例》第", text)
    assert ("行政复议法实施条例》（条文号待核）" in text) == (paper in OF_2007)


@pytest.mark.parametrize("paper", OF_2007)
def test_the_number_is_printed_in_an_earlier_case(db, paper):
    text = printed(paper, on=date(2026, 7, 8), filed_on=date(2026, 6, 30))
    assert f"《行政复议法实施条例》{OF_2007[paper]}" in text and "条文号待核" not in text


def test_the_blank_form_can_be_printed_without_a_case(db):
    text = words_of("reconsideration/application_form", admission.blank_application(a_case().office, DAY))
    assert "送达地址" in text and "申请人（签名或者盖章）" in text and "（条文号待核）" in text and "空白表格" in text
    assert "张晓梅" not in text


def test_the_limits_the_papers_rest_on_are_of_this_family():
    own = {rule.id for rule in clocks.LIMITS}
    assert all(rule.id in own for paper in documents.PAPERS for rule in (*paper.starts, *paper.rests_on))


def test_the_blank_form_is_three_pages_at_most(db):
    paper = render("reconsideration/application_form", admission.blank_application(a_case().office, DAY), issued_on=DAY)
    assert paper.pages <= 3
