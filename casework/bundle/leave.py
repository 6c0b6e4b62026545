"""Who may take a file out, and the note that it was taken: under the lock of the commands."""

from django.db import transaction

from casework import clock
from casework.cases import engine
from casework.cases.engine import Taking
from casework.cases.refusals import Forbidden, Invalid, NotFound, refused
from casework.cases.visibility import NEED_CONTACT
from casework.people.actor import Actor
from casework.people.roles import Role
from casework.transactions import locked

LONGEST_WHY = 300  # characters


def may_take_out(taking: Taking, why: str) -> Role:
    """The role in which the actor may have the whole file with its contact data, for the reason given.

    Raises NotFound to strangers, Forbidden to parties and to roles that do not need the data, Refused when recused, Invalid without a reason
    or for one that is too long.
    The system itself has no sealed case to give: that is for a person named for it.
    """
    system = Role.SYSTEM in taking.standing.roles
    if not taking.standing.reads or (system and taking.case.sealed):
        raise NotFound(taking.case.number)
    roles = sorted(taking.standing.roles & NEED_CONTACT) if taking.standing.party is None else []
    if not roles and not system:
        raise Forbidden("案卷由承办机构的人员取出。", "The file is taken out by the people of the office that has it.")
    if taking.kept_out:
        said = "您已回避本案，或者是否回避尚未决定。", "You are recused from this case, or that is not decided yet."
        raise refused("recusal", *said, "信访工作条例 28③（参照）")
    if not why.strip():
        raise Invalid({"why": ["请写明为什么取出案卷。(Say why you take the file out.)"]})
    if len(why.strip()) > LONGEST_WHY:
        raise Invalid({"why": [f"取出案卷的理由最多{LONGEST_WHY}个字。(The reason for taking the file out has at most {LONGEST_WHY} characters.)"]})
    return Role(roles[0]) if roles else Role.SYSTEM


@transaction.atomic
def note(number: str, *, by: Actor, why: str, upto: int, digest: str) -> None:
    """Record that somebody took the whole file out, why, up to which entry, and the digest of the archive. The case's version stays.

    Raises as `may_take_out`.
    """
    at = clock.now()
    taking = locked(number, by, on=at.date(), at=at)
    role = may_take_out(taking, why)
    engine.note(taking, "bundle", role, given={"given": {"why": why.strip()}}, facts={"upto": upto, "sha256": digest}, moves=False)
