"""The material of art 12: which of the four items a complaint lacks."""

from collections.abc import Iterable, Mapping
from typing import Any

# Item -> (number in art 12, words, the field that supplies it). Art 12(4), the date of the complaint, is the day of filing.
ITEMS: dict[str, tuple[int, str, str]] = {
    "12-1-address": (1, "申诉人地址", "applicant_address"),
    "12-1-phone": (1, "申诉人电话号码", "applicant_phone"),
    "12-1-postcode": (1, "申诉人邮政编码", "applicant_postcode"),
    "12-2": (2, "被申诉人名称、地址", "respondent"),
    "12-3-claim": (3, "申诉要求", "claim"),
    "12-3-facts": (3, "理由和事实根据", "facts"),
}


def missing(given: Mapping[str, Any]) -> list[str]:
    """The items an input does not supply, in the order of art 12."""
    return [item for item, (_, _, field) in ITEMS.items() if not given.get(field)]


def still_missing(items: Iterable[str], given: Mapping[str, Any]) -> list[str]:
    """What remains missing of `items` after this input."""
    return [item for item in items if item in missing(given)]


def asked_for(items: Iterable[str], further: str) -> list[dict[str, Any]]:
    """The items and the officer's further lines, as the notice lists them: number in art 12 and words."""
    listed = [{"item": ITEMS[item][0], "what": ITEMS[item][1]} for item in items]
    return listed + [{"item": 3, "what": line.strip()} for line in further.splitlines() if line.strip()]
