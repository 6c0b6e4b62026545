"""What is asked at the reception desk (信访工作条例 18①, 19①, 20, 25, 26, 47)."""

from typing import Any

from django import forms

from casework.cases import fields
from casework.petitions import codes, heads, oversight_forms

MOST_REPRESENTATIVES = 5
WEEKDAYS = (("0", "星期一"), ("1", "星期二"), ("2", "星期三"), ("3", "星期四"), ("4", "星期五"))
SIGNED, THUMB, DECLINED = "signed", "thumb", "declined"
SIGNATURES = ((SIGNED, "签名"), (THUMB, "按指印"), (DECLINED, "拒绝签名，已注明"))
HERE, ELSEWHERE = "here", "elsewhere"
PLACES = ((HERE, "公布的接待场所"), (ELSEWHERE, "其他地点"))
NOT_A_PLACE = ("outside",)


def _time(label: str, en: str, *, required: bool = False) -> forms.TimeField:
    words = {"required": f"请填写“{label}”。({en}: required.)", "invalid": f"“{label}”请写成 09:30 的样子。({en}: as 09:30.)"}
    return forms.TimeField(label=label, help_text=en, required=required, input_formats=["%H:%M"], error_messages=words)


class Place(forms.Form):
    """Where and when the office receives, as it made public (18①)."""

    name = fields.text("接待场所", "reception place", length=80)
    address = fields.text("地址", "address", length=200)
    weekdays = fields.choices("接待日", "days", WEEKDAYS)
    morning_from = _time("上午开始", "morning from", required=True)
    morning_to = _time("上午结束", "morning to", required=True)
    afternoon_from = _time("下午开始", "afternoon from")
    afternoon_to = _time("下午结束", "afternoon to")

    def clean(self) -> dict[str, Any]:
        """Each half of the day ends after it begins; an afternoon has both times or none."""
        given = super().clean() or {}
        for half in ("morning", "afternoon"):
            begin, end = given.get(f"{half}_from"), given.get(f"{half}_to")
            if bool(begin) != bool(end) or (begin and end and end <= begin):
                self.add_error(f"{half}_to", "结束时间应当晚于开始时间。(The end must be after the begin.)")
        return given


class Visitors(forms.Form):
    """Who comes, how many, who speaks for several (20③)."""

    name = fields.text("来访人姓名", "visitor's name", length=80)
    phone = fields.phone("联系电话", "phone")
    address = fields.text("住址", "address", length=200, required=False)
    id_number = fields.text("证件号码", "identity number", length=40, required=False)
    people = fields.number("来访人数", "number of people", least=1, most=2000)
    representatives = fields.lines("推选的代表（每行一人，最多5人）", "representatives, one a line, at most five", length=500, required=False)
    matter = fields.text("事由", "matter", length=200)

    def clean(self) -> dict[str, Any]:
        """Several people with one matter choose representatives, at most five; there may be many more who come."""
        given = super().clean() or {}
        chosen = [line for line in (given.get("representatives") or "").splitlines() if line.strip()]
        people = given.get("people") or 1
        if len(chosen) > MOST_REPRESENTATIVES:
            said = f"推选了{len(chosen)}名代表。多人走访提出共同的信访事项，代表人数不得超过5人（信访工作条例 20③），请重新推选；其他人数照实填写。"
            self.add_error("representatives", f"{said}(Representatives: at most five, 信访工作条例 20③; the number of people may be larger.)")
        elif people > 1 and not chosen:
            said = "多人走访提出共同的信访事项，应当推选代表（信访工作条例 20③）。"
            self.add_error("representatives", f"{said}(Representatives: several people with one matter choose them, 信访工作条例 20③.)")
        elif len(chosen) > people:
            self.add_error("people", "来访人数少于代表人数。(The number of people is smaller than that of their representatives.)")
        return given


class Booking(Visitors):
    """An appointment."""

    day = fields.day("预约日期", "day", required=True)
    slot = _time("预约时间", "time", required=True)


class WalkIn(Visitors):
    """Somebody comes without an appointment."""

    where = fields.choice("来到", "came to", PLACES)
    elsewhere = fields.text("其他地点", "where else", length=200, required=False)
    said = fields.text("告知来访人的内容（不在接待场所的填写）", "what they were told, where they came elsewhere", length=1000, required=False, long=True)
    why_now = fields.text("不在公布的接待时间仍予接待的理由", "why they are received outside the published hours", length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A visit elsewhere is recorded with where, and with what was said to the visitor (20①, 47①)."""
        given = super().clean() or {}
        if given.get("where") == ELSEWHERE:
            for name, label, en in (("elsewhere", "其他地点", "where else"), ("said", "告知来访人的内容", "what they were told")):
                if not given.get(name):
                    self.add_error(name, f"请填写“{label}”（信访工作条例 20①、47①）。({en}: required, 信访工作条例 20①, 47①.)")
        return given


class Arrival(forms.Form):
    """Whoever has an appointment is here."""

    why_now = fields.text("不在公布的接待时间仍予接待的理由", "why they are received outside the published hours", length=200, required=False)


class Receiving(forms.Form):
    """Where they are received."""

    window = fields.text("窗口或者房间", "window or room", length=20)


class Statement(forms.Form):
    """What the visitors say, written down as they say it (19①)."""

    claim = fields.text("请求", "request", length=4000, long=True)
    facts = fields.text("事实和理由", "facts and reasons", length=20000, long=True)
    statement = fields.text("口头陈述记录", "the oral statement as recorded", length=20000, long=True)


class Signing(forms.Form):
    """The record is read out, and signed or not."""

    read_out = fields.tick("已向来访人宣读，来访人确认无误", "read out to the visitor, who agreed", required=True)
    manner = fields.choice("签名", "how it was signed", SIGNATURES)
    remark = fields.text("拒绝签名的情况", "why it was not signed", length=500, required=False)
    scan = fields.files("签名的陈述记录（扫描件）", "scan of the signed statement")

    def clean(self) -> dict[str, Any]:
        """A refusal to sign is noted."""
        given = super().clean() or {}
        if given.get("manner") == DECLINED and not given.get("remark"):
            self.add_error("remark", "拒绝签名的，应当注明情况。(Say why it was not signed.)")
        return given


class Opening(forms.Form):
    """What the registration asks beyond what the visit knows."""

    title = fields.text("标题", "title", length=200, required=False)
    category = fields.choice("类别", "class", codes.CLASSES, required=False)
    simple = fields.tick("拟简易办理", "fit for simple handling")
    electronic_service = fields.tick("同意以电子方式送达", "consents to electronic service")


class Linking(forms.Form):
    """Which petition it is about."""

    number = fields.text("信访事项编号", "number of the petition", length=40)


class Urgent(forms.Form):
    """What may follow, and what was done at once; the report itself is the petition's (25①)."""

    effects = fields.text("可能造成的影响", "possible effects", length=2000, long=True)
    measures = fields.text("已采取的措施", "measures taken", length=2000, long=True)


class DisorderAtVisit(oversight_forms.Disorder):
    """What happened and what was said, as on the file of a petition; and whether the police were called."""

    police_called = fields.tick("已报警（信访工作条例 47②）", "police called (信访工作条例 47②)")

    def clean(self) -> dict[str, Any]:
        """Where the police came in, what they did is written down."""
        given = super().clean() or {}
        if given.get("police_called") and not given.get("police"):
            self.add_error("police", "已报警的，请写明依第四十七条第二款处置的情况。(Police: say what was done by art 47②.)")
        return given


class Ending(forms.Form):
    """How it ended; without a petition, why there is none."""

    outcome = fields.text("接待结果", "outcome", length=1000, long=True)


class TurningAway(forms.Form):
    """Why, and what was said."""

    head = fields.choice(
        "理由", "ground", [(one.code, f"{one.basis}　{one.zh}") for one in (*heads.REDIRECTIONS, *heads.DISORDERS) if one.code not in NOT_A_PLACE]
    )
    said = fields.text("告知来访人的内容", "what they were told", length=1000, long=True)


class Leaving(forms.Form):
    """What is known about it."""

    note = fields.text("说明", "note", length=500)
