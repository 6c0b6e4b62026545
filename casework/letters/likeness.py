"""How alike two letters are, and what tells them apart. Rare words count more: idf weights over all letters (Spärck Jones 1972)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casework.letters.names import Difference, differences, elsewhere
from casework.letters.words import terms, tokens

FEWEST, MOST = 4, 24  # words a candidate is looked for by
ROWS = 1500  # letters that these words may lead to, together
WORDED = 0.30  # letters that share less of their weight are about other things
MUCH = 0.60
OTHER_PLACE = 0.25  # what is left of the score where only the words are the same


@dataclass(frozen=True)
class Weights:
    """In how many of `letters` letters each word occurs."""

    letters: int
    holding: Mapping[str, int] = field(default_factory=dict)

    def of(self, word: str) -> float:
        """A word's weight: log(letters / letters that have it); an unknown word is the rarest."""
        return math.log((self.letters + 1) / (self.holding.get(word, 0) + 0.5))

    def rarest(self, words: Iterable[str], rows: int = ROWS) -> list[str]:
        """The words by which a letter's like are looked for: the rarest that any letter has, until together they lead to `rows` letters."""
        found: list[str] = []
        for word in sorted((one for one in set(words) if self.holding.get(one)), key=lambda one: (self.holding[one], one))[:MOST]:
            rows -= self.holding[word]
            if rows < 0 and len(found) >= FEWEST:
                break
            found.append(word)
        return found


@dataclass(frozen=True)
class Likeness:
    """`score` 0–1 orders suggestions; `worded` is how much of the rarer letter's words the other has; `other_place` where names differ."""

    score: float
    worded: float
    other_place: bool
    differs: tuple[Difference, ...]
    shared: tuple[str, ...]

    @property
    def alike(self) -> bool:
        """Worth a person's look as the same matter."""
        return self.worded >= WORDED and not self.other_place


def overlap(mine: Iterable[str], theirs: Iterable[str], weights: Mapping[str, float]) -> float:
    """The weight both share, by the lighter letter and by both together, half each; 0–1. Words without a weight count nothing."""
    first, second = set(mine), set(theirs)
    both = sum(weights.get(word, 0.0) for word in first & second)
    if not both:
        return 0.0
    one, other = (sum(weights.get(word, 0.0) for word in side) for side in (first, second))
    return (both / min(one, other) + both / (one + other - both)) / 2


def likeness(mine: str, theirs: str, weights: Weights) -> Likeness:
    """Compare two letters (title and text together)."""
    told = terms(mine), terms(theirs)
    return compared(mine, theirs, overlap(*told, {word: weights.of(word) for side in told for word in side}))


def compared(mine: str, theirs: str, worded: float) -> Likeness:
    """As `likeness`, where the overlap of the words is known."""
    found, shared = differences(tokens(mine), tokens(theirs))
    other = elsewhere(found, shared)
    distinct = tuple(dict.fromkeys(found))
    return Likeness(worded * (OTHER_PLACE if other else 1), worded, other, distinct, tuple(dict.fromkeys(shared)))
