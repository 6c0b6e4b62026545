"""What the families declare, by kind: steps, states, rules of time. Static; only `number_of` (of any kind of case) asks the database."""

from dataclasses import dataclass
from functools import cache

from django import forms

from casework.cases.case import KINDS
from casework.cases.case import number_of as number_of
from casework.cases.clocks import Deadline
from casework.cases.documents import DocumentType
from casework.cases.limits import Key, TimeLimit
from casework.cases.steps import NEW, States, Step, steps_of
from casework.families import FAMILIES
from casework.people.roles import Role


def kinds() -> tuple[str, ...]:
    """The kinds of case that can be filed."""
    return tuple(FAMILIES)


@cache
def steps(kind: str) -> dict[str, Step]:
    """The steps of a kind by name, in statutory order; none for an unknown kind."""
    return {step.name: step for step in steps_of(FAMILIES[kind])} if kind in FAMILIES else {}


def filing_steps(kind: str) -> dict[str, Step]:
    """The steps by which a case of this kind begins."""
    return {name: step for name, step in steps(kind).items() if NEW in step.sources and set(step.by) != {Role.SYSTEM}}


def later_steps(kind: str) -> dict[str, Step]:
    """The steps that people take in a case under way or ended."""
    return {name: step for name, step in steps(kind).items() if set(step.sources) != {NEW} and set(step.by) != {Role.SYSTEM}}


def form_of(kind: str, step: str) -> type[forms.Form] | None:
    """The form a step asks for; None where it asks nothing or does not exist."""
    found = steps(kind).get(step)
    return found.asks if found else None


def state_of(kind: str, state: str) -> States:
    """The state with its words."""
    return FAMILIES[kind].states(state)


@dataclass(frozen=True)
class Words:
    """Words in both languages."""

    zh: str
    en: str


@cache
def role_of(kind: str, role: str) -> Words:
    """What a role is called in a case of this kind: 申诉人 or 信访人."""
    return Words(*(FAMILIES[kind].role_words(role) if kind in FAMILIES else (Role(role).zh, Role(role).en)))


@cache
def open_states(kind: str) -> tuple[States, ...]:
    """The states in which a case of a kind is under way, in statutory order."""
    return FAMILIES[kind].STATES.open()


@cache
def papers(kind: str) -> dict[str, DocumentType]:
    """The kinds of paper of a kind by id."""
    return FAMILIES[kind].papers()


@cache
def rules(kind: str) -> dict[str, TimeLimit]:
    """The rules of time of a kind by id, each in its newest version."""
    return {limit.id: limit for limit in FAMILIES[kind].LIMITS}


@cache
def all_rules() -> frozenset[str]:
    """The ids of the rules of time of all kinds."""
    return frozenset(limit for kind in FAMILIES for limit in rules(kind))


def rule_of(deadline: Deadline, kind: str) -> TimeLimit:
    """The rule of a clock, in the version that it keeps."""
    return versions(kind)[deadline.rule_key]


@cache
def versions(kind: str) -> dict[Key, TimeLimit]:
    """The rules of time of a kind, each version by itself."""
    return FAMILIES[kind].limits()


def kind_of(number: str) -> str:
    """The kind of case a number in either form belongs to, empty for text that is no number."""
    for kind, (letter, zh) in KINDS.items():
        if number[:2].upper() == f"{letter}-" or zh in number:
            return kind
    return ""


@cache
def in_english(label: str) -> str:
    """The English of a choice's words; the words themselves where no family knows any."""
    return next((family.IN_ENGLISH[label] for family in FAMILIES.values() if label in family.IN_ENGLISH), label)
