"""What a review and a recheck are opened with: the same people, the matter, the opinion that is disputed."""

from typing import Any

from casework.petitions import effects
from casework.petitions.file import OPINIONS, PetitionFile, opinion_text

Given = dict[str, Any]


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _disputed(case: PetitionFile, given: Given, *papers: str) -> Given:
    paper = case.latest_paper(*papers)
    return effects.contact(case) | {
        "channel": case.channel, "title": case.title, "claim": case.claim, "facts": case.facts, "objections": given["objections"],
        "posted_on": _iso(given.get("posted_on")), "first_body": case.issuer(case.office), "first_number": paper.number if paper else "",
        "first_on": _iso(paper.issued_on if paper else None), "earlier_number": case.number,
    }  # fmt: skip


def review(case: PetitionFile, given: Given) -> Given:
    """Input of `open_review`: the opinion on the petition."""
    paper = case.latest_paper(*OPINIONS)
    return _disputed(case, given, *OPINIONS) | {"first_opinion": opinion_text(paper) if paper else ""}


def recheck(case: PetitionFile, given: Given) -> Given:
    """Input of `open_recheck`: the review opinion."""
    paper = case.latest_paper("review_opinion")
    before = case.linked_from.filter(why="reviewed in").values_list("case__number", flat=True).first() or ""
    return _disputed(case, given, "review_opinion") | {"first_opinion": opinion_text(paper) if paper else "", "first_case": before}
