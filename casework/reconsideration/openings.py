"""What another application is opened with where the applicant disputes two acts (22④): the same people, from the day the first came in."""

from typing import Any

from casework.reconsideration import effects
from casework.reconsideration.file import ReconsiderationFile

Given = dict[str, Any]


def split(case: ReconsiderationFile, given: Given) -> Given:
    """Input of `open_split`: the other act, asked for with the same paper on the same day."""
    respondent = given.get("other_respondent") or case.respondent
    days = ("known_on", "posted_on", "asked_organ_on", "act_on", "rights_known_on")
    told = {name: value.isoformat() for name in days if (value := getattr(case, name))}
    return effects.contact(case) | told | {
        "channel": case.channel, "arrived_on": case.received_on.isoformat() if case.received_on else None, "respondent": respondent.code if respondent else "",
        "act": given["other_act"], "act_kind": case.act_kind, "claim": given["other_claim"], "facts": case.facts,
    }  # fmt: skip
