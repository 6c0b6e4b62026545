"""What the papers of reconsideration have in common: whose they are, about which act, days, heads of articles, what is mandatory in some cases only.

`given` is what the step's form asked; where it does not ask, the case's own column of the same name is read.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from casework.cases import schedules, spans
from casework.cases.case import Case
from casework.cases.citing import in_full
from casework.cases.limits import REGULATION_OF_2007_ENDED, TimeLimit
from casework.cases.parties import Party
from casework.cases.refusals import refused
from casework.clock import SHANGHAI
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.reconsideration import clocks, codes

Given = dict[str, Any]
Data = dict[str, Any]

MINISTRY = "工业和信息化部"  # the organ that decides (令69 2), also where its desk has another name
NATION = "00"
UNTOLD = "（申请材料未写明）"
PARTIES = (
    (Role.APPLICANT, "申请人"), (Role.REPRESENTATIVE, "代表人"), (Role.AGENT, "委托代理人"), (Role.RESPONDENT, "被申请人"), (Role.THIRD_PARTY, "第三人"),
)  # fmt: skip


def known(case: Case, given: Given, name: str) -> Any:
    """What the step's form gives under this name, else the case's own column."""
    value = given.get(name)
    return case.asked(name) if value in (None, "") else value


def told(case: Case, given: Given, name: str, column: str) -> Any:
    """What the step's form gives under this name, else the case's column of that other name."""
    value = given.get(name)
    return case.asked(column) if value in (None, "") else value


def organ(office: Organisation) -> str:
    """The authority in whose name an office acts: the ministry's desk acts for the ministry."""
    return MINISTRY if office.kind == Organisation.OFFICE and office.province == NATION else office.name


def against_itself(case: Case) -> bool:
    """True where the ministry decides on an act of its own (25(1)); only then may the State Council be asked (26)."""
    return case.respondent is not None and organ(case.respondent) == MINISTRY


def matter(case: Case, given: Given) -> Data:
    """Who decides, about which act of whom. `act` begins as the sentence goes on: 作出的《…》（文号）, 未对其申诉作出答复."""
    respondent = organ(case.respondent) if case.respondent else (given.get("respondent_name") or UNTOLD)
    act = one_line(known(case, given, "act"))
    said = f"{case.applicant_name}不服{respondent}{act}申请行政复议一案" if act else ""
    return issuer(case) | {"respondent_name": respondent, "act": act, "matter": said}


def contact(office: Organisation) -> str:
    """Where the organ is reached; its name alone where no address is on record."""
    return "　".join(part for part in (office.address, office.phone) if part) or organ(office)


def issuer(case: Case) -> Data:
    """In whose name the paper is issued, and where that organ is reached."""
    return {"office_name": organ(case.office), "contact": contact(case.office)}


def one_line(value: str | None) -> str:
    """A text as one line."""
    return " ".join((value or "").split())


def text(value: str | None) -> str:
    """A text without blanks around it."""
    return (value or "").strip()


def lines(value: str | Iterable[str] | None) -> list[str]:
    """One entry of a list a line, empty ones dropped."""
    listed = value.splitlines() if isinstance(value, str) else value or ()
    return [line.strip() for line in listed if line.strip()]


def day(value: date | None) -> str:
    """A day as the template takes it; empty for none."""
    return value.isoformat() if value else ""


def minute(value: datetime | None) -> str:
    """A moment as the template takes it, in Chinese time; empty for none."""
    return value.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if value else ""


def last_day(limit: TimeLimit, trigger: date | None, **interrupted: Any) -> str:
    """The last day of a limit from its trigger, with suspensions and extension days where there are any; empty without a trigger."""
    return day(spans.compute(limit, trigger, schedule=schedules.current().schedule, **interrupted).last_day) if trigger else ""


def latest_notice(limit: TimeLimit, hearing: date | None) -> str:
    """The last day on which a limit that counts backward can be kept."""
    return day(spans.compute(limit, None, hearing_on=hearing, schedule=schedules.current().schedule).last_day) if hearing else ""


def deciding(case: Case, given: Given) -> TimeLimit:
    """The limit for the decision: of the ordinary or of the simple procedure."""
    return clocks.SIMPLE if known(case, given, "procedure") == codes.SIMPLE else clocks.ORDINARY


def decide_by(case: Case, given: Given, *, extension_days: int = 0) -> str:
    """The last day for the decision, with the stops and the days granted that the file knows; empty while it stands still."""
    stops = tuple(known(case, given, "suspensions") or ())
    limit = deciding(case, given)
    granted = (case.asked("extended_days") or 0) if limit.extension else 0
    return last_day(limit, known(case, given, "accepted_on"), suspensions=stops, extension_days=granted + extension_days)


def found(heads: Iterable[codes.Head], code: str | None) -> Data:
    """A head as the template prints it: article in full, words of the statute. Empty without a code; KeyError for one the list does not know."""
    if not code:
        return {}
    head = codes.named(heads, code)
    return {"code": head.code, "article": head.cited, "words": head.zh}


def regulation(case: Case, places: str) -> str:
    """An article of the regulation of 2007, for a case filed while that text was in force; later its number is not known, so none is given."""
    return in_full(f"2007条例 {places}") if case.filed_on < REGULATION_OF_2007_ENDED else ""


def required(title: str, basis: str, **values: Any) -> None:
    """Refuse the paper, naming them, where contents are empty that are mandatory in this case though not in every one."""
    if missing := [name for name, value in values.items() if not value]:
        names = "、".join(missing)
        raise refused("paper", f"《{title}》缺少必备内容：{names}", f"the paper lacks mandatory contents: {names}", basis)


def listed_parties(case: Case) -> list[Data]:
    """The parties as a decision names them: standing and name, no contact data. Those of an unfiled case are not known yet."""
    parties: list[Party] = [party for party in case.rows("parties") if party.until is None]
    names = [(role, label, party) for role, label in PARTIES for party in parties if party.role == role]
    return [{"label": label, "name": organ(party.organisation) if party.organisation else party.name} for _, label, party in names]


def meant(given: Given, addressee: Party | None, key: str = "organ") -> bool:
    """True where the paper is for this addressee: of several organs, or several who may ask, the form names one."""
    return addressee is not None and given.get(key) == addressee.name
