"""How the domain says no. Each skin translates these once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reason:
    """Why a step is closed: the ground (or the rule of the engine), its article, and a sentence the person can read."""

    ground: str
    article: str
    zh: str
    en: str


class Refusal(Exception):
    """Root of everything the domain refuses."""


class NotFound(Refusal):
    """The case, paper or step does not exist for this actor; a stranger never learns which."""


class Forbidden(Refusal):
    """The actor sees the case but does not hold a role that may do this."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh, self.en = zh, en


class Refused(Refusal):
    """The law or the state of the case does not allow the step; `entries` are those recorded since a stale version."""

    def __init__(self, *reasons: Reason, entries: tuple[Any, ...] = ()) -> None:
        super().__init__("；".join(reason.zh for reason in reasons))
        self.reasons = reasons
        self.entries = entries


class Invalid(Refusal):
    """What was given does not fill the form: field name -> sentences in the active language."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(words)}" for name, words in fields.items()))
        self.fields = fields


class NotStored(OSError):
    """An upload could not be written (a full disk, a lost volume): nothing of the step is kept."""


def refused(ground: str, zh: str, en: str, article: str = "") -> Refused:
    """A refusal for one reason."""
    return Refused(Reason(ground, article, zh, en))


def none_of(name: str, values: Iterable[str]) -> list[str]:
    """The sentence for a parameter whose value is none of those it may have: it names the parameter, for it may stand alone on a page."""
    listed = list(values)
    return [f"{name} 须为 {'、'.join(listed)} 之一。({name} is one of: {', '.join(listed)}.)"]


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    """A list that took a misspelt filter for none would hold too much. Raises Invalid for the parameters that it does not know."""
    listed = list(known)
    strange = [name[:40] for name in given if name not in listed]
    if strange:
        raise Invalid({name: [f"没有 {name} 这个条件，可用的有 {'、'.join(listed)}。(No filter {name}: there are {', '.join(listed)}.)"] for name in strange})
