"""Contents of the papers while a case is heard (行政复议法 39, 41, 42, 45, 47, 49–51, 56–60, 62)."""

from datetime import date

from casework.cases.case import Case
from casework.cases.parties import Party
from casework.reconsideration import clocks, codes
from casework.reconsideration.papers import (
    Data,
    Given,
    day,
    decide_by,
    found,
    known,
    last_day,
    latest_notice,
    lines,
    matter,
    meant,
    minute,
    one_line,
    required,
    text,
    told,
)


def _officers(value: str | None, least: int) -> list[str]:
    """People by name; fewer than the law asks for count as none, so that the paper is refused."""
    named = lines(value)
    return named if len(named) >= least else []


def opinion_record(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    """What a party said, or why it could not be heard (因当事人原因)."""
    said, unheard = lines(given["said"]), text(given.get("unheard"))
    return matter(case, given) | {
        "way": found(codes.WAYS_OF_HEARING, given["way"]), "heard_at": minute(given["heard_at"]), "place": one_line(given.get("place")),
        "officers": lines(given["officers"]), "recorder": one_line(given.get("recorder")), "person": one_line(given["person"]),
        "person_post": one_line(given.get("person_post")), "said": said, "unheard": unheard, "said_or_unheard": "yes" if said or unheard else "",
    }  # fmt: skip


def hearing_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    held = given["hearing_at"]
    return matter(case, given) | {
        "hearing_at": minute(held), "place": one_line(given["place"]), "matters": lines(given["matters"]), "reasons": text(given.get("reasons")),
        "chair": one_line(given.get("chair")), "members": lines(given.get("members")), "recorder": one_line(given.get("recorder")),
        "serve_by": latest_notice(clocks.HEARING_NOTICE, held.date() if held else None),
    }  # fmt: skip


def hearing_record(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return matter(case, given) | {
        "started_at": minute(given["started_at"]), "ended_at": minute(given["ended_at"]), "place": one_line(given["place"]),
        "chair": one_line(given["chair"]), "members": _officers(given["members"], 2), "recorder": one_line(given["recorder"]),
        "present": lines(given["present"]), "absent": lines(given.get("absent")), "matters": lines(given["matters"]), "record": lines(given["record"]),
    }  # fmt: skip


def suspension_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return matter(case, given) | {
        "ground": found(codes.SUSPENSIONS, given["ground"]), "reasons": text(given["reasons"]), "suspended_on": day(on),
        "accepted_on": day(known(case, given, "accepted_on")),
    }  # fmt: skip


def resumption_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    """The new last day is printed where the form or the case lists every stop."""
    stopped = known(case, given, "suspensions")
    return matter(case, given) | {
        "ground": found(codes.SUSPENSIONS, told(case, given, "ground", "suspension_ground")), "reasons": text(given["reasons"]),
        "suspended_on": day(known(case, given, "suspended_on")), "resumed_on": day(on), "accepted_on": day(known(case, given, "accepted_on")),
        "decide_by": decide_by(case, given) if stopped else "",
    }  # fmt: skip


def termination(case: Case, given: Given, addressee: Party, on: date) -> Data:
    ground = found(codes.TERMINATIONS, given["ground"])
    suspended = {"suspended_on": day(known(case, given, "suspended_on")), "suspension": found(codes.SUSPENSIONS, known(case, given, "suspension_ground"))}
    if ground.get("code") == codes.STILL_SUSPENDED:
        required("行政复议终止决定书", "行政复议法 41(5)", **suspended)
    withdrawn = {"final": "yes"} if ground.get("code") == codes.WITHDRAWN else {}
    return matter(case, given) | suspended | withdrawn | {
        "ground": ground, "reasons": text(given["reasons"]), "accepted_on": day(known(case, given, "accepted_on")), "terminated_on": day(on),
    }  # fmt: skip


def extension_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    """62① knows it in the ordinary procedure only."""
    days = given["days"]
    ordinary = given | {"procedure": codes.ORDINARY}
    new_last_day = decide_by(case, ordinary, extension_days=days) if days else ""
    return matter(case, given) | {
        "accepted_on": day(known(case, given, "accepted_on")), "days": days or "", "reasons": text(given["reasons"]),
        "old_last_day": decide_by(case, ordinary), "new_last_day": new_last_day,
        "sue_by": last_day(clocks.SUIT_AFTER_SILENCE, date.fromisoformat(new_last_day) if new_last_day else None),
    }  # fmt: skip


def stay_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return matter(case, given) | {
        "ground": found(codes.STAYS, given["ground"]), "reasons": text(given["reasons"]), "from_on": day(given.get("from_on") or on),
        "extent": text(given["extent"]), "until": one_line(given.get("until")),
    }  # fmt: skip


def _norm(case: Case, given: Given) -> Data:
    return matter(case, given) | {"norm": one_line(known(case, given, "norm")), "clauses": lines(told(case, given, "clauses", "norm_clauses"))}


def norm_transfer(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee):
        return None
    return _norm(case, given) | {
        "ground": found(codes.NORM_REVIEWS, told(case, given, "ground", "norm_head")), "reasons": text(given["reasons"]),
        "attachments": lines(given.get("attachments")),
        "served_on": day(on), "reply_by": last_day(clocks.NORM_REPLY, on),
    }  # fmt: skip


def norm_notice(case: Case, given: Given, addressee: Party, on: date) -> Data:
    """To the parties: reviewed here (`own_power`), or sent to the organ with the power."""
    own = bool(told(case, given, "own_power", "norm_own_power"))
    organ_asked = one_line(given.get("organ"))
    if not own:
        required("规范性文件附带审查告知书", "行政复议法 56、57", organ=organ_asked)
    return _norm(case, given) | {
        "ground": found(codes.NORM_REVIEWS, told(case, given, "ground", "norm_head")), "own_power": "yes" if own else "", "organ": organ_asked,
        "suspended_on": day(on),
    }  # fmt: skip


def norm_maker_notice(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee):
        return None
    return _norm(case, given) | {
        "ground": found(codes.NORM_REVIEWS, told(case, given, "ground", "norm_head")), "questions": lines(given["questions"]),
        "in_person": text(given.get("in_person")),
        "suspended_on": day(known(case, given, "suspended_on")), "served_on": day(on), "answer_by": last_day(clocks.NORM_ANSWER, on),
    }  # fmt: skip


def norm_decision(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee):
        return None
    return _norm(case, given) | {
        "review": found(codes.NORM_REVIEWS, told(case, given, "review", "norm_head")), "ground": found(codes.NORM_FAULTS, given["ground"]),
        "higher_law": one_line(given["higher_law"]),
        "answered_on": day(told(case, given, "answered_on", "norm_answered_on")), "reasons": text(given["reasons"]), "correction": text(given["correction"]),
    }  # fmt: skip


def norm_reply(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee):
        return None
    return _norm(case, given) | {
        "letter_number": one_line(given["letter_number"]), "letter_received_on": day(given["letter_received_on"]),
        "opinion": found(codes.NORM_OPINIONS, given["opinion"]), "reasons": text(given["reasons"]), "handling": text(given["handling"]),
    }  # fmt: skip


def _access(case: Case, given: Given) -> Data:
    return matter(case, given) | {"asked_on": day(given["asked_on"]), "material": lines(given["material"])}


def file_access(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee, "asked_by"):
        return None
    return _access(case, given) | {
        "when": one_line(given["when"]), "place": one_line(given["place"]), "withheld": lines(given.get("withheld")),
    }  # fmt: skip


def file_access_refusal(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee, "asked_by"):
        return None
    return _access(case, given) | {
        "grounds": [found(codes.CLOSED_FILES, code) for code in given["heads"]], "reasons": text(given["reasons"]), "open_part": text(given.get("open_part")),
    }  # fmt: skip


def evidence_request(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee):
        return None
    return matter(case, given) | {
        "material": lines(given["material"]), "purpose": text(given["purpose"]), "hand_over_by": day(given["hand_over_by"]), "how": text(given.get("how")),
        "officers": _officers(given["officers"], 2),
    }  # fmt: skip
