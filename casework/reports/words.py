"""The words in which a rulebook's entries are printed: what text and Markdown share."""

from typing import Any

from casework.cases.ladder import HANDLER, HEAD, MINISTRY, SUPERVISOR
from casework.cases.limits import Length
from casework.cases.steps import EVERY_CLOCK
from casework.people.roles import Role
from casework.reports import certainty
from casework.reports.rulebook import whole_sets

EFFECTS = (
    ("starts", "起算"), ("meets", "完成"), ("lapses", "终结"), ("suspends", "中止"), ("resumes", "恢复"), ("extends", "延长"),
)  # fmt: skip
BOUND = {"office": "办案机构", "operator": "经营者", "applicant": "申请人一方", "respondent": "被申请人", "system": "系统"}
LEVELS = {HANDLER: "承办人", HEAD: "负责人", SUPERVISOR: "督办", MINISTRY: "部级督办"}
STAYS = "状态不变 state stays"


def roles(ids: list[str]) -> str:
    """受理人员 intake、承办人 handler."""
    return "、".join(f"{Role(one).zh} {one}" for one in ids)


def approvers(step: dict[str, Any]) -> str:
    """复议机构负责人 legal_head，再由机关负责人 leader（或者集体讨论 or collective discussion）."""
    text = "，再由".join(roles([one]) for one in (*step["reviewed_by"], step["approved_by"]))
    return text + ("（或者集体讨论 or collective discussion）" if step["collective"] else "")


class Tables:
    """Looks ids of one rulebook up, so that each is printed with its words and its mark."""

    def __init__(self, book: dict[str, Any]) -> None:
        self._states = {one["id"]: one for one in book["states"]}
        self._clocks = {one["id"]: one for one in book["clocks"]}
        self._papers = {one["id"]: one for one in book["papers"]}
        self._steps = {one["name"]: one["zh"] for one in book["steps"]}
        self._whole = whole_sets(book["states"])

    def states(self, ids: list[str]) -> str:
        """已收到 received、已受理 accepted; a whole set by its name."""
        if not ids:
            return STAYS
        return self._whole.get(frozenset(ids)) or "、".join(f"{self._states[one]['zh']} {one}" for one in ids)

    def clocks(self, ids: list[str]) -> str:
        """TC-04、TC-05 [R]（内部时限，条文待核）."""
        return "、".join("全部时限" if one == EVERY_CLOCK else self._clock(self._clocks[one]) for one in ids)

    def _clock(self, clock: dict[str, Any]) -> str:
        return clock["id"] + certainty.tag(clock["certainty"]) + (f"（{certainty.HOUSE_LIMIT[0]}）" if clock["house"] else "")

    def consequence(self, clock: dict[str, Any]) -> str:
        """届满由系统办理：视为受理 deem_accepted; empty where nothing follows from the missed day."""
        name = clock["consequence"]
        return f"届满由系统办理：{self._steps.get(name, '')} {name}" if name else ""

    def effects(self, step: dict[str, Any]) -> str:
        """What a step does to clocks: 起算 TC-05 [R]；完成 TC-04."""
        return "；".join(f"{zh} {self.clocks(step[key])}" for key, zh in EFFECTS if step[key])

    def papers(self, ids: list[str]) -> str:
        """《转办通知书》 [R]."""
        return "、".join(f"《{self._papers[one]['zh']}》{certainty.tag(self._papers[one]['certainty'])}" for one in ids)


def grounds(step: dict[str, Any]) -> list[str]:
    """Each ground with its article, one a line."""
    return [f"{one['id']}　{one['zh']}（{one['article']}）{certainty.tag(one['certainty'])}" for one in step["grounds"]]


def fields(step: dict[str, Any]) -> str:
    """The labels of a form; those that must be filled carry *."""
    return "、".join(one["label"] + ("*" if one["required"] else "") for one in step["asks"])


def length(clock: dict[str, Any]) -> str:
    """5 个工作日, or that the law fixes none."""
    return Length(clock["unit"], clock["length"] or 0).words[0]


def extension(clock: dict[str, Any]) -> str:
    """可延长 30 日（机关负责人批准）, or that the text knows none, or forbids it."""
    found = clock["extension"]
    if found is None:
        return "不得延长" if clock["never_extended"] else "无延长规定"
    up_to = Length(found["unit"], found["length"]).words[0] if found["unit"] else "期间无上限"
    told = "，须说明理由告知" if found["notice_with_reasons"] else ""
    article = f"，{found['article']}" if found["article"] else ""
    return f"可延长 {up_to}（{Role(found['approved_by']).zh}批准{told}{article}）"


def ladder(clock: dict[str, Any]) -> str:
    """最后一日：承办人 handler、负责人 head; empty where the ladder is that of every clock."""
    return "；".join(f"{_rung_day(one['at'])}：{'、'.join(f'{LEVELS[level]} {level}' for level in one['tells'])}" for one in clock["ladder"] or ())


def _rung_day(at: int | None) -> str:
    if at is None:
        return "时间过半"
    return "最后一日" if at == 0 else f"届满前 {-at} 个工作日" if at < 0 else f"逾期 {at} 个工作日"


def in_force(clock: dict[str, Any]) -> str:
    """自 2016-07-30 起施行."""
    since, until = clock["in_force"]
    return "" if since is None else f"自 {since} 起施行" + (f"，至 {until} 止" if until else "")
