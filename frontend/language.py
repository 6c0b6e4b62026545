"""The reader's language: Chinese unless they ask for English. A page never mixes the two."""

import re
from typing import Any

from django.utils.translation import get_language

# "中文。(English.)": the first sentence's end before a bracket parts them, since a file's name may hold brackets; else the last bracket does.
SENTENCES = re.compile(r"^(?P<zh>.*?[。！？])\s*\((?P<en>[A-Za-z0-9'\"{\[“].*)\)\s*$", re.DOTALL)
BOTH = re.compile(r"^(?P<zh>.*\S)\s*[(（](?P<en>[A-Za-z0-9'\"{\[][^（）]*)[)）]\s*$", re.DOTALL)

CITED = re.compile(r"（([^（）]*[法例令定][^（）]* ?\d[^（）]*)）")  # （民事诉讼法 89）


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
    return (found["zh"], _whole(found["en"], found["zh"])) if found else (text, text)


def _whole(en: str, zh: str) -> str:
    """The English as a sentence of its own: it begins with a capital, and cites the article that the Chinese cites."""
    cited = CITED.findall(zh)
    if cited and cited[-1] not in en:
        end = en[-1:] if en[-1:] in ".!?" else ""
        en = f"{en.removesuffix(end)} ({cited[-1]}){end}"
    named = zh.partition(" ")[0] == en.partition(" ")[0]  # a parameter, in both by the name it has for programs
    return en if named else en[:1].upper() + en[1:]


def one(text: str) -> str:
    """One language of a sentence that the domain says in both: "中文。(English.)"."""
    return word(*halves(text))
