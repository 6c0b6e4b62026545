"""The words by which a case is found: one row beside each case that is not sealed, written where the case is filed or what it tells changes."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import rjieba
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from casework.cases.case import Case
from casework.cases.encryption import search_digest

TEXTS = ("title", "claim", "facts")
TOLD = {*TEXTS, "applicant_name", "number_in_dispute", "office_id", "sealed"}  # columns after whose change the row is written again
LONGEST = 40  # characters of a word; a longer one is a line of dashes, not a word
WORD = re.compile(r"[\w一-鿿]+")
OTHERS = "SELECT organisation_id FROM {} WHERE case_id = %(case)s AND until IS NULL AND organisation_id IS NOT NULL"
KEEP = f"""
INSERT INTO cases_words (case_id, holders, words) VALUES (%(case)s,
    ARRAY(SELECT %(office)s::bigint UNION {OTHERS.format("cases_party")} UNION {OTHERS.format("cases_access")}),
    array_to_tsvector(%(words)s || ARRAY(
        SELECT '#' || encode(phone_digest, 'hex') FROM cases_party WHERE case_id = %(case)s AND until IS NULL AND phone_digest IS NOT NULL)))
ON CONFLICT (case_id) DO UPDATE SET holders = EXCLUDED.holders, words = EXCLUDED.words
"""


class Words(models.Model):
    """What a case is found by, and the organisations whose people may find it. Nothing but `keep` writes it; a trigger takes it from a sealed case."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="+")
    holders = ArrayField(models.BigIntegerField())
    words = SearchVectorField()

    class Meta:
        db_table = "cases_words"
        indexes = [GinIndex(fields=["holders", "words"], name="words_found", fastupdate=False)]

    def __str__(self) -> str:
        return str(self.case_id)


def keep(case: Case) -> None:
    """Write the row of a case anew, from its columns and from the parties and access rows as they stand. One statement; none for a sealed case.

    `engine.take` calls it where a case is filed, its text or office changes or parties come and go; an effect that changes a phone calls it itself.
    """
    if case.sealed:
        return
    found = lexemes((case.asked(name) or "" for name in TEXTS), case.applicant_name, case.asked("number_in_dispute") or "")
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"case": case.pk, "office": case.office_id, "words": found})


def lexemes(texts: Iterable[str], name: str, number: str) -> list[str]:
    """The Chinese words and the runs of letters and digits in the texts, long words with those inside them; the exact name; the number's digest."""
    found = {word for text in texts for word in rjieba.cut_for_search(plain(text)) if is_word(word)}
    return sorted(found | exactly(name, number))


def exactly(name: str, number: str) -> set[str]:
    """The marks under which a whole name and a whole number are found; a number only as its keyed digest."""
    digest = search_digest(number)
    marks = {f"={plain(name).replace(' ', '')[:80]}"} if plain(name) else set()
    return marks | ({f"#{digest.hex()}"} if digest else set())


def asked(text: str) -> list[str]:
    """The words of what somebody asks for, each once, as the sentence has them."""
    return list(dict.fromkeys(word for word in rjieba.cut(plain(text)) if is_word(word)))


def plain(text: str) -> str:
    """Full-width letters and digits as plain ones, lower case, no blanks around, no NUL (PostgreSQL has none)."""
    return unicodedata.normalize("NFKC", text).replace("\0", "").lower().strip()


def is_word(piece: str) -> bool:
    """False for punctuation, blanks, and what is too long to be a word."""
    return len(piece) <= LONGEST and WORD.fullmatch(piece) is not None


def query(words: Iterable[Any], joined: str = " & ") -> str:
    """The words as the text of a tsquery, quoted."""
    return joined.join("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words)
