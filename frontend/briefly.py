"""Rules in a few words, for the cells of a calendar: what tells two of them apart stands first, and the law they come from is left to the file."""

from casework import catalogue
from casework.cases.clocks import Deadline
from frontend.language import of, word

SHORT: dict[str, tuple[str, str]] = {
    "TC-01": ("答复用户", "answer the user"), "TC-02": ("申诉期限", "time to complain"), "TC-03": ("申诉期限", "time to complain"),
    "TC-04": ("受理决定", "accept or refuse"), "TC-05": ("转办", "forward"), "TC-06": ("反馈处理情况", "report back"),
    "TC-07": ("答复（办法）", "answer: Measures"), "TC-08": ("答复（条例）", "answer: Regul."), "TC-09": ("调解", "mediate"),
    "TC-10": ("季度统计", "statistics"), "TC-11": ("举报分类", "sort the report"), "TC-12": ("答复用户", "answer the user"),
    "TC-13": ("告知结果", "tell the result"), "TC-14": ("答复用户", "answer the user"), "TC-15": ("受理决定", "accept or refuse"),
    "TC-16": ("调解", "mediate"),
}  # fmt: skip


def rule(deadline: Deadline, kind: str) -> str:
    """What falls due, in a few words; the rule's whole name where it has no shorter one."""
    short = SHORT.get(deadline.rule)
    return word(*short) if short else of(catalogue.rule_of(deadline, kind))
