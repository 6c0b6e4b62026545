"""The parties on a file: contact data masked until somebody says why they look, which the ledger then keeps."""

from dataclasses import dataclass
from typing import Any

from casework.cases.refusals import Invalid
from frontend.language import word

Pair = tuple[str, str]
OTHER, LONGEST_NOTE = "other", 200
REASONS: dict[str, Pair] = {
    "call": ("联系当事人", "to contact the party"), "post": ("邮寄文书", "to post a paper"), "check": ("核对身份", "to check an identity"),
    "correct": ("更正信息", "to correct data"),
}  # fmt: skip
WHY_OUT: dict[str, Pair] = {
    "court": ("人民法院调取", "asked for by a court"), "review": ("行政复议机关调取", "asked for by a reconsideration authority"),
    "procuratorate": ("人民检察院调取", "asked for by a procuratorate"), "superior": ("上级机关调取", "asked for by a higher authority"),
    "archive": ("立卷归档", "to be archived"), OTHER: ("其他", "something else"),
}  # fmt: skip
LABELS: tuple[tuple[str, Pair], ...] = (
    ("phone", ("电话", "Phone")), ("address", ("地址", "Address")), ("postcode", ("邮编", "Postcode")), ("email", ("邮箱", "E-mail")),
    ("id_number", ("证件", "Identity")),
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A party as the file shows it."""

    party: Any
    rows: list[tuple[str, str]]


def shown(parties: list[Any], *, plain: bool = False) -> list[Shown]:
    """The parties with their contact data, masked unless `plain`; those who left come last."""
    ordered = sorted(parties, key=lambda one: one.until is not None)
    return [Shown(one, [(word(*said), getattr(one, name) if plain else masked(name, getattr(one, name))) for name, said in LABELS if getattr(one, name)])
            for one in ordered]  # fmt: skip


def masked(name: str, value: str) -> str:
    """A value of which enough stays to tell two apart, and no more: 138****8000, 3101**********2X, a**@mail.cn."""
    if name == "address":
        return value[:6] + "****" if len(value) > 6 else "****"
    if name == "email":
        return value[:1] + "**@" + value.rpartition("@")[2]
    if name == "postcode":
        return value
    if name == "id_number":
        return value[:4] + "*" * 10 + value[-2:] if len(value) >= 15 else "*" * len(value)
    return value[:3] + "****" + value[-4:] if len(value) >= 11 else "****" + value[-2:]


def reason(code: str, further: str, reasons: dict[str, Pair] = REASONS) -> str:
    """Why somebody looks, as the ledger keeps it; empty where they did not say. Raises Invalid for "something else" that says nothing, and for a note
    that is too long."""
    said = reasons[code][0] if code in reasons else ""
    if code == OTHER and not further.strip():
        raise Invalid({"further": ["选“其他”的，请在“说明”里写明为什么。(“Something else”: say in the note what for.)"]})
    if len(further.strip()) > LONGEST_NOTE:
        raise Invalid({"further": [f"“说明”最多{LONGEST_NOTE}个字。(The note has at most {LONGEST_NOTE} characters.)"]})
    return "：".join(part for part in (said, further.strip()) if part)
