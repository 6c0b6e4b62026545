"""What the API says: each shape a TypedDict, from which the schema is made. Output only; `filling` fills them."""

from typing import Any, NotRequired, TypedDict


class Named(TypedDict):
    """An id with its words."""

    id: str
    zh: str
    en: str


class Body(TypedDict):
    """An office or operator."""

    code: str
    name: str


class ReasonShape(TypedDict):
    """Why not: the ground or rule, its article, a sentence in the reader's language."""

    ground: str
    article: str
    sentence: str


class EntryShape(TypedDict):
    """A line of the history. `on` is the legal day, `recorded_at` the clock; `said` what was written, as far as the reader may know it."""

    seq: int
    step: Named
    on: str
    recorded_at: str
    actor: str
    role: Named
    state: Named
    dated_back: bool
    said: dict[str, Any]


class Problem(TypedDict):
    """An error."""

    code: str
    detail: str
    fields: NotRequired[dict[str, list[str]]]
    reasons: NotRequired[list[ReasonShape]]
    entries: NotRequired[list[EntryShape]]
    wait: NotRequired[int]


class PaperLine(TypedDict):
    """A paper just issued."""

    id: int
    number: str
    title: str
    url: str


class ProposalLine(TypedDict):
    """A step that waits for approval, or was decided."""

    id: int
    step: Named
    status: str
    proposed_on: str
    proposed_by: str
    approver: Named
    reasons: str
    given: dict[str, Any]
    drafts: list[dict[str, Any]]


class Filed(TypedDict):
    """A case just filed. The query codes are shown this once."""

    number: str
    people_number: str
    state: Named
    version: int
    codes: dict[str, str]
    url: str


class Taken(TypedDict):
    """A case after a step."""

    number: str
    people_number: str
    state: Named
    version: int
    papers: list[PaperLine]
    proposal: ProposalLine | None
    opened: Filed | None


class Row(TypedDict):
    """A line of the worklist."""

    number: str
    people_number: str
    kind: str
    state: Named
    title: str
    category: str
    applicant: str
    respondent: Body | None
    office: Body
    handler: str | None
    filed_on: str
    waits_on: Named | None
    due_on: str | None
    due_rule: str | None
    version: int
    url: str


class DeadlineRow(TypedDict):
    """A deadline in a list. `house`: an office's own limit whose text was not seen, never a breach of law."""

    number: str
    people_number: str
    kind: str
    rule: str
    words: Named
    status: str
    bound: str
    last_day: str | None
    nominal: str | None
    house: bool
    provisional: bool
    article: str
    url: str


class MessageRow(TypedDict):
    """What reached an inbox."""

    id: int
    number: str
    people_number: str
    subject: str
    step: str
    sent_at: str
    document: str | None
    url: str


class UnservedRow(TypedDict):
    """A paper that is not served on somebody yet."""

    document: PaperLine
    number: str
    people_number: str
    issued_on: str
    party: str
    role: Named
    sent_at: str | None
    url: str


class OrganisationOfMine(TypedDict):
    """Where one holds which standing roles."""

    code: str
    name: str
    kind: str
    roles: list[Named]


class Me(TypedDict):
    """Who the caller is."""

    kind: str
    name: str
    organisations: list[OrganisationOfMine]
    scope: list[str]
    number: str | None


class SignedIn(TypedDict):
    """A user's session."""

    kind: str
    name: str
    url: str


class Admitted(TypedDict):
    """A guest's session for one case."""

    number: str
    name: str
    minutes: int
    url: str
