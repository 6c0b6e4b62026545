"""信访工作条例 18①: what each office makes public about petitions. Its administrator publishes; every version stays, with who and when."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from casework import clock
from casework.cases.refusals import Forbidden, Invalid, NotFound, refused
from casework.people.actor import Actor
from casework.people.models import Organisation, Publication, ministry_id
from casework.people.roles import Role

MINISTRY_NAME = "工业和信息化部"
LONGEST = 2000  # characters of one text
BASIS = "信访工作条例 18①"


@dataclass(frozen=True)
class Matter:
    """One thing that art 18① wants public. `needed`: in Chinese it must be said."""

    name: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    needed: bool = True
    long: bool = False


MATTERS = (
    Matter("online", "网络信访渠道", "Online", "网址、邮箱、公众号。", "Web address, e-mail, official account."),
    Matter("address", "通信地址", "Postal address", "收信单位、地址、邮政编码。", "To whom, address, postcode."),
    Matter("phone", "咨询投诉电话", "Telephone", "接听时间也写上。", "With the hours in which it is answered."),
    Matter("hours", "信访接待时间", "Reception hours", "星期几，几点到几点；领导接待日。", "Days and hours; days on which leaders receive."),
    Matter("place", "信访接待地点", "Reception place", "门牌和楼层，怎么到。", "Street, floor, how to get there."),
    Matter("progress", "怎么查进展和结果", "How to ask for progress and results", "网上凭编号和查询码；电话、当面怎么查。",
           "Online with number and query code; by telephone, in person.", long=True),
    Matter("procedure", "信访事项的处理程序", "How a petition is handled", "本机关的分工和步骤；各步的法定期限本页已经写明。",
           "Who does what here; the page itself states the limits of law.", long=True),
    Matter("rules", "有关的党内法规和法律、法规、规章", "The rules", "名称和在哪里看全文。", "Names, and where to read them.", long=True),
    Matter("further", "其他便利事项", "Anything else that helps", "例如无障碍通道、语言服务。",
           "Such as access without steps, languages.", needed=False, long=True),
)  # fmt: skip


@dataclass(frozen=True)
class Office:
    """An office as the public page shows it, with what counts now; None where it has published nothing yet."""

    code: str
    name: str
    phone: str
    published: Publication | None


def offices() -> list[Office]:
    """The ministry and the administrations, by province, with what each has published. One query for the offices, one for the newest versions."""
    newest = {one.office_id: one for one in Publication.objects.order_by("office_id", "-id").distinct("office_id")}
    rows = Organisation.objects.filter(kind=Organisation.OFFICE).order_by("province")
    return [_office(one, newest.get(one.pk)) for one in rows]


def office(code: str) -> Office:
    """One of them. Raises NotFound. Two queries."""
    row = Organisation.objects.filter(kind=Organisation.OFFICE, code=code).first()
    if row is None:
        raise NotFound(code)
    return _office(row, row.publications.order_by("-id").first())


def versions(code: str) -> list[Publication]:
    """Every version of an office, the newest first. One query."""
    return list(Publication.objects.filter(office__code=code, office__kind=Organisation.OFFICE).order_by("-id"))


def administered(actor: Actor) -> str:
    """The code of the office whose publication this actor keeps. Raises Forbidden to whoever administers none."""
    held = sorted(organisation for organisation, role in actor.standing if role == Role.ADMIN)
    row = Organisation.objects.filter(kind=Organisation.OFFICE, pk__in=held).order_by("pk").first()
    if row is None:
        raise Forbidden("公布的内容由本机关的系统管理员维护。", "The office's own administrator keeps what it publishes.")
    return row.code


@transaction.atomic
def publish(zh: Mapping[str, str], en: Mapping[str, str], *, by: Actor, seen: int | None = None) -> Publication:
    """Publish for the actor's office: a new version, the whole of it. `seen` is the version the form began with.

    Raises Forbidden to whoever administers no office, Invalid by field (`zh-phone`, `en-phone`), Refused where somebody published meanwhile.
    """
    row = Organisation.objects.select_for_update().get(code=administered(by))
    said = {"zh": _cleaned(zh), "en": _cleaned(en)}
    errors = {
        f"zh-{one.name}": [f"请填写“{one.zh}”（{BASIS}）。({one.en}: required, {BASIS}.)"] for one in MATTERS if one.needed and not said["zh"].get(one.name)
    }
    for language, texts in said.items():
        errors |= {
            f"{language}-{one.name}": [f"“{one.zh}”最多{LONGEST}个字。({one.en}: at most {LONGEST} characters.)"]
            for one in MATTERS if len(texts.get(one.name, "")) > LONGEST
        }  # fmt: skip
    if errors:
        raise Invalid(errors)
    newest = row.publications.order_by("-id").first()
    if (newest.pk if newest else None) != seen:
        raise refused("version", "您打开之后，别人已经公布了新的内容，请先看一看。", "Somebody published meanwhile: look at that first.", BASIS)
    return Publication.objects.create(office=row, zh=said["zh"], en=said["en"], at=clock.now(), by_id=by.user_id, by_name=by.name)


def _cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    return {one.name: texts[one.name].strip().replace("\r\n", "\n") for one in MATTERS if texts.get(one.name, "").strip()}


def _office(row: Organisation, published: Publication | None) -> Office:
    name = MINISTRY_NAME if row.pk == ministry_id() else row.name
    return Office(row.code, name, row.phone, published)
