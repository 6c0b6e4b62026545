"""The reader's language: Chinese unless the request asks for English."""

from django.utils.translation import get_language

from casework.cases.refusals import Reason


def english() -> bool:
    """True where the reader asked for English."""
    return (get_language() or "").startswith("en")


def word(zh: str, en: str) -> str:
    """One of the two."""
    return en if english() else zh


def sentence(reason: Reason) -> str:
    """A reason's sentence."""
    return word(reason.zh, reason.en)
