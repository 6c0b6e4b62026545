"""Rows in bulk: cases as they would lie there after some years, by COPY. Their ledger entries are for weight alone: the chain does not verify."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db import connection
from django.db.models import NOT_PROVIDED, Model
from psycopg.types.json import Jsonb
from tqdm import tqdm

from casework import clock
from casework.cases import schedules, turns, words
from casework.cases.case import Case
from casework.cases.clocks import BREACHED, MET, RUNNING, Deadline
from casework.cases.ledger import Entry
from casework.cases.limits import OFFICE, OPERATOR
from casework.cases.parties import Party
from casework.cases.words import Words
from casework.complaints.models import Complaint
from casework.complaints.states import State
from casework.people.models import Membership, Organisation, User
from casework.people.roles import Role

CHUNK = 5_000
BUSY = "31"  # Shanghai: every fifth case, so that its pages are full at 10,000 cases too
FIRST_SERIAL = 5_000_000  # far from the numbers of the cases that are filed
OPEN = {
    State.RECEIVED: 20, State.AWAITING_MATERIAL: 8, State.ACCEPTED: 20, State.FORWARDED: 25, State.OBJECTED: 3, State.OPERATOR_REPLIED: 14, State.MEDIATING: 10,
}  # fmt: skip
ENDED = {
    State.REFUSED: 12, State.REDIRECTED: 10, State.RECONCILED: 18, State.AGREED: 20, State.TERMINATED: 8, State.REPLIED: 25,
    State.WITHDRAWN: 5, State.MERGED: 2,
}  # fmt: skip
ENDED_SHARE = 0.85
TITLES = (
    "套餐外流量费被多扣", "宽带报修七日未修复", "携号转网被无故拒绝", "未经同意开通增值业务",
    "注销号码受阻", "合约期违约金计算不明", "营业厅虚假宣传资费", "骚扰电话屡诉不止",
)  # fmt: skip
NAMES = ("王小明", "李婷", "张建国", "刘洋", "陈静", "赵磊", "周敏", "吴芳", "郑凯", "孙丽")
FACTS = "账单多出费用，客服无法说明计费依据。" * 4
RARE = "无人机"  # in the text of one case in ten thousand
CLAIM = "退还多扣的费用一百二十元"
RULES = {OFFICE: ("TC-04", "TC-07", "TC-08"), OPERATOR: ("TC-06",)}

HANDED = (  # a day on the office's desk before; the stretch in somebody's hands the database makes with the case
    "INSERT INTO cases_assignment (case_id, office_id, since, until, why, step, began_seq, ended_seq, returned)"
    " SELECT id, office_id, filed_on - 1, filed_on, '', '', 1, 2, false FROM cases_case WHERE id >= %s"
)


@dataclass
class Place:
    """An office with those who handle its cases and the operators' branches of its province."""

    pk: int
    province: str
    handlers: list[int] = field(default_factory=list)
    operators: list[int] = field(default_factory=list)


class Table:
    """One model's table: a row is the model's defaults with what is given; columns the database fills stay out."""

    def __init__(self, model: type[Model]):
        fields = [one for one in model._meta.local_concrete_fields if getattr(one, "db_default", NOT_PROVIDED) is NOT_PROVIDED]
        self.name = model._meta.db_table
        self.blank = {one.column: one.get_default() for one in fields}
        self.rows: list[tuple[Any, ...]] = []

    def add(self, **given: Any) -> None:
        """Keep one row for the next COPY. Raises KeyError for a column the table does not have."""
        unknown = given.keys() - self.blank.keys()
        if unknown:
            raise KeyError(f"{self.name}: {sorted(unknown)}")
        self.rows.append(tuple({**self.blank, **given}.values()))

    def copy(self, owner: psycopg.Connection) -> None:
        """Write what was kept."""
        columns = ", ".join(f'"{column}"' for column in self.blank)
        with owner.cursor().copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy:
            for row in self.rows:
                copy.write_row(row)
        self.rows.clear()


def phone_of(pk: int) -> str:
    """The phone of the case with this id."""
    return f"138{pk:08d}"


def settle(handlers: int = 4) -> list[Place]:
    """Branches of three operators in every province and some handlers in every office; the busy one first."""
    heads = [Organisation.objects.get(code="OP-EAST"), Organisation.objects.get(code="OP-NORTH")]
    there = set(Organisation.objects.values_list("code", flat=True))
    offices = sorted(Organisation.objects.filter(kind=Organisation.OFFICE), key=lambda one: (one.province != BUSY, one.code))
    Organisation.objects.bulk_create(
        Organisation(
            kind=Organisation.OPERATOR, code=f"{head.code}-{office.province}", name=f"{head.name}{office.short}分公司",
            short=f"{head.short}{office.short}", province=office.province, parent=head, electronic_since=date(2026, 1, 5),
        )
        for head in heads for office in offices if f"{head.code}-{office.province}" not in there
    )  # fmt: skip
    users = User.objects.bulk_create(
        User(username=f"bench-{office.province}-{n}", name=f"{office.short}承办{n}", password="!") for office in offices for n in range(handlers)
    )
    Membership.objects.bulk_create(Membership(user=user, organisation=offices[n // handlers], role=Role.HANDLER) for n, user in enumerate(users))
    branches = {one.code: one.pk for one in Organisation.objects.filter(kind=Organisation.OPERATOR)}
    places = [Place(office.pk, office.province, operators=[branches[f"{head.code}-{office.province}"] for head in heads]) for office in offices]
    for n, user in enumerate(users):
        places[n // handlers].handlers.append(user.pk)
    places[0].handlers += [User.objects.get(username="sh-handler").pk] * handlers  # half of the busy office's cases
    return places


def grow(total: int, places: list[Place]) -> None:
    """Add cases until there are `total`, then ANALYZE. The same rows each time."""
    have = Case.objects.count()
    chance = random.Random(f"casework {have}")
    first = {model: _last_id(model) + 1 for model in (Case, Party, Deadline, Entry)}
    maker = Maker(places, chance, schedules.current().version_id, first)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        with tqdm(total=total - have, desc=f"造 {total:,} 件 making cases", unit="件", mininterval=1) as bar:
            for _ in maker.chunks(total - have):
                with owner.transaction():
                    for table in maker.tables:
                        bar.update(len(table.rows) if table is maker.tables[0] else 0)
                        table.copy(owner)
        for model, used in maker.next.items():
            owner.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, used])
        owner.execute(HANDED, [first[Case]])
        turns.keep(Complaint, Complaint.objects.filter(ended_on=None).values_list("pk", flat=True))
        owner.execute("VACUUM ANALYZE")


def _last_id(model: type[Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}")
        return int(cursor.fetchone()[0])


class Maker:
    """Makes cases with their rows, some at a time. `next` are the ids to be given next."""

    def __init__(self, places: list[Place], chance: random.Random, schedule: int, first: dict[type[Model], int]):
        self.places, self.chance, self.schedule, self.next = places, chance, schedule, first
        self.today = clock.today()
        self.at = clock.now()
        self.tables = tuple(Table(model) for model in (Case, Complaint, Party, Deadline, Entry, Words))
        self.case, self.complaint, self.party, self.deadline, self.entry, self.words = self.tables
        self.known = {title: frozenset(words.lexemes((title, CLAIM, FACTS), "", "")) for title in TITLES}

    def chunks(self, cases: int) -> Iterator[int]:
        """Fill the tables with CHUNK cases at a time; the caller writes them between."""
        for start in range(0, cases, CHUNK):
            for _ in range(min(CHUNK, cases - start)):
                self.one()
            yield start

    def id_of(self, model: type[Model]) -> int:
        """The next id of a table."""
        self.next[model] += 1
        return self.next[model] - 1

    def one(self) -> None:
        """One case, open or ended, with complaint, two parties, clocks and two entries."""
        chance, pk = self.chance, self.id_of(Case)
        place = self.places[0] if chance.random() < 0.2 else chance.choice(self.places)
        ended = chance.random() < ENDED_SHARE
        state = chance.choices(*zip(*(ENDED if ended else OPEN).items(), strict=True))[0]
        filed_on = self.today - timedelta(chance.randint(60, 1500) if ended else chance.randint(0, 70))
        ended_on = filed_on + timedelta(chance.randint(3, 55)) if ended else None
        handler = None if state in (State.RECEIVED, State.AWAITING_MATERIAL) else chance.choice(place.handlers)
        operator = place.operators[chance.random() > 0.8]
        applicant, title = chance.choice(NAMES), chance.choice(TITLES)
        last_day = self.today + timedelta(chance.randint(-15, 45))
        head = chance.randbytes(32)
        self.case.add(
            id=pk, kind="complaint", number=f"T-{filed_on.year}-{place.province}-{FIRST_SERIAL + pk:07d}", state=state.value, office_id=place.pk,
            handler_id=handler, respondent_id=operator, title=f"{title}（{pk}）", category="fee", applicant_name=applicant,
            filed_on=filed_on, ended_on=ended_on, waits_on=state.waits_on.value if state.waits_on else "",
            due_on=None if ended or chance.random() < 0.02 else last_day, due_rule="TC-07", version=2, ledger_seq=2, ledger_head=head,
            first_office_id=place.pk, first_handler_id=handler, first_handled_at=self.at if handler else None,
        )  # fmt: skip
        self.complaint.add(
            case_ptr_id=pk, channel="web", claim=CLAIM, facts=FACTS, received_on=filed_on,
            first_received_on=filed_on, operator_complained=True, operator_complained_on=filed_on - timedelta(20), operator_answer="坚持收费",
        )  # fmt: skip
        self.party.add(id=self.id_of(Party), case_id=pk, role=Role.APPLICANT.value, name=applicant, since=filed_on)
        respondent = self.id_of(Party)
        self.party.add(
            id=respondent, case_id=pk, role=Role.RESPONDENT.value, name="被申诉企业", organisation_id=operator, electronic_consent_on=filed_on, since=filed_on
        )
        self.found_by(pk, title, applicant, {place.pk, operator})
        self.clocks(pk, respondent, state, filed_on, last_day, ended_on)
        self.history(pk, state, filed_on, head)

    def found_by(self, pk: int, title: str, applicant: str, holders: set[int]) -> None:
        """The words of title, claim and facts, the number in the title, the applicant's name, a phone of this case alone, in some a rare word."""
        found = self.known[title] | {str(pk)} | words.exactly(applicant, "") | words.exactly("", phone_of(pk)) | ({RARE} if pk % 10_000 == 7 else set())
        self.words.add(case_id=pk, holders=list(holders), words=words.query(sorted(found), " "))

    def clocks(self, pk: int, respondent: int, state: State, filed_on: date, last_day: date, ended_on: date | None) -> None:
        """Met clocks of an ended case; for an open one the clock it is due by and a later one, missed where the day is over."""
        bound = OPERATOR if state == State.FORWARDED else OFFICE
        for n, rule in enumerate((RULES[bound][0], "TC-08")):
            day = (ended_on or last_day) + timedelta(15 * n)
            missed = ended_on is None and day < self.today
            self.deadline.add(
                id=self.id_of(Deadline), case_id=pk, rule=rule, bound=OFFICE if n else bound, bound_party_id=None if n or bound == OFFICE else respondent,
                trigger_on=filed_on, nominal_on=day, last_day=day, schedule_id=self.schedule, span_until=day, met_on=ended_on,
                status=MET if ended_on else BREACHED if missed else RUNNING, ended_by_seq=2 if ended_on else None, started_by_seq=1,
                fell_due_on=day if missed else None, found_at=self.at if missed else None,
                next_alarm_on=None if ended_on or missed else day + timedelta(1),
            )  # fmt: skip

    def history(self, pk: int, state: State, filed_on: date, head: bytes) -> None:
        """The filing and the last step."""
        for seq, step, source, role in ((1, "file", State.NEW, Role.APPLICANT), (2, "accept", State.RECEIVED, Role.INTAKE)):
            self.entry.add(
                id=self.id_of(Entry), case_id=pk, seq=seq, step=step, source=source.value, target=state.value, on=filed_on, recorded_at=self.at,
                actor_kind="user", actor_id=1, actor_name=role.zh, role=role.value, facts=Jsonb({}), prev=bytes(32), hash=head,
            )  # fmt: skip
