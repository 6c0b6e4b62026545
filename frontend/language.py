"""The reader's language: Chinese unless they ask for English. A page never mixes the two."""

import re
from typing import Any

from django.utils.translation import get_language

BOTH = re.compile(r"^(?P<zh>.*\S)\s*[(（](?P<en>[A-Za-z0-9'\"{\[][^（）]*)[)）]\s*$", re.DOTALL)


def english() -> bool:
    """True where the reader asked for English."""
    return (get_language() or "").startswith("en")


def word(zh: str, en: str) -> str:
    """One of the two."""
    return en if english() else zh


def of(named: Any) -> str:
    """The words of whatever carries `zh` and `en`: a step, a state, a role, a ground, a reason."""
    return str(named.en if english() else named.zh)


def one(text: str) -> str:
    """One language of a sentence that the domain says in both: "中文。(English.)"."""
    found = BOTH.match(text)
    if found is None:
        return text
    return found["en"] if english() else found["zh"]
