"""The reader's language: Chinese unless they ask for English. A page never mixes the two."""

import re
from typing import Any

from django.utils.translation import get_language

# "中文。(English.)": the first sentence's end before a bracket parts them, since a file's name may hold brackets; else the last bracket does.
SENTENCES = re.compile(r"^(?P<zh>.*?[。！？])\s*\((?P<en>[A-Za-z0-9'\"{\[“].*)\)\s*$", re.DOTALL)
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


def halves(text: str) -> tuple[str, str]:
    """Chinese and English of a sentence that the domain says in both; twice the same where it is said in one."""
    found = SENTENCES.match(text) or BOTH.match(text)
    return (found["zh"], found["en"]) if found else (text, text)


def one(text: str) -> str:
    """One language of a sentence that the domain says in both: "中文。(English.)"."""
    return word(*halves(text))
