"""The same matter among many letters: the real letters of the shared folder, multiplied with other places and numbers, as petitions on file.

`python -m tests.services python -m tests.bench.letters --letters 100000`
"""

import argparse
import csv
import math
import os
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import django
import psycopg
from tqdm import tqdm

from casework.letters import names
from casework.letters.words import plain, tokens

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LETTERS = ("citizen_letters.csv", "citizen_letters_labelled.csv")
PAIRS = "citizen_letters_duplicate_pairs.csv"
# Read side by side by hand: the same words about another place.
ANOTHER_PLACE = {128, 136, 137, 140, 144, 237, 239, 248, 251, 261, 291, 292}
FIRST = 50_000_000
CODE = re.compile(r"[A-Z]\d{0,2}(?=[省市区县])")


def letters() -> dict[str, str]:
    """Number -> title and text together."""
    found = {}
    for name in LETTERS:
        with (SHARED / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[row["留言编号"]] = f"{row['留言主题']}。{row['留言详情']}"
    return found


def pairs() -> list[tuple[str, str]]:
    """The machine-computed pairs, in the file's order."""
    with (SHARED / PAIRS).open(encoding="utf-8") as file:
        return [(row["编号_a"], row["编号_b"]) for row in csv.DictReader(file)]


def multiplied(texts: list[str], total: int) -> Iterator[str]:
    """The letters as they are, then again and again about other places: every name and every number in them is another one, the same throughout."""
    chance = random.Random(7)
    yield from texts[:total]
    known = {text: sorted({before.word for before, kind in pairwise(tokens(text)) if names.particular(before, kind)}, key=len, reverse=True) for text in texts}
    pool = sorted({name for found in known.values() for name in found})
    for n in range(total - len(texts)):
        text = texts[n % len(texts)]
        new = f"{chance.choice('BCDEFGHJKLM')}{chance.randint(1, 30)}"
        copy = CODE.sub(new, plain(text).upper())
        for name in known[text]:
            copy = copy.replace(name.upper(), chance.choice(pool))
        yield re.sub(r"\d{2,}", lambda found: str(chance.randint(10 ** (len(found[0]) - 1), 10 ** len(found[0]) - 1)), copy)


def fill(texts: dict[str, str], total: int) -> dict[str, int]:
    """Put them on file; gives number -> case id of the real ones."""
    from casework.cases import alike, words
    from casework.cases.case import Case
    from casework.cases.words import Words
    from casework.people.models import Organisation
    from tests.bench.rows import Table

    office = Organisation.objects.filter(kind=Organisation.OFFICE).order_by("code").first()
    cases, found = Table(Case), Table(Words)
    numbers = list(texts)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        for n, text in enumerate(tqdm(multiplied(list(texts.values()), total), total=total, desc="来信 letters", unit="", mininterval=10)):
            pk = FIRST + n
            cases.add(
                id=pk, kind="petition", number=f"P-2026-00-{pk:07d}", state="registered", office_id=office.pk, title=text[:200], filed_on="2026-11-02",
                first_office_id=office.pk, ledger_head=b"",
            )  # fmt: skip
            found.add(case_id=pk, holders=[office.pk], words=words.query(words.lexemes((text,), "", ""), " "))
            if len(cases.rows) == 5_000:
                cases.copy(owner), found.copy(owner)
        cases.copy(owner), found.copy(owner)
        owner.execute("VACUUM ANALYZE cases_case")
        owner.execute("VACUUM ANALYZE cases_words")
    alike.count_words()
    return {number: FIRST + n for n, number in enumerate(numbers)}


def sorted_letters() -> None:
    """Five parts, each sorted by what the other four taught: macro-F1 and share among the first three, beside the largest class and beside plain
    naive Bayes over the same words."""
    from casework.letters.sorting import Letter, Sorter

    with (SHARED / "citizen_letters_labelled.csv").open(encoding="utf-8") as file:
        rows = [(Letter(row["留言主题"], row["留言详情"]), row["一级分类"]) for row in csv.DictReader(file)]
    random.Random(7).shuffle(rows)
    names, took = sorted({name for _, name in rows}), []
    guessed: dict[str, list[list[str]]] = {"complement": [], "plain": [], "largest": []}
    for part in range(5):
        known = [one for n, one in enumerate(rows) if n % 5 != part]
        sorter, plainly, largest = Sorter.learn(known), Plain(known), Counter(name for _, name in known).most_common(3)
        for letter, _ in rows[part::5]:
            began = time.perf_counter()
            guessed["complement"].append([one.name for one in sorter.suggest(letter)])
            took.append((time.perf_counter() - began) * 1e3)
            guessed["plain"].append(plainly.suggest(letter))
            guessed["largest"].append([name for name, _ in largest])
    true = [name for part in range(5) for _, name in rows[part::5]]
    for way, found in guessed.items():
        first = [one[0] for one in found]
        three = sum(name in one for one, name in zip(found, true, strict=True)) / len(true)
        print(f"分类 sorting, {way}: macro-F1 {macro_f1(first, true, names):.3f}, 前三 first three {three:.3f} ({len(true)} letters, 5 parts)")
    print(f"分类一封 one letter: median {statistics.median(took):.2f} ms, max {max(took):.1f} ms")


def macro_f1(guessed: list[str], true: list[str], names: list[str]) -> float:
    """The mean over the classes of the harmonic mean of precision and recall."""
    found = []
    for name in names:
        hit = sum(one == name == other for one, other in zip(guessed, true, strict=True))
        found.append(2 * hit / (guessed.count(name) + true.count(name)))
    return sum(found) / len(found)


class Plain:
    """Multinomial naive Bayes with add-one smoothing: the baseline."""

    def __init__(self, known: list[tuple[Any, str]]) -> None:
        self.words: dict[str, Counter[str]] = {}
        for letter, name in known:
            self.words.setdefault(name, Counter()).update(letter.counted())
        self.classes = Counter(name for _, name in known)
        self.vocabulary = {word for counted in self.words.values() for word in counted}
        self.mass = {name: sum(counted.values()) + len(self.vocabulary) for name, counted in self.words.items()}

    def suggest(self, letter: Any) -> list[str]:
        """The three likeliest."""
        told = [(word, count) for word, count in letter.counted().items() if word in self.vocabulary]
        score = {
            name: math.log(self.classes[name]) + sum(count * math.log((counted[word] + 1) / self.mass[name]) for word, count in told)
            for name, counted in self.words.items()
        }
        return sorted(score, key=lambda name: -score[name])[:3]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.letters", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100_000, help="来信数量 letters on file (default %(default)s)")
    given = parser.parse_args()
    if os.environ.get("CASEWORK_TESTING") != "1" or not SHARED.is_dir():
        print(f"需要测试数据库和 {SHARED} / needs a database of the tests and {SHARED}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")
    django.setup()
    from casework.cases import alike, words

    sorted_letters()
    texts = letters()
    ids = fill(texts, given.letters)
    by_id = {pk: texts[number] for number, pk in ids.items()}
    every = list(multiplied(list(texts.values()), given.letters))
    took, hits, asked, wrong = [], 0, 0, 0
    for n, pair in enumerate(tqdm(pairs(), desc="相似 pairs", mininterval=10, unit="")):
        for mine, theirs in (pair, pair[::-1]):
            began = time.perf_counter()
            told = words.lexemes((texts[mine],), "", "")
            near = alike.candidates(told, alike.weights_for(told), held=None, itself=ids[mine])
            laid = alike.ordered(texts[mine], near, lambda pks: {pk: every[pk - FIRST] for pk in pks})[:5]
            took.append((time.perf_counter() - began) * 1e3)
            there = [like for pk, like in laid if pk == ids[theirs]]
            if n in ANOTHER_PLACE:
                wrong += any(like.alike for like in there)
            else:
                asked, hits = asked + 1, hits + bool(there)
    took.sort()
    print(f"{given.letters:,} 封 letters: 真重复在前五条 true repeats in the first five {hits}/{asked} = {hits / asked:.3f}")
    print(f"他处同文列为重复 templates about another place shown as repeats {wrong}/{2 * len(ANOTHER_PLACE)}")
    print(f"中位 median {statistics.median(took):.1f} ms, p95 {took[int(len(took) * 0.95)]:.1f} ms, {len(took)} 次 asked; {len(by_id)} 封真信 real letters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
