"""The samples, in an order in which the days of the filings look like those of an office, loaded in one transaction."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction

from casework import clock
from casework.cases.case import Case
from casework.cases.outbox import Message
from casework.config.samples import ministry, people, petitions, provinces, published, shanghai, shanghai_ends, shanghai_operators, visits
from casework.config.samples.desk import Code, Desk, Tale
from casework.people.models import User

MODULES = (shanghai, shanghai_operators, shanghai_ends, provinces, ministry, petitions)
STORIES: tuple[Tale, ...] = tuple(sorted((tale for module in MODULES for tale in module.STORIES), key=lambda tale: -tale.ago))
FIRST_TRIED = ("宽带被不明公司停网", "流量日包自动续订")  # under way, and ended: what a citizen sees in either


class NotEmpty(Exception):
    """The database is in use; the message says by what."""


def refuse_in_use() -> None:
    """Raise NotEmpty where the database has cases, or somebody by a sample's user name."""
    if Case.objects.exists():
        raise NotEmpty(f"数据库里已有 {Case.objects.count()} 件案件,不装入示例。The database has cases: no samples are loaded.")
    taken = list(User.objects.filter(username__in=people.usernames()).values_list("username", flat=True)[:5])
    if taken:
        raise NotEmpty(f"已有同名账号 {'、'.join(taken)},不装入示例。User names of the samples are taken: {', '.join(taken)}.")


def load(today: date, told: Callable[[], None]) -> list[Code]:
    """Everything or nothing. `told` is called after each story. Gives the query codes, those to try first leading. Raises NotEmpty."""
    with transaction.atomic():
        refuse_in_use()
        people.settle(today)
        published.publish()
        desk = Desk(today)
        for tale in STORIES:
            desk.begins = tale.ago
            tale.tell(desk)
            told()
        visits.settle(today)
        _quiet_old_breaches()
    return sorted(desk.codes, key=lambda one: FIRST_TRIED.index(one.title) if one.title in FIRST_TRIED else len(FIRST_TRIED))


def _quiet_old_breaches() -> None:
    """What a later step found passed long ago is told to nobody now."""
    for message in Message.objects.filter(step="breach", sent_at=None):
        message.sent_at = message.read_at = min(message.not_before, clock.now())
        message.save(update_fields=["sent_at", "read_at"])


def write_codes(path: Path, codes: list[Code]) -> None:
    """Case numbers with query codes, readable by this account alone: they cannot be read again from the database."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write("# 示例案件的案号与查询码 · case number, query code\n")
        file.writelines(f"{one.number}\t{one.code}\t{one.said}\t{one.role}\t{one.title}\n" for one in codes)
