"""What a citizen reads about a case in plain words (您; who acts is named; one idea a sentence). Each family has its own tables of (Chinese, English)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from frontend.language import word

Pair = tuple[str, str]
NOTHING: Pair = ("", "")
NEED: Pair = ("现在需要您", "What you need to do")
OFFICE_LATE: Pair = ("我们没有按时办，对不起", "We are late with your case. We are sorry")
CHALLENGE: tuple[Pair, Pair] = (
    ("申请工作人员回避", "Ask that somebody of the office stay out"),
    ("申请收到了。决定以前，被申请的人不办您的事。", "Received. Until it is decided that person does not work on your case."),
)
SEND: Pair = ("提交", "Send")
OUR_OWN: Pair = ("过了这一天还没有结果，请打电话问我们。", "If there is no result after that day, please call us.")


@dataclass(frozen=True)
class Telling:
    """The tables of one family.

    `states`: state -> (headline, what you need to do); `headings`: what stands above the second where it is no duty. `endings`: state -> the papers
    that end it, what of them is the point, its heading. `happened`: steps that concern a citizen; `may`: their own, (button, what is said
    afterwards); `acts`: what the button under the form does; `leads`: what is said above it. `owed`: rule -> (duty, it inside a sentence); of several
    limits on one duty the earliest is shown. `afters`: what can be done once that day has passed, by what the rule says of its end: (said, the law).
    """

    states: Mapping[str, tuple[Pair, Pair]] = field(default_factory=dict)
    headings: Mapping[str, Pair] = field(default_factory=dict)
    endings: Mapping[str, tuple[tuple[str, ...], str, Pair]] = field(default_factory=dict)
    happened: Mapping[str, Pair] = field(default_factory=dict)
    may: Mapping[str, tuple[Pair, Pair]] = field(default_factory=dict)
    acts: Mapping[str, Pair] = field(default_factory=dict)
    leads: Mapping[str, Pair] = field(default_factory=dict)
    owed: Mapping[str, tuple[str, Pair]] = field(default_factory=dict)
    afters: Mapping[str, tuple[Pair, str]] = field(default_factory=dict)
    alike: Mapping[str, str] = field(default_factory=dict)  # ends of rules that are said alike
    never_law: frozenset[str] = frozenset()  # duties after which no law is named even where the rule is law elsewhere
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # step -> the fields that are the citizen's; others are for the office
    late: Mapping[str, Pair] = field(default_factory=dict)  # headline while another side is late in this state
    first: tuple[str, ...] = ()  # what stands first among what one may do
    last: tuple[str, ...] = ()
    also_closed: frozenset[str] = frozenset()  # steps shown though a condition closes them today
    once: Mapping[str, str] = field(default_factory=dict)  # step -> the column that says it was taken

    def after(self, expiry: str, duty: str, *, house: bool) -> tuple[str, str]:
        """What can be done after the last day, and the law it rests on (empty: none is named)."""
        said, law = self.afters.get(self.alike.get(expiry, expiry), (OUR_OWN, ""))
        if house and (law or duty in self.never_law):
            said, law = OUR_OWN, ""
        return word(*said), law

    def headline(self, state: Any, *, other_late: bool = False, office_late: bool = False) -> str:
        """The truth in one line; the state's own words where no table has it."""
        if office_late:
            return word(*OFFICE_LATE)
        if other_late and state in self.late:
            return word(*self.late[state])
        return word(*self.states[state][0]) if state in self.states else word(state.zh, state.en)

    def ending(self, state: str) -> tuple[tuple[str, ...], str, str] | None:
        """The papers that end such a case, what of it is shown, and the heading; None for other states."""
        if state not in self.endings:
            return None
        papers, name, heading = self.endings[state]
        return papers, name, word(*heading)

    def need(self, state: str) -> tuple[str, str]:
        """What the citizen must do or know now, and what stands above it; empty for nothing."""
        said = word(*self.states[state][1]) if state in self.states else ""
        return said, word(*self.headings.get(state, NEED))

    def what_happened(self, step: str, named: str) -> str:
        """A step as a sentence; its own words where this table has none."""
        return word(*self.happened[step]) if step in self.happened else named

    def button(self, step: str, named: str) -> str:
        """What the citizen's button for a step says."""
        return word(*self.may[step][0]) if step in self.may else named

    def act(self, step: str) -> str:
        """What the button under the form of a step says: the heading above it names the step."""
        return word(*self.acts.get(step, SEND))

    def lead(self, step: str) -> str:
        """What is said above the form; empty for nothing."""
        return word(*self.leads.get(step, NOTHING))

    def done(self, step: str) -> str:
        """What is said after a citizen's step; empty for a word that is none."""
        return word(*self.may[step][1]) if step in self.may else ""


def reached(*, electronically: bool) -> str:
    """How papers reach whoever reads this, until they say otherwise."""
    if electronically:
        return word("现在：您同意在网上收文书。", "Now: you agreed that papers come online.")
    return word("现在：您没有同意在网上收，文书寄到您留的地址。", "Now: you did not agree to papers online; they are posted to the address you gave.")
