"""Papers: the same bytes each time, their mandatory words, and nothing a person wrote taken for markup."""

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from casework.cases.typesetting import ROOT, CannotRender, Rendered, edition, render
from tests.cases.papers_data import APPROVAL, SAMPLES, SAYS, UNADDRESSED, UNSEALED

DAY = date(2026, 3, 5)
COMMON = {"office_name", "number", "case_number", "case_code", "rules", "contact"}
REPLY = "complaints/closing_reply"


def text_of(paper: Rendered) -> str:
    """The words of every page without page numbers and without the blanks and line ends that setting them adds."""
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(paper.pdf)).pages]
    assert all(page.endswith(f"—{number}—") for number, page in enumerate(pages, start=1))
    return "".join(page.removesuffix(f"—{number}—") for number, page in enumerate(pages, start=1))


def reply(**changed: Any) -> Rendered:
    return render(REPLY, SAMPLES[REPLY] | changed, issued_on=DAY)


def test_every_template_has_a_sample():
    found = {
        f"{path.relative_to(ROOT).parts[0]}/{path.stem}"
        for path in ROOT.glob("*/templates/*/documents/*.typ")
        if path.stem != "layout"
    }
    assert found == set(SAMPLES) == set(SAYS)


@pytest.mark.parametrize("template", SAMPLES)
def test_a_paper_says_what_it_must_and_is_the_same_each_time(template):
    data = SAMPLES[template]
    paper = render(template, data, issued_on=DAY)
    assert render(template, data, issued_on=DAY) == paper
    text = text_of(paper)
    for words in (*SAYS[template], data["number"], data["case_number"], data["case_code"], data["contact"]["phone"]):
        assert re.sub(r"\s", "", words) in text
    for rule in data["rules"]:
        mark = "（条文号待核）" if rule.get("certainty") in ("R", "S", "V-2007") else ""
        version = f"，版本{rule['version']}" if rule.get("version") else ""
        assert re.sub(r"\s", "", f"{rule['id']}{rule['basis']}{mark}{version}") in text
    if template not in UNADDRESSED:
        assert data["addressee"] + "：" in text
    if template not in UNSEALED:
        assert data["office_name"] + "（印章）2026年3月5日" in text
    assert 1 <= paper.pages <= 4
    assert paper.pages == len(PdfReader(io.BytesIO(paper.pdf)).pages)


@pytest.mark.parametrize("template", SAMPLES)
def test_every_key_that_is_not_optional_is_asked_for_by_name(template):
    data = SAMPLES[template]
    asked = set()
    for key in data:
        try:
            render(template, {k: v for k, v in data.items() if k != key}, issued_on=DAY)
        except CannotRender as refusal:
            assert (refusal.template, refusal.key) == (template, key)
            assert key in str(refusal)
            asked.add(key)
    assert asked >= COMMON
    assert asked.isdisjoint({"office_mark", "attachments", "supply_by", "evidence", "reconsideration_channel"})


@pytest.mark.parametrize("template", ["complaints/refusal", "complaints/redo_notice", "complaints/stop_notice", "cases/correction"])
@pytest.mark.parametrize("empty", ["", "  \n ", None])
def test_a_decision_without_reasons_is_not_issued(template, empty):
    with pytest.raises(CannotRender) as refusal:
        render(template, SAMPLES[template] | {"reasons": empty}, issued_on=DAY)
    assert refusal.value.key == "reasons"


def test_an_investigation_needs_two_officers_with_cards():
    record = SAMPLES["complaints/investigation_record"]
    one = record | {"officers": record["officers"][:1]}
    no_card = record | {"officers": [record["officers"][0], {"name": "周宁"}]}
    for data, key in ((one, "officers"), (no_card, "officers.card")):
        with pytest.raises(CannotRender) as refusal:
            render("complaints/investigation_record", data, issued_on=DAY)
        assert refusal.value.key == key


@pytest.mark.parametrize(
    ("head", "own", "article"),
    [
        (1, {}, "第十一条第（一）项"), (2, {}, "第十一条第（二）项"), (3, {}, "第十一条第（三）项"), (4, {}, "第十一条第（四）项"),
        (5, {"condition": 3}, "有具体的申诉请求和事实根据"), (6, {"other_law": "《消费者权益保护法》某条"}, "《消费者权益保护法》某条"),
    ],
)  # fmt: skip
def test_each_head_of_article_11_is_printed(head, own, article):
    paper = render("complaints/refusal", SAMPLES["complaints/refusal"] | {"head": head} | own, issued_on=DAY)
    assert article in text_of(paper)


@pytest.mark.parametrize(("key", "value"), [("head", 0), ("head", 7), ("head", "一"), ("received_on", "昨天")])
def test_values_out_of_range_are_refused(key, value):
    with pytest.raises(CannotRender):
        render("complaints/refusal", SAMPLES["complaints/refusal"] | {key: value}, issued_on=DAY)


def test_head_5_needs_its_condition_of_article_10():
    with pytest.raises(CannotRender) as refusal:
        render("complaints/refusal", SAMPLES["complaints/refusal"] | {"head": 5}, issued_on=DAY)
    assert refusal.value.key == "condition"


def test_approval_of_testing():
    text = text_of(render("complaints/testing_request", APPROVAL, issued_on=DAY))
    assert "检测鉴定批准书" in text and "同意检测。" in text and "检测鉴定申请书" not in text


@pytest.mark.parametrize(
    "typed",
    [
        '#panic("x")', '#import "/cases/typesetting.py": *', '#read("/config/settings.py")', "$ x^2 $", "= 标题", "*粗* _斜_ `码`",
        '"); #data', "\\u{41} \\ #", "[#set page(width: 1cm)]", "@label <label>", "https://example.com/a//b /* c */ // d", "- 一\n+ 二\n/ 词: 义",
        '{"a": 1}', "%s {} ${x} {{ x }}", "--- ~ '引' \"号\"",
    ],
)  # fmt: skip
def test_what_a_person_typed_is_printed_and_not_run(typed):
    text = text_of(reply(claim=typed, applicant_name=typed, addressee=typed, result=typed))
    assert text.count(re.sub(r"\s", "", typed)) >= 3


def test_optional_parts_vanish():
    shorter = {k: v for k, v in SAMPLES[REPLY].items() if k not in {"applicant_view", "replied_on", "office_mark"}}
    text = text_of(render(REPLY, shorter | {"mediation": "", "attachments": []}, issued_on=DAY))
    assert "您的意见" not in text and "反馈日期" not in text and "调解情况" not in text and "附件" not in text
    assert "四、处理结果" in text and "五、其他途径" in text


def test_a_reply_of_twenty_pages_flows():
    line = "经核查，该业务由外呼渠道开通，未能提供用户确认的录音。"
    paper = reply(operator_reply="\n".join(f"第{n}段。" + line * 8 for n in range(1, 61)))
    assert 18 <= paper.pages <= 30
    text = text_of(paper)
    assert all(f"第{n}段。" in text for n in range(1, 61))
    assert text.count(line) == 480
    assert text_of(reply(operator_reply=line * 2000)).count(line) == 2000


def test_many_attachments_and_rules_are_all_printed():
    names = [f"附件材料之{n}的复印件" for n in range(1, 61)]
    rules = [{"id": f"R-{n:03d}", "basis": "令35第16条", "certainty": "R"} for n in range(1, 61)]
    text = text_of(reply(attachments=names, rules=rules))
    assert all(name in text for name in names) and all(rule["id"] in text for rule in rules)


@pytest.mark.parametrize("word", ["https://example.com/" + "a1b2-" * 60, "W" * 300, "Ж" * 200, "1" * 400, "é" * 300])
def test_long_words_wrap_inside_the_text_area(word):
    paper = reply(claim="网址是" + word + "完", facts=word)
    assert text_of(paper).count(word) == 2
    with pdfplumber.open(io.BytesIO(paper.pdf)) as read:
        assert max(char["x1"] for page in read.pages for char in page.chars) < 595.28 - 73.7 + 9  # a mark of punctuation may hang


def test_a_character_without_a_glyph_is_named():
    text = text_of(reply(claim="我很生气😀，户名𠮷田，ۇ", facts="龘𬱖㐂囍"))
    assert "我很生气[U+1F600]，户名[U+20BB7]田，[U+06C7]" in text and "龘𬱖㐂囍" in text
    assert "统一码" in text and "统一码" not in text_of(reply())


def test_control_and_direction_characters_are_dropped():
    text = text_of(reply(claim="甲\x00\x07乙\u202e丙\u200b丁\ufe0f戊\ufeff", result="一\r\n二\u2028三\t四\x0b五"))
    assert "甲乙丙丁戊" in text and "一二三四五" in text
    assert "[U+D83D]" in text_of(reply(claim="半个\ud83d字"))
    assert "cafétest" in text_of(reply(claim="cafe\u0301 test"))


def test_line_ends_in_names_do_not_break_a_sentence():
    assert "您于2026年3月2日提出的对甲乙的申诉" in text_of(reply(respondent_name="甲\n乙"))


@pytest.mark.parametrize("template", ["complaints/none", "complaints/../cases/layout", "layout", "", "complaints/refusal.typ"])
def test_only_templates_are_rendered(template):
    with pytest.raises(CannotRender):
        render(template, SAMPLES[REPLY], issued_on=DAY)


def test_the_file_is_tagged_and_dated_by_the_issue_day():
    reader = PdfReader(io.BytesIO(reply().pdf))
    assert reader.metadata.title == "答复（办结）告知书 沪通信申复〔2026〕48号"
    assert reader.metadata.creation_date.date() == DAY
    assert reader.trailer["/Root"]["/Lang"].startswith("zh")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    assert render(REPLY, SAMPLES[REPLY], issued_on=date(2026, 3, 6)).pdf != reply().pdf


def test_the_font_is_named_and_in_the_file():
    paper = reply()
    assert paper.font == "Noto Serif SC" or "ang" in paper.font or "仿宋" in paper.font
    fonts = PdfReader(io.BytesIO(paper.pdf)).pages[0]["/Resources"]["/Font"]
    assert any("NotoSansSC" in font.get_object()["/BaseFont"] for font in fonts.values())


def test_long_office_names_stay_on_one_line():
    for name in ("工业和信息化部电信用户申诉受理中心", "新疆维吾尔自治区通信管理局"):
        assert reply(office_name=name, office_mark="").pages == reply().pages


def test_threads_do_not_mix_papers():
    def one(n: int) -> tuple[int, str]:
        return n, text_of(reply(case_number=f"沪申2026-{n:05d}"))

    with ThreadPoolExecutor(4) as pool:
        for n, text in pool.map(one, range(1, 25)):
            assert text.count(f"沪申2026-{n:05d}") == 2


def test_a_process_forked_after_a_rendering_is_told_and_does_not_hang():
    script = (
        "import os, sys\n"
        "from datetime import date\n"
        "from casework.cases.typesetting import render\n"
        "from tests.cases.papers_data import SAMPLES\n"
        f"again = lambda: render({REPLY!r}, SAMPLES[{REPLY!r}], issued_on=date(2026, 3, 5))\n"
        "again()\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    try:\n"
        "        again()\n"
        "    except RuntimeError:\n"
        "        os._exit(7)\n"
        "    os._exit(0)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT.parent, timeout=60).returncode == 7


def test_the_edition_differs_between_templates():
    assert len({edition(template) for template in SAMPLES}) == len(SAMPLES)
