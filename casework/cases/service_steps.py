"""Steps of service (送达) that every family has: address for service, sending out, service with its proof, arrival, and the end of a public notice.

As in `common`, each function returns a declared step.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from casework.cases import serving
from casework.cases.asking import Declared, asked, line, lines
from casework.cases.service import DIRECT, ELECTRONIC, ENTRUSTED, LEFT, METHODS, NOTICE, ON_THE_WAY, RELATIONS
from casework.cases.steps import States, step
from casework.clock import SHANGHAI
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case

BY_HAND = [(code, zh) for code, zh in METHODS if code != NOTICE]  # what is published counts as served by the passing of days alone
AWAY = [(code, zh) for code, zh in METHODS if code in ON_THE_WAY]
# Manner -> what its record must hold (民事诉讼法 88–91), each with what is said where it is missing.
MUST_SAY: dict[str, tuple[tuple[str, str], ...]] = {
    DIRECT: (("received_by", "直接送达须写明由谁签收（民事诉讼法 87、88）。(Direct service: say who signed.)"),
             ("relation", "直接送达须写明签收人的身份（民事诉讼法 88）。(Direct service: say who the signer is to the addressee.)")),
    LEFT: (("refusal", "留置送达须写明拒收事由（民事诉讼法 89）。(Left with the addressee: say how receipt was refused.)"),),
    ENTRUSTED: (("through", "委托送达须写明受托机关（民事诉讼法 91）。(Entrusted: name the body that served it.)"),),
    ELECTRONIC: (("arrived_at", "电子送达须写明到达对方系统的时间（民事诉讼法 90）。(Electronic: say when it reached the addressee's system.)"),),
}  # fmt: skip


class Paper(forms.Form):
    """Which paper, to whom."""

    document = line("文号", "paper number", length=60)
    addressee = line("受送达人", "addressee, where there are several", length=80, required=False)


class Serving(Paper):
    """How and when a paper was served, with its proof."""

    manner = forms.ChoiceField(choices=BY_HAND, **asked("送达方式", "manner of service"))
    served_on = forms.DateField(**asked("送达日期", "day served, as the slip or receipt says", invalid="“送达日期”的格式不正确。(day served: not valid.)"))
    received_by = line("签收人", "who signed", length=80, required=False)
    relation = forms.ChoiceField(choices=[("", ""), *RELATIONS], required=False, **asked("签收人的身份", "what the signer is to the addressee"))
    refusal = line("拒收事由", "how receipt was refused", length=200, required=False)
    witnesses = line("见证人", "witnesses", length=200, required=False)
    through = line("受托机关", "body entrusted with service", length=80, required=False)
    arrived_at = forms.DateTimeField(
        required=False,
        **asked("到达对方系统的时间", "moment of arrival in the addressee's system", invalid="“到达时间”的格式不正确。(moment of arrival: not valid.)"),
    )
    proof = line("送达证明", "slip number, signature, witness", length=500)
    attachments = forms.FileField(required=False, allow_empty_file=True, label="送达回证扫描件", help_text="scan of the receipt")  # the engine names it

    def clean(self) -> dict[str, Any]:
        """Each manner's own proof (民事诉讼法 88–91)."""
        given = super().clean() or {}
        for name, said in MUST_SAY.get(given.get("manner", ""), ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, said)
        if given.get("manner") == LEFT and not given.get("witnesses") and not self.files:
            self.add_error("witnesses", "留置送达须有见证人，或者附照片、录像（民事诉讼法 89）。(Left: name a witness, or attach a photo or video.)")
        arrived: datetime | None = given.get("arrived_at")
        if given.get("manner") == ELECTRONIC and arrived and given.get("served_on") not in (None, arrived.astimezone(SHANGHAI).date()):
            self.add_error("served_on", "电子送达的日期是到达对方系统的那一天（民事诉讼法 90）。(Electronic: served on the day it arrived.)")
        return given


class Arriving(Paper):
    """What the system notes of a paper that reached an inbox."""

    manner = forms.ChoiceField(choices=[(code, zh) for code, zh in METHODS if code == ELECTRONIC], **asked("送达方式", "manner of service"))
    served_on = forms.DateField(**asked("送达日期", "day of arrival"))
    proof = line("送达证明", "which message reached which inbox", length=500)


class SendingOut(Paper):
    """By which way a paper left, when, and by what it can be found again."""

    manner = forms.ChoiceField(choices=AWAY, **asked("送达方式", "manner of service"))
    sent_on = forms.DateField(**asked("发出日期", "day it left or was published", invalid="“发出日期”的格式不正确。(day it left: not valid.)"))
    reference = line("单号、受托机关或者公告载体", "slip number, entrusted body, or where it was published", length=200)
    why = lines("公告送达的原因和经过", "for a public notice: why, and what was tried before", length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        """A public notice needs its reason on file (民事诉讼法 95②)."""
        given = super().clean() or {}
        if given.get("manner") == NOTICE and not given.get("why"):
            self.add_error("why", "公告送达应当记明原因和经过（民事诉讼法 95②）。(A public notice: say why, and what was tried before.)")
        return given


class Deeming(Paper):
    """The day on which thirty days have passed."""

    served_on = forms.DateField(**asked("送达日期", "day of service"))


class Confirming(forms.Form):
    """Where papers go, and whether electronically (工业和信息化部行政复议实施办法 6: the applicant states an agreed address)."""

    addressee = line("当事人", "party, where an officer writes it down", length=80, required=False)
    address = line("送达地址", "address for service", length=200, required=False)
    electronic = forms.ChoiceField(choices=[("yes", "同意"), ("no", "不同意")], **asked("是否同意电子送达", "whether electronic service is agreed to"))
    proof = line("确认方式", "how it was confirmed: signed form, call, online", length=200, required=False)


def confirm_address(states: Iterable[States], *, fulfils: Iterable[str] = ()) -> Declared:
    """A party says where papers reach it, and agrees to electronic service or not."""

    @step(
        tuple(states), None, by=[Role.APPLICANT, Role.AGENT, Role.REPRESENTATIVE, Role.THIRD_PARTY, Role.HANDLER, Role.INTAKE], zh="确认送达地址",
        en="Confirm the address for service", cannot_wait=True,
        basis="民事诉讼法 90（参照）", certainty="design", when=[serving.ADDRESSEE_KNOWN], asks=Confirming,
        does=[serving.confirm], fulfils=fulfils,
    )  # fmt: skip
    def confirm_address(self: "Case", **_: Any) -> None:
        """Note where a party's papers go."""

    return confirm_address


def send_out(states: Iterable[States], *, fulfils: Iterable[str] = ()) -> Declared:
    """A paper is posted, given to another body to serve, or published. It is not served yet."""

    @step(
        tuple(states), None, by=[Role.HANDLER, Role.INTAKE], zh="登记寄出、委托或者公告", en="Record posting, entrusting or public notice",
        cannot_wait=True,
        basis="民事诉讼法 91、95（参照）", certainty="design", when=[serving.PAPER_CAN_LEAVE], asks=SendingOut, does=[serving.send_out], fulfils=fulfils,
        dated_by="sent_on",
    )  # fmt: skip
    def send_out(self: "Case", **_: Any) -> None:
        """Note that a paper is on its way."""

    return send_out


def serve(states: Iterable[States], *, basis: str = "民事诉讼法 87–95（参照）", fulfils: Iterable[str] = ()) -> Declared:
    """Record how and on which day a paper was served; the other side's clocks start from that day."""

    @step(
        tuple(states), None, by=[Role.HANDLER, Role.INTAKE], zh="登记送达", en="Record service", cannot_wait=True, basis=basis, certainty="design",
        when=[serving.PAPER_WAITS], asks=Serving, does=[serving.record], fulfils=fulfils, dated_by="served_on",
    )  # fmt: skip
    def serve(self: "Case", **_: Any) -> None:
        """Record service of a paper, with proof."""

    return serve


def arrive(states: Iterable[States], *, basis: str = "民事诉讼法 90（参照）：经同意的电子送达，到达即送达", fulfils: Iterable[str] = ()) -> Declared:
    """The system records that a paper reached the inbox of someone who agreed to electronic service."""

    @step(
        tuple(states), None, by=[Role.SYSTEM], zh="电子送达到达", en="Electronic arrival", basis=basis, certainty="design",
        when=[serving.PAPER_WAITS], asks=Arriving, does=[serving.record], fulfils=fulfils, dated_by="served_on",
    )  # fmt: skip
    def arrive(self: "Case", **_: Any) -> None:
        """Record the arrival of a paper in an inbox, with consent."""

    return arrive


def deem_served(states: Iterable[States], *, basis: str = "民事诉讼法 95（参照）：公告经过三十日，视为送达", fulfils: Iterable[str] = ()) -> Declared:
    """The system records that thirty days have passed since a public notice: the paper counts as served."""

    @step(
        tuple(states), None, by=[Role.SYSTEM], zh="公告期满视为送达", en="Deemed served after public notice", basis=basis, certainty="design",
        when=[serving.DAYS_HAVE_PASSED], asks=Deeming, does=[serving.deem], fulfils=fulfils, dated_by="served_on",
    )  # fmt: skip
    def deem_served(self: "Case", **_: Any) -> None:
        """Record that a published paper counts as served."""

    return deem_served
