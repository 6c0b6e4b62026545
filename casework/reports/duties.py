"""The traceability table: every duty of a family's law with what fulfils it and what tests it, or the reason why no step does."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from casework.cases.case import Case
from casework.cases.steps import steps_of
from casework.reports import certainty


def listed(family: str) -> list[dict[str, Any]]:
    """The duties of a family (complaints, petitions, reconsideration) from casework/law/duties.json, in the order of the law."""
    return json.loads(resources.files("casework.law").joinpath("duties.json").read_text(encoding="utf-8"))[family]


def traced(duties: list[dict[str, Any]], family: type[Case], *, reasons: Mapping[str, str], tests: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """For each duty `fulfilled_by` and `tests`, or `reason` where the family names one.

    `fulfilled_by` holds "step:accept", "ground:T10-1", "paper:refusal", "clock:TC-04": whatever names the duty in its `fulfils`.
    `tests` maps a duty to the test functions that carry its mark.
    """
    done = fulfilled(family)
    rows = []
    for duty in duties:
        row = {"id": duty["id"], "article": duty["article"], "duty": duty["zh"], "duty_en": duty["en"], "certainty": duty["certainty"]}
        row["mark"] = certainty.mark(duty["certainty"])
        if duty["id"] in reasons:
            rows.append(row | {"reason": reasons[duty["id"]]})
        else:
            rows.append(row | {"fulfilled_by": done.get(duty["id"], []), "tests": tests.get(duty["id"], [])})
    return rows


def fulfilled(family: type[Case]) -> dict[str, list[str]]:
    """Duty id -> what fulfils it: steps in statutory order, their grounds, papers, clocks."""
    steps = steps_of(family)
    grounds = {ground.id: ground for step in steps for ground in step.when}
    found: dict[str, list[str]] = {}
    declared = [
        *((f"step:{step.name}", step.fulfils) for step in steps),
        *((f"ground:{ground.id}", ground.fulfils) for ground in grounds.values()),
        *((f"paper:{paper.id}", paper.fulfils) for paper in family.PAPERS),
        *((f"clock:{limit.id}", limit.fulfils) for limit in family.LIMITS),
    ]
    for name, duties in declared:
        for duty in duties:
            found.setdefault(duty, []).append(name)
    return found
