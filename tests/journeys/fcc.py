"""The tickets of 2015 driven by their messages, through the commands, each step by its own actor on its historical day."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path

from casework import commands
from casework.cases.case import Case
from casework.cases.refusals import Refused
from casework.cases.service import Service
from casework.people.models import Membership, Organisation, User, actor_for_user
from casework.people.roles import Role

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "data"
TICKETS = SHARED / "telecom_complaints_fcc_2015.csv"
MESSAGES = SHARED / "telecom_complaints_fcc_2015_messages.csv"
ATTESTED = {"met": True, "why": "attested by the file"}
GROUNDS = {ground: ATTESTED for ground in ("T9", "T10-1", "T10-2", "T10-3", "T10-4", "T11-1", "T11-2", "T11-3", "T11-3-1", "T11-4", "T11-6")}


def settle_carrier() -> None:
    """The carrier, its liaison, and the ministry centre's people."""
    carrier, _ = Organisation.objects.get_or_create(
        code="OP-CARRIER", defaults={"kind": "operator", "name": "The Carrier", "short": "Carrier", "province": "00", "electronic_since": date(2015, 1, 1)}
    )
    ministry = Organisation.objects.get(code="CA-00")
    desk = [("fcc-intake", Role.INTAKE), ("fcc-handler", Role.HANDLER), ("fcc-head", Role.HEAD)]
    for username, organisation, role in [("fcc-carrier", carrier, Role.OPERATOR), *((name, ministry, role) for name, role in desk)]:
        user, _ = User.objects.get_or_create(username=username, defaults={"name": username})
        Membership.objects.get_or_create(user=user, organisation=organisation, role=role)


class Driver:
    """Takes each ticket where its messages lead; counts what was done and what could not be."""

    def __init__(self) -> None:
        self.actors = {name: actor_for_user(User.objects.get(username=f"fcc-{name}")) for name in ("carrier", "intake", "handler", "head")}
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def drive(self, limit: int | None = None) -> None:
        """Every loaded ticket (or the first ones), message by message in order."""
        messages = defaultdict(list)
        with MESSAGES.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                messages[row["ticket"]].append(row)
        cases = Case.objects.filter(source="fcc-2015").order_by("pk").values_list("number", "external_id", "filed_on")
        merged_here = []
        for number, ticket, filed_on in cases[:limit]:
            for row in sorted(messages[ticket], key=lambda one: int(one["seq"])):
                on = max(datetime.fromisoformat(row["at"]).date(), filed_on)
                if row["kind"] == "MERGED_HERE":
                    merged_here.append((number, row["text"], on))
                    continue
                try:
                    self.done[self._follow(number, row["kind"], row["text"], on)] += 1
                except Refused as error:
                    self.refused[f"{row['kind']}: {error.reasons[0].ground}"] += 1
        for number, text, on in merged_here:
            self.done[self._merge_here(number, text, on)] += 1

    def _follow(self, number: str, kind: str, text: str, on: date) -> str:
        state = Case.objects.values_list("state", flat=True).get(number=number)
        if kind == "SERVED_ON_CARRIER_30D" and state == "received":
            self._serve_on_carrier(number, on)
        elif kind == "CLOSED_CARRIER_RESPONDED" and state == "forwarded":
            self._reply(number, text, on)
            self._close(number, text, on)
        elif kind == "RETURNED_INADEQUATE_RESPONSE" and state in ("forwarded", "operator_replied"):
            if state == "forwarded":
                self._reply(number, text, on)
            self._take(number, "return_reply", "handler", on, reasons=text[:1000])
            self._serve(number, on)
        elif kind == "MERGED_INTO":
            return self._merge(number, text, on)
        else:
            return f"{kind} in {state}: nothing to do"
        return kind

    def _serve_on_carrier(self, number: str, on: date) -> None:
        self._take(number, "accept", "intake", on, grounds=GROUNDS)
        self._take(number, "forward", "handler", on)
        self._serve(number, on)

    def _reply(self, number: str, text: str, on: date) -> None:
        self._take(number, "operator_reply", "carrier", on, facts="见答复。" + text[:500], result="已处理并答复用户。", complainant_view="知晓")

    def _close(self, number: str, text: str, on: date) -> None:
        given = {"facts_found": "经营者已作出答复。", "result": text[:1000], "outcome": "known"}
        proposed = commands.take_step(number, "reply", by=self.actors["handler"], given=given, on=on, imported=True)
        commands.approve(number, proposed.proposal.pk, by=self.actors["head"], on=on, imported=True)
        self._serve(number, on)

    def _serve(self, number: str, on: date) -> None:
        for row in Service.objects.filter(case__number=number, served_on=None).select_related("document", "party"):
            given = {"document": row.document.number, "addressee": row.party.name, "manner": "post", "served_on": on, "proof": "文件记载"}
            self._take(number, "serve", "handler", on, **given)

    def _merge(self, number: str, text: str, on: date) -> str:
        others = self._named(number, text)
        if not others:
            return "MERGED_INTO: target not in the file"
        self._take(number, "merge", "handler", on, grounds=GROUNDS, into=others[0].number, reasons="文件记载：并入该件")
        return "MERGED_INTO: merged"

    def _merge_here(self, number: str, text: str, on: date) -> str:
        """The other ticket's own message mostly told it already; where it did not, it is merged now."""
        others = self._named(number, text)
        if not others:
            return "MERGED_HERE: source not in the file"
        other = others[0]
        if other.ended_on is not None:
            return f"MERGED_HERE: source already {other.state}"
        self._take(other.number, "merge", "handler", max(on, other.filed_on), grounds=GROUNDS, into=number, reasons="文件记载：该件并入")
        return "MERGED_HERE: merged"

    def _named(self, number: str, text: str) -> list[Case]:
        named = [word.strip("#.,") for word in text.split() if word.strip("#.,").isdigit() and len(word.strip("#.,")) == 6]
        return list(Case.objects.filter(source="fcc-2015", external_id__in=named).exclude(number=number))

    def _take(self, number: str, step: str, who: str, on: date, grounds: dict | None = None, **given: object) -> None:
        commands.take_step(number, step, by=self.actors[who], given=given, answers=grounds, on=on, imported=True)
