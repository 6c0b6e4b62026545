"""Whom and what one may choose in a form: codes with their words. One query each."""

from django.db import connection

from casework.people.models import Organisation, User

Choices = list[tuple[str, str]]
# As SQL, because every worklist asks it: making it out of querysets took four times as long as running it.
NARROWED = """
SELECT 'handler', u.username, u.name FROM people_user u
WHERE u.is_active AND EXISTS (SELECT FROM people_membership m WHERE m.user_id = u.id AND m.organisation_id = ANY(%(offices)s) AND m.role = 'handler')
UNION ALL
SELECT o.kind, o.code, o.name FROM people_organisation o
WHERE %(everywhere)s OR o.kind = 'office' AND o.id = ANY(%(offices)s)
 OR o.kind = 'operator' AND (o.province = '00' OR o.province IN (SELECT h.province FROM people_organisation h WHERE h.id = ANY(%(offices)s))
  OR EXISTS (SELECT FROM people_organisation h WHERE h.id = ANY(%(offices)s) AND h.kind = 'office' AND h.province = '00'))"""


def colleagues(office_id: int) -> Choices:
    """The people of an office who can sign in, by user name: (user name, name)."""
    people = User.objects.filter(is_active=True, memberships__organisation_id=office_id).distinct().order_by("username")
    return list(people.values_list("username", "name"))


def operators(province: str = "") -> Choices:
    """Operators and branches: (code, name); with a province, its branches and those for the whole country."""
    rows = Organisation.objects.filter(kind=Organisation.OPERATOR)
    if province:
        rows = rows.filter(province__in=[province, "00"])
    return list(rows.order_by("province", "code").values_list("code", "name"))


def offices() -> Choices:
    """The ministry and the administrations: (code, name)."""
    return list(Organisation.objects.filter(kind=Organisation.OFFICE).order_by("province").values_list("code", "name"))


def codes_of(organisations: frozenset[int]) -> list[str]:
    """The codes of these organisations."""
    return list(Organisation.objects.filter(pk__in=organisations).order_by("code").values_list("code", flat=True))


def options(kinds: set[str], office_id: int | None) -> dict[str, Choices]:
    """Lists for the kinds of choice a form holds: user, operator, office."""
    found: dict[str, Choices] = {}
    if "user" in kinds and office_id is not None:
        found["user"] = colleagues(office_id)
    if "operator" in kinds:
        found["operator"] = operators()
    if "office" in kinds:
        found["office"] = offices()
    return found


def filters(offices: frozenset[int], *, everywhere: bool) -> dict[str, Choices]:
    """What a list of these offices' cases may be narrowed to: handlers by user name, operators of their provinces and offices by code.

    `everywhere`: all operators and all offices, and the handlers of these offices. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(NARROWED, {"offices": sorted(offices), "everywhere": everywhere})
        rows = cursor.fetchall()
    found: dict[str, Choices] = {"handler": [], Organisation.OPERATOR: [], Organisation.OFFICE: []}
    for kind, code, name in sorted(rows):
        found[kind].append((code, name))
    return found


def seat_of(organisations: frozenset[int]) -> str:
    """The name of the office or operator one sits in; of an operator with branches the head office."""
    names = Organisation.objects.filter(pk__in=organisations).order_by("parent_id", "code").values_list("name", "parent_id")
    return next((name for name, parent in names if parent is None or parent not in organisations), "")
