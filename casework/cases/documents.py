"""Papers (文书): what leaves the house. Content is frozen in the transaction; the PDF is made from it, the same bytes each time."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from casework.cases import annexes, attachments, schedules, service, spans, typesetting
from casework.cases.case import people_number
from casework.cases.citing import in_full
from casework.cases.encryption import Ciphertext, decrypt, encrypt
from casework.cases.excuses import Excuse
from casework.cases.limits import TimeLimit, in_force_on
from casework.cases.parties import Party
from casework.cases.refusals import refused
from casework.people.models import Organisation
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case
    from casework.cases.steps import States

PURPOSE = "document.content"
Contents = Callable[..., dict[str, Any] | None]
UNVERIFIED = re.compile(r"(?: [^ ，（；]+)?[，（](?:条号未核|原文未见)）?(?=；|$)")  # a number that nobody has checked, with the remark that says so


@dataclass(frozen=True)
class Appeal:
    """The remedy against the office's act that a paper tells of: "15日内向人民法院起诉", where, resting on what.

    `limit` is the clock for it that runs from the paper's service, None where another family keeps that clock; `time` is then the rule by which the
    paper counts the last day. `body` names who hears it, a function of the case where that depends on the office.
    """

    zh: str
    en: str
    basis: str
    limit: TimeLimit | None = None
    time: TimeLimit | None = None
    body: "str | Callable[[Case], str]" = ""

    @property
    def counted(self) -> TimeLimit | None:
        """The rule by which the last day is counted; None for a remedy without a time of its own."""
        return self.limit or self.time


@dataclass(frozen=True)
class DocumentType:
    """A kind of paper. `contents(case, given, addressee, on)` gives the template's data, None where this addressee gets none (the addressee
    is None for a paper that stays in the file); `mandatory` names what may never be empty.

    `starts` are the other side's clocks, which run from the day the paper is served and from nowhere else; `while_in`: only while the case is in one of
    these states (empty: any), so that a slip that comes in when the case has gone on starts nothing.
    `together=True` makes one paper for all addressees (an agreement), otherwise each gets one of their own.
    `corrects(case, given)` gives the earlier papers that this one corrects: each gets a correcting paper of its own, to the same addressees and in the
    name of the office that issued it, and `contents` finds it as `given["paper"]`.
    """

    id: str
    zh: str
    en: str
    series: str  # the word in the paper number: 沪通<series>〔2026〕1号
    template: str
    to: tuple[Role, ...]
    contents: Contents
    mandatory: tuple[str, ...] = ()
    starts: tuple[TimeLimit, ...] = ()
    while_in: tuple["States", ...] = ()
    rests_on: tuple[TimeLimit, ...] = ()
    basis: str = ""
    certainty: str = "V"
    fulfils: tuple[str, ...] = ()
    together: bool = False
    appeals: tuple[Appeal, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    corrects: "Callable[[Case, dict[str, Any]], Iterable[Document]] | None" = None


class Document(models.Model):
    """An issued paper: number, frozen content, digest."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="documents")
    type = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    number = models.CharField(max_length=60, unique=True)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=80)
    template_version = models.CharField(max_length=64)
    content = Ciphertext(purpose=PURPOSE)
    digest = models.BinaryField(max_length=32)
    issued_on = models.DateField()
    entry_seq = models.IntegerField()
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    awaits_signature = models.BooleanField(db_default=False)
    font = models.CharField(max_length=60, blank=True, db_default="")  # in which the signed file is set

    corrections: "tuple[Document, ...]" = ()  # the papers that correct it, where the file was read

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case"]), models.Index(fields=["id"], condition=models.Q(awaits_signature=True), name="papers_to_sign")]

    def __str__(self) -> str:
        return self.number

    @property
    def withdraws(self) -> bool:
        """True for a correcting paper by which the paper it corrects is withdrawn, not only mended."""
        return self.type == service.TAKES_BACK


class Series(models.Model):
    """The last number given per office, kind of paper and year: gapless, because it is raised in the transaction that issues."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        db_table = "numbers_series"
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="one_series")]

    def __str__(self) -> str:
        return f"{self.kind}〔{self.year}〕{self.last}"


@dataclass(frozen=True)
class Draft:
    """A paper before it has a number: its kind, its addressees, the template's data, and the paper that it corrects."""

    type: DocumentType
    addressees: tuple[Party, ...]
    data: dict[str, Any]
    corrects: Document | None = None


def addressed(kind: DocumentType, parties: Iterable[Party]) -> list[tuple[Party, ...]]:
    """Who gets this paper: each addressee one, or all of them together; former parties get none; a paper for the file has nobody."""
    if not kind.to:
        return [()]
    found = [party for role in kind.to for party in parties if party.role == role and party.until is None]
    if not found:
        return []
    return [tuple(found)] if kind.together else [(party,) for party in found]


def draft(types: Iterable[DocumentType], case: "Case", given: dict[str, Any], parties: list[Party], *, office: Organisation, on: date) -> list[Draft]:
    """The papers a step would issue, in the name of the office that held the case when the step began; a correcting paper in that of the office whose
    paper it corrects.

    Raises Refused naming the mandatory contents that one lacks.
    """
    drafts = []
    for kind in types:
        for addressees, wrong in _occasions(kind, case, given, parties):
            known = given | {"paper": wrong} if wrong else given
            own = kind.contents(case, known, addressees[0] if addressees else None, on)
            if own is None:
                continue
            data = frame(kind, case, addressees, office=wrong.office if wrong else office, on=on) | own
            missing = [name for name in kind.mandatory if not data.get(name)]
            if missing:
                names = "、".join(missing)
                raise refused("paper", f"《{kind.zh}》缺少必备内容：{names}", f"{kind.en} lacks mandatory contents: {names}", kind.basis)
            drafts.append(Draft(kind, addressees, data, wrong))
    return drafts


def _occasions(kind: DocumentType, case: "Case", given: dict[str, Any], parties: list[Party]) -> list[tuple[tuple[Party, ...], Document | None]]:
    """To whom a paper of this kind goes, and which paper it corrects."""
    if kind.corrects is None:
        return [(addressees, None) for addressees in addressed(kind, parties)]
    return [(tuple(row.party for row in wrong.services.select_related("party")), wrong) for wrong in kind.corrects(case, given)]


def frame(kind: DocumentType, case: "Case", addressees: tuple[Party, ...], *, office: Organisation, on: date) -> dict[str, Any]:
    """What every paper carries: who issues it, about which case, to whom, on which day, resting on which rules.

    A paper cites no article whose number was not verified: the instrument alone.
    """
    return {
        "remedies": [_remedy(one, case, on) for one in kind.appeals], "office_name": case.issuer(office), "issued_on": on.isoformat(),
        "case_number": people_number(case.number, case.first_office.short), "case_code": case.number, "applicant_name": case.applicant_name,
        "respondent_name": case.respondent.name if case.respondent else "", "addressee": "、".join(party.name for party in addressees),
        "contact": "　".join(part for part in (office.address, office.phone) if part) or case.issuer(office),
        "rules": [_rested_on(rule, case, on) for rule in (*kind.rests_on, *kind.starts)],
    }  # fmt: skip


def _rested_on(rule: TimeLimit, case: "Case", on: date) -> dict[str, Any]:
    """The rule in the version that the case's clock runs by, and the day from which that version is in force."""
    trigger = (case.asked(rule.trigger) if rule.trigger else None) or on
    rule = in_force_on([one for one in case.LIMITS if one.id == rule.id] or [rule], trigger)
    since = rule.in_force[0].isoformat() if rule.in_force[0] else ""
    return {"id": rule.id, "basis": UNVERIFIED.sub("", rule.basis), "version": rule.version, "since": since, "certainty": rule.certainty}


def _remedy(appeal: Appeal, case: "Case", on: date) -> dict[str, Any]:
    """What may be done against the act, before whom, resting on what, and the last day if the paper is served on the day it is issued: the real one is
    counted from service and stands on the receipt (送达回证)."""
    known = schedules.current().schedule
    span = spans.compute(appeal.counted, on, schedule=known) if appeal.counted else None
    return {
        "what": appeal.zh, "body": appeal.body if isinstance(appeal.body, str) else appeal.body(case), "basis": in_full(appeal.basis),
        "served_on": on.isoformat() if span else "", "last_day": span.last_day.isoformat() if span and span.last_day else "",
    }  # fmt: skip


def number(office: Organisation, kinds: Counter[str], year: int) -> dict[str, list[int]]:
    """The next numbers of each series, as many as asked for. One query a series, in key order so that two steps never wait for each other in a ring."""
    given = {}
    with connection.cursor() as cursor:
        for kind, many in sorted(kinds.items()):
            cursor.execute(
                "INSERT INTO numbers_series (office_id, kind, year, last) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (office_id, kind, year) DO UPDATE SET last = numbers_series.last + EXCLUDED.last RETURNING last",
                [office.pk, kind, year, many],
            )
            last = cursor.fetchone()[0]
            given[kind] = list(range(last - many + 1, last + 1))
    return given


def freeze(data: dict[str, Any]) -> bytes:
    """The canonical form of a paper's content: what its digest is taken over."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder).encode()


def issue(
    drafts: list[Draft], case: "Case", *, office: Organisation, on: date, entry_seq: int, imported: bool = False
) -> list[Document]:  # fmt: skip
    """Number the drafts, freeze and store them, and note for each addressee that it is still to be served. They wait for their signature unless the
    step is `imported`: such a paper went out elsewhere."""
    if not drafts:
        return []
    issuing = {key: one.corrects.office if one.corrects else office for key, one in enumerate(drafts)}
    offices = {one.pk: one for one in issuing.values()}
    serials = {
        key: number(offices[key], Counter(one.type.series for at, one in enumerate(drafts) if issuing[at].pk == key), on.year) for key in sorted(offices)
    }
    papers, recipients = [], []
    for at, one in enumerate(drafts):
        kind, office = one.type, issuing[at]
        serial = serials[office.pk][kind.series].pop(0)
        data = one.data | {"number": f"{office.short}通{kind.series}〔{on.year}〕{serial}号"}
        content = freeze(data)
        papers.append(
            Document(
                case_id=case.pk, type=kind.id, title=kind.zh, number=data["number"], office=office, template=kind.template,
                template_version=typesetting.edition(kind.template), content=encrypt(content, PURPOSE), digest=hashlib.sha256(content).digest(),
                issued_on=on, entry_seq=entry_seq, corrects=one.corrects, awaits_signature=not imported,
            )
        )
        recipients.append(one.addressees)
    stored = Document.objects.bulk_create(papers)
    service.Service.objects.bulk_create(
        service.Service(case_id=case.pk, document=paper, party=party) for paper, parties in zip(stored, recipients, strict=True) for party in parties
    )
    return stored


def content(document: Document) -> dict[str, Any]:
    """The frozen data of a paper."""
    return json.loads(decrypt(bytes(document.content), PURPOSE))


def pdf(document: Document) -> bytes:
    """The paper with its annexes as PDF without signature; rendering it again gives the same bytes. What readers get is `signed_papers.pdf`."""
    return rendered(document.template, content(document), on=document.issued_on).pdf


def rendered(template: str, data: dict[str, Any], *, on: date) -> typesetting.Rendered:
    """A paper, issued or not, with its annexes behind it."""
    paper = typesetting.render(template, data, issued_on=on)
    return replace(paper, pdf=annexes.bind(paper.pdf, data, attachments.read, issued_on=on))
