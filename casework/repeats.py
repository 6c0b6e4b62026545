"""Likely repeats of a matter: the same person with a similar text, other people with the same matter. Shown to an officer, who decides (procedures C9)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from casework.cases import alike, search, words
from casework.cases.case import KINDS, Case
from casework.cases.parties import Party
from casework.cases.rows import JOINED, SHOWN
from casework.cases.visibility import visible_to
from casework.families import FAMILIES
from casework.letters.likeness import Likeness
from casework.people.actor import Actor
from casework.people.models import ministry_id
from casework.people.roles import Role
from casework.reading import seen

SHOWN_AT_MOST = 5
APPLICANTS = (Role.APPLICANT, Role.AGENT)


@dataclass(frozen=True)
class Repeat:
    """Another case that may be about the same matter: how like it is, whether the same person speaks, whether another operator is meant."""

    case: Case
    like: Likeness
    same_person: bool
    other_operator: bool

    @property
    def rank(self) -> tuple[int, float]:
        """Orders the suggestions: the same person with a similar text, others with the matter, then who or what is the same only in part."""
        if not self.like.alike or self.other_operator:
            return 2, -self.like.score
        return (0 if self.same_person else 1), -self.like.score


def repeats(number: str, actor: Actor, *, most: int = SHOWN_AT_MOST) -> list[Repeat]:
    """The likeliest repeats of this case among those the actor may see, of every family, the likeliest first; never a sealed one.

    At most a dozen queries; 60 ms among 100,000 letters. Raises NotFound.
    """
    case = seen(number, actor).case
    told = words.lexemes((case.asked(name) or "" for name in words.TEXTS), "", "")
    held = search.held(actor)
    found = [] if case.sealed else alike.candidates(told, alike.weights_for(told), held=held, itself=case.pk)
    same = _of_the_same_person(case)
    known = {one.case_id for one in found}
    found += [alike.Candidate(pk, 0.0) for pk in sorted(same - known, reverse=True)[:most]]
    rows = _rows(actor, [one.case_id for one in found])
    texts = _texts(rows.values())
    laid = alike.ordered(_text(case), [one for one in found if one.case_id in rows], lambda pks: {pk: texts[pk] for pk in pks})
    repeats_ = [Repeat(rows[pk], like, pk in same, _other(case, rows[pk])) for pk, like in laid if like.alike or like.other_place or pk in same]
    return sorted(repeats_, key=lambda one: (*one.rank, -one.case.pk))[:most]


def _of_the_same_person(case: Case) -> set[int]:
    """The cases in which somebody with the applicant's or agent's phone or identity number applied. Two queries."""
    mine = Party.objects.filter(case_id=case.pk, role__in=APPLICANTS, until=None).values_list("phone_digest", "id_digest")
    phones, numbers = ({bytes(one) for one in column if one} for column in zip(*mine, strict=True)) if mine else (set(), set())
    if not phones and not numbers:
        return set()
    there = Party.objects.filter(Q(phone_digest__in=phones) | Q(id_digest__in=numbers), role__in=APPLICANTS).exclude(case_id=case.pk)
    return set(there.values_list("case_id", flat=True)[:200])


def _rows(actor: Actor, pks: list[int]) -> dict[int, Case]:
    """These cases as lists show them, as far as the actor sees them. One query."""
    rows = Case.objects.filter(visible_to(actor, ministry_id()), pk__in=pks, sealed=False)
    return {one.pk: one for one in rows.select_related("handler", "office", "first_office", "respondent").only(*SHOWN, *JOINED)}


def _texts(cases: Iterable[Case]) -> dict[int, str]:
    """The letters of these cases by id. One query a family."""
    by_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for one in cases:
        by_kind[one.kind].append(one.pk)
    return {one.pk: _text(one) for kind, pks in by_kind.items() if pks for one in FAMILIES[kind].objects.filter(pk__in=pks)}


def _text(case: Case) -> str:
    return "。".join(str(case.asked(name) or "") for name in words.TEXTS)


def _other(case: Case, other: Case) -> bool:
    """Both name an operator, and not the same."""
    return None not in (case.respondent_id, other.respondent_id) and case.respondent_id != other.respondent_id
