"""Steps and states: the declaration from which buttons, permissions, lists, papers and tables are derived."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django_fsm import GET_STATE, transition

from casework.cases.excuses import Excuse
from casework.cases.grounds import Ground
from casework.cases.limits import TimeLimit
from casework.cases.refusals import Invalid
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.documents import DocumentType

NEW = "new"
TAKEN_NAMES = {"instance", "method", "by", "on", "party", "seq", "grounds", "version"}  # django-fsm's own, the engine's, the API's
EVERY_CLOCK = "every clock"
_order = itertools.count()


@dataclass(frozen=True)
class StateSpec:
    """A state's id, its words, the one role it waits for (or none), and whether it ends the case."""

    id: str
    zh: str
    en: str
    waits_on: Role | None
    final: bool
    excuses: tuple[Excuse, ...]


def state(id: str, zh: str, en: str, *, waits_on: Role | None = None, final: bool = False, excuses: Iterable[Excuse] = ()) -> StateSpec:
    """Declare a state of a family."""
    return StateSpec(id, zh, en, waits_on, final, tuple(excuses))


class States(StrEnum):
    """Base of each family's State: members compare equal to the text in the column and carry their words."""

    zh: str
    en: str
    waits_on: Role | None
    final: bool
    excuses: tuple[Excuse, ...]

    def __new__(cls, spec: StateSpec) -> "States":
        member = str.__new__(cls, spec.id)
        member._value_ = spec.id
        member.zh, member.en, member.waits_on, member.final, member.excuses = spec.zh, spec.en, spec.waits_on, spec.final, spec.excuses
        return member

    @classmethod
    def open(cls, *but: "States") -> tuple["States", ...]:
        """Every state in which a case of the family is under way, without those named."""
        return tuple(one for one in cls if not one.final and one.value != NEW and one not in but)


@dataclass(frozen=True)
class Opening:
    """A step that opens another case: by which filing step, with which input `given(case, cleaned)`, how the two are linked, and whether the other goes
    on with the same matter, so that its first handler stays the one who answers for it."""

    step: str
    given: Callable[..., dict[str, Any]]
    link: str
    same_matter: bool = False


@dataclass(frozen=True)
class Step:
    """A sentence of statute: who, from where, under which grounds, what it asks, starts, meets, issues, tells, fulfils and rests on."""

    name: str
    zh: str
    en: str
    sources: tuple[States, ...]
    targets: tuple[States, ...]  # empty: the state stays
    ways: tuple[tuple[States, States], ...]  # where the target follows from the source: from which to which
    by: tuple[Role, ...]
    basis: str
    certainty: str
    approved_by: Role | None
    reviewed_by: tuple[Role, ...]  # who agree one after the other before `approved_by` decides
    collective: bool  # the decision may also come from a collective discussion, with its minutes
    when: tuple[Ground, ...]
    asks: type[forms.Form] | None
    starts: tuple[TimeLimit, ...]
    meets: tuple[TimeLimit, ...]
    lapses: tuple[TimeLimit, ...] | str
    suspends: tuple[TimeLimit, ...]
    resumes: tuple[TimeLimit, ...]
    extends: tuple[TimeLimit, ...]
    issues: tuple["DocumentType", ...]
    tells: tuple[Role, ...]
    does: tuple[Callable[..., Any], ...]
    opens: Opening | None
    fulfils: tuple[str, ...]
    begins: Callable[[Any], dict[str, Any]] | None  # what its form begins with, from what the file says already
    dated_by: str
    shared: bool
    cannot_wait: bool  # may be taken by who may have to stay out of the case, while that is not decided
    refuses: bool  # turns away what somebody asked for: it owes a paper with reasons
    excuses: tuple[Excuse, ...]
    order: int

    def leads_from(self, source: States) -> tuple[States, ...]:
        """Where the step can lead from this state."""
        return tuple(target for start, target in self.ways if start == source) or self.targets or (source,)

    def clean(self, given: Mapping[str, Any] | None, files: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The form's cleaned data. Raises Invalid with sentences by field; a field the form does not know is an error too."""
        given = dict(given or {})
        if self.asks is None:
            form_fields: Iterable[str] = ()
        else:
            form_fields = self.asks.base_fields
        unknown = (set(given) | set(files or {})) - set(form_fields)
        if unknown:
            raise Invalid({name: ["没有这个字段。(No such field.)"] for name in sorted(unknown)})
        if self.asks is None:
            return {}
        form = self.asks(data=as_form_data(given), files=MultiValueDict({name: _as_list(file) for name, file in (files or {}).items()}))
        if not form.is_valid():
            raise Invalid({name: [str(word) for word in words] for name, words in form.errors.items()})
        return form.cleaned_data


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def as_form_data(given: dict[str, Any]) -> MultiValueDict:
    """JSON input in the shape Django forms read: lists as several values, null as absent, the rest as text."""
    data: MultiValueDict = MultiValueDict()
    for name, value in given.items():
        if value is None:
            continue
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value)):
            data.setlist(name, [value])  # a JSONField reads it as it is
        else:
            data.setlist(name, [one if isinstance(one, bool) else str(one) for one in _as_list(value)])
    return data


def step(
    source: Any, target: Any, *, by: Iterable[Role], zh: str, en: str, basis: str, certainty: str = "V", approved_by: Role | None = None,
    reviewed_by: Iterable[Role] = (), collective: bool = False,
    when: Iterable[Ground] = (), asks: type[forms.Form] | None = None, starts: Iterable[TimeLimit] = (), meets: Iterable[TimeLimit] = (),
    lapses: Iterable[TimeLimit] | str = (), suspends: Iterable[TimeLimit] = (), resumes: Iterable[TimeLimit] = (),
    extends: Iterable[TimeLimit] = (), issues: Iterable["DocumentType"] = (), tells: Iterable[Role] = (), does: Iterable[Callable[..., Any]] = (),
    opens: Opening | None = None, fulfils: Iterable[str] = (), choose: Callable[..., Any] | None = None, dated_by: str = "",
    begins: Callable[[Any], dict[str, Any]] | None = None, shared: bool = False,
    cannot_wait: bool = False, refuses: bool = False, excuses: Iterable[Excuse] = (),
) -> Callable[[Callable[..., None]], Callable[..., None]]:  # fmt: skip
    """Declare a step. `source` is a state or several; `target` a state, None (the state stays), several with `choose(case, **given)`, or a mapping that
    says of each source where it leads.

    `reviewed_by` are approvers in order before `approved_by`, each another person; `collective`: the last may put the minutes of a collective
    discussion in place of consent of one's own (行政复议法 61①: 经负责人同意或者集体讨论通过).
    `cannot_wait`: taken also by who was asked to stay out of the case, before that is decided.
    `refuses` marks a step that turns away what somebody asked for: it owes a paper with reasons (`manage.py prove`).
    `begins(case)` gives what the form begins with on the office's pages: what the file says already, to be looked at and changed.
    `dated_by` names the form's field that carries the legal day, for a slip or paper with a date of its own (proof attached).
    `shared`: whom the step tells also reads what was written in it.
    The body sets the case's own columns and nothing else; what else happens stands in the keywords.
    """
    sources = tuple(source) if isinstance(source, tuple | list) else (source,)
    ways = tuple((one, target[one]) for one in sources) if isinstance(target, Mapping) else ()
    if ways:
        choose, target = _along(dict(ways)), tuple(dict.fromkeys(to for _, to in ways))
    targets = () if target is None else tuple(target) if isinstance(target, tuple | list) else (target,)
    goes_to = None if not targets else GET_STATE(choose, states=list(targets)) if choose else targets[0]

    if (reviewed_by or collective) and approved_by is None:
        raise TypeError("reviewed_by and collective need approved_by")
    if asks is not None and TAKEN_NAMES & set(asks.base_fields):
        raise TypeError(f"{asks.__name__}: {TAKEN_NAMES & set(asks.base_fields)} cannot be names of fields")

    def declare(body: Callable[..., None]) -> Callable[..., None]:
        declared = Step(
            name=body.__name__, zh=zh, en=en, sources=sources, targets=targets, ways=ways, by=tuple(by), basis=basis, certainty=certainty,
            approved_by=approved_by, reviewed_by=tuple(reviewed_by), collective=collective, when=tuple(when),
            asks=asks, starts=tuple(starts), meets=tuple(meets),
            lapses=lapses if isinstance(lapses, str) else tuple(lapses), suspends=tuple(suspends), resumes=tuple(resumes),
            extends=tuple(extends), issues=tuple(issues), tells=tuple(tells), does=tuple(does), opens=opens, fulfils=tuple(fulfils),
            begins=begins, dated_by=dated_by, shared=shared, cannot_wait=cannot_wait, refuses=refuses, excuses=tuple(excuses), order=next(_order),
        )  # fmt: skip
        return transition("state", source=list(sources), target=goes_to, custom={"step": declared})(body)

    return declare


def _along(ways: Mapping[States, States]) -> Callable[..., States]:
    return lambda case, **_: ways[next(one for one in ways if one == case.state)]


def step_of(body: Any) -> Step:
    """The declaration of a step, from the function that `step` decorated."""
    found: Step = next(iter(body._django_fsm.transitions.values())).custom["step"]
    return found


@dataclass(frozen=True)
class Apart:
    """Two steps (as decorated) that the law keeps in different hands, and where it says so."""

    one: Callable[..., None]
    other: Callable[..., None]
    basis: str


@cache
def steps_of(family: type) -> tuple[Step, ...]:
    """The steps a family declares, its own and the engine's, in statutory order."""
    found: dict[str, Step] = {}
    for cls in family.__mro__:
        for name, member in vars(cls).items():
            if hasattr(member, "_django_fsm"):
                found.setdefault(name, step_of(member))
    return tuple(sorted(found.values(), key=lambda one: one.order))
