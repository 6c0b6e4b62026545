"""Visitors at the reception desk of Shanghai today: one waits, seven came with one matter, one has an appointment. Everything is invented."""

from datetime import date, timedelta

from casework import reception
from casework.cases import schedules
from casework.people.models import User, actor_for_user

PLACE = {
    "name": "一楼信访接待室", "address": "上海市中山南路508号", "weekdays": ["0", "1", "2", "3", "4"], "morning_from": "09:00", "morning_to": "11:30",
    "afternoon_from": "13:30", "afternoon_to": "16:30",
}  # fmt: skip
AT_ANY_HOUR = {"where": "here", "why_now": "示例数据，不论何时装入。"}


def settle(today: date) -> None:
    """Enter place and hours, and the visitors."""
    intake, head = (actor_for_user(User.objects.get(username=name)) for name in ("sh-intake", "sh-head"))
    reception.keep_reception_place(PLACE, by=head)
    joint = reception.walk_in(
        AT_ANY_HOUR | {
            "name": "何秀兰", "phone": "13900001234", "address": "上海市宝山区友谊路12弄", "people": "7", "matter": "小区光缆被剪断，多户断网",
            "representatives": "何秀兰\n顾长安\n沈立新\n徐玉珍\n丁大伟",
        },
        by=intake,
    )  # fmt: skip
    reception.walk_in(AT_ANY_HOUR | {"name": "罗文斌", "phone": "13900005678", "people": "1", "matter": "楼顶基站施工前没有公示"}, by=intake)
    reception.act_on_visit(joint.pk, "receive", {"window": "2号窗口"}, by=intake)
    reception.act_on_visit(
        joint.pk, "record", {
            "claim": "请求督促恢复小区宽带，并说明光缆被剪断的原因。", "facts": "十一月起小区三栋楼断网，物业与企业互相推诿。",
            "statement": "问：你们有什么要求？\n答：先把网恢复，再说清楚是谁剪的。\n问：向企业反映过没有？\n答：打过三次客服电话。",
        },
        by=intake,
    )  # fmt: skip
    day = today + timedelta(days=1)
    while not schedules.current().schedule.is_working_day(day) or day.weekday() > 4:
        day += timedelta(days=1)
    reception.book_visit(
        {"name": "钟启明", "phone": "13900004321", "people": "1", "matter": "携号转网被拒", "day": day.isoformat(), "slot": "10:00"}, by=intake
    )
