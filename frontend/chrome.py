"""The frame of every page: theme, rooms by role, the office one sits in, today. No query: what it names is kept in the session."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from casework.people.roles import Role
from frontend import words
from frontend.language import of, word

SEAT = "seat"  # session key: the organisation's name and roles, put there by `sit`


@dataclass(frozen=True)
class Room:
    """A main column: its address, its words, whether one is in it."""

    url: str
    words: str
    here: bool


ROOMS: tuple[tuple[str, tuple[str, str], frozenset[Role]], ...] = (
    ("/desk/", ("工作台", "Worklist"), frozenset({Role.INTAKE, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.LEADER, Role.LEGAL_HEAD, Role.AUDITOR})),
    ("/desk/calendar/", ("日历", "Calendar"), frozenset({Role.INTAKE, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.LEADER, Role.LEGAL_HEAD, Role.AUDITOR})),
    ("/desk/new/", ("登记", "File for a caller"), frozenset({Role.INTAKE})),
    ("/desk/reception/", ("接访", "Reception"), frozenset({Role.INTAKE, Role.RECEPTION})),
    ("/desk/approvals/", ("审批", "Approvals"), frozenset({Role.HEAD, Role.LEADER, Role.LEGAL_HEAD})),
    ("/oversight/", ("督办", "Oversight"), frozenset({Role.SUPERVISOR, Role.HEAD, Role.AUDITOR})),
    ("/operator/", ("待答复", "To answer"), frozenset({Role.OPERATOR, Role.OPERATOR_ADMIN})),
    ("/operator/calendar/", ("日历", "Calendar"), frozenset({Role.OPERATOR, Role.OPERATOR_ADMIN})),
    ("/operator/people/", ("人员", "People"), frozenset({Role.OPERATOR_ADMIN})),
    ("/admin/workdays/", ("放假安排", "Days off"), frozenset({Role.ADMIN})),
    ("/admin/publication/", ("信访公布", "Published"), frozenset({Role.ADMIN})),
    ("/import/", ("导入", "Import"), frozenset({Role.INTAKE, Role.HEAD, Role.OPERATOR, Role.OPERATOR_ADMIN})),
)


def rooms(held: frozenset[Role], path: str) -> list[Room]:
    """The columns for these roles; the one with the longest address that begins the path is where one is."""
    open_to = [(url, pair) for url, pair, roles in ROOMS if roles & held]
    at = max((url for url, _ in open_to if path.startswith(url)), key=len, default="")
    return [Room(url, word(*pair), url == at) for url, pair in open_to]


def chrome(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows."""
    theme, view = request.COOKIES.get("theme", ""), getattr(request, "actor", None)
    said: dict[str, Any] = {"theme": theme if theme in ("light", "dark") else "", "here": request.get_full_path() if request.method == "GET" else "/"}
    if view is not None and view.standing:
        held = frozenset(Role(role) for _, role in view.standing)
        kept = request.session.get(SEAT, {})
        said |= {
            "rooms": rooms(held, request.path), "seat": {"name": kept.get("name", ""), "roles": "、".join(of(role) for role in sorted(held))},
            "today_words": words.today(), "schedule_words": words.schedule(),
        }  # fmt: skip
    return said
