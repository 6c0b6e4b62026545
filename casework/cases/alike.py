"""Letters about the same matter: looked for by their rarest words, ordered by all of them, the best laid side by side for names.

Nothing here decides anything: what is found is shown to a person. Sealed cases are not among the words, so they are never found.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db import connection, models

from casework.cases.words import query
from casework.letters.likeness import Likeness, Weights, compared, overlap

CANDIDATES, READ = 60, 20  # found by rare words; read side by side
UNSEEN = 1_000  # letters that count before the first count of words
_remembered: dict[str, int] = {}  # word -> letters, of the last count
FOUND = "SELECT case_id, words FROM cases_alike(%s, %s, %s, %s, %s)"


class WordCount(models.Model):
    """In how many cases' words each word stands; the empty word holds how many cases there are. Written by the nightly count."""

    word = models.CharField(max_length=40, primary_key=True)
    letters = models.IntegerField()

    class Meta:
        db_table = "cases_wordcount"

    def __str__(self) -> str:
        return f"{self.word}: {self.letters}"


@dataclass(frozen=True)
class Candidate:
    """A case whose words are like those asked for, and how much of them it has, 0–1."""

    case_id: int
    worded: float


def count_words() -> int:
    """Count in how many cases each word stands. Gives how many cases were counted. One statement; 2 s for 100,000 letters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_count_words()")
        return int(cursor.fetchone()[0])


def weights_for(words: Iterable[str]) -> Weights:
    """The weights of these words by the last count. At most one query; a process remembers what it asked until words are counted again."""
    asked = [*{*words} - _remembered.keys(), ""]
    counted = dict(WordCount.objects.filter(word__in=asked).values_list("word", "letters"))
    letters = counted.pop("", 0)
    if letters != _remembered.get(""):
        _remembered.clear()
        counted = dict(WordCount.objects.filter(word__in=set(words)).values_list("word", "letters"))
    _remembered.update({word: 0 for word in asked} | counted | {"": letters})
    return Weights(max(letters, UNSEEN), _remembered)


def candidates(words: Collection[str], weights: Weights, *, held: list[int] | None, itself: int = 0, most: int = READ) -> list[Candidate]:
    """The cases held by these organisations (None: all) whose words overlap most with these, the best first, without the case itself. One query."""
    rare = weights.rarest(words)
    if not rare or held == []:
        return []
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [[query([word]) for word in rare], [weights.of(word) for word in rare], held, itself, CANDIDATES])
        rows = cursor.fetchall()
    known = {word for word in set(words).union(*(theirs for _, theirs in rows)) if telling(word)}
    counted = weights_for(known)
    weighed = {word: counted.of(word) for word in known}
    found = [Candidate(pk, overlap(words, theirs, weighed)) for pk, theirs in rows]
    return sorted(found, key=lambda one: (-one.worded, -one.case_id))[:most]


def ordered(text: str, found: Iterable[Candidate], read: Callable[[list[int]], dict[int, str]]) -> list[tuple[int, Likeness]]:
    """Each candidate's letter, as `read` gives it, laid beside this one; the likeliest first, what is about another place after all others."""
    candidates_ = list(found)
    texts = read([one.case_id for one in candidates_])
    laid = [(one.case_id, compared(text, texts[one.case_id], one.worded)) for one in candidates_ if one.case_id in texts]
    return sorted(laid, key=lambda each: (-each[1].score, -each[0]))


def telling(word: str) -> bool:
    """A word that tells what a letter is about: no mark of a name or number, no single character, no mere figure."""
    return len(word) > 1 and word[0] not in "#=" and not word[0].isdigit()
