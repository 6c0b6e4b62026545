"""Search: a number, a name, a phone, Chinese words; among the cases one may see, never among sealed ones. What fits exactly comes first."""

import re

from django.db import connection

from casework import clock
from casework.cases import paging, words
from casework.cases.case import KINDS, Case
from casework.cases.paging import MOST_COUNTED, Page
from casework.cases.rows import JOINED, SHOWN
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, visible_to
from casework.people.actor import Actor
from casework.people.models import Organisation, ministry_id
from casework.people.roles import Role

LONGEST = 200  # characters of what is asked
NEWEST, NONE = 2**62, 0
LETTERS = {word: letter for letter, word in KINDS.values()}
NUMBER = re.compile(r"([tpa])-(\d{4})-(\d{2})-(\d{1,7})")
SAID = re.compile(rf"(\D{{1,20}}?)([{''.join(LETTERS)}])(\d{{4}})-(\d{{1,7}})")
SERIAL = re.compile(r"(?:(\d{4})[- ]?)?(\d{4,7})")
PROVINCES = ("00", *(str(code) for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65)) for code in range(first, last + 1)))
PHONE = re.compile(r"\+?[\d\s()-]{5,24}")
EXACT, BY_WORDS = 0, 1
CURSOR = re.compile(r"([01])-(\d{1,18})")
FOUND = """
SELECT found.ids, found.counted FROM unnest(%s::text[], %s::bigint[]) WITH ORDINALITY AS each(asked, before, n),
LATERAL cases_found(each.asked::tsquery, %s, each.before, %s, %s) AS found ORDER BY each.n
"""


def search(actor: Actor, text: str, *, cursor: str = "", limit: int = 20) -> Page:
    """Open and closed cases by number (T-2026-31-0000123, 沪申2026-00123, 2026-00123, 00123), the applicant's whole name, a phone or the number
    in dispute, or by words of title, claim and facts (all of them must be there). What fits exactly comes first, then the finds
    by words, each the newest first.

    Only what the actor's organisations hold, answer or were sent; nationwide for the ministry's supervisors and auditors; an empty page where
    nothing is found. The count is exact up to a thousand. At most three queries. Raises Invalid for a broken cursor or limit.
    """
    paging.refuse_limit(limit)
    tier, before = _read(cursor)
    reading, text = held(actor), words.plain(text)[:LONGEST]
    if not text or reading == []:
        return Page([], "", 0, False)
    number = _number(text)
    if number:
        rows = _shown(actor, list(Case.objects.filter(number=number).values_list("pk", flat=True)))
        return Page(rows, "", len(rows), False)
    serial = SERIAL.fullmatch(text) if not cursor else None
    if serial:
        rows = _numbered(actor, serial[1], int(serial[2]))
        if rows:
            return Page(rows[:limit], "", len(rows), False)
    exact, by_words = _understood(text)
    asked = [(exact, before if tier == EXACT else NONE), (by_words, before if tier == BY_WORDS else NEWEST)]
    found, count = _found([one for one in asked if one[0]], reading, limit + 1)
    pks = [(BY_WORDS if exact == "" else n, pk) for n, ids in enumerate(found) for pk in ids]
    page = pks[:limit]
    after = f"{page[-1][0]}-{page[-1][1]}" if len(pks) > limit else ""
    return Page(_shown(actor, [pk for _, pk in page]), after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)


def held(actor: Actor) -> list[int] | None:
    """The organisations whose cases the actor finds; None for all of them, empty for nobody's."""
    reading = {(organisation, Role(role)) for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    if any(organisation == ministry_id() and role in NATIONWIDE for organisation, role in reading):
        return None
    return sorted({organisation for organisation, _ in reading})


def _number(text: str) -> str | None:
    """The case number that the text is, in either form; None where it is something else. At most one query."""
    form = NUMBER.fullmatch(text)
    if form:
        return f"{form[1].upper()}-{form[2]}-{form[3]}-{int(form[4]):07d}"
    said = SAID.fullmatch(text.replace(" ", ""))
    if said is None:
        return None
    province = Organisation.objects.filter(kind=Organisation.OFFICE, short=said[1]).values_list("province", flat=True).first()
    return f"{LETTERS[said[2]]}-{said[3]}-{province}-{int(said[4]):07d}" if province else None


def _numbered(actor: Actor, year: str | None, serial: int) -> list[Case]:
    """The cases with this running number, of the year or of this one and the last: every number it may stand for, since one is found by the whole.
    One query."""
    today = clock.today().year
    years = [year] if year else [str(today), str(today - 1)]
    whole = [f"{letter}-{one}-{province}-{serial:07d}" for letter, _ in KINDS.values() for one in years for province in PROVINCES]
    rows = Case.objects.filter(visible_to(actor, ministry_id()), number__in=whole, sealed=False).order_by("-pk")
    return list(rows.select_related("handler", "office", "first_office", "respondent").only(*SHOWN, *JOINED))


def _understood(text: str) -> tuple[str, str]:
    """Two tsqueries, either may be empty: what fits the text as a whole, and what has all its words without fitting as a whole."""
    phone = PHONE.fullmatch(text) is not None
    marks = words.exactly("", text) if phone else words.exactly(text, "")
    parts = [re.sub(r"\D", "", text)] if phone else words.asked(text)
    exact, by_words = words.query(sorted(marks), " | "), words.query(parts)
    return exact, f"({by_words}) & !({exact})" if by_words and exact else by_words


def _found(asked: list[tuple[str, int]], held: list[int] | None, most: int) -> tuple[list[list[int]], int]:
    """The ids for each query, the newest first, and how many there are together (counted to a thousand). One query."""
    if not asked:
        return [], 0
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [[query for query, _ in asked], [before for _, before in asked], held, most, MOST_COUNTED])
        rows = cursor.fetchall()
    return [ids for ids, _ in rows], sum(counted for _, counted in rows)


def _shown(actor: Actor, pks: list[int]) -> list[Case]:
    """These cases in this order with their organisations, as far as the actor may read them; never a sealed one. One query."""
    rows = Case.objects.filter(visible_to(actor, ministry_id()), pk__in=pks, sealed=False)
    found = {case.pk: case for case in rows.select_related("handler", "office", "first_office", "respondent").only(*SHOWN, *JOINED)}
    return [found[pk] for pk in pks if pk in found]


def _read(cursor: str) -> tuple[int, int]:
    """Tier and id of a cursor. Raises Invalid for anything else."""
    if not cursor:
        return EXACT, NEWEST
    form = CURSOR.fullmatch(cursor) if cursor.isascii() else None
    if form is None:
        raise paging.bad_cursor()
    return int(form[1]), int(form[2])
