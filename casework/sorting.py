"""Which class and route a petition likely has (信访工作条例 29-31), with the words that say so. A help to the clerk, who decides; no step asks for it.

It learns from what the office decided, besides the made-up letters of the routes. Sealed accusations teach it nothing: their words would shine through.
"""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from casework.letters.sorting import Letter, Sorter
from casework.people.actor import Actor
from casework.petitions.models import Petition
from casework.petitions.routes import OF, ROUTES, Route
from casework.petitions.states import UNDECIDED
from casework.reading import seen

MOST_LETTERS = 20_000  # of the newest decided
SUGGESTED = 3


@dataclass(frozen=True)
class Suggested:
    """A route with the words of the letter that led there, the strongest first."""

    route: Route
    words: tuple[str, ...]


def suggestions(number: str, actor: Actor) -> list[Suggested]:
    """The three likeliest routes of a petition whose class is not decided, the likeliest first; none for any other case. Raises NotFound."""
    case = seen(number, actor).case
    if not isinstance(case, Petition) or case.sealed or case.state not in UNDECIDED:
        return []
    found = sorter().suggest(Letter(f"{case.title} {case.claim}", case.facts), SUGGESTED)
    return [Suggested(OF[one.name], one.words) for one in found]


def learn() -> int:
    """Learn anew from the newest decided petitions that are not sealed, and keep what was learnt. Gives how many of them. Twenty seconds for 20,000."""
    decided = Petition.objects.filter(head__in=OF, sealed=False, level="").order_by("-pk").values_list("title", "claim", "facts", "head")[:MOST_LETTERS]
    known = [(Letter(f"{title} {claim}", facts), head) for title, claim, facts, head in decided]
    found = Sorter.learn([*_made_up(), *known], seldom=3 if known else 1)
    path, draft = _path(), _path().with_suffix(f".{uuid4().hex}")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(json.dumps(found.data(), ensure_ascii=False), encoding="utf-8")
    os.replace(draft, path)
    return len(known)


def sorter() -> Sorter:
    """What was learnt last; before that, from the made-up letters alone."""
    path = _path()
    return _kept(str(path), path.stat().st_mtime_ns) if path.exists() else _first()


@lru_cache(maxsize=1)
def _kept(path: str, written: int) -> Sorter:
    return Sorter(**json.loads(Path(path).read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _first() -> Sorter:
    return Sorter.learn(_made_up())


def _made_up() -> list[tuple[Letter, str]]:
    return [(letter, route.code) for route in ROUTES for letter in route.letters]


def _path() -> Path:
    return Path(settings.VAR) / "sorting" / "petitions.json"
