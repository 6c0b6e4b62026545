"""Where a petition likely belongs: the three likeliest routes with the words that led there; no step needs it; sealed cases teach it nothing."""

import pytest

from casework import commands, sorting
from casework.cases.steps import steps_of
from casework.petitions import heads
from casework.petitions.routes import OF, ROUTES
from casework.petitions.workflow import Petition
from tests.builders import OUTSIDER
from tests.frontend.test_clerk_file import signed_in, text
from tests.statute.petition_moves import MATTER, PETITIONER


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path


def register(claim: str, facts: str) -> str:
    given = PETITIONER | MATTER | {"channel": "network", "office": "CA-31", "title": claim[:20], "claim": claim, "facts": facts}
    return commands.file_case("petition", by=OUTSIDER, given=given, step="register").case.number


# Made up for this table, none of them among the letters of the routes.
LETTERS = [
    ("希望提高营业厅服务水平", "建议延长营业时间，完善老年人服务，供研究采纳。", "29"),
    ("举报科长受贿", "该科长收受企业礼金，以权谋私，请纪检部门查处。", "30"),
    ("请求法院再审", "不服二审判决，申请再审被驳回，执行也拖延。", "31-1"),
    ("公司不发加班费", "用人单位解除劳动合同，拖欠工资，要求劳动仲裁。", "31-2"),
    ("不服党内处分", "对警告处分决定不服，请求党员申诉复查。", "31-3"),
    ("话费多扣", "套餐到期后多扣费用，运营商客服拒绝退费。", "31-4"),
    ("请求查处骚扰电话公司", "某公司违规外呼，请求立案查处违法行为。", "31-5"),
    ("楼顶基站噪音", "基站噪音扰民，没有公示，请求搬迁并公开检测结果。", "31-6"),
]


@pytest.mark.parametrize(("claim", "facts", "route"), LETTERS)
def test_the_likeliest_route_of_plain_letters(people, claim, facts, route):
    found = sorting.suggestions(register(claim, facts), people["sh-intake"])
    assert found[0].route.code == route and len(found) == 3
    assert found[0].words and all(word in claim + facts for word in found[0].words)


def test_every_route_leads_to_a_step_and_a_head_that_exist():
    steps = {one.name: one for one in steps_of(Petition)}
    assert all(route.step in steps for route in ROUTES)
    assert [route.code for route in ROUTES if route.head] == [head.code for head in heads.PROCEDURES]


def test_it_learns_what_the_office_decides(people):
    odd = "灯杆彩绘", "请把通信灯杆画上彩绘，美化街区。"
    assert sorting.suggestions(register(*odd), people["sh-intake"])[0].route.code != "29"
    for _ in range(4):
        given = {"reasons": "建议类。", "handler": "sh-handler", "route": "研究后回复。"}
        commands.take_step(register(*odd), "take_suggestion", by=people["sh-handler"], given=given)
    assert sorting.learn() == 4
    found = sorting.suggestions(register(*odd), people["sh-intake"])[0]
    assert found.route.code == "29" and "彩绘" in found.words


def test_sealed_accusations_teach_it_nothing(committed):
    for _ in range(4):
        number = register("举报灯塔项目", "举报灯塔项目负责人受贿。")
        given = {"reasons": "检举控告。", "handler": "sh-sealed", "route": "依规依纪依法办理。"}
        commands.take_step(number, "take_accusation", by=committed["sh-handler"], given=given)
    assert sorting.learn() == 0 and "灯塔" not in sorting.sorter().rarity


def test_decided_cases_and_other_kinds_get_no_suggestion(people):
    number = register(*LETTERS[7][:2])
    commands.take_step(number, "accept", by=people["sh-handler"], given={"reasons": "属于第六项。"})
    assert sorting.suggestions(number, people["sh-handler"]) == []


def test_the_page_gives_the_reasons_and_the_way_to_the_step(people, client):
    number = register(*LETTERS[5][:2])
    page = text(signed_in(client, "sh-intake").get(f"/cases/{number}/repeats/"))
    assert "因为写到：" in page and f"/cases/{number}/steps/lead_to_procedure/?head=31-4" in page
    form = client.get(f"/cases/{number}/steps/lead_to_procedure/?head=31-4").content.decode()
    assert 'value="31-4" checked' in form or '<option value="31-4" selected' in form


def test_codes_are_unique():
    assert len(OF) == len(ROUTES) == 8
