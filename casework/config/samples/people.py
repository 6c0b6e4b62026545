"""Who the samples are about: four invented operators with branches, and the people of the offices. Names are made up."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from casework.config.samples import PASSWORD
from casework.people.models import Membership, Organisation, User
from casework.people.roles import Role

# Province -> (prefix of user names, invented surname, street of its addresses, postcode)
PLACES: dict[str, tuple[str, str, str, str]] = {
    "00": ("ministry", "景", "北京市西城区示例胡同", "100032"),
    "11": ("bj", "燕", "北京市海淀区示例路", "100080"),
    "21": ("ln", "辽", "沈阳市和平区示例街", "110003"),
    "31": ("sh", "顾", "上海市浦东新区示例路", "200120"),
    "32": ("js", "江", "南京市鼓楼区示例巷", "210008"),
    "33": ("zj", "杭", "杭州市西湖区示例路", "310012"),
    "37": ("sd", "齐", "济南市历下区示例路", "250014"),
    "41": ("ha", "商", "郑州市金水区示例路", "450003"),
    "42": ("hb", "楚", "武汉市武昌区示例路", "430060"),
    "44": ("gd", "容", "广州市天河区示例路", "510620"),
    "50": ("cq", "巴", "重庆市渝中区示例路", "400010"),
    "51": ("sc", "岷", "成都市青羊区示例街", "610015"),
    "61": ("sn", "秦", "西安市碑林区示例路", "710001"),
}
# Of each office: suffix of the user name, given name, role
STAFF = (
    ("intake", "初晴", Role.INTAKE), ("handler", "远舟", Role.HANDLER), ("handler2", "知秋", Role.HANDLER), ("head", "守正", Role.HEAD),
    ("supervisor", "明察", Role.SUPERVISOR), ("leader", "立言", Role.LEADER), ("reader", "慎微", Role.HANDLER),
)  # fmt: skip
ONLY_IN = {"handler2": ("31", "41", "00"), "supervisor": ("31", "00"), "leader": ("31", "00", "32", "33", "44", "50", "51"), "reader": ("31",)}
# Code -> (name, short name, provinces of its branches, provinces whose branch has not agreed to electronic service)
OPERATORS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "OP-HX": ("华讯通信股份有限公司", "华讯通信", ("11", "21", "31", "32", "33", "37", "41", "42", "44", "50", "51", "61"), ()),
    "OP-BC": ("北辰移动通信有限公司", "北辰移动", ("11", "31", "37", "41", "44", "50", "51"), ()),
    "OP-YF": ("云帆宽带网络有限公司", "云帆宽带", ("31", "32", "33", "42", "61"), ("33", "42")),
    "OP-QH": ("青禾云话科技有限公司", "青禾云话", (), ()),
}
LIAISONS = (
    ("hx-sh", "华小沪", "OP-HX-31", Role.OPERATOR), ("hx-ha", "华小豫", "OP-HX-41", Role.OPERATOR), ("bc-sh", "北小沪", "OP-BC-31", Role.OPERATOR),
    ("hx-hq", "华总联", "OP-HX", Role.OPERATOR_ADMIN), ("bc-hq", "北总联", "OP-BC", Role.OPERATOR_ADMIN),
    ("yf-hq", "云总联", "OP-YF", Role.OPERATOR_ADMIN), ("qh-hq", "青总联", "OP-QH", Role.OPERATOR_ADMIN),
)  # fmt: skip
OTHERS = (
    ("admin", "管小机", "CA-00", Role.ADMIN), ("admin2", "管小核", "CA-00", Role.ADMIN), ("ministry-auditor", "景如镜", "CA-00", Role.AUDITOR),
    ("sh-admin", "顾小机", "CA-31", Role.ADMIN),
)  # fmt: skip
ALSO = (("sh-reader", "CA-31", Role.SEALED_READER),)  # who holds two roles
JOINED = timedelta(days=320)  # how long ago the operators agreed to electronic service


def usernames() -> list[str]:
    """Every user name the samples will take."""
    return [username for username, _, _, _ in _people()]


def settle(today: date) -> None:
    """Make the operators, the users and what they hold. The shared password is hashed once. A dozen queries."""
    operators = _settle_operators(today)
    offices = {one.code: one for one in Organisation.objects.filter(kind=Organisation.OFFICE)}
    hashed = make_password(PASSWORD)
    listed = _people()
    users = User.objects.bulk_create(User(username=username, name=name, password=hashed) for username, name, _, _ in listed)
    by_name = {user.username: user for user in users}
    held = [(username, code, role) for username, _, code, role in listed]
    Membership.objects.bulk_create(
        Membership(user=by_name[username], organisation=(offices | operators)[code], role=role) for username, code, role in (*held, *ALSO)
    )


def liaison(code: str) -> str:
    """The user name of who answers for this operator or branch: its own liaison, else the head office's."""
    held = {organisation: username for username, _, organisation, _ in LIAISONS}
    return held.get(code) or held[code.rsplit("-", 1)[0]]


def _people() -> list[tuple[str, str, str, Role]]:
    officers = [
        (f"{prefix}-{suffix}", surname + given, f"CA-{province}", role)
        for province, (prefix, surname, _, _) in PLACES.items()
        for suffix, given, role in STAFF
        if province in ONLY_IN.get(suffix, (province,))
    ]
    return [*officers, *LIAISONS, *OTHERS]


def _settle_operators(today: date) -> dict[str, Organisation]:
    shorts = dict(Organisation.objects.filter(kind=Organisation.OFFICE).values_list("province", "name"))
    made = {}
    for code, (name, short, provinces, on_paper) in OPERATORS.items():
        columns = {"kind": Organisation.OPERATOR, "electronic_since": today - JOINED}
        made[code] = head = Organisation.objects.create(code=code, name=name, short=short, province="00", **columns)
        for province in provinces:
            place = shorts[province].removesuffix("通信管理局").removesuffix("市").removesuffix("省")
            since = None if province in on_paper else today - JOINED
            made[f"{code}-{province}"] = Organisation.objects.create(
                code=f"{code}-{province}", name=f"{name}{place}分公司", short=f"{short}{place}", province=province, parent=head,
                **columns | {"electronic_since": since},
            )  # fmt: skip
    return made
